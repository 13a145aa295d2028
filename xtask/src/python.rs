//! The Python package: built as a wheel, installed where nothing of the project is, tested there.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use crate::Result;
use crate::command::run;
use crate::project::Project;
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
    let allowed = tests.join("stubtest.allow");
    let mut stubtest = fresh.program(project, "stubtest");
    run(stubtest.current_dir(&python).arg("--allowlist").arg(allowed).arg("exitcode_py"))
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
