//! The core: meanings, diagnoses, kernel logs.

use std::hint::black_box;

use exitcode_benches::{ENDS, events, full_observation, quiet_log, service_log};
use exitcode_core::kernel_log;
use exitcode_core::{ExitCode, Observation, Reported, Signal, TerminatedReason, diagnose};
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
    let (log, events) = (service_log(), events());
    let full = full_observation(&events, &log);
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
