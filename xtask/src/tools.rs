//! Installing what a task needs: cargo tools into `target/tools`, packages of Debian.

use std::fs;
use std::path::{Path, PathBuf};

use crate::Result;
use crate::command::{output, run, succeeds};
use crate::project::Project;

/// The release of cargo-deny that `deny.toml` is written for.
const CARGO_DENY: &str = "0.20.2";

/// The release of cargo-deb, which makes the Debian package.
const CARGO_DEB: &str = "3.8.0";

/// The release of cargo-cyclonedx, which writes the bill of materials.
const CARGO_CYCLONEDX: &str = "0.5.9";

/// The release of the TypeScript compiler that reads the npm package's types.
const TYPESCRIPT: &str = "7.0.2";

/// The path of `cargo-deny`.
pub(crate) fn cargo_deny(project: &Project) -> Result<PathBuf> {
    cargo_tool(project, "cargo-deny", CARGO_DENY, "cargo-deny", &["--locked"])
}

/// The path of `cargo-deb`.
pub(crate) fn cargo_deb(project: &Project) -> Result<PathBuf> {
    cargo_tool(project, "cargo-deb", CARGO_DEB, "cargo-deb", &["--locked"])
}

/// The path of `cargo-cyclonedx`.
pub(crate) fn cargo_cyclonedx(project: &Project) -> Result<PathBuf> {
    let package = "cargo-cyclonedx";
    cargo_tool(project, package, CARGO_CYCLONEDX, package, &["--locked"])
}

/// The path of `wasm-bindgen`, in the version that the lock file has of the library: the two
/// must be the same.
pub(crate) fn wasm_bindgen(project: &Project) -> Result<PathBuf> {
    let version = project.locked_version(".", "wasm-bindgen")?;
    cargo_tool(project, "wasm-bindgen-cli", &version, "wasm-bindgen", &["--bin", "wasm-bindgen"])
}

/// The path of `gungraun-runner`, in the version that the benchmarks have of the library: the two
/// must be the same.
pub(crate) fn gungraun_runner(project: &Project) -> Result<PathBuf> {
    let package = "gungraun-runner";
    let version = project.locked_version("benches", package)?;
    cargo_tool(project, package, &version, package, &["--locked", "--features", "runner"])
}

/// The path of `tsc`, the compiler of TypeScript.
pub(crate) fn typescript(project: &Project) -> Result<PathBuf> {
    let package = format!("typescript@{TYPESCRIPT}");
    Ok(npm_packages(project, "typescript", &[&package])?.join(".bin/tsc"))
}

/// The release of pyright that reads the Python package's types.
const PYRIGHT: &str = "1.1.414";

/// The path of `pyright`, the other checker of Python's types.
pub(crate) fn pyright(project: &Project) -> Result<PathBuf> {
    let package = format!("pyright@{PYRIGHT}");
    Ok(npm_packages(project, "pyright", &[&package])?.join(".bin/pyright"))
}

/// The folder of modules with these packages of npm, each as `name@version`.
pub(crate) fn npm_packages(project: &Project, name: &str, packages: &[&str]) -> Result<PathBuf> {
    let versions: Vec<_> =
        packages.iter().filter_map(|package| package.split('@').nth(1)).collect();
    let folder = project.target.join("tools").join(format!("{name}-{}", versions.join("-")));
    let modules = folder.join("node_modules");
    if !modules.exists() {
        if !succeeds(project.command("npm").arg("--version")) {
            debian_packages(project, &["npm"])?;
        }
        let options = ["install", "--silent", "--no-audit", "--no-fund", "--prefix"];
        run(project.command("npm").args(options).arg(&folder).args(packages))?;
    }
    Ok(modules)
}

/// Installs what the `package.json` of a folder asks for, unless that has been done.
pub(crate) fn npm_install(project: &Project, folder: &Path) -> Result {
    let manifest = fs::read(folder.join("package.json"))?;
    let installed = folder.join("node_modules").join(".installed-for");
    if fs::read(&installed).is_ok_and(|of| of == manifest) {
        return Ok(());
    }
    if !succeeds(project.command("npm").arg("--version")) {
        debian_packages(project, &["npm"])?;
    }
    let options = ["--silent", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts"];
    run(project.command("npm").arg("install").args(options).arg("--prefix").arg(folder))?;
    Ok(fs::write(installed, manifest)?)
}

/// A program from crates.io in exactly this version: the one on the path where it is that, else
/// one that is built once and kept in `target/tools`.
///
/// It is built without optimisation, debug information and default features: a tool that runs for
/// a second need not take minutes to compile.
fn cargo_tool(
    project: &Project,
    package: &str,
    version: &str,
    program: &str,
    options: &[&str],
) -> Result<PathBuf> {
    if let Ok(text) = output(project.command(program).arg("--version"))
        && text.split_whitespace().nth(1) == Some(version)
    {
        return Ok(program.into());
    }
    let root = project.target.join("tools").join(format!("{package}-{version}"));
    let path = root.join("bin").join(program);
    if !path.exists() {
        let mut install = project.cargo();
        install.args(["install", "--quiet", package, "--version", version, "--debug"]);
        install.args(["--no-default-features", "--root"]).arg(&root).args(options);
        // Built in a temporary folder that cargo removes.
        run(install.env("CARGO_PROFILE_DEV_DEBUG", "0").env_remove("CARGO_TARGET_DIR"))?;
    }
    Ok(path)
}

/// Adds a component to the toolchain, if a program of it does not answer.
pub(crate) fn rustup_component(project: &Project, subcommand: &str, component: &str) -> Result {
    if succeeds(project.cargo().args([subcommand, "--version"])) {
        return Ok(());
    }
    run(project.command("rustup").args(["component", "add", component]))
}

/// Installs those of the Debian packages that are missing.
pub(crate) fn debian_packages(project: &Project, packages: &[&str]) -> Result {
    let missing: Vec<&str> = packages.iter().copied().filter(|p| !has(project, p)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    if !succeeds(project.command("apt-get").arg("--version")) {
        let missing = missing.join(", ");
        return Err(format!("needed and not here, nor is apt-get to install it: {missing}").into());
    }
    let apt_get = || -> Result<_> {
        let root = output(project.command("id").arg("-u"))?.trim() == "0";
        let mut command = project.command(if root { "env" } else { "sudo" });
        command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]);
        Ok(command)
    };
    // An unreachable list of somebody else's packages is no reason to stop: installing will tell.
    if let Err(error) = run(apt_get()?.arg("update")) {
        println!("{error}");
    }
    // Nothing that is there is removed to make room.
    run(apt_get()?
        .args(["install", "--yes", "--no-remove", "--no-install-recommends"])
        .args(missing))
}

fn has(project: &Project, package: &str) -> bool {
    let query = ["--show", "--showformat=${db:Status-Status}", package];
    output(project.command("dpkg-query").args(query)).is_ok_and(|status| status == "installed")
}
