//! Measures what the performance budget names, beside peers on the same input in the same run.
//!
//! ```text
//! budget PROGRAM PODS       prints the tables of docs/performance.md
//! budget read READER PODS   one reader of a pod list: seconds, processor seconds, KiB resident
//! budget plot FOLDER        prints how time grows with the input, and draws it
//! ```
//!
//! `PROGRAM` is a release build of `exitcode`, `PODS` a list that `pod_list` wrote. Every figure is
//! the best of several runs, so that what else the machine does counts little.

mod core;
mod list;
mod plot;
mod table;

use std::env;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use table::Row;

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["read", reader, pods] => list::child(reader, pods),
        ["plot", folder] => plot::draw(Path::new(folder)),
        [program, pods] => {
            let mut rows = core::rows();
            rows.extend(process(program)?);
            table::print(&rows);
            list::print(program, pods)
        }
        _ => Err("see the first lines of this program".into()),
    }
}

/// The least time that one call takes, of many.
fn best<T>(mut run: impl FnMut() -> T) -> Duration {
    let mut best = Duration::MAX;
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_millis(400) {
        let start = Instant::now();
        std::hint::black_box(run());
        best = best.min(start.elapsed());
    }
    best
}

/// The program as a whole.
fn process(program: &str) -> Result<Vec<Row>> {
    let wall = best(|| Command::new(program).args(["explain", "137"]).output()).as_secs_f64();
    let nothing = best(|| Command::new("true").output()).as_secs_f64();
    let megabytes = std::fs::metadata(program)?.len() as f64 / 1e6;
    Ok(vec![
        Row {
            work: "`exitcode explain 137` as a whole process",
            budget: "≤ 3 ms",
            ours: table::time(wall),
            peer: format!("`true`: {}", table::time(nothing)),
            ratio: table::ratio(wall, nothing),
        },
        Row {
            work: "the program's size, stripped",
            budget: "≤ 12 MB",
            ours: format!("{megabytes:.1} MB"),
            peer: String::new(),
            ratio: String::new(),
        },
    ])
}
