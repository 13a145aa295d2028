//! The diagnosis of one observation.
//!
//! Budgets: 300 ns for codes and reasons alone; 5 µs with messages, ten events and 4 KiB of log.

use divan::Bencher;
use exitcode_benches::{ENDS, events, full_observation, service_log};
use exitcode_core::{Observation, diagnose};
use std::hint::black_box;

fn main() {
    divan::main();
}

/// Codes and reasons alone, the mean over eight ends.
#[divan::bench]
fn codes_and_reasons(bencher: Bencher<'_, '_>) {
    let observations = ENDS.map(|(code, reason)| Observation::new().exit_code(code).reason(reason));
    bencher.counter(divan::counter::ItemsCount::new(ENDS.len())).bench(|| {
        for observation in &observations {
            black_box(diagnose(black_box(observation)).findings().next().map(|it| it.cause()));
        }
    });
}

/// The same without a look at what was found.
#[divan::bench]
fn oom_killed(bencher: Bencher<'_, '_>) {
    let observation = Observation::new().exit_code(137).reason("OOMKilled").memory_limit(256 << 20);
    bencher.bench(|| diagnose(black_box(&observation)));
}

/// Messages, ten events and 4 KiB of log.
#[divan::bench]
fn everything(bencher: Bencher<'_, '_>) {
    let (log, events) = (service_log(), events());
    let observation = full_observation(&events, &log);
    bencher.bench(|| diagnose(black_box(&observation)));
}
