//! Actions mirrored in issue trackers: over real connections to pretend GitHub, GitLab and Jira, with everything that goes
//! wrong there.

use chrono::TimeDelta;
use commands::parcels::{Parcel, parcel};
use commands::request::Given;
use incidents::model::action::Action;
use incidents::model::notice::{Load, Outcome};
use incidents::model::tracker::Kind;
use incidents::operations::{deliver, run_due};
use incidents::{Actor, store};
use sitrep::bot::Beyond;
use sitrep::trackers::Trackers;
use tests::world::World;
use tests::world::desk::{Desk, GUILD, said};
use tests::world::tracker::{Fault, Tracker};

const NOW: &str = "2026-10-05T12:00:00Z";
const KINDS: [Kind; 3] = [Kind::Github, Kind::Gitlab, Kind::Jira];

/// Carries what waits for other servers, until nothing does; says what came of it.
async fn carries(desk: &Desk, trackers: &Trackers) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    loop {
        let by = Actor::sitrep(GUILD);
        let claim = desk.ledger.change(by, |change| deliver::claim_of(change, "by hand", 16, Load::Outside));
        let claimed = claim.await.unwrap();
        if claimed.is_empty() {
            return outcomes;
        }
        for held in claimed {
            let wish = held.clone();
            let worded = desk.ledger.read(move |view| parcel(view, &wish)).await.unwrap();
            let outcome = match worded {
                Parcel::Mirror(wanted) => trackers.mirror(&desk.ledger, &held, &wanted).await,
                Parcel::Moot => Outcome::Moot,
                other => panic!("not for another server: {other:?}"),
            };
            outcomes.push(outcome.clone());
            let by = Actor::sitrep(GUILD);
            let settle = desk.ledger.change(by, move |change| deliver::settle(change, &held, &outcome));
            settle.await.unwrap();
        }
    }
}

/// Lets time pass, and does what is due by then.
async fn later(desk: &Desk, by: TimeDelta, trackers: &Trackers) {
    desk.clock.advance(by);
    let now = desk.clock.now();
    for due in desk.ledger.read(move |view| Ok(store::timers::due(view, now, 64)?)).await.unwrap() {
        let by = Actor::sitrep(due.guild);
        desk.ledger.change(by, move |change| run_due::run_due(change, &due)).await.unwrap();
    }
    carries(desk, trackers).await;
}

async fn ready(desk: &Desk, tracker: &Tracker) -> Trackers {
    desk.runs("incident open", &[("title", "Checkout is down")]).await;
    let set = [("setting", "tracker"), ("value", tracker.project())];
    assert!(desk.hears("settings set", &set).await.contains("**tracker** is now"));
    tracker.access()
}

async fn adds(desk: &Desk, title: &str) -> String {
    let text = |text: &str| Given::Text(text.into());
    let given = vec![
        ("incident", text("INC-1")),
        ("title", text(title)),
        ("detail", text("@everyone look at\n/close this [now](https://evil)")),
        ("done_when", text("it rang in a drill")),
        ("mirror", Given::Truth(true)),
    ];
    said(desk.gives("action add", given).await).text
}

async fn action(desk: &Desk, number: i64) -> Action {
    let number = incidents::ids::ActionNumber(number);
    let found = desk.ledger.read(move |view| Ok(store::actions::numbered(view, GUILD, number)?));
    found.await.unwrap().expect("it is there")
}

