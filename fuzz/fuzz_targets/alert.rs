//! Feeds anything to `entries::alert`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| sitrep_fuzz::entries::alert(bytes));
