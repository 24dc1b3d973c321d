//! The commands of chat as subcommands of the program, made from the same table: `sitrep incident open` takes what
//! `/incident open` takes.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command, FromArgMatches, Subcommand};
use commands::COMMANDS;
use commands::table::{Command as Row, Opt, Takes};

use super::guild::Which;

/// A command as it was typed.
#[derive(Debug, Clone)]
pub struct Spoken {
    /// Its place in the table.
    pub path: &'static str,
    /// What was given, by option.
    pub given: Vec<(&'static str, String)>,
    /// In which server.
    pub which: Which,
    /// Whether a program reads the answer.
    pub json: bool,
    /// Where the files of an answer go.
    pub save: Option<PathBuf>,
}

/// What arguments by position are known by; their names belong to the flags of the same meaning.
const PLACES: [&str; 6] = ["first", "second", "third", "fourth", "fifth", "sixth"];

impl Subcommand for Spoken {
    fn augment_subcommands(cmd: Command) -> Command {
        let names = groups();
        names.into_iter().fold(cmd, |cmd, name| cmd.subcommand(group(name)))
    }

    fn augment_subcommands_for_update(cmd: Command) -> Command {
        Self::augment_subcommands(cmd)
    }

    fn has_subcommand(name: &str) -> bool {
        groups().contains(&name)
    }
}

impl FromArgMatches for Spoken {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let missing = || clap::Error::new(clap::error::ErrorKind::MissingSubcommand);
        let (group, matches) = matches.subcommand().ok_or_else(missing)?;
        let (verb, matches) = matches.subcommand().ok_or_else(missing)?;
        let row = rows().find(|row| row.path.split_once(' ') == Some((group, verb))).ok_or_else(missing)?;
        let given = row.options.iter().filter_map(|option| Some((option.name, value(option, row, matches)?)));
        Ok(Self {
            path: row.path,
            given: given.collect(),
            which: Which { guild: matches.get_one::<String>("guild").cloned() },
            json: matches.get_flag("json"),
            save: matches.get_one::<PathBuf>("save").cloned(),
        })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// The commands that have two words; those of one are about Discord itself, or are subcommands of their own.
fn rows() -> impl Iterator<Item = &'static Row> {
    COMMANDS.iter().copied().filter(|row| row.path.contains(' '))
}

fn groups() -> Vec<&'static str> {
    let mut names: Vec<_> = rows().filter_map(|row| row.path.split(' ').next()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn group(name: &'static str) -> Command {
    let within: Vec<_> = rows().filter(|row| row.path.split(' ').next() == Some(name)).collect();
    let verbs: Vec<_> = within.iter().filter_map(|row| row.path.split(' ').nth(1)).collect();
    Command::new(name)
        .about(format!("As /{name} in chat: {}", verbs.join(", ")))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands(within.into_iter().map(verb))
}

fn verb(row: &'static Row) -> Command {
    let name = row.path.split(' ').nth(1).unwrap_or(row.path);
    let mut command = Command::new(name).about(row.about);
    for option in row.options {
        command = command.arg(flag(option, row));
    }
    for (place, option) in by_place(row) {
        command = command.arg(placed(place, option, row));
    }
    command
        .arg(
            Arg::new("guild")
                .long("guild")
                .value_name("SERVER")
                .help("Which server, by its name or Discord id"),
        )
        .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help("Answer for a program to read"))
        .arg(
            Arg::new("save")
                .long("save")
                .value_name("DIR")
                .value_parser(clap::value_parser!(PathBuf))
                .help("Write the files of the answer into this folder"),
        )
}

/// What can be given without its name: all that is needed, else the first option.
fn by_place(row: &'static Row) -> Vec<(&'static str, &'static Opt)> {
    let mut placed: Vec<_> =
        row.options.iter().filter(|option| option.required && !is_switch(option)).collect();
    if placed.is_empty() {
        placed.extend(row.options.first().filter(|option| !is_switch(option)));
    }
    PLACES.into_iter().zip(placed).collect()
}

fn is_switch(option: &Opt) -> bool {
    matches!(option.takes, Takes::Truth)
}

fn flag(option: &'static Opt, row: &'static Row) -> Arg {
    let long = option.name.replace('_', "-");
    let arg = Arg::new(option.name).long(long).help(option.about);
    let arg = if option.name.contains('_') { arg.alias(option.name) } else { arg };
    if is_switch(option) {
        return arg.action(ArgAction::SetTrue);
    }
    let arg = taking(arg.value_name(option.name.to_uppercase()), option).allow_hyphen_values(true);
    match by_place(row).iter().find(|(_, placed)| placed.name == option.name) {
        Some((place, _)) => arg.conflicts_with(*place),
        None => arg,
    }
}

/// The last of several words may be several words itself: nobody quotes a sentence at three in the morning.
fn placed(place: &'static str, option: &'static Opt, row: &'static Row) -> Arg {
    let is_last = by_place(row).last().is_some_and(|(last, _)| *last == place);
    let arg = taking(Arg::new(place).value_name(option.name.to_uppercase()).help(option.about), option);
    let arg = if option.required { arg.required_unless_present(option.name) } else { arg };
    let is_words = matches!(option.takes, Takes::Text { .. } | Takes::Suggested(_));
    if is_last && is_words { arg.num_args(1..) } else { arg }
}

fn taking(arg: Arg, option: &Opt) -> Arg {
    match &option.takes {
        Takes::OneOf(words) => {
            arg.value_parser(PossibleValuesParser::new(words.iter().copied())).ignore_case(true)
        }
        _ => arg,
    }
}

/// What was given for an option, by its name or by its place.
fn value(option: &'static Opt, row: &'static Row, matches: &ArgMatches) -> Option<String> {
    if is_switch(option) {
        return matches.get_flag(option.name).then(|| "true".to_owned());
    }
    let named = matches.get_one::<String>(option.name).cloned();
    named.or_else(|| {
        let (place, _) = by_place(row).into_iter().find(|(_, placed)| placed.name == option.name)?;
        let words: Vec<&str> = matches.get_many::<String>(place)?.map(String::as_str).collect();
        Some(words.join(" "))
    })
}
