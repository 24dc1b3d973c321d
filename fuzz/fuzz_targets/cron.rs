//! Feeds anything to `entries::cron`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| sitrep_fuzz::entries::cron(bytes));
