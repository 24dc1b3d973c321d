//! Ids that were overheard, guessed or made up, sent from another server by somebody who may do everything there: any command
//! with any of its options, any button and any form, at random. `SITREP_FORGERIES` says how many.

use commands::request::{Ask, Given};
use commands::table::Takes;
use commands::{COMMANDS, MENUS};
use incidents::ids::{ChannelId, GuildId, RoleId, UserId};
use incidents::model::access::{MANAGE_GUILD, Person};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use tests::world::desk::{Desk, GUILD, LOBBY};
use tests::world::post::delivers;

use super::servers::rows;
use super::{NOW, SECRET, Seat, asked_of, asks, handles, leaks, pressable};

const OTHER: GuildId = GuildId(200);

/// Every number that stands in a server's rows, as people would send it, and some that stand nowhere.
fn overheard(rows: &[String]) -> Vec<String> {
    let numbers = rows.iter().flat_map(|row| row.split(|letter: char| !letter.is_ascii_digit()));
    let mut all: Vec<String> = numbers.filter(|number| !number.is_empty()).map(str::to_owned).collect();
    all.sort_by_key(|number| (number.len(), number.clone()));
    all.dedup();
    all.extend(
        ["INC-1", "INC-2", "#1", "is down", "0", "-1", "9223372036854775807", "@100", ""].map(str::to_owned),
    );
    all
}

fn given(takes: &Takes, word: String) -> Given {
    let number = word.parse().unwrap_or(1);
    match takes {
        Takes::Number { .. } => Given::Number(number),
        Takes::Truth => Given::Truth(number % 2 == 0),
        Takes::User => Given::User { id: UserId(number), name: "somebody".into() },
        Takes::Role => Given::Role(RoleId(number)),
        Takes::Channel => Given::Channel(ChannelId(number)),
        _ => Given::Text(word),
    }
}

/// Any command, with any of its options or a suggestion for one.
fn typed(words: Vec<String>) -> impl Strategy<Value = Ask> {
    let all: Vec<usize> = (0..COMMANDS.len()).collect();
    let word = select(words);
    let options = proptest::collection::vec((word, any::<bool>()), 25);
    (select(all), options, 0_usize..4).prop_map(|(command, options, kind)| {
        let command = &COMMANDS[command];
        let given: Vec<_> = command
            .options
            .iter()
            .zip(options)
            .filter(|(option, (_, is_given))| option.required || *is_given || option.name == "incident")
            .map(|(option, (word, _))| (option.name.to_owned(), given(&option.takes, word)))
            .collect();
        let (path, options) = (command.path.to_owned(), given.iter().cloned().collect());
        match (kind, given.last()) {
            (0, Some((focused, _))) => Ask::Complete { path, options, focused: focused.clone() },
            _ => Ask::Command { path, options },
        }
    })
}

/// Any button or form there is, for anything.
fn pressed(words: Vec<String>) -> impl Strategy<Value = Ask> {
    let named = COMMANDS.iter().flat_map(|command| command.handles);
    let names: Vec<&str> =
        named.chain(MENUS.iter().flat_map(|menu| menu.handles)).map(|handle| handle.name).collect();
    let word = select(words);
    let parts = proptest::collection::vec(word.clone(), 0..5);
    (select(names), parts, word, any::<bool>()).prop_map(|(name, parts, word, is_form)| {
        let id = format!("1/{name}/{}", parts.join("/"));
        match is_form {
            true => {
                let fields = ["text", "title", "cause", "resolution", "reason", "at", "summary", "entry"];
                Ask::Form { id, fields: fields.map(|field| (field.to_owned(), word.clone())).into() }
            }
            false => Ask::Press { id, values: vec![word] },
        }
    })
}

#[tokio::test]
async fn no_forged_id_opens_a_way_into_another_server() {
    let count = std::env::var("SITREP_FORGERIES").ok().and_then(|count| count.parse().ok()).unwrap_or(600);
    Desk::on_each(NOW, async |desk| {
        let admin =
            Person { id: UserId(1), name: "ana".into(), roles: Vec::new(), permissions: MANAGE_GUILD };
        let here = Seat { guild: GUILD, channel: LOBBY, person: admin };
        for title in ["is down", "is slow"] {
            let title = [("title".to_owned(), Given::Text(format!("{SECRET} {title}")))];
            asks(desk, &here, Ask::Command { path: "incident open".into(), options: title.into() }).await;
        }
        let mut known = pressable(&delivers(&desk.ledger).await);
        for command in COMMANDS {
            for ask in asked_of(command, &format!("{SECRET} 1")) {
                known.extend(handles(&asks(desk, &here, ask).await));
            }
        }
        known.extend(pressable(&delivers(&desk.ledger).await));
        let read = |guild: GuildId| {
            let place = desk.place();
            tokio::task::spawn_blocking(move || rows(&place, guild))
        };
        let before = read(GUILD).await.unwrap();
        assert!(before.iter().filter(|row| row.contains(SECRET)).count() > 20, "there is something to find");
        let words = overheard(&before);
        let forged = prop_oneof![typed(words.clone()), pressed(words), select(known)];
        let mut runner = TestRunner::deterministic();
        for round in 0..count {
            let ask = forged.new_tree(&mut runner).unwrap().current();
            // From anywhere they can be, and as if they sat in the other server's channels.
            let channel = [ChannelId(9_000), LOBBY, ChannelId(7_001)][round % 3];
            let there = Seat { guild: OTHER, channel, person: here.person.clone() };
            let reply = asks(desk, &there, ask.clone()).await;
            assert!(!leaks(&reply), "{ask:?}\ngives away: {reply:?}");
        }
        let after = read(GUILD).await.unwrap();
        let changed: Vec<_> = after.iter().filter(|row| !before.contains(row)).collect();
        assert!(
            changed.is_empty() && before.len() == after.len(),
            "another server was changed: {changed:#?}"
        );
        let own = read(OTHER).await.unwrap();
        assert!(
            !own.is_empty() && !own.iter().any(|row| row.contains(SECRET)),
            "something came across: {own:#?}"
        );
    })
    .await;
}
