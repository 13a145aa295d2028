//! The project's own tasks: `cargo xtask`.
//!
//! It depends on std and the core alone, so that it compiles in seconds on a bare machine. What a
//! task needs beyond that it installs itself: tools go to `target/tools`, Debian packages are
//! installed only when they are missing.

mod bench;
mod command;
mod cross;
mod derived;
mod foreign;
mod fuzz;
mod minimal;
mod package;
mod project;
mod python;
mod sbom;
mod score;
mod test;
mod tools;
mod venv;
mod wasm;
mod web;

use std::process::ExitCode;

use project::Project;

/// What a task ends with; an error is told to the person as it stands.
type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

const USAGE: &str = "\
usage: cargo xtask TASK

  test [SUITE]...   install what the tests need and run every test there is, or these suites alone
  test --list       name the suites
  gen               write the files that are derived from the core's tables
  gen --check       fail when one of them is not what the tables say
  fuzz [TARGET]... [--seconds N]
                    look for inputs that break these targets of fuzz/, or all, for so long each
  bench             measure what the performance budget names, into docs/performance.md
  bench counts      count the core's instructions alone, into the same page
  package           build the Debian package, the static program and krew's manifest
  sbom              write the static program's bill of materials, in CycloneDX's form
  wasm              build the npm package in exitcode-wasm/pkg
  web [PORT]        build the page of examples/web and serve it on this machine
  score [OPTION]... measure the diagnoses against corpus/ (options: tools/score.py --help)
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match run(&args) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &[&str]) -> Result<ExitCode> {
    let project = Project::find()?;
    match args {
        ["test", "--list"] => test::list(),
        ["test", suites @ ..] => return test::run_suites(&project, suites),
        ["gen"] => derived::write(&project)?,
        ["gen", "--check"] => derived::check(&project)?,
        ["fuzz", options @ ..] => fuzz::run(&project, options)?,
        ["bench"] => bench::run(&project)?,
        ["bench", "counts"] => bench::count(&project)?,
        ["package"] => package::run(&project)?,
        ["sbom"] => sbom::write(&project, package::STATIC)?,
        ["wasm"] => wasm::build(&project)?,
        ["web"] => web::serve(&project, 8137)?,
        ["web", port] => web::serve(&project, port.parse()?)?,
        ["score", options @ ..] => score::run(&project, options)?,
        ["help" | "--help" | "-h"] => print!("{USAGE}"),
        _ => {
            eprint!("{USAGE}");
            return Ok(ExitCode::from(2));
        }
    }
    Ok(ExitCode::SUCCESS)
}
