//! Feeds anything to `entries::calendar`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| sitrep_fuzz::entries::calendar(bytes));
