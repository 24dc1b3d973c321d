//! Layers: of those that count at a time, the last one says who is on call.

use chrono::TimeDelta;

use super::*;

#[tokio::test]
async fn a_layer_for_nights_is_stronger_at_night_and_leaves_the_days_alone() {
    Desk::on_each(NOW, async |desk| {
        rotation(desk, "<@1>").await;
        let night = [
            ("schedule", "Primary"),
            ("people", "<@2>"),
            ("every", "1d"),
            ("handoff", "9:00"),
            ("zone", "UTC"),
            ("hours", "22:00-06:00"),
            ("days", "mon-fri"),
        ];
        let made = desk.hears("schedule layer", &night).await;
        assert!(
            made.contains("Layer 2 of **Primary** is there · only Mon, Tue, Wed, Thu, Fri 22:00–06:00"),
            "{made}"
        );
        assert!(desk.hears("oncall now", &[]).await.contains("<@1>"));
        desk.clock.advance(TimeDelta::hours(6));
        assert!(desk.hears("oncall now", &[]).await.contains("<@2>"), "it is ten in the evening");
        desk.clock.advance(TimeDelta::hours(8));
        assert!(desk.hears("oncall now", &[]).await.contains("<@1>"), "six in the morning");
        let shown = desk.hears("schedule show", &[("schedule", "Primary")]).await;
        assert!(shown.contains("\n1. <@1>") && shown.contains("\n2. <@2>"), "{shown}");
    })
    .await;
}

#[tokio::test]
async fn a_restricted_rotation_has_gaps_and_they_are_named_for_a_year() {
    Desk::on_each(NOW, async |desk| {
        rotation(desk, "<@1>").await;
        let hours = [("schedule", "Primary"), ("days", "mon-fri"), ("hours", "9:00-17:00")];
        let restricted = desk.hears("schedule restrict", &hours).await;
        assert!(restricted.contains("**Nobody is on call** in 26"), "{restricted}");
        assert!(desk.hears("oncall now", &[]).await.contains("<@1>"));
        desk.clock.advance(TimeDelta::hours(1));
        assert!(desk.hears("oncall now", &[]).await.contains("**nobody**"), "at five the day is over");
        let always = desk.hears("schedule restrict", &[("schedule", "Primary")]).await;
        assert!(always.contains("always") && !always.contains("Nobody"), "{always}");
        refused(
            desk,
            "schedule restrict",
            vec![("schedule", text("Primary")), ("days", text("someday"))],
            "mon-fri",
        )
        .await;
        refused(
            desk,
            "schedule restrict",
            vec![("schedule", text("Primary")), ("hours", text("late"))],
            "22:00-06:00",
        )
        .await;
    })
    .await;
}

#[tokio::test]
async fn a_layer_is_changed_and_taken_out_and_the_last_one_stays() {
    Desk::on_each(NOW, async |desk| {
        rotation(desk, "<@1>").await;
        let over = [
            ("schedule", "Primary"),
            ("people", "<@2>"),
            ("every", "1d"),
            ("handoff", "9:00"),
            ("zone", "UTC"),
        ];
        desk.hears("schedule layer", &over).await;
        assert!(desk.hears("oncall now", &[]).await.contains("<@2>"));
        let edit = vec![("schedule", text("Primary")), ("people", text("<@3>")), ("layer", Given::Number(2))];
        desk.gives("schedule edit", edit).await;
        assert!(desk.hears("oncall now", &[]).await.contains("<@3>"));
        let layer = |number| vec![("schedule", text("Primary")), ("layer", Given::Number(number))];
        refused(desk, "schedule unlayer", layer(3), "no layer of that number").await;
        desk.gives("schedule unlayer", layer(2)).await;
        assert!(desk.hears("oncall now", &[]).await.contains("<@1>"));
        refused(desk, "schedule unlayer", layer(1), "at least one layer").await;
    })
    .await;
}

#[tokio::test]
async fn an_override_is_taken_back_and_the_rotation_counts_again() {
    Desk::on_each(NOW, async |desk| {
        rotation(desk, "<@1>").await;
        let swap = [("schedule", "Primary"), ("who", "<@3>"), ("from", "now"), ("to", "in 3h")];
        desk.hears("schedule override", &swap).await;
        desk.clock.advance(TimeDelta::hours(1));
        let typed =
            desk.types("schedule unoverride", "override", &[("schedule", "Primary"), ("override", "")]).await;
        assert!(typed[0].label.contains("1 · <@3> · Jun 03 16:00") && typed[0].value == "1", "{typed:?}");
        let back = [("schedule", "Primary"), ("override", "1")];
        assert!(desk.hears("schedule unoverride", &back).await.contains("Took override 1"));
        assert!(desk.hears("oncall now", &[]).await.contains("<@1>"));
        for number in ["1", "7", "first"] {
            let again = vec![("schedule", text("Primary")), ("override", text(number))];
            let why = if number == "1" { "has passed" } else { "No override has that number" };
            refused(desk, "schedule unoverride", again, why).await;
        }
    })
    .await;
}
