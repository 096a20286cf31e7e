//! Runs the body `rdata` on what libFuzzer makes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| zonegate_fuzz::rdata(data));
