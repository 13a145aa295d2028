use std::fs;
use std::io;
use std::io::IsTerminal as _;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, Command, ExitStatus};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use exitcode_core::{Abi, Cause, Convention, Explain as _, Signal, Text, WaitStatus, diagnose};
use exitcode_k8s::report::Report;
use exitcode_k8s::text::Visible;
use nix::errno::Errno;
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::wait::{Id, WaitPidFlag, waitid};
use nix::unistd::Pid;
use signal_hook::consts::{
    SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGIO, SIGQUIT, SIGTERM, SIGURG, SIGUSR1, SIGUSR2, SIGWINCH,
};
use signal_hook::iterator::Signals;

use super::cgroup::Memory;
use crate::render::seconds;
use crate::{Error, Status, complain};

/// Run a command, and explain its death on standard error
///
/// Signals are passed on to it, its standard streams are left alone, and its exit code becomes that
/// of this program: 128+n if a signal killed it, as shells and container runtimes write it.
///
/// As process 1 of a container it does what tini does: it also collects the processes whose parents
/// have died. It passes signals to the command alone, not to a group, and ends when the command ends.
/// Real-time signals are not passed on.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Run {
    /// Write the report of a death, as JSON, into this file
    #[arg(long, value_name = "FILE")]
    report: Option<String>,
    /// The command and its arguments
    #[arg(required = true, trailing_var_arg = true, allow_hyphen_values = true)]
    command: Vec<String>,
}

const EXAMPLES: &str = "\
Examples:
  exitcode run -- ./server --port 8080
  exitcode run --report /dev/termination-log -- python app.py

