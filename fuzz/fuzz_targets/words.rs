//! Feeds anything to `entries::words`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| sitrep_fuzz::entries::words(bytes));