#[tokio::test]
async fn an_action_and_its_issue_follow_each_other() {
    for kind in KINDS {
        Desk::on_each(NOW, async |desk| {
            let tracker = Tracker::start(kind).await;
            let access = ready(desk, &tracker).await;
            let told = adds(desk, "Add an alert").await;
            assert!(told.contains("soon in"), "{told}");
            assert_eq!(carries(desk, &access).await, [Outcome::Delivered(None)]);
            let issue = tracker.issues().pop().expect("it was made");
            assert_eq!((issue.title.as_str(), issue.state), ("Add an alert", "open"));
            for part in ["INC-1: Checkout is down", "it rang in a drill"] {
                assert!(issue.text.replace('\\', "").contains(part), "{part}: {}", issue.text);
            }
            let listed = desk.hears("action list", &[]).await;
            assert!(listed.contains("](<http") && listed.contains("INC-1"), "{listed}");

            desk.hears("action edit", &[("action", "A-1"), ("title", "Add two alerts")]).await;
            desk.hears("action done", &[("action", "A-1"), ("note", "they rang")]).await;
            carries(desk, &access).await;
            let issue = tracker.issues().pop().unwrap();
            assert_eq!((issue.title.as_str(), issue.state), ("Add two alerts", "done"));
            desk.hears("action reopen", &[("action", "A-1")]).await;
            carries(desk, &access).await;
            assert_eq!(tracker.issues().pop().unwrap().state, "open");

            tracker.somebody_sets("done");
            later(desk, TimeDelta::minutes(11), &access).await;
            let closed = action(desk, 1).await;
            assert!(!closed.is_open() && closed.closed.unwrap().note.unwrap().contains("was closed"));
            tracker.somebody_sets("open");
            later(desk, TimeDelta::minutes(11), &access).await;
            assert!(action(desk, 1).await.is_open(), "taken up again over there");
            assert_eq!(tracker.issues().len(), 1);
            assert_eq!(tracker.complaints(), Vec::<String>::new());
        })
        .await;
    }
}

#[tokio::test]
async fn a_decision_against_it_is_one_on_both_sides() {
    Desk::on_each(NOW, async |desk| {
        let tracker = Tracker::start(Kind::Github).await;
        let access = ready(desk, &tracker).await;
        adds(desk, "Add an alert").await;
        carries(desk, &access).await;
        desk.hears("action drop", &[("action", "A-1"), ("reason", "too dear")]).await;
        carries(desk, &access).await;
        assert_eq!(tracker.issues().pop().unwrap().state, "declined");
        adds(desk, "Train support").await;
        carries(desk, &access).await;
        tracker.somebody_sets("declined");
        later(desk, TimeDelta::minutes(11), &access).await;
        let dropped = action(desk, 2).await;
        assert_eq!(dropped.state.as_str(), "dropped");
        assert!(dropped.closed.unwrap().note.unwrap().contains("acme/shop#2 was closed as not planned"));
    })
    .await;
}

/// What goes wrong, what the action says of it at once, and after how long it is tried again.
const FAULTS: [(Fault, Option<&str>, i64); 8] = [
    (Fault::Status(401), Some("does not know the token"), 11 * 60),
    (Fault::Status(403), Some("may not do this"), 11 * 60),
    (Fault::Status(404), Some("may not see it"), 11 * 60),
    (Fault::Status(301), Some("has moved"), 11 * 60),
    (Fault::Patience(120), None, 121),
    (Fault::Status(503), None, 10),
    (Fault::Silence, None, 10),
    (Fault::CutOff, None, 10),
];

#[tokio::test]
async fn whatever_the_tracker_does_there_is_one_issue_in_the_end_and_the_action_stands() {
    let stories = KINDS.map(|kind| async move {
        for (fault, shown, again_s) in FAULTS {
            // The making of the issue is what goes wrong; what is asked before it is not there yet.
            Desk::on_each(NOW, async |desk| survives(desk, kind, fault, shown, again_s).await).await;
        }
    });
    futures::future::join_all(stories).await;
}

async fn survives(desk: &Desk, kind: Kind, fault: Fault, shown: Option<&str>, again_s: i64) {
    let tracker = Tracker::start(kind).await;
    let access = ready(desk, &tracker).await;
    tracker.fails(&[fault]);
    assert!(adds(desk, "Add an alert").await.contains("`A-1`"), "an action needs no tracker");
    let outcomes = carries(desk, &access).await;
    assert!(!matches!(outcomes[0], Outcome::Delivered(_) | Outcome::GaveUp(_)), "{fault:?}: {outcomes:?}");
    let listed = desk.hears("action list", &[]).await;
    match shown {
        Some(why) => {
            assert!(listed.contains("⚠️ not mirrored") && listed.contains(why), "{fault:?}: {listed}")
        }
        None => assert!(!listed.contains("not mirrored"), "a moment is nobody's business: {listed}"),
    }
    if let Fault::Patience(seconds) = fault {
        desk.clock.advance(TimeDelta::seconds(i64::from(seconds) - 5));
        assert!(carries(desk, &access).await.is_empty(), "it waits as long as it was asked to");
    }
    desk.clock.advance(TimeDelta::seconds(again_s));
    carries(desk, &access).await;
    assert_eq!(tracker.issues().len(), 1, "{kind:?} {fault:?}: {:?}", tracker.calls());
    let listed = desk.hears("action list", &[]).await;
    assert!(!listed.contains("not mirrored") && listed.contains("](<http"), "{fault:?}: {listed}");
    assert_eq!(tracker.complaints(), Vec::<String>::new());
}