In a Dockerfile:
  ENTRYPOINT [\"exitcode\", \"run\", \"--\", \"/app\"]

Exit status: that of the command; 126 if it cannot be executed, 127 if it does not exist.";

/// The signals that are passed on: those that people send. What the kernel sends for a fault of this
/// process is its own, and what stops a job stops this process as well.
const PASSED: [i32; 11] =
    [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGALRM, SIGCONT, SIGWINCH, SIGURG, SIGIO];

/// Those of them that a terminal sends to every process in the foreground.
const OF_TERMINAL: [i32; 3] = [SIGINT, SIGQUIT, SIGWINCH];

/// What is known of the end.
struct End {
    status: ExitStatus,
    lived: Duration,
    /// The largest resident memory of one process, in bytes.
    peak: Option<u64>,
    before: Memory,
    after: Memory,
    /// The signals that were passed on.
    passed: Vec<Signal>,
}

impl Run {
    pub(crate) fn run(self) -> Result<Status, Error> {
        let Some((program, arguments)) = self.command.split_first() else {
            return Err(Error::Unreadable("nothing to run".to_owned()));
        };
        let before = Memory::read();
        let relay = Relay::new().map_err(Error::Write)?;
        let start = Instant::now();
        let child = match Command::new(program).args(arguments).spawn() {
            Ok(child) => child,
            Err(error) => return Ok(self.not_started(&error)),
        };
        let (status, passed) = relay.wait(child).map_err(Error::Write)?;
        let lived = start.elapsed();
        // Before it became the command, the child was a copy of this process, which counts too.
        let own = peak(UsageWho::RUSAGE_SELF);
        let peak = peak(UsageWho::RUSAGE_CHILDREN).filter(|peak| Some(*peak) > own);
        let end = End { status, lived, peak, before, after: Memory::read(), passed };
        if !status.success() {
            self.explain(&end)?;
        }
        let termination = WaitStatus::from_raw(status.into_raw()).termination();
        let code = Convention::Posix.encode(termination).map_or(1, |code| code.value());
        Ok(Status::from(u8::try_from(code).unwrap_or(1)))
    }

    /// What a shell says and ends with.
    fn not_started(&self, error: &io::Error) -> Status {
        let name = self.command.first().map_or("", String::as_str);
        let (code, hint) = match error.kind() {
            io::ErrorKind::NotFound if fs::exists(name).unwrap_or(false) => {
                (127, ": the file is there, but the interpreter or loader that it names is not")
            }
            io::ErrorKind::NotFound => (127, ": not in any folder of PATH, or no such file"),
            io::ErrorKind::PermissionDenied => (126, ": no right to execute it, or a folder"),
            _ if error.raw_os_error() == Some(nix::libc::ENOEXEC) => {
                (126, ": no program for this machine, and no #! line at its start")
            }
            _ => (126, ""),
        };
        complain(&format!("cannot start `{}`: {error}{hint}", Visible(name)));
        Status::from(code)
    }

    fn explain(&self, end: &End) -> Result<(), Error> {
        let argv: Vec<Text<'_>> =
            self.command.iter().map(|word| Text::from(word.as_str())).collect();
        let mut observation = end.status.observation();
        observation.argv = &argv;
        observation.argv_is_whole = true;
        observation.memory_limit = end.after.limit;
        observation.memory_peak = end.peak;
        observation.oom_flag = match (end.before.oom_kills, end.after.oom_kills) {
            (Some(before), Some(after)) => Some(after > before),
            _ => None,
        };
        let diagnosis = diagnose(&observation);
        let mut text = format!("{}.", self.facts(end));
        if let Some(finding) = diagnosis.findings().next() {
            let stop = end.passed.iter().any(|signal| Some(signal.name()) == end.signal());
            let was_killed = end.signal() == Some(Signal::Kill.name());
            if was_killed && finding.cause() == Cause::SigkillUnexplained {
                text.push_str(end.who_killed());
            } else if stop {
                text.push_str(" That is what the signal does that was passed on to it.");
            } else {
                text.push_str(&format!(" {}.", diagnosis.summary()));
                // Of a number that the program chose there is nothing to say.
                if finding.cause() != Cause::AppExitNonzero {
                    text.push_str(&format!(" {}", finding.cause().why()));
                }
            }
        }
        let width = crate::render::width();
        let mut out = String::new();
        let style = anstyle::Style::new();
        let text = format!("exitcode: {}", Visible(&text));
        let _ = exitcode_k8s::text::wrapped(&mut out, width, "", "  ", style, &text);
        let out = out.strip_prefix("exitcode: ").unwrap_or(&out);
        complain(out.trim_end());
        if let Some(name) = &self.report {
            let report = Report::of(&observation);
            let mut json = serde_json::to_vec_pretty(&report).map_err(io::Error::from)?;
            json.push(b'\n');
            if let Err(error) = fs::write(name, json) {
                // The command's own exit code matters more.
                complain(&format!("cannot write `{}`: {error}", Visible(name)));
            }
        }
        Ok(())
    }

    /// What is certain, as a sentence without its full stop.
    fn facts(&self, end: &End) -> String {
        let name = self.command.first().map_or("", String::as_str);
        let termination = WaitStatus::from_raw(end.status.into_raw()).termination();
        let was = if termination.signal().is_some() { "was " } else { "" };
        let mut text = format!("`{name}` {was}{termination} after {}", lived(end.lived));
        let mebibytes = |bytes: u64| format!("{} MiB", bytes.div_ceil(1 << 20));
        if let Some(peak) = end.peak {
            text.push_str(&format!(", with {} at its peak", mebibytes(peak)));
        }
        if let Some(limit) = end.after.limit {
            text.push_str(&format!(" of {} allowed", mebibytes(limit)));
        }
        if let (Some(before), Some(after)) = (end.before.oom_kills, end.after.oom_kills)
            && after > before
        {
            let kills = after - before;
            let plural = if kills == 1 { "process" } else { "processes" };
            text.push_str(&format!(
                "; meanwhile the kernel killed {kills} {plural} of its control group for memory"
            ));
        }
        if !end.passed.is_empty() {
            let names: Vec<_> = end.passed.iter().map(|signal| signal.name()).collect();
            text.push_str(&format!("; passed on: {}", names.join(", ")));
        }
        text
    }
}

impl End {
    /// What is known of a SIGKILL. The counter of a control group counts the kills of its own limit,
    /// of those above it and of the whole machine.
    ///
    /// Source: `memory.events` in `Documentation/admin-guide/cgroup-v2.rst` of Linux 6.18.
    fn who_killed(&self) -> &'static str {
        match (self.before.oom_kills, self.after.oom_kills) {
            (Some(before), Some(after)) if before == after => {
                " The kernel killed nothing in its control group for memory meanwhile, so somebody \
                 sent the signal: a kill -9, a time limit that ran out, a supervisor, or a daemon \
                 such as systemd-oomd that kills before the kernel does."
            }
            _ => {
                " Who sent it is not known: the kernel for want of memory (then its log says so: \
                 dmesg), a kill -9, a time limit that ran out, or a supervisor."
            }
        }
    }

    fn signal(&self) -> Option<&'static str> {
        let termination = WaitStatus::from_raw(self.status.into_raw()).termination();
        termination.signal().map(Signal::name)
    }
}

