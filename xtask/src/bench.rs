//! The performance budget, measured: `docs/performance.md`.

use std::fs::{self, File};

use crate::Result;
use crate::command::{output, run as run_shown};
use crate::project::Project;
use crate::tools::{debian_packages, gungraun_runner};
use crate::{python, wasm};

/// How many pods the list has: a gigabyte of them.
const PODS: &str = "100000";

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
    write(project, "measured", &measured)?;
    count(project)
}

/// Counts the instructions of the core, which no other work on the machine changes.
pub(crate) fn count(project: &Project) -> Result {
    debian_packages(project, &["valgrind"])?;
    let runner = gungraun_runner(project)?;
    let bench = |options: &[&str]| {
        let mut command = project.cargo();
        command.args(["bench", "--manifest-path", "benches/Cargo.toml", "--target-dir"]);
        command.arg(&project.target).args(["--bench", "counts"]).args(options);
        command.env("GUNGRAUN_RUNNER", &runner);
        command
    };
    run_shown(&mut bench(&["--no-run"]))?;
    let compiler = output(project.command("rustc").arg("--version"))?;
    let mut table =
        format!("With {}:\n\n| work | instructions |\n| --- | ---: |\n", compiler.trim());
    for (work, count) in counts(&output(&mut bench(&[]))?) {
        table += &format!("| {work} | {count} |\n");
    }
    write(project, "counted", &table)
}

/// The benchmarks' names and instructions, from what gungraun prints.
fn counts(printed: &str) -> impl Iterator<Item = (String, &str)> {
    let mut work = String::new();
    printed.lines().filter_map(move |line| {
        if let Some(name) = line.strip_prefix("counts::core::") {
            work = name.split(' ').next().unwrap_or(name).replace('_', " ");
            return None;
        }
        let count = line.trim_start().strip_prefix("Instructions:")?.split('|').next()?;
        Some((work.clone(), count.trim()))
    })
}

fn machine() -> String {
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let model = model.map_or("an unknown processor", |(_, model)| model);
    format!("Measured on {model}, {cores} cores.\n\n")
}

/// Writes what stands between two marks of the page.
fn write(project: &Project, mark: &str, text: &str) -> Result {
    let page = project.root.join("docs/performance.md");
    let (begin, end) = (format!("<!-- {mark}: begin -->\n"), format!("<!-- {mark}: end -->"));
    let old = fs::read_to_string(&page)?;
    let (before, rest) = old.split_once(&begin).ok_or("the page has no place for figures")?;
    let (_, after) = rest.split_once(&end).ok_or("the place for figures does not end")?;
    Ok(fs::write(page, format!("{before}{begin}\n{text}\n{end}{after}"))?)
}

#[cfg(test)]
mod tests {
    use super::counts;

    #[test]
    fn instructions_are_read_from_what_gungraun_prints() {
        let printed = "\
counts::core::name_of_signal_9
  Instructions:                                         34|N/A                  (*********)
  L1 Hits:                                              38|N/A                  (*********)
counts::core::diagnose_code_and_reason run:(codes())
  Instructions:                                       5061|5060                 (+0.01976%)
";
        let rows = [("name of signal 9".into(), "34"), ("diagnose code and reason".into(), "5061")];
        assert_eq!(counts(printed).collect::<Vec<_>>(), rows);
    }
}
