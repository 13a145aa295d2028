#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| exitcode_fuzz::yaml(data));
