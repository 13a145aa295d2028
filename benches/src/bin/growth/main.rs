//! How the work of every reader grows with its input: at one, ten and a hundred times a size, for
//! inputs as people have them and for inputs made to hurt.
//!
//! ```text
//! growth [READER [INPUT]]           processor time, peak of the heap; all that match these words
//! growth --count [READER [INPUT]]   instructions, which valgrind counts, in place of time
//! growth --run READER INPUT SIZE    one of them, once
//! ```
//!
//! A growth of 100 for a hundred times the input is linear. Time is the least of several runs;
//! instructions are the same whatever else the machine does.

mod heap;
mod inputs;
mod readers;

use std::env;
use std::hint::black_box;
use std::process::Command;
use std::time::Instant;

use inputs::{INPUTS, Input};
use nix::time::{ClockId, clock_gettime};
use readers::{READERS, Reader};

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

/// The smallest size, in bytes.
const UNIT: usize = 30_000;
/// The smallest size where instructions are counted, which takes fifty times as long.
const COUNTED: usize = 3_000;
/// More nanoseconds than this at ten times the size, for each byte, and a hundred times is not tried.
const GIVE_UP: f64 = 20_000.0;

fn main() -> Result {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["--run", reader, input, size] => {
            let reader =
                READERS.iter().find(|known| known.name == reader).ok_or("which reader?")?;
            let input = INPUTS.iter().find(|known| known.name == input).ok_or("which input?")?;
            let text = input.make(size.parse()?);
            let mut run = (reader.prepare)(&text);
            exitcode_measured(&mut run);
            Ok(())
        }
        ["--count", ref filter @ ..] => all(filter, count),
        ref filter => all(filter, time),
    }
}

/// What one reader takes for one input.
#[derive(Clone, Copy)]
struct Cost {
    /// Nanoseconds, or instructions.
    work: f64,
    bytes: usize,
    /// The most that was allocated at once, in bytes.
    heap: usize,
}

type Measure = fn(&Reader, &Input, usize) -> Result<Cost>;

fn all(filter: &[&str], measure: Measure) -> Result {
    let unit = if measure as usize == count as usize { COUNTED } else { UNIT };
    let wanted =
        |place: usize, name: &str| filter.get(place).is_none_or(|part| name.contains(part));
    println!(
        "| reader | input | work per byte at 1 × | 10 × | 100 × | growth | heap per byte at 100 × |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- |");
    for reader in READERS.iter().filter(|reader| wanted(0, reader.name)) {
        for input in INPUTS.iter().filter(|input| wanted(1, input.name)) {
            let one = measure(reader, input, unit)?;
            let ten = measure(reader, input, 10 * unit)?;
            let per_byte = |cost: Cost| cost.work / cost.bytes as f64;
            let (one_each, ten_each) = (per_byte(one), per_byte(ten));
            if ten_each > GIVE_UP {
                println!(
                    "| {} | {} | {one_each:.2} | {ten_each:.2} | too long | | |",
                    reader.name, input.name
                );
                continue;
            }
            let hundred = measure(reader, input, 100 * unit)?;
            println!(
                "| {} | {} | {one_each:.2} | {ten_each:.2} | {:.2} | {:.0} | {:.1} |",
                reader.name,
                input.name,
                per_byte(hundred),
                hundred.work / one.work,
                hundred.heap as f64 / hundred.bytes as f64,
            );
        }
    }
    Ok(())
}

/// What is measured, by a name that valgrind finds.
#[inline(never)]
#[unsafe(no_mangle)]
fn exitcode_measured(run: &mut dyn FnMut()) {
    run();
    // What follows keeps the call from being the last thing that is done, and so a jump.
    black_box(());
}

fn time(reader: &Reader, input: &Input, size: usize) -> Result<Cost> {
    let text = input.make(size);
    let (mut best, mut heap) = (f64::INFINITY, 0);
    let begun = Instant::now();
    for round in 0.. {
        let mut run = (reader.prepare)(&text);
        heap::begin();
        let before = processor_time()?;
        exitcode_measured(&mut run);
        best = best.min(processor_time()? - before);
        heap = heap::peak();
        if round > 0 && begun.elapsed().as_millis() > 30 || begun.elapsed().as_millis() > 500 {
            break;
        }
    }
    Ok(Cost { work: best, bytes: text.len(), heap })
}

/// Nanoseconds of this thread.
fn processor_time() -> Result<f64> {
    let time = clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID)?;
    Ok(time.tv_sec() as f64 * 1e9 + time.tv_nsec() as f64)
}

fn count(reader: &Reader, input: &Input, size: usize) -> Result<Cost> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--toggle-collect=exitcode_measured"])
        .arg("--callgrind-out-file=/dev/null")
        .arg(env::current_exe()?)
        .args(["--run", reader.name, input.name, &size.to_string()])
        .output()?;
    let text = String::from_utf8_lossy(&output.stderr);
    let collected = text.split("Collected : ").nth(1).and_then(|rest| rest.lines().next());
    let work = collected.ok_or_else(|| format!("valgrind counted nothing: {text}"))?.parse()?;
    Ok(Cost { work, bytes: input.make(size).len(), heap: 0 })
}
