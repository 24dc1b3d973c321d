//! The program.

use std::process::ExitCode;

use clap::Parser as _;
use sitrep::cli::Cli;

fn main() -> ExitCode {
    sitrep::program::run(&Cli::parse())
}
