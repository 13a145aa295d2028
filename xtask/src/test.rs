//! `test`: every test there is, in named suites.

use std::fs;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use crate::command::{output, run, succeeds};
use crate::cross::{self, Toolchain};
use crate::project::Project;
use crate::tools::{cargo_deny, debian_packages, rustup_component};
use crate::{Result, derived, foreign, fuzz, minimal, python, score, wasm, web};

/// A named part of the tests.
struct Suite {
    name: &'static str,
    /// What holds when it passes.
    about: &'static str,
    run: fn(&Project) -> Result,
}

/// All suites, the quick ones first.
const SUITES: &[Suite] = &[
    Suite { name: "fmt", about: "every file is as rustfmt leaves it", run: fmt },
    Suite { name: "gen", about: "derived files are what the tables say", run: derived::check },
    Suite { name: "rust", about: "unit, integration, property and corpus tests pass", run: rust },
    Suite { name: "clippy", about: "no warning, with every set of features", run: clippy },
    Suite { name: "doc", about: "examples in the documentation run, every link leads", run: doc },
    Suite { name: "examples", about: "every program in examples/ runs", run: examples },
    Suite { name: "no-std", about: "the core builds where there is no std", run: no_std },
    Suite { name: "msrv", about: "the oldest Rust that is promised compiles it", run: msrv },
    Suite {
        name: "minimal",
        about: "the oldest dependencies that the manifests allow compile",
        run: minimal::test,
    },
    Suite {
        name: "foreign",
        about: "the libraries do the same on big-endian and on 32-bit machines",
        run: foreign::test,
    },
    Suite {
        name: "schema",
        about: "all that is JSON fits its published schema",
        run: score::schema,
    },
    Suite { name: "score", about: "the diagnoses are as good as promised", run: score::test },
    Suite {
        name: "deny",
        about: "licences, sources, and a core that depends on nothing",
        run: deny,
    },
    Suite { name: "fuzz", about: "what holds for any input, on some thousands", run: fuzz::smoke },
    Suite {
        name: "python",
        about: "the wheel passes its tests in a fresh place",
        run: python::test,
    },
    Suite { name: "wasm", about: "the npm package passes its tests in Node", run: wasm::test },
    Suite { name: "web", about: "the page and the elements work in a browser", run: web::test },
];

/// Names the suites.
pub(crate) fn list() {
    for suite in SUITES {
        println!("{:8}  {}", suite.name, suite.about);
    }
}

