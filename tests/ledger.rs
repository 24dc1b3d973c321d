//! What is promised of a change: all of it or nothing, on both databases, also when changes share a commit.

use chrono::{DateTime, TimeDelta};
use incidents::ids::{GuildId, UserId};
use incidents::model::entry::EntryKind;
use incidents::model::incident::State;
use incidents::model::notice::{Notice, Outcome};
use incidents::model::query::Query;
use incidents::model::settings::Settings;
use incidents::operations::{add_entry, deliver, open, resolve, set_status};
use incidents::store::incidents::Hidden;
use incidents::store::outbox::Held;
use incidents::{Actor, Change, Clock, Error, Fault, Ledger, Refusal, Result, View, Who, store};
use tests::world::database::{self, Database, Kind};

const GUILD: GuildId = GuildId(100);

fn ana() -> Actor {
    Actor { guild: GUILD, who: Who::Person { id: UserId(1), name: "ana".into() } }
}

fn clock() -> Clock {
    Clock::by_hand(DateTime::from_timestamp(1_717_337_580, 0).unwrap())
}

async fn on_each<F: AsyncFn(Ledger)>(story: F) {
    for &kind in tokio::task::spawn_blocking(database::kinds).await.unwrap() {
        let database = tokio::task::spawn_blocking(move || Database::new(kind)).await.unwrap();
        story(Ledger::open(database.place.clone(), clock()).await.unwrap()).await;
        tokio::task::spawn_blocking(move || drop(database)).await.unwrap();
    }
}

fn wish(title: &str) -> open::Wish {
    open::Wish { title: title.into(), ..open::Wish::default() }
}

#[tokio::test]
async fn an_incident_lives_from_declaring_to_resolving() {
    on_each(async |ledger| {
        let incident =
            ledger.change(ana(), |change| open::open(change, &wish("Checkout is down"))).await.unwrap();
        assert_eq!((incident.number.0, incident.severity.as_str()), (1, "SEV3"));
        let id = incident.id;
        ledger
            .change(ana(), move |change| set_status::set_status(change, id, "Fixing", Some("rolling back")))
            .await
            .unwrap();
        let entry = add_entry::Wish {
            text: "Rolled back".into(),
            at: incident.opened_at,
            kind: EntryKind::Mitigation,
        };
        let added =
            ledger.change(ana(), move |change| add_entry::add_entry(change, id, &entry)).await.unwrap();
        assert_eq!(added.seq, 3, "declaring and the status stand before it");
        let resolved = resolve::Wish { cause: Some("A bad deploy".into()), ..resolve::Wish::default() };
        let incident =
            ledger.change(ana(), move |change| resolve::resolve(change, id, &resolved)).await.unwrap();
        assert_eq!(incident.state, State::Resolved);
        let again =
            ledger.change(ana(), move |change| resolve::resolve(change, id, &resolve::Wish::default())).await;
        assert!(matches!(again, Err(Error::Refused(Refusal::AlreadyResolved(_)))));
        let entries = ledger.read(move |view| Ok(store::entries::in_order(view, id)?)).await.unwrap();
        assert_eq!(entries.len(), 4);
    })
    .await;
}

#[tokio::test]
async fn a_refused_change_undoes_only_itself_in_a_shared_commit() {
    on_each(async |ledger| {
        let opening = (0..50).map(|n| {
            let ledger = ledger.clone();
            tokio::spawn(async move {
                ledger
                    .change(ana(), move |change| {
                        let incident = open::open(change, &wish(&format!("Incident {n}")))?;
                        if n % 2 == 1 { Err(Refusal::WhichIncident.into()) } else { Ok(incident.number) }
                    })
                    .await
            })
        });
        let mut numbers = Vec::new();
        for opened in opening.collect::<Vec<_>>() {
            numbers.extend(opened.await.unwrap());
        }
        numbers.sort();
        assert_eq!(numbers.iter().map(|number| number.0).collect::<Vec<_>>(), (1..=25).collect::<Vec<_>>());
    })
    .await;
}

/// A worker takes up what is due: wishes for the incident's channel, and whatever comes with them.
async fn taken(ledger: &Ledger) -> Vec<Held> {
    let claim = ledger.change(Actor::sitrep(GUILD), |change| deliver::claim(change, "worker", 16));
    claim.await.unwrap().into_iter().filter(|held| matches!(held.notice, Notice::Channel { .. })).collect()
}

