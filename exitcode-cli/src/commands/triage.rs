use std::fmt;
use std::fs::File;
use std::io::{self, IsTerminal as _, Read};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use exitcode_k8s::text::Visible;
use exitcode_k8s::triage::{Example, Row, Triage as Found};
use exitcode_k8s::{Input, Items, Why, read_object};

use super::files::STDIN;
use crate::render::{Format, Table};
use crate::{Error, Status};

/// Sort all pods of a cluster by what is wrong with them
///
/// Takes lists of pods as JSON, of any length: they are read one by one and not kept. A pod that is
/// broken is reported and left out. What keeps most containers down comes first.
///
/// With -A, -n, -l or --watch it asks your cluster for the pods and their events instead, and never
/// changes anything there. It then goes on without events if you may not see them.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Triage {
    /// The files to read; `-` or none is standard input
    #[arg(value_name = "FILE")]
    files: Vec<String>,
    /// How to print the table
    #[arg(short, long, value_enum, default_value_t)]
    output: Format,
    #[cfg(feature = "cluster")]
    #[command(flatten)]
    survey: super::survey::Survey,
}

#[cfg(not(feature = "cluster"))]
const EXAMPLES: &str = "\
Examples:
  kubectl get pods -A -o json | exitcode triage
  exitcode triage monday.json tuesday.json --output csv";

#[cfg(feature = "cluster")]
const EXAMPLES: &str = "\
Examples:
  exitcode triage -A
  exitcode triage -n shop --watch
  kubectl get pods -A -o json | exitcode triage
  kubectl get --raw /api/v1/pods | exitcode triage --output markdown
  exitcode triage monday.json tuesday.json --output csv";

/// Objects are handed to the threads in parcels of about this size.
const PARCEL: usize = 512 << 10;

/// More threads would need more memory, and one is enough to find where the objects end.
const MAX_THREADS: usize = 8;

/// Of so many objects that were left out it is told why.
const MAX_TOLD: u64 = 20;

impl Triage {
    pub(crate) fn run(mut self) -> Result<Status, Error> {
        #[cfg(feature = "cluster")]
        if self.survey.is_wanted() {
            return self.survey.run(self.output);
        }
        if self.files.is_empty() {
            if io::stdin().is_terminal() {
                let hint =
                    "no FILE, and standard input is a terminal; see `exitcode triage --help`";
                return Err(Error::Unreadable(hint.to_owned()));
            }
            self.files.push(STDIN.to_owned());
        }
        let mut found = Found::default();
        let skipped = Skipped::default();
        // A source that cannot be read to its end costs nothing of what was read before.
        let mut failed = None;
        for name in &self.files {
            let (more, ended) = if name == STDIN {
                sort(name, io::stdin().lock(), &skipped)
            } else {
                match File::open(name) {
                    Ok(file) => sort(name, file, &skipped),
                    Err(error) => (Found::default(), Err(error)),
                }
            };
            found.merge(more);
            if let Err(error) = ended {
                let earlier = failed.replace(Error::Read { name: name.clone(), error });
                earlier.iter().for_each(|earlier| crate::complain(&earlier.to_string()));
            }
        }
        let skipped = skipped.count();
        if skipped > MAX_TOLD {
            anstream::eprintln!("exitcode: {} more were left out", skipped - MAX_TOLD);
        }
        if found.objects() == 0 {
            let nothing = || Error::Unreadable("there is no pod in the input".to_owned());
            return Err(failed.unwrap_or_else(nothing));
        }
        show(&found, skipped, self.output, &mut anstream::stdout().lock())?;
        failed.map_or(Ok(Status::SUCCESS), Err)
    }
}

/// Prints what was found.
pub(super) fn show(
    found: &Found,
    skipped: u64,
    output: Format,
    out: &mut impl io::Write,
) -> Result<(), Error> {
    match output {
        Format::Json => {
            let table = found.table(skipped);
            serde_json::to_writer_pretty(&mut *out, &table).map_err(io::Error::from)?;
            writeln!(out)?;
        }
        Format::Csv => causes(found).write(out, output)?,
        Format::Table | Format::Markdown => text(found, skipped, output, out)?,
    }
    out.flush()?;
    Ok(())
}

fn text(
    found: &Found,
    skipped: u64,
    format: Format,
    out: &mut impl io::Write,
) -> Result<(), Error> {
    if found.rows().is_empty() {
        writeln!(out, "Nothing is wrong with what was read.")?;
    } else {
        causes(found).write(out, format)?;
    }
    let windows = found.oom_windows();
    if !windows.is_empty() {
        let rows = windows.into_iter().map(|window| [window.from, window.kills.to_string()]);
        writeln!(out)?;
        Table { columns: ["30 minutes from", "OOM kills"], rows: rows.collect() }
            .write(out, format)?;
    }
    let objects = match found.objects() {
        1 => "1 object read".to_owned(),
        objects => format!("{objects} objects read"),
    };
    let left_out = if skipped > 0 { format!(", {skipped} left out") } else { String::new() };
    writeln!(out, "\n{objects}{left_out}.")?;
    Ok(())
}

