//! Feeds anything to `entries::setting`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| sitrep_fuzz::entries::setting(bytes));
