//! The performance budget, measured: `docs/performance.md`.

use std::fs::{self, File};
use std::path::Path;

use crate::Result;
use crate::command::{output, run as run_shown};
use crate::project::Project;
use crate::{python, wasm};

/// How many pods the list has: a gigabyte of them.
const PODS: &str = "100000";

/// What is written between the two is measured.
const BEGIN: &str = "<!-- measured: begin -->\n";
const END: &str = "<!-- measured: end -->";

pub(crate) fn run(project: &Project) -> Result {
    let release = project.target.join("release");
    run_shown(project.cargo().args(["build", "--release", "--package", "exitcode-cli"]))?;
    let manifest = ["--manifest-path", "benches/Cargo.toml", "--target-dir"];
    run_shown(
        project.cargo().args(["build", "--release", "--bins"]).args(manifest).arg(&project.target),
    )?;

    let python = python::Bench::prepare(project)?;
    let pods = project.target.join("pods.json");
    if !pods.exists() {
        let list = File::create(&pods)?;
        run_shown(project.command(release.join("pod_list")).arg(PODS).stdout(list))?;
    }
    let budget = release.join("budget");
    let mut measured = machine();
    let mut tables = project.command(&budget);
    tables.arg(release.join("exitcode")).arg(&pods).env("PYTHON", python.python());
    measured += &output(&mut tables)?;
    measured += "\n";
    measured += &output(project.command(&budget).arg("plot").arg("docs"))?;
    measured += "\n";
    measured += &output(&mut project.command(release.join("growth")))?;
    measured += "\n";
    measured += &python.rows(project)?;
    measured += "\n";
    measured += &wasm::bench(project)?;
    write(&project.root.join("docs/performance.md"), &measured)
}

fn machine() -> String {
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let model = model.map_or("an unknown processor", |(_, model)| model);
    format!("Measured on {model}, {cores} cores.\n\n")
}

fn write(page: &Path, measured: &str) -> Result {
    let text = fs::read_to_string(page)?;
    let (before, rest) = text.split_once(BEGIN).ok_or("the page has no place for figures")?;
    let (_, after) = rest.split_once(END).ok_or("the place for figures does not end")?;
    fs::write(page, format!("{before}{BEGIN}\n{measured}\n{END}{after}"))?;
    Ok(())
}
