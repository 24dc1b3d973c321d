//! Feeds anything to `entries::tracker`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| sitrep_fuzz::entries::tracker(bytes));
