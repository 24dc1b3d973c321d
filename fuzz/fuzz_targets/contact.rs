//! Feeds anything to `entries::contact`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| sitrep_fuzz::entries::contact(bytes));