#[tokio::test]
async fn a_page_in_place_of_a_tracker_does_not_say_that_there_is_no_issue() {
    for kind in KINDS {
        Desk::on_each(NOW, async |desk| {
            let tracker = Tracker::start(kind).await;
            let access = ready(desk, &tracker).await;
            tracker.fails(&[Fault::CutOff, Fault::Page]);
            adds(desk, "Add an alert").await;
            for _ in 0..3 {
                carries(desk, &access).await;
                desk.clock.advance(TimeDelta::seconds(30));
            }
            assert_eq!(tracker.issues().len(), 1, "{kind:?}: {:?}", tracker.calls());
            let listed = desk.hears("action list", &[]).await;
            assert!(!listed.contains("not mirrored") && listed.contains("](<http"), "{listed}");
        })
        .await;
    }
}

#[tokio::test]
async fn what_a_tracker_never_takes_is_shown_and_can_be_tried_anew() {
    Desk::on_each(NOW, async |desk| {
        let tracker = Tracker::start(Kind::Github).await;
        let access = ready(desk, &tracker).await;
        tracker.fails(&[Fault::Status(422)]);
        adds(desk, "Add an alert").await;
        assert!(matches!(carries(desk, &access).await[..], [Outcome::GaveUp(_)]));
        let card = said(desk.runs("incident show", &[("incident", "INC-1")]).await).card.unwrap();
        let open = card.fields.iter().find(|field| field.name == "Open actions").unwrap();
        assert_eq!(open.value, "1, 1 not mirrored");
        let listed = desk.hears("action list", &[]).await;
        assert!(
            listed.contains("not mirrored in acme/shop: the tracker does not take it (422: no)"),
            "{listed}"
        );
        let told = desk.hears("action link", &[("action", "A-1")]).await;
        assert!(told.contains("soon in acme/shop"), "{told}");
        carries(desk, &access).await;
        assert!(
            desk.hears("action list", &[])
                .await
                .contains("[acme/shop#1](<https://github.com/acme/shop/issues/1>)")
        );

        tracker.somebody_deletes_all();
        later(desk, TimeDelta::minutes(11), &access).await;
        let listed = desk.hears("action list", &[]).await;
        assert!(listed.contains("acme/shop#1 is gone"), "{listed}");
        desk.hears("action unlink", &[("action", "A-1")]).await;
        assert!(!desk.hears("action list", &[]).await.contains("acme/shop"));
    })
    .await;
}