/// How long it lived; of most failures to start that is next to nothing.
fn lived(time: Duration) -> String {
    if time < Duration::from_millis(100) { "less than 0.1 s".to_owned() } else { seconds(time) }
}

/// The largest resident memory, in bytes.
fn peak(who: UsageWho) -> Option<u64> {
    // Linux counts KiB, macOS bytes.
    let unit = if cfg!(target_vendor = "apple") { 1 } else { 1024 };
    u64::try_from(getrusage(who).ok()?.max_rss()).ok()?.checked_mul(unit)
}

/// Passes signals on to a child.
struct Relay(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    /// The child, as long as its process id is its own.
    child: Option<Pid>,
    /// What came before there was a child.
    early: Vec<i32>,
    passed: Vec<Signal>,
}

impl State {
    fn pass(&mut self, number: i32) {
        let Some(child) = self.child else { return self.early.push(number) };
        let Ok(signal) = nix::sys::signal::Signal::try_from(number) else { return };
        let sent = nix::sys::signal::kill(child, signal).is_ok();
        let known = u8::try_from(number).ok();
        let known = known.and_then(|number| Signal::from_number_on(Abi::HOST, number));
        self.passed.extend(known.filter(|_| sent));
    }
}

impl Relay {
    /// From here on, these signals no longer end this process.
    fn new() -> io::Result<Self> {
        let ignored = ignored();
        let wanted = PASSED.into_iter().filter(|&signal| ignored & (1 << (signal - 1)) == 0);
        let mut signals = Signals::new(wanted)?;
        let state = Arc::new(Mutex::new(State::default()));
        let relay = Self(Arc::clone(&state));
        // The child gets those itself.
        let has_terminal = io::stdin().is_terminal();
        let pass_on = move || {
            for signal in signals.forever() {
                if !(has_terminal && OF_TERMINAL.contains(&signal)) {
                    lock(&state).pass(signal);
                }
            }
        };
        thread::Builder::new().name("signals".to_owned()).spawn(pass_on)?;
        Ok(relay)
    }

    /// Waits for the end of the child, and says what was passed on to it.
    fn wait(&self, mut child: Child) -> io::Result<(ExitStatus, Vec<Signal>)> {
        let pid = i32::try_from(child.id()).map(Pid::from_raw).map_err(io::Error::other)?;
        {
            let mut state = lock(&self.0);
            state.child = Some(pid);
            let early = std::mem::take(&mut state.early);
            early.into_iter().for_each(|signal| state.pass(signal));
        }
        // The process id stays the child's until it is collected, below.
        wait_for(pid);
        let passed = {
            let mut state = lock(&self.0);
            state.child = None;
            std::mem::take(&mut state.passed)
        };
        Ok((child.wait()?, passed))
    }
}

/// Waits until a child has ended, and collects the others: process 1 of a container gets all whose
/// parents have died, and without it they would stay in the table of processes for ever.
fn wait_for(child: Pid) {
    let peek = WaitPidFlag::WEXITED | WaitPidFlag::WNOWAIT;
    loop {
        match waitid(Id::All, peek).map(|ended| ended.pid()) {
            Ok(Some(other)) if other != child => {
                let _ = waitid(Id::Pid(other), WaitPidFlag::WEXITED);
            }
            Err(Errno::EINTR) => {}
            Ok(_) | Err(_) => return,
        }
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The signals that whoever started us has set to be ignored, such as nohup: a set of bits.
fn ignored() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let bits = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    bits.and_then(|bits| u64::from_str_radix(bits.trim(), 16).ok()).unwrap_or(0)
}
