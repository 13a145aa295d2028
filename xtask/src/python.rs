//! The Python package: built as a wheel, installed where nothing of the project is, tested there.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::{env, fs, iter};

use crate::Result;
use crate::command::{output, run};
use crate::project::Project;
use crate::tools::pyright;
use crate::venv::Environment;

/// The release line of maturin that builds the wheel.
const MATURIN: &str = "maturin>=1.9,<2";

/// Builds the wheel, installs it into a fresh environment and runs the Python tests there.
pub(crate) fn test(project: &Project) -> Result {
    let python = project.target.join("python");
    let wheel = build_wheel(project, &python.join("build"), &python.join("wheel"))?;

    let fresh = Environment::create(project, python.join("fresh"), &["--clear"])?;
    let tests = project.root.join("exitcode-py/tests");
    fresh.pip_install(
        project,
        &[OsStr::new("--requirement"), tests.join("requirements.txt").as_os_str()],
    )?;
    fresh.pip_install(project, &[wheel.as_os_str()])?;
    // From another folder, so that the installed package is imported, not the sources.
    run(fresh
        .program(project, "python")
        .current_dir(&python)
        .args(["-m", "pytest", "-q"])
        .arg(&tests))?;
    // The other one needs Spark, which is half a gigabyte.
    run(fresh
        .program(project, "python")
        .current_dir(&python)
        .arg(project.root.join("examples/polars_fleet.py"))
        .arg("100000"))?;
    let allowed = tests.join("stubtest.allow");
    let mut stubtest = fresh.program(project, "stubtest");
    run(stubtest.current_dir(&python).arg("--allowlist").arg(allowed).arg("exitcode_py"))?;
    check_types(project, &fresh, &python)
}

/// The wheel, installed beside what people use without it.
pub(crate) struct Bench {
    wheel: PathBuf,
    environment: Environment,
}

impl Bench {
    /// Builds and installs it.
    pub(crate) fn prepare(project: &Project) -> Result<Self> {
        let python = project.target.join("python");
        let wheel = build_wheel(project, &python.join("build"), &python.join("wheel"))?;
        let environment = Environment::create(project, python.join("bench"), &["--clear"])?;
        let peers = ["kubernetes", "pyarrow"].map(OsStr::new);
        environment.pip_install(project, &[&[wheel.as_os_str()], &peers[..]].concat())?;
        Ok(Self { wheel, environment })
    }

    /// The interpreter that has the peers.
    pub(crate) fn python(&self) -> PathBuf {
        self.environment.programs().join("python")
    }

    /// Measures, and gives the rows of a table.
    pub(crate) fn rows(&self, project: &Project) -> Result<String> {
        let script = project.root.join("exitcode-py/benches/budgets.py");
        let mut python = project.command(self.python());
        // From another folder, so that the installed package is imported, not the sources.
        output(python.current_dir(self.environment.programs()).arg(script).arg(&self.wheel))
    }
}

/// Pyright reads a use of the types, and has to know the type of everything that is public.
fn check_types(project: &Project, fresh: &Environment, folder: &Path) -> Result {
    let pyright = pyright(project)?;
    run(project
        .command(&pyright)
        .args(["--project", "exitcode-py/tests/pyrightconfig.json", "--pythonpath"])
        .arg(fresh.program(project, "python").get_program()))?;
    // Here it looks for the package in the environment of the `python` on the path.
    let path = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths(iter::once(fresh.programs()).chain(env::split_paths(&path)))?;
    run(project.command(&pyright).current_dir(folder).env("PATH", path).args([
        "--ignoreexternal",
        "--verifytypes",
        "exitcode_py",
    ]))
}

/// Builds the wheel alone into an empty folder and gives its path.
fn build_wheel(project: &Project, tools: &Path, folder: &Path) -> Result<PathBuf> {
    let build = Environment::create(project, tools.to_path_buf(), &[])?;
    build.pip_install(project, &[OsStr::new(MATURIN)])?;
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    run(build
        .program(project, "maturin")
        .args(["build", "--manifest-path", "exitcode-py/Cargo.toml", "--out"])
        .arg(folder))?;
    let wheel = fs::read_dir(folder)?.next().ok_or("maturin built no wheel")??;
    Ok(wheel.path())
}
