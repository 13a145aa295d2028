//! The core: meanings, diagnoses, kernel logs.

use std::hint::black_box;

use exitcode_benches::{ENDS, quiet_log, service_log};
use exitcode_core::kernel_log;
use exitcode_core::{Event, ExitCode, Observation, Reported, Signal, TerminatedReason, diagnose};
use nix::sys::signal::Signal as NixSignal;

use crate::best;
use crate::table::{self, Row};

pub(crate) fn rows() -> Vec<Row> {
    let mut rows = words();
    rows.extend(diagnoses());
    rows.extend(kernel_logs());
    rows
}

/// The mean seconds of one of many items.
fn each<T: Copy, R>(items: &[T], run: impl Fn(T) -> R) -> f64 {
    const ROUNDS: usize = 100;
    let all = best(|| {
        for _ in 0..ROUNDS {
            for &item in items {
                black_box(run(black_box(item)));
            }
        }
    });
    all.as_secs_f64() / (ROUNDS * items.len()) as f64
}

fn words() -> Vec<Row> {
    let codes: Vec<i32> = (0..256).collect();
    let meaning = each(&codes, |code| ExitCode::from(code).meanings().next().map(|it| it.origin()));
    let numbers: Vec<u8> = (1..32).collect();
    let name = each(&numbers, |number| Signal::from_number(number).map(Signal::name));
    let numbers: Vec<i32> = (1..32).collect();
    let nix = each(&numbers, |number| NixSignal::try_from(number).map(NixSignal::as_str));
    let reasons: Vec<&str> = TerminatedReason::ALL.iter().map(|reason| reason.as_str()).collect();
    let reason = each(&reasons, |text| Reported::<TerminatedReason>::new(text).known());
    let row = |work, ours| Row {
        work,
        budget: "≤ 10 ns",
        ours: table::time(ours),
        peer: String::new(),
        ratio: String::new(),
    };
    vec![
        row("the likeliest meaning of an exit code", meaning),
        Row {
            peer: format!("nix: {}", table::time(nix)),
            ratio: table::ratio(name, nix),
            ..row("the name of a signal", name)
        },
        row("the parse of a terminated reason", reason),
    ]
}

fn diagnoses() -> Vec<Row> {
    let bare = ENDS.map(|(code, reason)| Observation::new().exit_code(code).reason(reason));
    let first = |observation: &Observation<'_>| {
        diagnose(observation).findings().next().map(|it| it.cause())
    };
    let bare = each(&bare.each_ref(), first);
    let log = service_log();
    let event = |reason: &'static str, message: &'static str| {
        let mut event = Event::default();
        (event.reason, event.message, event.count) = (reason.into(), message.into(), 1);
        event
    };
    let events = [
        event("Scheduled", "Successfully assigned shop/api-6c9f7d8b5-x2x4v to worker-3"),
        event("Pulling", "Pulling image \"registry.example.com/shop/api:1.4\""),
        event("Pulled", "Successfully pulled image \"registry.example.com/shop/api:1.4\""),
        event("Created", "Created container: api"),
        event("Started", "Started container api"),
        event("Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503"),
        event("Unhealthy", "Liveness probe failed: HTTP probe failed with statuscode: 503"),
        event("Unhealthy", "Liveness probe failed: context deadline exceeded"),
        event("Killing", "Container api failed liveness probe, will be restarted"),
        event("BackOff", "Back-off restarting failed container api in pod api-6c9f7d8b5"),
    ];
    let full = Observation::new().exit_code(137).reason("Error").events(&events).log(log.as_str());
    let full = each(&[&full], first);
    let row = |work, budget, ours| Row {
        work,
        budget,
        ours: table::time(ours),
        peer: String::new(),
        ratio: String::new(),
    };
    vec![
        row("diagnosis of an exit code and a reason", "≤ 300 ns", bare),
        row("diagnosis with ten events and 4 KiB of log", "≤ 5 µs", full),
    ]
}

fn kernel_logs() -> Vec<Row> {
    let log = quiet_log(16 << 20);
    let ours = best(|| kernel_log::kills(black_box(&log)).count());
    let lines = best(|| black_box(&log).lines().count());
    vec![Row {
        work: "a kernel log without a kill",
        budget: "≥ 1 GB/s",
        ours: table::rate(log.len(), ours.as_secs_f64()),
        peer: format!(
            "`str::lines`, which only finds the lines: {}",
            table::rate(log.len(), lines.as_secs_f64())
        ),
        ratio: table::ratio(ours.as_secs_f64(), lines.as_secs_f64()),
    }]
}
