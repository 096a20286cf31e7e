//! Runs the body `generate` on what libFuzzer makes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| zonegate_fuzz::generate(data));