/// Runs the named suites, or all, and goes on after a failure.
///
/// The last lines are one for each suite, and then how many passed and failed.
pub(crate) fn run_suites(project: &Project, names: &[&str]) -> Result<ExitCode> {
    if let Some(name) = names.iter().find(|name| SUITES.iter().all(|suite| suite.name != **name)) {
        return Err(
            format!("no suite is called {name}; `cargo xtask test --list` names all").into()
        );
    }
    let chosen = SUITES.iter().filter(|suite| names.is_empty() || names.contains(&suite.name));
    let mut ended = Vec::new();
    for suite in chosen {
        println!("\n== {}: {}", suite.name, suite.about);
        let start = Instant::now();
        let result = (suite.run)(project);
        if let Err(error) = &result {
            println!("FAILED: {error}");
        }
        ended.push((suite.name, result, start.elapsed()));
    }
    println!();
    for (name, result, time) in &ended {
        println!("{}", line(name, result, *time));
    }
    let failed = ended.iter().filter(|(_, result, _)| result.is_err()).count();
    println!("{} passed, {failed} failed", ended.len() - failed);
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn line(name: &str, result: &Result, time: Duration) -> String {
    let seconds = time.as_secs_f64();
    match result {
        Ok(()) => format!("{name:8}  ok      {seconds:6.1} s"),
        Err(error) => {
            // The whole of it stands where the suite ended.
            let error = error.to_string();
            let error: String = error.lines().take(1).flat_map(str::chars).take(60).collect();
            format!("{name:8}  FAILED  {seconds:6.1} s  {error}")
        }
    }
}

fn fmt(project: &Project) -> Result {
    rustup_component(project, "fmt", "rustfmt")?;
    run(project.cargo().args(["fmt", "--all", "--check"]))?;
    for manifest in project.manifests_outside() {
        run(project.cargo().args(["fmt", "--check", "--manifest-path"]).arg(manifest))?;
    }
    tables_fit(project)
}

/// The widest line that rustfmt keeps to; `rustfmt.toml` has the same number.
const MAX_WIDTH: usize = 100;

/// An error for lines of the tables that are too long: rustfmt leaves a whole table unformatted
/// for one of them, and says nothing.
fn tables_fit(project: &Project) -> Result {
    let mut long = Vec::new();
    for file in fs::read_dir(project.root.join("exitcode-core/src/kb"))? {
        let path = file?.path();
        for (number, line) in (1..).zip(fs::read_to_string(&path)?.lines()) {
            if line.chars().count() > MAX_WIDTH {
                let path = path.strip_prefix(&project.root)?;
                long.push(format!("{}:{number}", path.display()));
            }
        }
    }
    if long.is_empty() {
        return Ok(());
    }
    Err(format!("lines of more than {MAX_WIDTH} characters:\n{}", long.join("\n")).into())
}

fn rust(project: &Project) -> Result {
    // promtool, which runs the alert rules.
    debian_packages(project, &["prometheus"])?;
    // kubectl, which runs the program as its plugin; there are other packages of it than Debian's.
    if !succeeds(project.command("kubectl").args(["version", "--client"])) {
        debian_packages(project, &["kubernetes-client"])?;
    }
    run(project.cargo().args(["test", "--workspace", "--tests", "--all-features"]))
}

/// The lints that keep library code from panicking. A test panics to say that it failed.
const PANIC_LINTS: &[&str] = &[
    "--allow=clippy::unwrap_used",
    "--allow=clippy::expect_used",
    "--allow=clippy::panic",
    "--allow=clippy::indexing_slicing",
    "--allow=clippy::string_slice",
    "--allow=clippy::unreachable",
];

/// All features together, and the libraries with none and with the default ones: a `cfg` that is
/// missing shows only there.
fn clippy(project: &Project) -> Result {
    rustup_component(project, "clippy", "clippy")?;
    let clippy = |options: &[&str], lints: &[&str]| {
        let lints = ["--", "--deny", "warnings"].iter().chain(lints);
        run(project.cargo().arg("clippy").args(options).args(lints))
    };
    clippy(&["--workspace", "--lib", "--bins", "--all-features"], &[])?;
    clippy(&["--workspace", "--all-targets", "--all-features"], PANIC_LINTS)?;
    clippy(&["--package", "exitcode-core", "--no-default-features"], &[])?;
    clippy(&["--package", "exitcode-k8s", "--no-default-features"], &[])?;
    clippy(&["--package", "exitcode-core", "--package", "exitcode-k8s"], &[])?;
    clippy(&["--package", "exitcode-cli", "--no-default-features"], &[])?;
    let wasm = ["--package", "exitcode-wasm", "--no-default-features"];
    clippy(&wasm, &[])?;
    clippy(&[wasm.as_slice(), &["--features", "explanation"]].concat(), &[])?;
    for manifest in project.manifests_outside() {
        let manifest = manifest.to_string_lossy();
        clippy(&["--all-targets", "--manifest-path", &manifest], PANIC_LINTS)?;
    }
    Ok(())
}

fn doc(project: &Project) -> Result {
    run(project.cargo().args(["test", "--doc", "--workspace", "--all-features"]))?;
    run(project.cargo().env("RUSTDOCFLAGS", "--deny warnings").args([
        "doc",
        "--no-deps",
        "--workspace",
        "--all-features",
    ]))
}

/// Runs every program of the package `examples` as it stands: none needs arguments or input.
fn examples(project: &Project) -> Result {
    let mut names = Vec::new();
    for file in fs::read_dir(project.root.join("examples/src/bin"))? {
        let path = file?.path();
        names.extend(path.file_stem().and_then(|name| name.to_str()).map(str::to_owned));
    }
    names.sort();
    for name in names {
        run(project
            .cargo()
            .args(["run", "--quiet", "--package", "exitcode-examples"])
            .args(["--bin", &name]))?;
    }
    Ok(())
}

fn no_std(project: &Project) -> Result {
    let toolchain = Toolchain::install(project, &cross::BARE_METAL)?;
    let core = ["--package", "exitcode-core", "--no-default-features"];
    run(toolchain.cargo_build().args(core))?;
    run(toolchain.cargo_build().args(core).args(["--features", "serde"]))
}

/// Compiles the libraries and the program, without the cluster's client, with the version that
/// `Cargo.toml` promises. Where rustup cannot have it, nothing is checked, and that is said.
fn msrv(project: &Project) -> Result {
    let manifest = fs::read_to_string(project.root.join("Cargo.toml"))?;
    let version = manifest.lines().find_map(|line| line.strip_prefix("rust-version = "));
    let version = version.ok_or("Cargo.toml has no rust-version")?.trim_matches('"');
    let install = ["toolchain", "install", version, "--profile", "minimal"];
    if !succeeds(project.command("rustup").args(install)) {
        println!("NOT CHECKED: rustup cannot install Rust {version}");
        return Ok(());
    }
    let check = |options: &[&str]| {
        let mut command = project.command("rustup");
        // The settings of the toolchain that runs this program are not for another one.
        command.env_remove("RUSTC").env_remove("CARGO").env_remove("RUSTUP_TOOLCHAIN");
        command.args(["run", version, "cargo", "check", "--target-dir"]);
        run(command.arg(project.target.join("msrv")).args(options))
    };
    check(&["--package", "exitcode-core", "--features", "std,serde,nix"])?;
    check(&["--package", "exitcode-k8s", "--package", "exitcode-cli", "--no-default-features"])
}

fn deny(project: &Project) -> Result {
    let tree = ["tree", "--package", "exitcode-core", "--edges", "normal", "--prefix", "none"];
    let tree = output(project.cargo().args(tree))?;
    if tree.lines().count() != 1 {
        return Err(format!("the core has a dependency:\n{tree}").into());
    }
    println!("exitcode-core has no dependency");
    run(project.command(cargo_deny(project)?).args([
        "--all-features",
        "check",
        "bans",
        "licenses",
        "sources",
    ]))
}
