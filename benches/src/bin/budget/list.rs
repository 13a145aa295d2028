//! A list of pods, by every reader that might be used for it.
//!
//! Each runs in a process of its own, so that its memory can be told. All but ours need the
//! whole list in memory; the time to read it from the file counts for everybody.

use std::fs::{self, File};
use std::io::Read as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, hint};

use exitcode_k8s::triage::Triage;
use exitcode_k8s::{Input, Items, read_object};
use hifijson::token::Lex as _;
use k8s_openapi::List;
use k8s_openapi::api::core::v1::Pod;
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike as _;
use serde::de::IgnoredAny;

use crate::Result;

/// What a reader does.
#[derive(Clone, Copy, PartialEq)]
enum Does {
    /// Finds the causes of all pods.
    Triage,
    /// Finds where the value ends, and little more.
    Skips,
    /// Gives the reasons of the containers that ended.
    Reasons,
    /// Builds every pod.
    Builds,
}

const OURS: &str = "exitcode triage";

const READERS: [(&str, Does); 12] = [
    (OURS, Does::Triage),
    ("exitcode triage, one thread", Does::Triage),
    ("exitcode-k8s Items, no diagnosis", Does::Skips),
    ("sonic-rs get_from_slice_unchecked", Does::Skips),
    ("sonic-rs LazyValue", Does::Skips),
    ("serde_json IgnoredAny", Does::Skips),
    ("jiter next_skip", Does::Skips),
    ("hifijson ignore", Does::Skips),
    ("simd-json to_tape", Does::Builds),
    ("serde_json into k8s-openapi, a tenth of the list", Does::Builds),
    ("jq, a tenth of the list", Does::Reasons),
    ("Python kubernetes client, a tenth of the list", Does::Builds),
];

/// What one run took.
#[derive(Clone, Copy)]
struct Run {
    wall: f64,
    processor: f64,
    resident: u64,
}

pub(crate) fn print(program: &str, pods: &str) -> Result {
    const TIMES: usize = 3;
    let bytes = fs::metadata(pods)?.len() as f64;
    let tenth = tenth_of(pods)?;
    let mut runs = Vec::new();
    for (reader, does) in READERS {
        let (path, part) =
            if reader.ends_with("a tenth of the list") { (&*tenth, 0.1) } else { (pods, 1.0) };
        let times = if part < 1.0 || does == Does::Builds { 1 } else { TIMES };
        let mut best: Option<Run> = None;
        for _ in 0..times {
            let Some(run) = measure(program, reader, path)? else { break };
            if best.is_none_or(|best| run.wall < best.wall) {
                best = Some(run);
            }
        }
        runs.push((reader, does, part, best));
    }
    let rate = |part: f64, run: Run| bytes * part / 1e9 / run.wall;
    let skippers = runs
        .iter()
        .filter(|(reader, does, ..)| *does == Does::Skips && !reader.starts_with("exitcode"));
    let fastest =
        skippers.filter_map(|(_, _, part, run)| Some(rate(*part, (*run)?))).fold(0.0, f64::max);
    println!(
        "\n| reader of {:.2} GB of pods | GB/s | processor s/GB | resident | of the fastest that skips |",
        bytes / 1e9
    );
    println!("| --- | --- | --- | --- | --- |");
    for (reader, _, part, run) in &runs {
        let Some(run) = run else {
            println!("| {reader} | not installed | | | |");
            continue;
        };
        let rate = rate(*part, *run);
        println!(
            "| {reader} | {rate:.3} | {:.2} | {} MiB | {:.0} % |",
            run.processor / (bytes * part / 1e9),
            run.resident >> 10,
            100.0 * rate / fastest,
        );
    }
    fs::remove_file(tenth)?;
    Ok(())
}

/// A list of the first tenth of the pods.
fn tenth_of(pods: &str) -> Result<String> {
    let size = fs::metadata(pods)?.len() / 10;
    let mut items = Items::new(File::open(pods)?);
    let mut list = br#"{"kind":"PodList","apiVersion":"v1","metadata":{},"items":["#.to_vec();
    let mut first = true;
    while let Some(item) = items.next_item()? {
        if item.offset > size {
            break;
        }
        if !first {
            list.push(b',');
        }
        first = false;
        list.extend_from_slice(item.object.unwrap_or(b"{}"));
    }
    list.extend_from_slice(b"]}\n");
    let path = format!("{pods}.tenth");
    fs::write(&path, list)?;
    Ok(path)
}

