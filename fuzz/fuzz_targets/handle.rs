//! Feeds anything to `entries::handle`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| sitrep_fuzz::entries::handle(bytes));
