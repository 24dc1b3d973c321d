//! The least that a bot costs which keeps its word: serenity, a durable commit, then the answer.

use std::path::PathBuf;

use anyhow::Context as _;
use bench::writer::Writer;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let folder = std::env::var("SITREP_DATA").context("SITREP_DATA is needed")?;
    let writer = Writer::start(&PathBuf::from(folder).join("reference.db"))?;
    bench::small_bot::run(Some(writer)).await
}
