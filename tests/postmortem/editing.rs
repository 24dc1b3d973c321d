//! Sections written in forms, and what the check finds.

use commands::reply::Reply;
use tests::world::desk::{Desk, form, said};

const NOW: &str = "2024-06-03T16:00:00Z";

async fn resolved(desk: &Desk) {
    desk.hears("incident open", &[("title", "Checkout is down")]).await;
    let end = [("cause", "A leak"), ("resolution", "A restart"), ("incident", "1")];
    desk.hears("incident resolve", &end).await;
}

const CAUSE: [(&str, &str); 2] = [("section", "cause"), ("incident", "1")];

#[tokio::test]
async fn a_section_is_corrected_in_a_form_with_its_present_text() {
    Desk::on_each(NOW, async |desk| {
        resolved(desk).await;
        let asked = form(desk.runs("postmortem edit", &CAUSE).await);
        assert_eq!(asked.inputs[0].value, "A leak");
        let told = said(desk.sends(&asked, &[("text", "A leak in **the** cache")]).await).text;
        assert!(told.contains("cause: A leak in \\*\\*the\\*\\* cache"), "{told}");
        let again = form(desk.runs("postmortem edit", &CAUSE).await);
        assert_eq!(again.inputs[0].value, "A leak in **the** cache");
        let emptied = said(desk.sends(&again, &[("text", " ")]).await).text;
        assert!(emptied.contains("cause: emptied"), "{emptied}");
    })
    .await;
}

#[tokio::test]
async fn what_is_longer_than_a_field_is_edited_in_several() {
    Desk::on_each(NOW, async |desk| {
        resolved(desk).await;
        let line = "The cache grew without a bound, and nobody had looked at its size.\n";
        let first = form(desk.runs("postmortem edit", &CAUSE).await);
        desk.sends(&first, &[("text", &line.repeat(55))]).await;
        let longer = form(desk.runs("postmortem edit", &CAUSE).await);
        assert!(longer.inputs.len() > 1, "there is room to write more");
        let more = line.repeat(50);
        let last = longer.inputs.last().unwrap().id.clone();
        desk.sends(&longer, &[(last.as_str(), more.as_str())]).await;
        let whole = desk.incident(1).await.sections.get("cause".parse().unwrap()).unwrap().to_owned();
        assert_eq!(whole, line.repeat(105).trim());
        let back = form(desk.runs("postmortem edit", &CAUSE).await);
        assert!(back.inputs.iter().all(|input| input.value.chars().count() <= 4_000));
    })
    .await;
}

#[tokio::test]
async fn nobody_writes_over_what_somebody_else_wrote_meanwhile() {
    Desk::on_each(NOW, async |desk| {
        resolved(desk).await;
        let one = form(desk.runs("postmortem edit", &CAUSE).await);
        let other = form(desk.runs("postmortem edit", &CAUSE).await);
        desk.sends(&one, &[("text", "A leak in the cache")]).await;
        let refused = said(desk.sends(&other, &[("text", "A leak in the pool")]).await).text;
        assert!(refused.contains("Somebody else changed the cause while you wrote"), "{refused}");
        assert!(refused.contains("A leak in the pool"), "what was typed is given back: {refused}");
        let stands = desk.incident(1).await.sections.get("cause".parse().unwrap()).unwrap().to_owned();
        assert_eq!(stands, "A leak in the cache");
    })
    .await;
}

#[tokio::test]
async fn sections_are_suggested_and_others_refused() {
    Desk::on_each(NOW, async |desk| {
        resolved(desk).await;
        let choices = desk.types("postmortem edit", "section", &[("section", "not")]).await;
        assert_eq!(
            choices.iter().map(|choice| choice.value.as_str()).collect::<Vec<_>>(),
            ["impact", "detection"]
        );
        let refused = desk.hears("postmortem edit", &[("section", "blame"), ("incident", "1")]).await;
        assert!(
            refused.contains("There is no section \"blame\"") && refused.contains("lessons"),
            "{refused}"
        );
    })
    .await;
}

#[tokio::test]
async fn the_check_names_what_is_missing_and_opens_the_form_for_it() {
    Desk::on_each(NOW, async |desk| {
        resolved(desk).await;
        desk.hears("action add", &[("title", "Fix it"), ("incident", "1")]).await;
        desk.hears(
            "incident set",
            &[("field", "lessons"), ("value", "This was human error"), ("incident", "1")],
        )
        .await;
        let found = said(desk.runs("postmortem check", &[("incident", "1")]).await);
        for part in [
            "Nobody chose the zone",
            "what share of users was affected",
            "how this was detected",
            "no dead end",
            "no escalation",
            "Nobody owns the action “Fix it”",
            "“Fix it” has no due date",
            "“human error” in the lessons",
        ] {
            assert!(found.text.contains(part), "{part}: {}", found.text);
        }
        assert!(found.private && found.text.chars().count() <= 2_000);
        let opened = desk.presses(&found, "Write impact").await;
        let sent = desk.sends(&form(opened), &[("text", "Nobody could pay")]).await;
        assert!(said(sent).text.contains("impact: Nobody could pay"));
        let after = desk.hears("postmortem check", &[("incident", "1")]).await;
        assert!(!after.contains("what users noticed"), "{after}");
    })
    .await;
}

#[tokio::test]
async fn a_list_under_the_document_opens_each_section() {
    Desk::on_each(NOW, async |desk| {
        resolved(desk).await;
        let shown = said(desk.runs("postmortem show", &[("incident", "1")]).await);
        assert!(shown.private && shown.text.contains("✏️ Draft"), "{}", shown.text);
        let Reply::Form(asked) = desk.chooses(&shown, "lessons").await else { panic!("a form opens") };
        assert!(asked.title.contains("INC-1 · lessons"), "{}", asked.title);
    })
    .await;
}
