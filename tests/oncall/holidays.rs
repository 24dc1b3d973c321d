//! Holidays out of a calendar become overrides, once, and nothing hostile in it does harm.

use chrono::TimeDelta;
use tests::world::desk::form;

use super::*;

const CALENDAR: &str = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20240604\nSUMMARY:@everyone **Founders' day**\n\
     END:VEVENT\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20240101\nSUMMARY:New Year\nEND:VEVENT\nEND:VCALENDAR\n";

#[tokio::test]
async fn holidays_are_gaps_unless_somebody_is_named_and_are_taken_in_once() {
    Desk::on_each(NOW, async |desk| {
        rotation(desk, "<@1>").await;
        let opened = form(desk.runs("schedule import", &[("schedule", "Primary")]).await);
        let told = said(desk.sends(&opened, &[("calendar", CALENDAR)]).await).text;
        assert!(told.contains("Added 1 overrides") && told.contains("1 are over"), "{told}");
        assert!(!told.contains("@everyone") && !told.contains("**Founders"), "typed words are plain: {told}");
        let again = said(desk.sends(&opened, &[("calendar", CALENDAR)]).await).text;
        assert!(again.contains("Added 0 overrides") && again.contains("1 were there already"), "{again}");
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
        let told = said(desk.sends(&opened, &[("calendar", CALENDAR)]).await).text;
        assert!(told.contains("<@3> is on call in"), "{told}");
        desk.clock.advance(TimeDelta::hours(9));
        assert!(desk.hears("oncall now", &[]).await.contains("<@3>"));
        for (calendar, why) in [
            ("hello", "no iCalendar file"),
            ("BEGIN:VCALENDAR\nEND:VCALENDAR", "no event"),
            ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20240604\nRRULE:FREQ=DAILY\nEND:VEVENT\nEND:VCALENDAR", "repeats"),
        ] {
            let refused = said(desk.sends(&opened, &[("calendar", calendar)]).await);
            assert!(refused.private && refused.text.contains(why), "{}", refused.text);
        }
    })
    .await;
}
