//! `fuzz`: the targets of `fuzz/`, driven by libFuzzer from the corpus' files and the core's words.
//!
//! They lie as cargo-fuzz wants them, so that `cargo +nightly fuzz run TARGET` works too. Here they
//! are built by the toolchain at hand: what guides the fuzzer is the coverage of branches and
//! comparisons, which every toolchain can count. The sanitizers, which need a nightly one, look for
//! what only `unsafe` code can do.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use exitcode_core::signature::Signature;
use exitcode_core::{Cause, EventReason, KnownCode, PodReason, Signal};
use exitcode_core::{TerminatedReason, WaitingReason};

use crate::Result;
use crate::command::{output, run as run_command};
use crate::project::Project;
use crate::tools::debian_packages;

/// What cargo-fuzz gives to the compiler where no sanitizer is wanted.
const FLAGS: &str = "\
    --cfg fuzzing \
    -Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares \
    -Cllvm-args=-simplifycfg-branch-fold-threshold=0 \
    -Ccodegen-units=1";

/// No input is longer, in bytes: long ones are slow and say little that short ones do not.
const MAX_LEN: u64 = 8 << 10;

/// How long a target runs where nobody says, in seconds.
const SECONDS: &str = "60";

/// How many inputs of each target a smoke run takes, beginning with the seeds. A count and not a
/// time, so that the same tree always passes or always fails.
const SMOKE: &str = "-runs=4000";

/// Runs the targets that are named, or all, each for a while. What is found stays for the next run.
pub(crate) fn run(project: &Project, options: &[&str]) -> Result {
    let (mut names, mut seconds) = (Vec::new(), SECONDS);
    let mut options = options.iter();
    while let Some(option) = options.next() {
        match *option {
            "--seconds" => seconds = options.next().ok_or("--seconds needs a number")?,
            name => names.push(name),
        }
    }
    let fuzz = Fuzz::build(project)?;
    let targets = fuzz.targets()?;
    if let Some(name) = names.iter().find(|name| targets.iter().all(|target| target != *name)) {
        return Err(format!("no target is called {name}; there are {}", targets.join(", ")).into());
    }
    for target in targets.iter().filter(|name| names.is_empty() || names.contains(&name.as_str())) {
        let found = fuzz.folder.join("found").join(target);
        fs::create_dir_all(&found)?;
        fuzz.start(target, Some(&found), &[&format!("-max_total_time={seconds}")])?;
    }
    Ok(())
}

/// Runs every target over its seeds, what once broke it, and some thousands of inputs beyond.
pub(crate) fn smoke(project: &Project) -> Result {
    let fuzz = Fuzz::build(project)?;
    for target in fuzz.targets()? {
        fuzz.start(&target, None, &["-seed=1", SMOKE])?;
    }
    Ok(())
}

/// The targets, built, and what they begin with.
struct Fuzz<'a> {
    project: &'a Project,
    /// Seeds, what was found, and the dictionary.
    folder: PathBuf,
    programs: PathBuf,
}

impl<'a> Fuzz<'a> {
    fn build(project: &'a Project) -> Result<Self> {
        debian_packages(project, &["g++"])?;
        let about = output(project.command("rustc").arg("-vV"))?;
        let host = about.lines().find_map(|line| line.strip_prefix("host: "));
        let host = host.ok_or("rustc -vV does not tell its host")?;
        let folder = project.target.join("fuzz");
        run_command(
            project
                .cargo()
                // For a target, or the flags would be those of build scripts as well.
                .args([
                    "build",
                    "--release",
                    "--manifest-path",
                    "fuzz/Cargo.toml",
                    "--target",
                    host,
                ])
                .arg("--target-dir")
                .arg(&folder)
                .env("RUSTFLAGS", FLAGS)
                .env_remove("CARGO_ENCODED_RUSTFLAGS"),
        )?;
        let programs = folder.join(host).join("release");
        let this = Self { project, folder, programs };
        let seeds = this.folder.join("seeds");
        if seeds.exists() {
            fs::remove_dir_all(&seeds)?;
        }
        for target in this.targets()? {
            fs::create_dir_all(seeds.join(target))?;
        }
        let mut words = vocabulary();
        seed(&project.root.join("corpus"), &seeds, &mut words)?;
        for (number, word) in words.iter().enumerate() {
            fs::write(seeds.join("words").join(number.to_string()), word)?;
        }
        fs::write(this.dictionary(), dictionary(&words))?;
        Ok(this)
    }