/// The one that is due.
async fn takes(ledger: &Ledger) -> Held {
    let [held] = &taken(ledger).await[..] else { panic!("one is due") };
    held.clone()
}

/// The worker is killed with all of that in hand, and started again.
async fn dies_and_returns(ledger: &Ledger) {
    let release = |change: &mut Change<'_>| Ok(store::outbox::release_of(change, "worker")?);
    assert!(ledger.change(Actor::sitrep(GUILD), release).await.unwrap() > 0);
}

/// Else, after ten deaths, the first thing that Discord refuses would have it wait for minutes.
#[tokio::test]
async fn a_wish_waits_longer_for_what_was_tried_in_vain_and_not_because_the_program_died() {
    on_each(async |ledger| {
        ledger.change(ana(), |change| open::open(change, &wish("Checkout is down"))).await.unwrap();
        for death in 1..=10 {
            let held = takes(&ledger).await;
            assert_eq!((held.attempts, held.tries()), (death, 1));
            dies_and_returns(&ledger).await;
        }
        let soon = ledger.clock().now() + TimeDelta::seconds(1);
        for (outcome, tries) in [
            (Outcome::RetryAt(soon, "status 502".into()), 2),
            (Outcome::Waits, 2),
            (Outcome::Blocked("Sitrep may not do that".into()), 2),
            (Outcome::RetryAt(soon, "status 502".into()), 3),
        ] {
            let held = takes(&ledger).await;
            let came = outcome.clone();
            let settle = move |change: &mut Change<'_>| deliver::settle(change, &held, &came);
            ledger.change(Actor::sitrep(GUILD), settle).await.unwrap();
            dies_and_returns(&ledger).await;
            ledger.clock().advance(TimeDelta::minutes(10));
            assert_eq!(takes(&ledger).await.tries(), tries, "after {outcome:?}");
            dies_and_returns(&ledger).await;
        }
    })
    .await;
}

/// Else it would stand twice: whatever stands already is known by the older one alone.
#[tokio::test]
async fn a_wish_that_is_put_back_takes_over_a_newer_one_of_the_same_meaning() {
    on_each(async |ledger| {
        let opening = ledger.change(ana(), |change| open::open(change, &wish("Checkout is down")));
        let incident = opening.await.unwrap().id;
        let mut first = takes(&ledger).await;
        for is_killed in [true, false] {
            let again = move |change: &mut Change<'_>| change.send(&Notice::Channel { incident });
            ledger.change(ana(), again).await.unwrap();
            assert_eq!(taken(&ledger).await, [], "one of its meaning is in hand");
            if is_killed {
                dies_and_returns(&ledger).await;
            } else {
                let (held, why) =
                    (first.clone(), Outcome::RetryAt(ledger.clock().now(), "status 502".into()));
                let settle = move |change: &mut Change<'_>| deliver::settle(change, &held, &why);
                ledger.change(Actor::sitrep(GUILD), settle).await.unwrap();
            }
            let taken = takes(&ledger).await;
            assert_eq!((taken.id, taken.attempts), (first.id, first.attempts + 1));
            first = taken;
        }
    })
    .await;
}

/// In how many incidents a word stands.
fn standing(view: &mut View<'_>, word: &str) -> Result<usize> {
    Ok(store::search::matching(view, GUILD, &Query::read(word)?, &Hidden::default(), (0, 100))?.len())
}

#[tokio::test]
async fn what_shares_a_commit_is_found_by_its_words_and_what_was_refused_is_not() {
    on_each(async |ledger| {
        let opening = (0..50).map(|n| {
            let ledger = ledger.clone();
            tokio::spawn(async move {
                let opened = ledger.change(ana(), move |change| {
                    open::open(change, &wish(&format!("Checkout fails, number{n:02}")))?;
                    if n % 3 == 0 {
                        assert_eq!(standing(change, &format!("number{n:02}"))?, 1, "its own words, at once");
                    }
                    if n % 2 == 1 { Err(Refusal::WhichIncident.into()) } else { Ok(()) }
                });
                opened.await.is_ok()
            })
        });
        for (n, opened) in opening.collect::<Vec<_>>().into_iter().enumerate() {
            assert_eq!(opened.await.unwrap(), n % 2 == 0, "number {n}");
        }
        let found = ledger.read(|view| {
            let all = standing(view, "checkout")?;
            let of_each: Result<Vec<_>> = (0..50).map(|n| standing(view, &format!("number{n:02}"))).collect();
            Ok((all, of_each?))
        });
        let (all, of_each) = found.await.unwrap();
        assert_eq!(all, 25);
        assert!(of_each.iter().enumerate().all(|(n, count)| *count == (n + 1) % 2), "{of_each:?}");
    })
    .await;
}

