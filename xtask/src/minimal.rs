//! The oldest versions of dependencies that the manifests allow: the code compiles with them.

use std::fs;

use crate::Result;
use crate::command::run;
use crate::project::Project;

/// What is compiled.
const PACKAGES: [&str; 5] =
    ["exitcode-core", "exitcode-k8s", "exitcode-cli", "exitcode-wasm", "exitcode-py"];

/// What the workspace's manifest names, beside the manifest.
const MEMBERS: [&str; 2] = ["examples", "xtask"];

pub(crate) fn test(project: &Project) -> Result {
    // A workspace with the same packages and a lock file of its own.
    let target = project.target.join("minimal");
    let folder = target.join("workspace");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    fs::copy(project.root.join("Cargo.toml"), folder.join("Cargo.toml"))?;
    for name in PACKAGES.iter().chain(&MEMBERS) {
        #[cfg(unix)]
        std::os::unix::fs::symlink(project.root.join(name), folder.join(name))?;
    }
    let cargo = || {
        let mut cargo = project.cargo();
        cargo.current_dir(&folder);
        cargo
    };
    // The switch is not stable; what it writes is a lock file as any other.
    let resolve = ["-Z", "direct-minimal-versions", "generate-lockfile", "--quiet"];
    run(cargo().env("RUSTC_BOOTSTRAP", "1").args(resolve))?;
    let mut check = cargo();
    check.args(["check", "--quiet", "--locked", "--target-dir"]).arg(&target);
    check.args(PACKAGES.iter().flat_map(|package| ["--package", package]));
    // A library of types for many versions of Kubernetes, of which a program chooses one.
    check.env("K8S_OPENAPI_ENABLED_VERSION", "1.36");
    run(check.args(["--features", "exitcode-core/nix,exitcode-k8s/k8s-openapi"]))
}
