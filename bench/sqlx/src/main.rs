//! The reference bot with an asynchronous driver: serenity, a durable commit through sqlx, then the answer.

#[path = "../../src/small_bot.rs"]
mod small_bot;
#[path = "../../src/statements.rs"]
mod statements;
mod writer;

use std::path::PathBuf;

use anyhow::Context as _;

use crate::writer::Writer;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let folder = std::env::var("SITREP_DATA").context("SITREP_DATA is needed")?;
    let writer = Writer::start(&PathBuf::from(folder).join("reference.db")).await?;
    small_bot::run(Some(writer)).await
}
