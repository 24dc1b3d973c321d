//! A German admin among Germans: whatever they run, nothing of the answer is English.

use commands::reply::{Message, Reply, Widget};
use tests::world::desk::{Desk, form, said};

const NOW: &str = "2024-06-02T18:00:00Z";

/// Words that stand in nearly every English sentence, and in no German one.
const ENGLISH: [&str; 25] = [
    "the", "is", "are", "were", "and", "of", "with", "nobody", "has", "have", "it", "not", "more", "this",
    "that", "yet", "from", "who", "when", "which", "to", "by", "for", "no", "every",
];

async fn germans(now: &str) -> Desk {
    let desk = Desk::on_sqlite(now).await;
    desk.sets(|settings| settings.locale = "de".into()).await;
    desk.speaks("de");
    desk
}

/// Everything a message says: text, card, buttons and hints.
fn all(message: &Message) -> String {
    let labels = message.rows.iter().flatten().flat_map(|widget| match widget {
        Widget::Button { label, .. } => vec![label.clone()],
        Widget::List { hint, choices, .. } => {
            choices.iter().map(|choice| choice.label.clone()).chain([hint.clone()]).collect()
        }
        Widget::Pick { hint, .. } => vec![hint.clone()],
        _ => Vec::new(),
    });
    let files = message.files.iter().map(|file| file.about.clone());
    std::iter::once(message.text.clone()).chain(labels).chain(files).collect::<Vec<_>>().join("\n")
}

/// Nothing in it is English, but for what is typed: code stays as it is.
#[track_caller]
pub(super) fn is_german(what: &str, told: &str) {
    let outside = told.split("```").step_by(2).collect::<Vec<_>>().join(" ");
    let outside = outside.split('`').step_by(2).collect::<Vec<_>>().join(" ");
    let words = outside.split(|letter: char| !letter.is_alphanumeric());
    let english: Vec<_> = words.filter(|word| ENGLISH.contains(&word.to_lowercase().as_str())).collect();
    assert!(english.is_empty(), "{what} says {english:?}: {told}");
}

async fn hears(desk: &Desk, path: &str, options: &[(&str, &str)]) -> String {
    let told = match desk.runs(path, options).await {
        Reply::Form(form) => {
            let labels = form.inputs.iter().map(|input| input.label.clone());
            std::iter::once(form.title.clone()).chain(labels).collect::<Vec<_>>().join("\n")
        }
        other => all(&said(other)),
    };
    is_german(path, &told);
    told
}

#[tokio::test]
async fn what_is_looked_at_every_day() {
    let desk = germans(NOW).await;
    assert!(
        hears(&desk, "doctor", &[]).await.contains("🟡 Einstellungen: außerhalb des Kanals eines Vorfalls")
    );
    hears(&desk, "heartbeat list", &[]).await;
    hears(&desk, "alerts list", &[]).await;
    hears(&desk, "token list", &[]).await;
    hears(&desk, "report summary", &[]).await;
    hears(&desk, "report trends", &[("period", "all")]).await;
    hears(&desk, "postmortem template", &[]).await;
    let every = desk.types("action add", "repeat", &[("title", "Prüfen"), ("repeat", "every quarter")]).await;
    assert!(every[0].label.contains("2. Sept. 2024 09:00, 2. Dez. 2024"), "{}", every[0].label);
    desk.hears("contact add", &[("name", "kim"), ("email", "kim@example.com")]).await;
    desk.hears("policy create", &[("name", "primary")]).await;
    let ill = hears(&desk, "doctor", &[]).await;
    assert!(ill.contains("🟡 Kontakte: kim hat noch nie einen Ruf beantwortet → probier es"), "{ill}");
    assert!(ill.contains("🔴 Policies: primary: jetzt würde niemand gerufen"), "{ill}");
    hears(&desk, "policy show", &[("policy", "primary")]).await;
    hears(&desk, "contact remove", &[("contact", "kim")]).await;
}

#[tokio::test]
async fn monitoring_is_let_in_shown_and_thrown_out() {
    let desk = germans(NOW).await;
    let made = hears(&desk, "alerts add", &[("name", "Grafana"), ("severity", "SEV2")]).await;
    assert!(
        made.contains("**Grafana** darf jetzt Alarme senden: öffnet Vorfälle · ruft niemanden"),
        "{made}"
    );
    hears(&desk, "alerts list", &[]).await;
    hears(&desk, "alerts show", &[("source", "Grafana")]).await;
    hears(&desk, "alerts edit", &[("source", "Grafana"), ("opens", "page"), ("quiet_hours", "22:00-07:00")])
        .await;
    for choice in desk.types("alerts edit", "same", &[("source", "Grafana"), ("same", "")]).await {
        is_german("same", &choice.label);
    }
    hears(&desk, "alerts rotate", &[("source", "Grafana")]).await;
    hears(&desk, "alerts remove", &[("source", "Grafana")]).await;
    let made = hears(&desk, "heartbeat add", &[("name", "Backup"), ("every", "1d")]).await;
    assert!(made.contains("Ich höre auf **Backup**. Wenn er ausbleibt: ruft niemanden."), "{made}");
    assert!(hears(&desk, "heartbeat list", &[]).await.contains("**1 Heartbeat**\n⏳ noch nie gehört"));
    hears(&desk, "heartbeat rotate", &[("heartbeat", "Backup")]).await;
    hears(&desk, "heartbeat remove", &[("heartbeat", "Backup")]).await;
    hears(&desk, "token add", &[("name", "Wiki"), ("scope", "read-write")]).await;
    hears(&desk, "token list", &[]).await;
    hears(&desk, "token revoke", &[("token", "Wiki")]).await;
}

