//! The diagnosis of one observation.
//!
//! Budgets: 300 ns for codes and reasons alone; 5 µs with messages, ten events and 4 KiB of log.

use divan::Bencher;
use exitcode_benches::ENDS;
use exitcode_core::{Event, Observation, State, diagnose};
use std::hint::black_box;

fn main() {
    divan::main();
}

const STARTED: i64 = 1_700_000_000;

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

/// Requests of a web service, up to 4 KiB, and the words of a failure.
fn log() -> String {
    let line = |n: u32| format!("2026-11-22T10:00:{n:02}.123Z INFO GET /api/orders/{n} 200 7 ms\n");
    let failure = "java.net.ConnectException: Connection refused\n\tat Db.open(Db.java:10)\n";
    let mut log: String = (0..).map(line).take(90).collect();
    log.truncate(4096 - failure.len());
    log + failure
}

fn events() -> [Event<'static>; 10] {
    let event = |reason: &'static str, message: &'static str, offset: i64| {
        let mut event = Event::default();
        (event.reason, event.message, event.count) = (reason.into(), message.into(), 1);
        (event.first, event.last) = (Some(STARTED + offset), Some(STARTED + offset));
        event
    };
    [
        event("Scheduled", "Successfully assigned shop/api-6c9f7d8b5-x2x4v to worker-3", -3),
        event("Pulling", "Pulling image \"registry.example.com/shop/api:1.4\"", -2),
        event("Pulled", "Successfully pulled image \"registry.example.com/shop/api:1.4\"", -1),
        event("Created", "Created container: api", 0),
        event("Started", "Started container api", 0),
        event("Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503", 40),
        event("Unhealthy", "Liveness probe failed: HTTP probe failed with statuscode: 503", 60),
        event("Unhealthy", "Liveness probe failed: context deadline exceeded", 70),
        event("Killing", "Container api failed liveness probe, will be restarted", 80),
        event("BackOff", "Back-off restarting failed container api in pod api-6c9f7d8b5", 95),
    ]
}

/// Messages, ten events and 4 KiB of log.
#[divan::bench]
fn everything(bencher: Bencher<'_, '_>) {
    let (log, events) = (log(), events());
    let mut observation = Observation::new()
        .exit_code(137)
        .reason("Error")
        .message("shutting down")
        .memory_limit(256 << 20)
        .events(&events)
        .log(&*log);
    if let State::Terminated(end) = &mut observation.state {
        (end.started, end.finished) = (Some(STARTED), Some(STARTED + 90));
    }
    bencher.bench(|| diagnose(black_box(&observation)));
}