#[tokio::test]
async fn a_tracker_that_stays_down_is_shown_after_a_while() {
    Desk::on_each(NOW, async |desk| {
        let tracker = Tracker::start(Kind::Gitlab).await;
        let access = ready(desk, &tracker).await;
        tracker.fails(&[Fault::Status(502); 3]);
        adds(desk, "Add an alert").await;
        for shown in [false, false, true] {
            carries(desk, &access).await;
            assert_eq!(desk.hears("action list", &[]).await.contains("the tracker fails (502)"), shown);
            desk.clock.advance(TimeDelta::seconds(30));
        }
        carries(desk, &access).await;
        assert!(!desk.hears("action list", &[]).await.contains("not mirrored"));
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_mirrored_says_why_and_what_to_do() {
    Desk::on_each(NOW, async |desk| {
        let tracker = Tracker::start(Kind::Github).await;
        desk.runs("incident open", &[("title", "Checkout is down")]).await;
        desk.hears("action add", &[("incident", "INC-1"), ("title", "Add an alert")]).await;
        let link = async |options: &[(&str, &str)]| desk.hears("action link", options).await;
        assert!(link(&[("action", "A-1")]).await.contains("/settings set setting:tracker"));
        let told = desk.hears("settings set", &[("setting", "tracker"), ("value", "github:acme")]).await;
        assert!(told.contains("github:owner/repository, gitlab:group/project"), "{told}");
        desk.hears("settings set", &[("setting", "tracker"), ("value", tracker.project())]).await;
        let told = link(&[("action", "A-1"), ("issue", "../../admin")]).await;
        assert!(told.contains("is no issue of github:acme/shop"), "{told}");
        let repeating = [("incident", "INC-1"), ("title", "Drill"), ("repeat", "every quarter")];
        desk.hears("action add", &repeating).await;
        assert!(link(&[("action", "A-2")]).await.contains("comes round again"));
        let private = vec![("title", Given::Text("A breach".into())), ("private", Given::Truth(true))];
        desk.gives("incident open", private).await;
        desk.hears("action add", &[("incident", "INC-2"), ("title", "Rotate the keys")]).await;
        assert!(link(&[("action", "A-3")]).await.contains("private incident"));
        assert!(desk.hears("action unlink", &[("action", "A-1")]).await.contains("has no issue"));
        assert!(link(&[("action", "A-1")]).await.contains("soon in"));
        carries(desk, &tracker.access()).await;
        let told = link(&[("action", "A-1")]).await;
        assert!(told.contains("has the issue acme/shop#1 already"), "{told}");
        assert_eq!(tracker.issues().len(), 1, "and of the private one nothing was told");
    })
    .await;
}

#[tokio::test]
async fn a_server_may_mirror_everything_but_only_in_projects_that_the_operator_allows() {
    Desk::on_each(NOW, async |desk| {
        let tracker = Tracker::start(Kind::Github).await;
        let access = ready(desk, &tracker).await;
        desk.hears("settings set", &[("setting", "mirror"), ("value", "all")]).await;
        let told = desk.hears("action add", &[("incident", "INC-1"), ("title", "Add an alert")]).await;
        assert!(told.contains("soon in acme/shop"), "{told}");
        desk.hears("action add", &[("incident", "INC-1"), ("title", "Drill"), ("repeat", "every month")])
            .await;
        carries(desk, &access).await;
        assert_eq!(tracker.issues().len(), 1, "one that comes round has no issue");
        desk.hears("settings set", &[("setting", "tracker"), ("value", "github:acme/other")]).await;
        desk.hears("action add", &[("incident", "INC-1"), ("title", "Train support")]).await;
        carries(desk, &access).await;
        let listed = desk.hears("action list", &[]).await;
        assert!(listed.contains("has not allowed github:acme/other"), "{listed}");
    })
    .await;
}

#[tokio::test]
async fn an_issue_that_is_there_already_can_stand_for_an_action() {
    Desk::on_each(NOW, async |desk| {
        let tracker = Tracker::start(Kind::Jira).await;
        let access = ready(desk, &tracker).await;
        adds(desk, "Add an alert").await;
        carries(desk, &access).await;
        desk.hears("action unlink", &[("action", "A-1")]).await;
        desk.hears("action add", &[("incident", "INC-1"), ("title", "Train support")]).await;
        let address = "https://acme.atlassian.net/browse/OPS-1";
        desk.hears("action link", &[("action", "A-2"), ("issue", address)]).await;
        carries(desk, &access).await;
        desk.hears("action done", &[("action", "A-2")]).await;
        carries(desk, &access).await;
        let issues = tracker.issues();
        assert_eq!((issues.len(), issues[0].state), (1, "done"));
        assert!(action(desk, 1).await.is_open(), "the one that was unlinked goes its own way");
    })
    .await;
}

#[tokio::test]
async fn the_bot_mirrors_by_itself_and_discord_waits_for_no_tracker() {
    let world = World::start().await;
    let tracker = Tracker::start(Kind::Github).await;
    world.reaches(Beyond { trackers: tracker.access(), ..Beyond::default() });
    world.crashes().await;
    world.starts_bot().await;
    let ana = world.person("ana");
    ana.person.give(world.guild.role("Admins", simulator::Permissions::ADMINISTRATOR));
    ana.runs("/settings set setting:tracker value:github:acme/shop").await;
    ana.runs("/incident open title:Checkout is down").await;
    ana.goes_to("inc-1-checkout-is-down");
    tracker.fails(&[Fault::Silence]);
    ana.runs("/action add title:Add an alert mirror:true").await.says("soon in acme/shop");
    ana.must_see("Add an alert");
    world.advance(TimeDelta::minutes(1)).await;
    ana.runs("/action list").await.whispers("acme/shop#1");
    assert_eq!(tracker.issues().len(), 1, "{:?}", tracker.calls());
}
