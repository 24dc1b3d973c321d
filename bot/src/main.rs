//! The program.

use std::process::ExitCode;

use clap::Parser as _;
use mimalloc::MiMalloc;
use sitrep::cli::Cli;

/// Events are read on one thread and let go on another, which takes the system's own allocator over a quarter of a command's time.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    sitrep::program::run(&Cli::parse())
}
