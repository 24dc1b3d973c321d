//! A private incident whose every text holds one word: whoever is not in it meets that word nowhere.

use commands::COMMANDS;
use commands::parcels::Parcel;
use commands::request::{Ask, Given};
use incidents::ids::{ChannelId, UserId};
use incidents::model::access::{MANAGE_GUILD, Person};
use tests::world::desk::{Desk, GUILD, LOBBY, ana};
use tests::world::post::{Left, delivers};

use super::{NOW, SECRET, Seat, asked_of, asks, completions, handles, leaks, pressable};

const ANNOUNCEMENTS: ChannelId = ChannelId(77);
const POSTMORTEMS: ChannelId = ChannelId(78);

/// Fills an incident with the word through every command that takes an incident, and says what can be pressed about it.
pub(super) async fn fill(desk: &Desk) -> Vec<Ask> {
    desk.sets(|settings| {
        settings.announcements = Some(ANNOUNCEMENTS);
        settings.postmortems = Some(POSTMORTEMS);
    })
    .await;
    let inside = Seat { guild: GUILD, channel: LOBBY, person: ana() };
    let title = [
        ("title".to_owned(), Given::Text(format!("{SECRET} breach"))),
        ("private".to_owned(), Given::Truth(true)),
    ];
    asks(desk, &inside, Ask::Command { path: "incident open".into(), options: title.into() }).await;
    let mut known = pressable(&delivers(&desk.ledger).await);
    for command in
        COMMANDS.iter().filter(|command| command.options.iter().any(|option| option.name == "incident"))
    {
        for ask in asked_of(command, &format!("{SECRET} 1")) {
            known.extend(handles(&asks(desk, &inside, ask).await));
        }
    }
    known
}

/// Whom what left reaches, beside those who are in the incident: ana, and whoever reads its own channel.
fn is_outside(left: &Left, own: Option<ChannelId>) -> bool {
    match &left.parcel {
        Parcel::Post { channel, .. } => Some(*channel) != own && *channel != LOBBY,
        Parcel::Direct { user, .. } => *user != UserId(1) && *user != UserId(2),
        Parcel::Letter(_) => true,
        _ => false,
    }
}

#[tokio::test]
async fn whoever_is_not_in_it_meets_no_word_of_it_in_any_answer() {
    Desk::on_each(NOW, async |desk| {
        let mut known = fill(desk).await;
        known.extend(pressable(&delivers(&desk.ledger).await));
        assert!(known.len() > 6, "there are buttons to press: {}", known.len());
        // Casey manages the server, and is not in the incident.
        let casey =
            Person { id: UserId(3), name: "casey".into(), roles: Vec::new(), permissions: MANAGE_GUILD };
        let outside = Seat { guild: GUILD, channel: LOBBY, person: casey };
        let asked = COMMANDS.iter().flat_map(|command| {
            let mut all = asked_of(command, "1");
            all.extend(completions(command));
            all
        });
        for ask in asked.chain(known) {
            let reply = asks(desk, &outside, ask.clone()).await;
            assert!(!leaks(&reply), "{ask:?}\ngives away: {reply:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn nothing_that_leaves_for_others_holds_a_word_of_it() {
    Desk::on_each(NOW, async |desk| {
        fill(desk).await;
        let (mut left, mut outside) = (0, Vec::new());
        for _ in 0..30 {
            let posted = delivers(&desk.ledger).await;
            let own = desk.incident(1).await.channel;
            left += posted.len();
            outside.extend(posted.into_iter().filter(|left| is_outside(left, own)));
            tests::world::post::ticks(&desk.ledger).await;
            desk.clock.advance(chrono::TimeDelta::days(1));
        }
        assert!(left > 5, "much was sent: {left}");
        for sent in outside {
            let words = format!("{:?}", sent.parcel).to_lowercase();
            assert!(!words.contains(SECRET), "{:?} gives it away: {words}", sent.notice);
        }
    })
    .await;
}
