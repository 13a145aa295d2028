//! How the work of every reader grows with its input: at one, ten and a hundred times a size, for
//! inputs as people have them and for inputs made to hurt.
//!
//! ```text
//! growth                           for each reader, the worst of all inputs
//! growth READER [INPUT]            time and the peak of the heap, for all that match the words
//! growth --count READER [INPUT]    instructions, which valgrind counts, in place of time
//! growth --run READER INPUT SIZE   one of them, once
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
/// More nanoseconds a byte than this, and the next size is not tried.
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
        ["--count", ref filter @ ..] => rows(filter, COUNTED, count),
        [] => worst(),
        ref filter => rows(filter, UNIT, time),
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

impl Cost {
    fn per_byte(self) -> f64 {
        self.work / self.bytes as f64
    }

    fn heap_per_byte(self) -> f64 {
        self.heap as f64 / self.bytes as f64
    }
}

type Measure = fn(&Reader, &Input, usize) -> Result<Cost>;

/// What it costs at one, ten and a hundred times the size.
fn costs(reader: &Reader, input: &Input, unit: usize, measure: Measure) -> Result<[Cost; 3]> {
    let mut costs = [measure(reader, input, unit)?; 3];
    for (index, factor) in [(1, 10), (2, 100)] {
        if costs[index - 1].per_byte() > GIVE_UP {
            let name = (reader.name, input.name);
            return Err(format!("{name:?} takes {} ns a byte", costs[index - 1].per_byte()).into());
        }
        costs[index] = measure(reader, input, factor * unit)?;
    }
    Ok(costs)
}

fn rows(filter: &[&str], unit: usize, measure: Measure) -> Result {
    let wanted =
        |place: usize, name: &str| filter.get(place).is_none_or(|part| name.contains(part));
    println!("| reader | input | work per byte at 1 × | 10 × | 100 × | growth | heap per byte |");
    println!("| --- | --- | --- | --- | --- | --- | --- |");
    for reader in READERS.iter().filter(|reader| wanted(0, reader.name)) {
        for input in INPUTS.iter().filter(|input| wanted(1, input.name)) {
            let costs = costs(reader, input, unit, measure)?;
            let [one, ten, hundred] = costs.map(Cost::per_byte);
            let (name, growth) = (input.name, costs[2].work / costs[0].work);
            let heap = costs[2].heap_per_byte();
            println!(
                "| {} | {name} | {one:.2} | {ten:.2} | {hundred:.2} | {growth:.0} | {heap:.1} |",
                reader.name
            );
        }
    }
    Ok(())
}

/// What is too little to tell a growth by, in nanoseconds a byte.
const NOTHING: f64 = 1.0;

fn worst() -> Result {
    println!(
        "| reader | inputs | slowest, ns a byte at 3 MB | largest growth | most heap a byte |"
    );
    println!("| --- | --- | --- | --- | --- |");
    for reader in READERS {
        let mut worst = [(0.0, ""); 3];
        for input in INPUTS {
            let costs = costs(reader, input, UNIT, time)?;
            let each = costs[2].per_byte();
            let growth = if each < NOTHING { 0.0 } else { costs[2].work / costs[0].work };
            for (worst, value) in worst.iter_mut().zip([each, growth, costs[2].heap_per_byte()]) {
                if value > worst.0 {
                    *worst = (value, input.name);
                }
            }
        }
        let [slowest, growth, heap] = worst.map(|(value, input)| match value {
            0.0 => "–".to_owned(),
            _ => format!("{value:.0}: {input}"),
        });
        println!("| {} | {} | {slowest} | {growth} | {heap} |", reader.name, INPUTS.len());
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
        if round > 0 && begun.elapsed().as_millis() > 10 || begun.elapsed().as_millis() > 500 {
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