    fn dictionary(&self) -> PathBuf {
        self.folder.join("words.dict")
    }

    /// The names of the targets, in alphabetical order.
    fn targets(&self) -> Result<Vec<String>> {
        let mut names = Vec::new();
        for file in fs::read_dir(self.project.root.join("fuzz/fuzz_targets"))? {
            let path = file?.path();
            names.extend(path.file_stem().and_then(|name| name.to_str()).map(str::to_owned));
        }
        names.sort();
        Ok(names)
    }

    /// Runs a target. libFuzzer keeps what leads to new branches in the first of its folders.
    fn start(&self, target: &str, found: Option<&Path>, options: &[&str]) -> Result {
        let mut program = self.project.command(self.programs.join(target));
        program.arg(format!("-dict={}", self.dictionary().display()));
        program.arg(format!("-artifact_prefix={}/{target}-", self.folder.display()));
        program.args(["-timeout=20", "-rss_limit_mb=2048", "-verbosity=0", "-print_final_stats=1"]);
        program.arg(format!("-max_len={MAX_LEN}")).args(options).args(found);
        program.arg(self.folder.join("seeds").join(target));
        for kept in ["seeds", "crashers"] {
            let kept = self.project.root.join("fuzz").join(kept).join(target);
            program.args(kept.exists().then_some(kept));
        }
        run_command(&mut program)
    }
}

/// The words of the tables.
fn vocabulary() -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    words.extend(Signal::ALL.iter().map(|signal| signal.name().to_owned()));
    words.extend(KnownCode::ALL.iter().map(|code| code.code().to_string()));
    words.extend(Cause::ALL.iter().map(|cause| cause.id().to_owned()));
    words.extend(TerminatedReason::ALL.iter().map(|reason| reason.as_str().to_owned()));
    words.extend(WaitingReason::ALL.iter().map(|reason| reason.as_str().to_owned()));
    words.extend(PodReason::ALL.iter().map(|reason| reason.as_str().to_owned()));
    words.extend(EventReason::ALL.iter().map(|reason| reason.as_str().to_owned()));
    words.extend(Signature::all().map(|signature| signature.anchor().to_owned()));
    for quantity in ["1.5Gi", "100m", "1e3", "0.1", "12E", "-1Ki", ".5", "9223372036854775807n"] {
        words.insert(quantity.to_owned());
    }
    words
}

/// Copies the files of a folder to the targets that read their kind, and adds the names of JSON's
/// members to the words.
fn seed(folder: &Path, seeds: &Path, words: &mut BTreeSet<String>) -> Result {
    for file in fs::read_dir(folder)? {
        let file = file?;
        let path = file.path();
        if file.file_type()?.is_dir() {
            seed(&path, seeds, words)?;
            continue;
        }
        let name = file.file_name().to_string_lossy().into_owned();
        if file.metadata()?.len() > MAX_LEN {
            continue;
        }
        let target = match path.extension().and_then(|extension| extension.to_str()) {
            Some("json") => "object",
            Some("log") if folder.ends_with("oom-logs") => "kernel_log",
            Some("txt") if name.contains("describe") => "describe",
            Some("txt" | "log") => "paste",
            _ => continue,
        };
        let bytes = fs::read(&path)?;
        if target == "object" {
            members(&String::from_utf8_lossy(&bytes), words);
        }
        let folder = folder.file_name().unwrap_or_default().to_string_lossy();
        fs::write(seeds.join(target).join(format!("{folder}-{name}")), bytes)?;
    }
    Ok(())
}

/// The names of the members in a text of JSON.
fn members(json: &str, words: &mut BTreeSet<String>) {
    let mut strings = json.split('"').skip(1);
    while let (Some(name), Some(after)) = (strings.next(), strings.next()) {
        let is_name = after.trim_start().starts_with(':');
        if is_name && name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            words.insert(name.to_owned());
        }
    }
}

/// The words as a dictionary of libFuzzer, which takes words of up to 64 bytes.
fn dictionary(words: &BTreeSet<String>) -> String {
    let mut text = String::new();
    for word in words.iter().filter(|word| (2..=64).contains(&word.len())) {
        text.push('"');
        for byte in word.bytes() {
            match byte {
                b'"' | b'\\' => text.extend(['\\', char::from(byte)]),
                b' '..=b'~' => text.push(char::from(byte)),
                _ => text.push_str(&format!("\\x{byte:02x}")),
            }
        }
        text.push_str("\"\n");
    }
    text
}
