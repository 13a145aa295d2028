//! Python's virtual environments.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::Command;

use crate::Result;
use crate::command::{run, succeeds};
use crate::project::Project;
use crate::tools::debian_packages;

/// A virtual environment.
pub(crate) struct Environment {
    folder: PathBuf,
}

impl Environment {
    /// Creates it, or takes the one that is there, unless the options clear it.
    pub(crate) fn create(project: &Project, folder: PathBuf, options: &[&str]) -> Result<Self> {
        if !succeeds(project.command("python3").args(["-c", "import ensurepip, venv"])) {
            debian_packages(project, &["python3", "python3-venv"])?;
        }
        run(project.command("python3").args(["-m", "venv"]).args(options).arg(&folder))?;
        Ok(Self { folder })
    }

    /// A program of it, to be run in the workspace's folder.
    pub(crate) fn program(&self, project: &Project, name: &str) -> Command {
        project.command(self.programs().join(name))
    }

    /// The folder of its programs.
    pub(crate) fn programs(&self) -> PathBuf {
        self.folder.join("bin")
    }

    /// Installs what is named by pip's arguments.
    pub(crate) fn pip_install(&self, project: &Project, what: &[&OsStr]) -> Result {
        let options = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
        run(self.program(project, "python").args(options).args(what))
    }
}
