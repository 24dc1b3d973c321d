//! Who is on call, who comes next, and where nobody does: in the words that chat says it in.

use chrono::TimeDelta;
use incidents::Result;
use incidents::operations::roster;
use incidents::postmortem::escaped;
use incidents::store;

use super::writer::{Sheet, Writer};
use crate::oncall::now;
use crate::schedule::shifts;

/// So far ahead shifts are listed, and so many of them.
const AHEAD: TimeDelta = TimeDelta::days(14);
const SHIFTS: usize = 14;
/// So far ahead gaps are looked for, and so many are named.
const GAPS_AHEAD: TimeDelta = TimeDelta::weeks(52);
const GAPS: usize = 10;

/// Every schedule.
pub fn body(writer: &mut Writer<'_, '_>) -> Result<Sheet> {
    let guild = writer.asked.request.guild;
    let schedules = store::schedules::all(writer.view, guild)?;
    let people = roster::everybody(writer.view, guild)?;
    let now = writer.view.now;
    let mut body = String::new();
    if schedules.is_empty() {
        body.push_str(
            "<p>There are no schedules yet. <code>/schedule create</code> makes one, in chat.</p>\n",
        );
    }
    for schedule in &schedules {
        let name = escaped(schedule.name.as_str());
        let present = writer.said(&now::line(schedule, &people, now))?;
        body.push_str(&format!(
            "<section>\n<h2>{name}</h2>\n<p>{present}</p>\n<h3>Next shifts</h3>\n<ul class=\"rows\">\n"
        ));
        for shift in shifts::between(schedule, &people, (now, now + AHEAD)).iter().take(SHIFTS) {
            let look = if shift.is_gap() { "open" } else { "waits" };
            let line = writer.said(&shifts::line(shift, &people))?;
            body.push_str(&format!("<li class=\"{look}\">{line}</li>\n"));
        }
        body.push_str("</ul>\n");
        let shifts = shifts::between(schedule, &people, (now, now + GAPS_AHEAD));
        let gaps: Vec<_> = shifts.iter().filter(|shift| shift.is_gap()).collect();
        if !gaps.is_empty() {
            body.push_str(&format!(
                "<h3>Nobody is on call in {} stretches of the next year</h3>\n<ul class=\"rows\">\n",
                gaps.len()
            ));
            for gap in gaps.iter().take(GAPS) {
                body.push_str(&format!(
                    "<li class=\"open\">{} – {}</li>\n",
                    writer.time(gap.from),
                    writer.time(gap.to)
                ));
            }
            body.push_str("</ul>\n");
        }
        body.push_str("</section>\n");
    }
    Ok(Sheet { title: "On call".to_owned(), body, is_headed: false, is_live: false })
}
