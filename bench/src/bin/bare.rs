//! The least that any bot costs: serenity, and an answer to everything.

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    bench::small_bot::run(None).await
}
