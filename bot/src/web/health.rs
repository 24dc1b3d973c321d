//! `GET /healthz`: the process lives. Says nothing of whether it is fit for work: restarting would mend nothing else.

/// Answers.
pub(super) async fn show() -> &'static str {
    "ok\n"
}