#[tokio::test]
async fn a_panic_fails_its_own_change_and_nothing_else() {
    on_each(async |ledger| {
        let panicked = ledger
            .change(ana(), |change| {
                open::open(change, &wish("Never seen"))?;
                panic!("on purpose");
                #[expect(unreachable_code, reason = "gives the closure its type")]
                Ok(())
            })
            .await;
        assert!(matches!(panicked, Err(Error::Fault(Fault::Panicked(_)))));
        let incident = ledger.change(ana(), |change| open::open(change, &wish("Seen"))).await.unwrap();
        assert_eq!(incident.number.0, 1);
    })
    .await;
}

#[tokio::test]
async fn a_database_newer_than_the_program_is_left_alone() {
    let database = Database::new(Kind::Sqlite);
    let incidents::Place::Sqlite(path) = database.place.clone() else { unreachable!() };
    drop(Ledger::open(database.place.clone(), clock()).await.unwrap());
    let raw = rusqlite::Connection::open(&path).unwrap();
    raw.execute("insert into migrations values (9999, 0, 'from the future')", []).unwrap();
    let before: i64 = raw.query_row("pragma schema_version", [], |row| row.get(0)).unwrap();
    let Err(Error::Fault(Fault::Schema(sentence))) = Ledger::open(database.place.clone(), clock()).await
    else {
        panic!("a newer database was opened");
    };
    assert!(sentence.contains("newer than this program"), "{sentence}");
    let after: i64 = raw.query_row("pragma schema_version", [], |row| row.get(0)).unwrap();
    assert_eq!(before, after);
}

/// What a change finds set as the zone of its server.
async fn zone(ledger: &Ledger) -> String {
    ledger.change(ana(), |change| Ok(store::guilds::settings(change, GUILD)?.zone)).await.unwrap()
}

async fn sets_zone(ledger: &Ledger, zone: &'static str, stands: bool) {
    let changed = ledger.change(ana(), move |change| {
        store::guilds::ensure(change, GUILD)?;
        let settings = Settings { zone: zone.into(), ..store::guilds::settings(change, GUILD)? };
        store::guilds::save_settings(change, GUILD, &settings)?;
        assert_eq!(store::guilds::settings(change, GUILD)?.zone, zone);
        if stands { Ok(()) } else { Err(Refusal::WhichIncident.into()) }
    });
    assert_eq!(changed.await.is_ok(), stands);
}

#[tokio::test]
async fn what_is_remembered_between_changes_is_never_what_was_undone() {
    on_each(async |ledger| {
        sets_zone(&ledger, "Europe/Berlin", true).await;
        assert_eq!(zone(&ledger).await, "Europe/Berlin");
        sets_zone(&ledger, "Asia/Tokyo", false).await;
        assert_eq!(zone(&ledger).await, "Europe/Berlin");
    })
    .await;
}

#[tokio::test]
async fn what_another_process_wrote_is_seen_by_the_next_change_and_the_audit_log_stays_whole() {
    for &kind in tokio::task::spawn_blocking(database::kinds).await.unwrap() {
        let database = tokio::task::spawn_blocking(move || Database::new(kind)).await.unwrap();
        let bot = Ledger::open(database.place.clone(), clock()).await.unwrap();
        let shell = Ledger::open(database.place.clone(), clock()).await.unwrap();
        for (round, zone_now) in ["Europe/Berlin", "Asia/Tokyo", "America/Lima"].into_iter().enumerate() {
            assert_ne!(zone(&bot).await, zone_now, "read, and so remembered");
            sets_zone(&shell, zone_now, true).await;
            assert_eq!(zone(&bot).await, zone_now);
            for ledger in [&bot, &shell, &bot] {
                let title = format!("Round {round}");
                ledger.change(ana(), move |change| open::open(change, &wish(&title))).await.unwrap();
            }
        }
        let chains = bot.read(|view| Ok(store::chain::verify(view)?)).await.unwrap();
        assert_eq!(chains[&GUILD].broken, Vec::<String>::new());
        assert!(chains[&GUILD].head.length >= 9);
        drop((bot, shell));
        tokio::task::spawn_blocking(move || drop(database)).await.unwrap();
    }
}
