//! What is given out: the Debian package, the static program, krew's manifest.

use std::fs;
use std::path::Path;

use crate::command::{output, run as run_shown, succeeds};
use crate::project::Project;
use crate::{Result, sbom, tools};

/// The target of the static program.
pub(crate) const STATIC: &str = "x86_64-unknown-linux-musl";

/// The names under which kubectl finds the program.
const PLUGINS: [&str; 2] = ["kubectl-exitcode", "kubectl_complete-exitcode"];

/// A stripped program may have so many bytes.
const MAX_SIZE: u64 = 12_000_000;

pub(crate) fn run(project: &Project) -> Result {
    run_shown(project.cargo().args(["build", "--release", "--package", "exitcode-cli"]))?;
    let program = project.target.join("release/exitcode");
    check_size(&program)?;
    stage(project, &program)?;
    let cargo_deb = tools::cargo_deb(project)?;
    let folder = project.target.join("package");
    fs::create_dir_all(&folder)?;
    run_shown(
        project
            .command(cargo_deb)
            .args(["--no-build", "--package", "exitcode-cli", "--output"])
            .arg(&folder)
            .env("CARGO_TARGET_DIR", &project.target),
    )?;
    tools::debian_packages(project, &["musl-tools"])?;
    if !succeeds(project.command("rustup").args(["target", "add", STATIC])) {
        return Err(format!("the static program needs `rustup target add {STATIC}`").into());
    }
    let target = ["--target", STATIC];
    run_shown(
        project.cargo().args(["build", "--release", "--package", "exitcode-cli"]).args(target),
    )?;
    let built = project.target.join(STATIC).join("release");
    check_size(&built.join("exitcode"))?;
    let archive = folder.join(format!("exitcode-{STATIC}.tar.gz"));
    run_shown(
        project
            .command("tar")
            .args(["--owner=0", "--group=0", "--sort=name", "--mtime=@0", "-czf"])
            .arg(&archive)
            .args(["LICENSE-APACHE", "LICENSE-MIT", "-C"])
            .arg(&built)
            .arg("exitcode"),
    )?;
    let sum = output(project.command("sha256sum").arg(&archive))?;
    let sum = sum.split_whitespace().next().ok_or("no checksum")?;
    let manifest = fs::read_to_string(project.root.join("packaging/krew/exitcode.yaml"))?;
    let manifest = manifest
        .replace("vVERSION", &format!("v{}", project.locked_version(".", "exitcode-cli")?))
        .replace(&format!("SHA256-{STATIC}"), sum);
    fs::write(folder.join("exitcode.yaml"), manifest)?;
    sbom::write(project, STATIC)?;
    println!("{} has the packages", folder.display());
    Ok(())
}

fn check_size(program: &Path) -> Result {
    let size = fs::metadata(program)?.len();
    println!("{}: {:.1} MB", program.display(), size as f64 / 1e6);
    if size > MAX_SIZE { Err("the program is too large".into()) } else { Ok(()) }
}

/// Lays out what the Debian package has beside the program: the program itself writes it.
fn stage(project: &Project, program: &Path) -> Result {
    let staged = project.root.join("packaging/staged");
    if staged.exists() {
        fs::remove_dir_all(&staged)?;
    }
    for folder in ["bin", "man", "completions"] {
        fs::create_dir_all(staged.join(folder))?;
    }
    for name in PLUGINS {
        #[cfg(unix)]
        std::os::unix::fs::symlink("exitcode", staged.join("bin").join(name))?;
    }
    run_shown(project.command(program).args(["man", "--dir"]).arg(staged.join("man")))?;
    for (shell, file) in [("bash", "exitcode"), ("zsh", "_exitcode"), ("fish", "exitcode.fish")] {
        let script = output(project.command(program).args(["completions", shell]))?;
        fs::write(staged.join("completions").join(file), script)?;
    }
    Ok(())
}