#[tokio::test]
async fn a_schedule_is_made_fed_and_filled_from_a_calendar() {
    let desk = germans(NOW).await;
    desk.hears("contact add", &[("name", "kim"), ("email", "kim@example.com")]).await;
    let rota = [
        ("name", "crew"),
        ("people", "kim"),
        ("every", "1w"),
        ("handoff", "monday 9:00"),
        ("from", "in 3 days"),
    ];
    hears(&desk, "schedule create", &rota).await;
    let night =
        [("schedule", "crew"), ("people", "kim"), ("every", "2d"), ("handoff", "9:00"), ("days", "sat")];
    hears(&desk, "schedule layer", &night).await;
    let shown = hears(&desk, "schedule show", &[("schedule", "crew")]).await;
    assert!(shown.contains("jede Woche, Übergabe Mo um 09:00"), "{shown}");
    assert!(shown.contains("alle 2 Tage, Übergabe um 09:00") && shown.contains("nur Sa"), "{shown}");
    hears(&desk, "schedule feed", &[("schedule", "crew")]).await;
    hears(&desk, "schedule feed", &[("schedule", "crew"), ("address", "new")]).await;
    hears(&desk, "schedule feed", &[("schedule", "crew"), ("address", "off")]).await;
    hears(&desk, "schedule import", &[("schedule", "crew")]).await;
    let asked = form(desk.runs("schedule import", &[("schedule", "crew")]).await);
    let calendar = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20241003\r\nSUMMARY:Einheit\r\n\
                    END:VEVENT\r\nEND:VCALENDAR";
    let offered = said(desk.sends(&asked, &[("calendar", calendar)]).await);
    is_german("what a calendar would change", &all(&offered));
    is_german("a calendar", &all(&said(desk.presses(&offered, "Übernehmen").await)));
    for choice in
        desk.types("schedule unoverride", "override", &[("schedule", "crew"), ("override", "")]).await
    {
        is_german("overrides", &choice.label);
    }
    hears(&desk, "schedule unoverride", &[("schedule", "crew"), ("override", "1")]).await;
    hears(&desk, "schedule list", &[]).await;
}

#[tokio::test]
async fn a_postmortem_is_checked_edited_exported_and_counted() {
    let desk = germans(NOW).await;
    desk.hears("incident open", &[("title", "Kasse steht"), ("at", "1h ago")]).await;
    desk.hears("incident resolve", &[("incident", "1"), ("cause", "Zertifikat"), ("resolution", "Erneuert")])
        .await;
    let lacks = hears(&desk, "postmortem check", &[("incident", "1")]).await;
    assert!(lacks.contains("Es nennt keine Sackgasse: Was wurde vermutet"), "{lacks}");
    hears(&desk, "postmortem edit", &[("incident", "1"), ("section", "summary")]).await;
    let asked = form(desk.runs("postmortem edit", &[("incident", "1"), ("section", "summary")]).await);
    is_german("a section", &all(&said(desk.sends(&asked, &[("text", "Die Kasse stand.")]).await)));
    hears(&desk, "postmortem show", &[("incident", "1")]).await;
    hears(&desk, "postmortem export", &[("incident", "1"), ("format", "json")]).await;
    hears(&desk, "postmortem template", &[("name", "google-sre")]).await;
    let shown = said(desk.runs("postmortem template", &[("name", "google-sre")]).await);
    is_german("a template", &all(&said(desk.presses(&shown, "Für alle Postmortems nehmen").await)));
    let told = hears(&desk, "report summary", &[("period", "all")]).await;
    assert!(told.contains("**1 Vorfall**") && told.contains("Zeitpunkt fehlt"), "{told}");
    hears(&desk, "report trends", &[("period", "all")]).await;
}

#[tokio::test]
async fn a_server_is_set_up() {
    let desk = germans(NOW).await;
    let mut step = said(desk.runs("setup", &[]).await);
    for _ in 0..5 {
        is_german("a step", &all(&step));
        step = said(desk.presses(&step, "anlegen").await);
    }
    is_german("people", &all(&step));
    step = said(desk.presses(&step, "Mich hinzufügen").await);
    is_german("people", &all(&step));
    step = said(desk.presses(&step, "Weiter").await);
    is_german("the preview", &all(&step));
    assert!(step.text.contains("➕ Ankündigungen: **#incidents** wird angelegt"), "{}", step.text);
    is_german("what stands", &all(&said(desk.presses(&step, "Anlegen").await)));
}
