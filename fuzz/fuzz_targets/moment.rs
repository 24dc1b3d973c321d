//! Feeds anything to `entries::moment`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| sitrep_fuzz::entries::moment(bytes));
