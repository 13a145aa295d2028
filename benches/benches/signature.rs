//! The search for what programs print when they give up, in bytes a second.
//!
//! Budgets: 1 GB/s over ordinary logs, 2 µs for the last 4 KiB of one, and no text that brings it
//! below 50 MB/s.

use divan::Bencher;
use divan::counter::BytesCount;
use exitcode_core::signature::{Place, Sayings, Signature};

fn main() {
    divan::main();
}

/// Requests of a web service, as many as make up the size.
fn requests(size: usize) -> String {
    let line = |n: usize| {
        format!(
            "2026-11-22T10:{:02}:{:02}.123Z INFO [http-{}] c.e.shop.OrderController - GET \
             /api/orders/{} 200 in {} ms\n",
            n / 60 % 60,
            n % 60,
            n % 4,
            n * 7919 % 100_000,
            n * 31 % 90
        )
    };
    (0..).map(line).scan(0, |length, line| take(length, size, line)).collect()
}

/// What a compiler prints, which is nearer to what failures are told in.
fn build(size: usize) -> String {
    let line = |n: usize| match n % 4 {
        0 => format!("checking for library containing socket{n}... none required\n"),
        1 => format!("checking whether mkdir{n} is declared without a macro... yes\n"),
        2 => format!(
            "gcc -pthread -fPIC -Wno-unused-result -O3 -c Modules/_file{n}.c -o file{n}.o\n"
        ),
        _ => format!("creating build/lib.linux-x86_64-3.11/encodings_{n}\n"),
    };
    (0..).map(line).scan(0, |length, line| take(length, size, line)).collect()
}

fn take(length: &mut usize, size: usize, line: String) -> Option<String> {
    *length += line.len();
    (*length <= size).then_some(line)
}

/// The end of a log: requests, then the words of a failure.
fn last_words() -> String {
    requests(3800)
        + "2026-11-22T10:16:00.000Z ERROR [main] o.s.boot.SpringApplication - Application run \
           failed\njava.lang.IllegalStateException: cannot connect\n\tat Db.open(Db.java:10)\n\
           Caused by: java.net.ConnectException: Connection refused\n"
}

/// Every example of the table, again and again: each line is a hit.
fn failures(size: usize) -> String {
    let examples: Vec<_> = Signature::all().map(|signature| signature.example()).collect();
    let lines = examples.iter().cycle().map(|line| format!("{line}\n"));
    lines.scan(0, |length, line| take(length, size, line)).collect()
}

/// One line without an end in which every word is part of an anchor.
fn endless(size: usize) -> String {
    "x no such file or directory permission denied connection refused ".repeat(size / 66)
}

fn measure(bencher: Bencher<'_, '_>, text: &str) {
    bencher.counter(BytesCount::of_str(text)).bench(|| {
        let mut sayings = Sayings::new();
        sayings.add(divan::black_box(text), Place::Log, 0);
        sayings.is_empty()
    });
}

#[divan::bench]
fn log_of_requests(bencher: Bencher<'_, '_>) {
    measure(bencher, &requests(8 << 20));
}

#[divan::bench]
fn log_of_a_build(bencher: Bencher<'_, '_>) {
    measure(bencher, &build(8 << 20));
}

#[divan::bench]
fn last_4_kib(bencher: Bencher<'_, '_>) {
    measure(bencher, &last_words());
}

#[divan::bench]
fn one_event(bencher: Bencher<'_, '_>) {
    measure(bencher, "Failed to pull image \"app:1\": rpc error: desc = manifest unknown");
}

#[divan::bench]
fn nothing_but_failures(bencher: Bencher<'_, '_>) {
    measure(bencher, &failures(1 << 20));
}

#[divan::bench]
fn endless_line(bencher: Bencher<'_, '_>) {
    measure(bencher, &endless(1 << 20));
}
