//! Feeds anything to `entries::interaction`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| sitrep_fuzz::entries::interaction(bytes));
