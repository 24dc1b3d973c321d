//! Feeds anything to `entries::signed`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| sitrep_fuzz::entries::signed(bytes));
