//! Feeds anything to `entries::twilio`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| sitrep_fuzz::entries::twilio(bytes));
