//! Where things are.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Result;

/// The checkout that the tasks work on.
pub(crate) struct Project {
    /// The folder of the workspace's `Cargo.toml`.
    pub(crate) root: PathBuf,
    /// Cargo's target folder, wherever the user's settings put it.
    pub(crate) target: PathBuf,
}

impl Project {
    /// Finds the checkout that this program was built from, and the target folder it was built in.
    pub(crate) fn find() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("no workspace")?;
        // This program is target/debug/xtask.
        let program = std::env::current_exe()?;
        let target = program.ancestors().nth(2).ok_or("not run by cargo")?;
        Ok(Self { root: root.to_path_buf(), target: target.to_path_buf() })
    }

    /// A command that runs in the workspace's folder.
    pub(crate) fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        command
    }

    /// The cargo that runs this program.
    pub(crate) fn cargo(&self) -> Command {
        self.command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
    }

    /// The manifests of the packages that are kept out of the workspace, so that what they depend
    /// on stays out of its lock file.
    pub(crate) fn manifests_outside(&self) -> impl Iterator<Item = PathBuf> {
        let manifest = |folder: &str| self.root.join(folder).join("Cargo.toml");
        ["benches", "fuzz"].map(manifest).into_iter().filter(|path| path.exists())
    }

    /// The version of a package in the `Cargo.lock` of a folder.
    pub(crate) fn locked_version(&self, folder: &str, package: &str) -> Result<String> {
        let lock = fs::read_to_string(self.root.join(folder).join("Cargo.lock"))?;
        let name = format!("name = \"{package}\"");
        lock.lines()
            .skip_while(|line| *line != name)
            .find_map(|line| line.strip_prefix("version = \"")?.strip_suffix('"'))
            .map(str::to_owned)
            .ok_or_else(|| format!("Cargo.lock has no package {package}").into())
    }
}
