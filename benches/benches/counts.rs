//! Instructions of the core, counted by callgrind: the same on a busy machine as on a quiet one.
//!
//! Each function runs once, on what its setup made; what that costs is not counted. The table of
//! `docs/performance.md` takes the names of the functions as they stand.

use exitcode_benches::{events, full_observation, quiet_log, service_log};
use exitcode_core::arithmetic::quantity::Quantity;
use exitcode_core::arithmetic::recommend::{MemoryHistory, Recommendation};
use exitcode_core::{
    Diagnosis, ExitCode, Observation, Origin, Reported, Signal, TerminatedReason, diagnose,
    diagnose_fields, kernel_log,
};
use gungraun::prelude::*;
use std::fmt::Write;
use std::hint::black_box;

/// Never freed, so that freeing it is not counted.
fn kept<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn codes() -> &'static Observation<'static> {
    kept(Observation::new().exit_code(137).reason("OOMKilled"))
}

fn everything() -> &'static Observation<'static> {
    kept(full_observation(kept(events()), kept(service_log())))
}

/// 64 KiB in which nothing was killed.
fn quiet() -> &'static str {
    kept(quiet_log(64 << 10))
}

/// The same with the incident of a 6.12 kernel at its end.
fn killed() -> &'static str {
    let incident = include_str!("../../corpus/oom-logs/qemu-k612-v2-sd-containerd.dmesg-raw.log");
    kept(quiet_log(64 << 10) + incident)
}

/// A sample a minute for a week, 200 MB to 500 MB.
fn week() -> &'static MemoryHistory {
    let mut history = MemoryHistory::new();
    for minute in 0..7 * 24 * 60 {
        history.record(
            1_700_000_000 + 60 * minute,
            200_000_000 + minute as u64 * 7_919_113 % 300_000_000,
        );
    }
    kept(history)
}

fn room() -> String {
    String::with_capacity(64)
}

#[library_benchmark]
fn first_meaning_of_137() -> Option<Origin> {
    ExitCode::from(black_box(137)).meanings().next().map(|meaning| meaning.origin())
}

#[library_benchmark]
fn name_of_signal_9() -> Option<&'static str> {
    Signal::from_number(black_box(9)).map(Signal::name)
}

#[library_benchmark]
fn parse_a_reason() -> Option<TerminatedReason> {
    Reported::<TerminatedReason>::new(black_box("OOMKilled")).known()
}

#[library_benchmark]
#[bench::run(codes())]
fn diagnose_code_and_reason(observation: &'static Observation<'static>) -> Diagnosis<'static> {
    diagnose(black_box(observation))
}

#[library_benchmark]
#[bench::run(codes())]
fn diagnose_fields_of_code_and_reason(
    observation: &'static Observation<'static>,
) -> Diagnosis<'static> {
    diagnose_fields(black_box(observation))
}

#[library_benchmark]
#[bench::run(everything())]
fn diagnose_ten_events_and_a_log(observation: &'static Observation<'static>) -> Diagnosis<'static> {
    diagnose(black_box(observation))
}

#[library_benchmark]
#[bench::run(quiet())]
fn scan_a_kernel_log_without_a_kill(log: &'static str) -> usize {
    kernel_log::kills(black_box(log)).count()
}

#[library_benchmark]
#[bench::run(killed())]
fn scan_a_kernel_log_with_a_kill(log: &'static str) -> usize {
    kernel_log::kills(black_box(log)).count()
}

#[library_benchmark]
fn parse_a_quantity() -> Option<Quantity> {
    black_box("1.5Gi").parse().ok()
}

#[library_benchmark]
#[bench::run("512Mi".parse().unwrap(), room())]
fn display_a_quantity(quantity: Quantity, mut text: String) -> String {
    let _ = write!(text, "{}", black_box(quantity));
    text
}

#[library_benchmark]
#[bench::run(week())]
fn recommend_from_a_week_of_samples(history: &'static MemoryHistory) -> Option<Recommendation> {
    black_box(history).recommendation(black_box(2))
}

library_benchmark_group!(
    name = core,
    benchmarks = [
        first_meaning_of_137,
        name_of_signal_9,
        parse_a_reason,
        diagnose_code_and_reason,
        diagnose_fields_of_code_and_reason,
        diagnose_ten_events_and_a_log,
        scan_a_kernel_log_without_a_kill,
        scan_a_kernel_log_with_a_kill,
        parse_a_quantity,
        display_a_quantity,
        recommend_from_a_week_of_samples,
    ]
);

main!(library_benchmark_groups = core);
