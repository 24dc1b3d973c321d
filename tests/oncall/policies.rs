//! Policies that change: levels taken out and moved, patience, and who is called when no level has anybody.

use super::*;

async fn three_levels(desk: &Desk) {
    desk.hears("policy create", &[("name", "p")]).await;
    for who in ["<@1>", "<@2> <@3>", "<@4>"] {
        desk.hears("policy step", &[("policy", "p"), ("who", who)]).await;
    }
}

fn level(number: i64, more: Vec<(&'static str, Given)>) -> Vec<(&'static str, Given)> {
    let mut given = vec![("policy", text("p")), ("level", Given::Number(number))];
    given.extend(more);
    given
}

#[tokio::test]
async fn levels_are_taken_out_and_moved_but_never_the_last() {
    Desk::on_each(NOW, async |desk| {
        three_levels(desk).await;
        let moved = said(desk.gives("policy move", level(3, vec![("to", Given::Number(1))])).await).text;
        assert!(
            moved.contains("1. <@4>") && moved.contains("2. <@1>") && moved.contains("3. <@2>, <@3>"),
            "{moved}"
        );
        let fewer = said(desk.gives("policy unstep", level(3, vec![("who", text("<@2>"))])).await).text;
        assert!(fewer.contains("3. <@3> ·"), "{fewer}");
        refused(desk, "policy unstep", level(3, vec![("who", text("<@2>"))]), "not on level 3").await;
        let shorter = said(desk.gives("policy unstep", level(3, vec![("who", text("<@3>"))])).await).text;
        assert!(!shorter.contains("3."), "a level without anybody goes: {shorter}");
        refused(desk, "policy unstep", level(3, vec![]), "from 1 to 2").await;
        desk.gives("policy unstep", level(1, vec![])).await;
        refused(desk, "policy unstep", level(1, vec![]), "without anybody").await;
        refused(desk, "policy move", level(1, vec![("to", Given::Number(9))]), "from 1 to 1").await;
    })
    .await;
}

#[tokio::test]
async fn patience_fallback_and_name_are_changed() {
    Desk::on_each(NOW, async |desk| {
        three_levels(desk).await;
        let wish = vec![
            ("policy", text("p")),
            ("name", text("Payments")),
            ("repeat", Given::Number(0)),
            ("ack_timeout", text("1h")),
            ("delay", text("2m")),
            ("fallback", text("<@9>")),
            ("activity", text("ignored")),
        ];
        let told = said(desk.gives("policy edit", wish).await).text;
        for part in [
            "**Payments**",
            "begins after 2 min",
            "repeats 0 times",
            "holds 1 h, whatever",
            "has anybody: <@9>",
        ] {
            assert!(told.contains(part), "{part}: {told}");
        }
        let off = vec![("policy", text("payments")), ("fallback", text("off")), ("delay", text("off"))];
        let off = said(desk.gives("policy edit", off).await).text;
        assert!(!off.contains("has anybody:") && !off.contains("begins after"), "{off}");
        refused(desk, "policy edit", vec![("policy", text("payments"))], "Nothing to change").await;
        refused(desk, "policy edit", vec![("policy", text("payments")), ("delay", text("25h"))], "24 hours")
            .await;
    })
    .await;
}

#[tokio::test]
async fn a_level_can_ask_for_the_answer_of_each() {
    Desk::on_each(NOW, async |desk| {
        desk.hears("policy create", &[("name", "p")]).await;
        let step = [("policy", "p"), ("who", "<@1> <@2>"), ("answers", "each")];
        assert!(desk.hears("policy step", &step).await.contains("each of them is to answer"));
    })
    .await;
}
