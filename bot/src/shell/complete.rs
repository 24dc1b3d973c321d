//! What a shell needs to complete our words, and the manual page: both made from the same words that `--help` shows.

use anyhow::Result;
use clap::CommandFactory as _;

use super::print;
use crate::cli::Cli;

/// Prints what makes a shell complete our words.
pub fn completions(shell: clap_complete::Shell) -> Result<()> {
    let mut out = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "sitrep", &mut out);
    print(&String::from_utf8(out)?)
}

/// The manual page, with a section for every subcommand.
pub fn manual() -> Result<String> {
    let mut out = Vec::new();
    let mut command = Cli::command();
    command.build();
    clap_mangen::Man::new(command.clone()).render(&mut out)?;
    let mut text = String::from_utf8(out)?;
    for verb in command.get_subcommands().filter(|verb| verb.get_name() != "help") {
        text.push_str(&section(verb)?);
    }
    Ok(text)
}

fn section(verb: &clap::Command) -> Result<String> {
    let mut out = format!(".SH \"SITREP {}\"\n", verb.get_name().to_uppercase()).into_bytes();
    let page = clap_mangen::Man::new(verb.clone());
    page.render_description_section(&mut out)?;
    let within: Vec<_> = verb.get_subcommands().filter(|verb| verb.get_name() != "help").collect();
    if within.is_empty() {
        page.render_options_section(&mut out)?;
    }
    for verb in within {
        let about = verb.get_about().map(ToString::to_string).unwrap_or_default();
        out.extend_from_slice(format!(".TP\n\\fB{}\\fR\n{about}\n", verb.get_name()).as_bytes());
    }
    let text = String::from_utf8(out)?;
    // Within one page, the sections of a verb are parts of its own.
    Ok(text.replace(".SH DESCRIPTION", ".PP").replace(".SH OPTIONS", ".PP"))
}
