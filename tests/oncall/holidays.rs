//! Holidays out of a calendar become overrides, once, and nothing hostile in it does harm.

use chrono::TimeDelta;
use tests::world::World;
use tests::world::desk::{button, form};

use super::*;

const CALENDAR: &str = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20240604\nSUMMARY:@everyone **Founders' day**\n\
     END:VEVENT\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20240101\nSUMMARY:New Year\nEND:VEVENT\nEND:VCALENDAR\n";

#[tokio::test]
async fn holidays_are_gaps_unless_somebody_is_named_and_are_taken_in_once() {
    Desk::on_each(NOW, async |desk| {
        rotation(desk, "<@1>").await;
        let opened = form(desk.runs("schedule import", &[("schedule", "Primary")]).await);
        let shown = said(desk.sends(&opened, &[("calendar", CALENDAR)]).await);
        assert!(shown.private && shown.text.contains("Would add 1 overrides"), "{}", shown.text);
        assert!(desk.hears("oncall week", &[]).await.contains("<@1>"));
        assert!(
            !desk.hears("schedule show", &[("schedule", "Primary")]).await.contains("gap"),
            "nothing has changed yet"
        );
        let told = said(desk.presses(&shown, "Take in").await).text;
        assert!(told.contains("Added 1 overrides") && told.contains("1 are over"), "{told}");
        assert!(!told.contains("@everyone") && !told.contains("**Founders"), "typed words are plain: {told}");
        let again = said(desk.sends(&opened, &[("calendar", CALENDAR)]).await);
        assert!(
            again.text.contains("1 were there already") && button(&again, "Take in").is_none(),
            "{}",
            again.text
        );
        let twice = said(desk.presses(&shown, "Take in").await);
        assert!(twice.private && !twice.text.contains("Added"), "an offer is taken in once: {}", twice.text);
        desk.clock.advance(TimeDelta::hours(9));
        assert!(
            desk.hears("oncall now", &[]).await.contains("**nobody**"),
            "a holiday in the schedule's own zone"
        );
        desk.clock.advance(TimeDelta::hours(24));
        assert!(desk.hears("oncall now", &[]).await.contains("<@1>"));
    })
    .await;
}

#[tokio::test]
async fn somebody_can_be_on_call_on_holidays_and_what_is_no_calendar_is_refused() {
    Desk::on_each(NOW, async |desk| {
        rotation(desk, "<@1>").await;
        let opened = form(desk.runs("schedule import", &[("schedule", "Primary"), ("who", "<@3>")]).await);
        let shown = said(desk.sends(&opened, &[("calendar", CALENDAR)]).await);
        let told = said(desk.presses(&shown, "Take in").await).text;
        assert!(told.contains("<@3> is on call in"), "{told}");
        desk.clock.advance(TimeDelta::hours(9));
        assert!(desk.hears("oncall now", &[]).await.contains("<@3>"));
        for (calendar, why) in [
            ("hello", "no iCalendar file"),
            ("BEGIN:VCALENDAR\nEND:VCALENDAR", "no event"),
            ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20240604\nRRULE:FREQ=HOURLY\nEND:VEVENT\nEND:VCALENDAR", "Line 4: how \"an event\" repeats"),
        ] {
            let refused = said(desk.sends(&opened, &[("calendar", calendar)]).await);
            assert!(refused.private && refused.text.contains(why), "{}", refused.text);
        }
    })
    .await;
}

/// A calendar that would not fit a form: each of ten holidays, every year, with much said about it.
fn large() -> String {
    let event = |day: usize| {
        format!(
            "BEGIN:VEVENT\r\nUID:{day}\r\nDTSTART;VALUE=DATE:200007{day:02}\r\nRRULE:FREQ=YEARLY\r\nDESCRIPTION:{}\r\nSUMMARY:Day {day}\r\nEND:VEVENT\r\n",
            "long ".repeat(200)
        )
    };
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{}END:VCALENDAR\r\n", (1..=10).map(event).collect::<String>())
}

#[tokio::test]
async fn a_calendar_comes_as_a_file_and_is_shown_before_it_is_taken_in() {
    let world = World::start().await;
    let ana = world.person("ana");
    ana.person.give(world.guild.role("Owner", simulator::Permissions::MANAGE_GUILD));
    ana.runs(&format!("/schedule create name:Primary people:{} every:1d handoff:9:00", ana.person.mention()))
        .await;
    let sends = async |bytes: Vec<u8>| {
        let file = simulator::File { name: "holidays.ics".into(), bytes };
        let line = "/schedule import schedule:Primary file:holidays.ics";
        let asked = ana.person.runs_with_files(ana.here(), line, &[file]).expect("she may");
        world.settle().await;
        match world.discord.answer_of(asked) {
            Some(simulator::Answer::Message(message)) => message.content,
            other => panic!("{other:?}"),
        }
    };
    let told = sends(large().into_bytes()).await;
    assert!(told.contains("Would add 20 overrides") && told.contains("and 10 more"), "{told}");
    ana.clicks("Take in").await;
    ana.must_see("Added 20 overrides");
    ana.runs("/schedule show schedule:Primary").await.whispers("gap");
    let told = sends(large().replacen("YEARLY", "NEVER", 1).into_bytes()).await;
    assert!(told.contains("Line 6: how \"Day 1\" repeats is not understood"), "{told}");
    for (bytes, why) in [(vec![0xff; 100], "no iCalendar file"), (vec![b' '; 600 * 1024], "512 KB")] {
        let told = sends(bytes).await;
        assert!(told.contains(why), "{told}");
    }
}
