//! The first minutes at the demo's page: the life of one incident, step by step.

use simulator::Step;

/// What to try, in order.
pub(super) fn steps() -> Vec<Step> {
    vec![
        step(
            "Something broke. Declare it: **Try it** fills in the command, **Enter** sends it.",
            "/incident open title:Checkout is down severity:SEV1 summary:Nobody can pay by card",
            "declared as SEV",
        ),
        step(
            "The incident has a channel of its own now. Follow the link in the answer, or pick it on the left.",
            "",
            "#inc-",
        ),
        step(
            "Write down what you find while you work. It keeps the time it happened, not the time you typed it.",
            "/timeline add text:The payment gateway refuses every card kind:finding at:2m ago",
            "The payment gateway refuses every card",
        ),
        step(
            "You know what it is. Say so: the pinned card in this channel follows.",
            "/incident status state:identified note:An expired certificate",
            "An expired certificate",
        ),
        step(
            "Time heals nothing, but here you may move it on: **+5 min** at the top. Then resolve.",
            "/incident resolve cause:The certificate of the payment gateway expired resolution:Renewed it and restarted the gateway",
            "is resolved",
        ),
        step("The postmortem is written already. **Read** the file in the channel.", "", "## Issue Summary"),
    ]
}

fn step(text: &str, try_it: &str, done_when: &str) -> Step {
    Step { text: text.to_owned(), try_it: try_it.to_owned(), done_when: done_when.to_owned() }
}
