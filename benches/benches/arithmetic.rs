//! Quantities, the memory histogram and the kill order.
//!
//! The peer that reads quantities is kube_quantity. The Vertical Pod Autoscaler takes 453 ns to add
//! a sample and 184 ns for a percentile (its own `util` package, Go, another run).

use divan::{Bencher, black_box};
use exitcode_core::arithmetic::oom::{OomScope, Task, kill_order};
use exitcode_core::arithmetic::quantity::Quantity;
use exitcode_core::arithmetic::recommend::{MemoryHistogram, MemoryHistory};

fn main() {
    divan::main();
}

const QUANTITIES: [&str; 5] = ["512Mi", "250m", "1.5Gi", "1e3", "128974848000m"];

#[divan::bench(args = QUANTITIES)]
fn quantity(text: &str) -> Quantity {
    black_box(text).parse().unwrap()
}

#[divan::bench(args = QUANTITIES)]
fn quantity_of_kube_quantity(text: &str) -> kube_quantity::ParsedQuantity {
    black_box(text).try_into().unwrap()
}

const START: i64 = 1_700_000_000;

/// A sample a minute for a week, 200 MB to 500 MB.
fn samples() -> impl Iterator<Item = (i64, u64)> {
    (0..7 * 24 * 60_u64)
        .map(|minute| (START + 60 * minute as i64, 200_000_000 + minute * 7_919_113 % 300_000_000))
}

/// Seven days of samples: divide by 10,080 for one.
#[divan::bench]
fn histogram_add_10080() -> MemoryHistogram {
    let mut histogram = MemoryHistogram::new();
    for (at, bytes) in samples() {
        histogram.add(black_box(bytes), at);
    }
    histogram
}

#[divan::bench(args = [0.5, 0.9, 0.95])]
fn histogram_percentile(bencher: Bencher, percentile: f64) {
    let histogram = histogram_add_10080();
    bencher.bench_local(|| black_box(&histogram).percentile(black_box(percentile)));
}

#[divan::bench]
fn recommendation(bencher: Bencher) {
    let mut history = MemoryHistory::new();
    for (at, bytes) in samples() {
        history.record(at, bytes);
    }
    bencher.bench_local(|| black_box(&history).recommendation(black_box(2)));
}

#[divan::bench(args = [10, 300, 3000])]
fn order_of_kills(bencher: Bencher, tasks: u64) {
    let tasks: Vec<_> = (0..tasks)
        .map(|n| Task::with_memory((n * 7919 % 1000) << 20, (n * 104_729 % 1000) as i16))
        .collect();
    let mut order = vec![0; tasks.len()];
    let node = OomScope::node(64 << 30, 0);
    bencher.bench_local(|| kill_order(black_box(&tasks), node, &mut order).map(<[_]>::len));
}
