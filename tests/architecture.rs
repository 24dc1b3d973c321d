//! The rules of the house that no compiler keeps. Each is a function that lists what breaks it, line by line.

mod borders;
mod documents;
mod files;
mod habits;
mod promises;
pub mod rust;
pub mod tree;

use tree::Broken;

/// Fails with everything that breaks one rule, and with the reason for having it.
#[track_caller]
fn holds(broken: Vec<Broken>, why: &str) {
    let list: String = broken.iter().map(|broken| format!("\n  {broken}")).collect();
    assert!(broken.is_empty(), "\n{why}{list}\n");
}

#[test]
fn crates_depend_on_nothing_beyond_their_border() {
    holds(borders::dependencies(), "A crate border is drawn where it forbids something:");
}

#[test]
fn code_uses_nothing_beyond_its_border() {
    holds(borders::uses(), "A crate border is drawn where it forbids something:");
}

#[test]
fn statements_stand_in_the_store() {
    holds(habits::statements(), "All SQL lies in incidents/src/store, one file per table:");
}

#[test]
fn documents_name_tests_that_are_there() {
    holds(documents::named_tests(), "A table that says which test shows a rule names a test:");
}

#[test]
fn database_drivers_are_used_in_the_store() {
    holds(habits::drivers(), "Only incidents/src/store speaks to a database driver:");
}

#[test]
fn only_the_clock_knows_the_time() {
    holds(
        habits::time(),
        "Only clock.rs reads the wall clock or sleeps; take `now` from the change or the clock:",
    );
}

#[test]
fn tests_do_not_sleep() {
    holds(habits::sleeping_tests(), "A test waits for what it needs, never for time to pass:");
}

#[test]
fn nothing_is_left_unfinished_or_hushed_up() {
    holds(habits::shortcuts(), "Finish it, or expect the lint with a reason:");
}

#[test]
fn shipped_code_does_not_know_that_it_is_tested() {
    holds(habits::test_switches(), "cfg(test) stands before a module of tests and nowhere else:");
}

#[test]
fn files_are_short() {
    holds(files::sizes(), "One file, one noun or one verb; split it by noun:");
}

#[test]
fn every_file_says_why_it_exists() {
    holds(files::headers(), "A file begins with `//!` (or `--` in SQL) and a reason for it to exist:");
}

#[test]
fn no_file_names_a_place_on_somebodys_machine() {
    holds(files::machine_paths(), "A path of one machine means nothing on the next:");
}

#[test]
fn both_databases_take_the_same_steps() {
    holds(
        files::migrations(),
        "migrations/sqlite and migrations/postgres hold the same numbers, without a gap:",
    );
}

#[test]
fn the_readme_says_how_to_try_and_how_to_test() {
    holds(files::readme(), "The first page names the two commands everybody needs:");
}

#[test]
fn what_is_promised_is_tried() {
    holds(promises::unkept(), "A page that says what a test shows names a test that is there:");
}

#[test]
fn decisions_are_numbered_without_a_gap() {
    holds(files::decisions(), "docs/decisions holds NNNN-what.md, counted from 0001:");
}