/// What a reader took; nothing if it is not installed.
fn measure(program: &str, reader: &str, pods: &str) -> Result<Option<Run>> {
    let output = Command::new(env::current_exe()?)
        .args(["read", reader, pods])
        .env("EXITCODE", program)
        .stderr(Stdio::null())
        .output()?;
    if !output.status.success() {
        return Ok(None);
    }
    let text = String::from_utf8(output.stdout)?;
    let mut numbers = text.split_ascii_whitespace();
    let mut number = || numbers.next().ok_or("a number is missing");
    Ok(Some(Run {
        wall: number()?.parse()?,
        processor: number()?.parse()?,
        resident: number()?.parse()?,
    }))
}

pub(crate) fn child(reader: &str, pods: &str) -> Result {
    let start = Instant::now();
    let who = read(reader, pods)?;
    let wall = start.elapsed();
    let usage = getrusage(who)?;
    let seconds = |time: nix::sys::time::TimeVal| {
        Duration::from_micros(time.num_microseconds() as u64).as_secs_f64()
    };
    let processor = seconds(usage.user_time()) + seconds(usage.system_time());
    println!("{:.4} {processor:.4} {}", wall.as_secs_f64(), usage.max_rss());
    Ok(())
}

fn read(reader: &str, pods: &str) -> Result<UsageWho> {
    match reader {
        OURS => {
            let program = env::var("EXITCODE")?;
            return command(Command::new(program).args(["triage", "--output", "json", pods]));
        }
        "jq, a tenth of the list" => {
            let filter = ".items[].status.containerStatuses[]?.lastState.terminated.reason";
            return command(Command::new("jq").args([filter, pods]));
        }
        "Python kubernetes client, a tenth of the list" => {
            let code = "import sys; from kubernetes import client\n\
                        text = open(sys.argv[1]).read()\n\
                        client.ApiClient().deserialize(text, 'V1PodList', 'application/json')";
            let python = env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
            return command(Command::new(python).args(["-c", code, pods]));
        }
        "exitcode triage, one thread" => triage(pods, true)?,
        "exitcode-k8s Items, no diagnosis" => triage(pods, false)?,
        _ => whole(reader, pods)?,
    }
    Ok(UsageWho::RUSAGE_SELF)
}

fn command(command: &mut Command) -> Result<UsageWho> {
    let status = command.stdout(Stdio::null()).status()?;
    if status.success() { Ok(UsageWho::RUSAGE_CHILDREN) } else { Err("it failed".into()) }
}

fn triage(pods: &str, diagnoses: bool) -> Result {
    let mut items = Items::new(File::open(pods)?);
    let mut found = Triage::default();
    while let Some(item) = items.next_item()? {
        if let (true, Ok(object)) = (diagnoses, item.object) {
            found.add(&read_object(&Input::from_bytes(pods, object)));
        }
    }
    hint::black_box(found);
    Ok(())
}

fn whole(reader: &str, pods: &str) -> Result {
    let mut bytes = Vec::with_capacity(fs::metadata(pods)?.len() as usize + 1);
    File::open(pods)?.read_to_end(&mut bytes)?;
    match reader {
        // SAFETY: the generator writes UTF-8.
        "sonic-rs get_from_slice_unchecked" => unsafe {
            hint::black_box(sonic_rs::get_from_slice_unchecked(&bytes, ["nothing"]).is_err());
        },
        "sonic-rs LazyValue" => {
            hint::black_box(sonic_rs::from_slice::<sonic_rs::LazyValue<'_>>(&bytes)?);
        }
        "serde_json IgnoredAny" => {
            serde_json::from_slice::<IgnoredAny>(&bytes)?;
        }
        "jiter next_skip" => jiter::Jiter::new(&bytes).next_skip()?,
        "hifijson ignore" => {
            let mut lexer = hifijson::SliceLexer::new(&bytes);
            let first = lexer.ws_peek().ok_or("no value")?;
            hifijson::ignore::parse(first, &mut lexer).map_err(|error| error.to_string())?;
        }
        "simd-json to_tape" => {
            hint::black_box(simd_json::to_tape(&mut bytes)?);
        }
        "serde_json into k8s-openapi, a tenth of the list" => {
            hint::black_box(serde_json::from_slice::<List<Pod>>(&bytes)?);
        }
        _ => return Err("no such reader".into()),
    }
    Ok(())
}