fn causes(found: &Found) -> Table<7> {
    let row = |row: Row| {
        [
            row.cause.to_owned(),
            row.count.to_string(),
            row.down.to_string(),
            row.confirmed.to_string(),
            row.since.unwrap_or_default(),
            row.last.unwrap_or_default(),
            name(&row.example),
        ]
    };
    Table {
        columns: ["cause", "count", "down", "certain", "since", "last", "for example"],
        rows: found.rows().into_iter().map(row).collect(),
    }
}

fn name(example: &Example) -> String {
    let Example { namespace, pod, container, .. } = example;
    let names = [namespace, pod, container].into_iter().filter_map(Option::as_deref);
    Visible(&names.collect::<Vec<_>>().join("/")).to_string()
}

/// Objects that go to a thread together.
#[derive(Default)]
struct Parcel {
    bytes: Vec<u8>,
    /// The offset in the input and the end in the parcel of each.
    objects: Vec<(u64, usize)>,
}

/// Reads a source to its end, while the threads sort what it gives, and says how that ended.
fn sort(name: &str, source: impl Read, skipped: &Skipped) -> (Found, io::Result<()>) {
    let threads = thread::available_parallelism().map_or(1, usize::from).min(MAX_THREADS);
    let (sender, receiver) = sync_channel::<Parcel>(threads);
    let receiver = Mutex::new(receiver);
    let mut items = Items::new(source);
    let mut progress = Progress::new();
    thread::scope(|scope| {
        let work = || sorted(name, &receiver, skipped);
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let mut parcel = Parcel::default();
        let mut ended = Ok(());
        loop {
            match items.next_item() {
                Ok(Some(item)) => match item.object {
                    Ok(object) => {
                        parcel.bytes.extend_from_slice(object);
                        parcel.objects.push((item.offset, parcel.bytes.len()));
                    }
                    Err(why) => skipped.tell(name, item.offset, &why),
                },
                Ok(None) => break,
                Err(error) => {
                    ended = Err(error);
                    break;
                }
            }
            if parcel.bytes.len() >= PARCEL {
                // The threads end when there is no more, not before.
                let _ = sender.send(std::mem::take(&mut parcel));
                progress.tell(format_args!("{} MB read", items.position() / 1_000_000));
            }
        }
        let _ = sender.send(parcel);
        drop(sender);
        let mut found = Found::default();
        for worker in workers {
            match worker.join() {
                Ok(more) => found.merge(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        progress.clear();
        (found, ended)
    })
}

fn sorted(name: &str, parcels: &Mutex<Receiver<Parcel>>, skipped: &Skipped) -> Found {
    let mut found = Found::default();
    let next = || parcels.lock().unwrap_or_else(PoisonError::into_inner).recv();
    while let Ok(parcel) = next() {
        let mut start = 0;
        for (offset, end) in parcel.objects {
            let input = Input::from_bytes(name, parcel.bytes.get(start..end).unwrap_or(&[]));
            start = end;
            let reading = read_object(&input);
            match reading.problems().iter().find(|problem| is_broken(&problem.why)) {
                Some(problem) => skipped.tell(name, offset, &problem.why),
                None => found.add(&reading),
            }
        }
    }
    found
}

/// Whether an object cannot be read to its end.
const fn is_broken(why: &Why) -> bool {
    matches!(why, Why::Syntax { .. } | Why::Truncated { .. } | Why::TooDeep { .. })
}

/// What was left out.
#[derive(Debug, Default)]
struct Skipped(AtomicU64);

impl Skipped {
    fn count(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    fn tell(&self, name: &str, offset: u64, why: &Why) {
        if self.0.fetch_add(1, Ordering::Relaxed) < MAX_TOLD {
            let why = why.to_string();
            let (name, why) = (Visible(name), Visible(&why));
            anstream::eprintln!("exitcode: `{name}`, object at byte {offset}: left out: {why}");
        }
    }
}

/// Tells a person that it goes on.
pub(super) struct Progress {
    next: Option<Instant>,
    told: bool,
}

impl Progress {
    const EVERY: Duration = Duration::from_millis(500);

    pub(super) fn new() -> Self {
        let next = io::stderr().is_terminal().then(|| Instant::now() + Self::EVERY);
        Self { next, told: false }
    }

    pub(super) fn tell(&mut self, what: fmt::Arguments<'_>) {
        let now = Instant::now();
        if self.next.is_some_and(|next| now >= next) {
            eprint!("\r{what}");
            self.next = Some(now + Self::EVERY);
            self.told = true;
        }
    }

    pub(super) fn clear(&self) {
        if self.told {
            eprint!("\r\x1b[K");
        }
    }
}
