//! The Python package: built as a wheel, installed where nothing of the project is, tested there.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Result;
use crate::command::{run, succeeds};
use crate::project::Project;
use crate::tools::debian_packages;

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
        .arg(tests))?;
    run(fresh.program(project, "stubtest").current_dir(&python).arg("exitcode_py"))
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
        .args(["build", "--locked", "--profile", "wheel"])
        .args(["--manifest-path", "exitcode-py/Cargo.toml", "--out"])
        .arg(folder))?;
    let wheel = fs::read_dir(folder)?.next().ok_or("maturin built no wheel")??;
    Ok(wheel.path())
}

/// A virtual environment.
struct Environment {
    folder: PathBuf,
}

impl Environment {
    fn create(project: &Project, folder: PathBuf, options: &[&str]) -> Result<Self> {
        if !succeeds(project.command("python3").args(["-c", "import ensurepip, venv"])) {
            debian_packages(project, &["python3", "python3-venv"])?;
        }
        run(project.command("python3").args(["-m", "venv"]).args(options).arg(&folder))?;
        Ok(Self { folder })
    }

    fn program(&self, project: &Project, name: &str) -> Command {
        project.command(self.folder.join("bin").join(name))
    }

    fn pip_install(&self, project: &Project, what: &[&OsStr]) -> Result {
        let options = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
        run(self.program(project, "python").args(options).args(what))
    }
}
