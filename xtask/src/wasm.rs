//! `wasm`: the npm package, in `exitcode-wasm/pkg`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::Result;
use crate::command::{run, succeeds};
use crate::cross::{self, Toolchain};
use crate::project::Project;
use crate::tools::{debian_packages, wasm_bindgen};

/// Builds the npm package.
pub(crate) fn build(project: &Project) -> Result {
    let toolchain = Toolchain::install(project, &cross::WASM)?;
    run(toolchain.cargo_build().args(["--package", "exitcode-wasm", "--profile", "wasm"]))?;
    let module = toolchain.artifacts("wasm").join("exitcode_wasm.wasm");

    let source = project.root.join("exitcode-wasm");
    let package = source.join("pkg");
    if package.exists() {
        fs::remove_dir_all(&package)?;
    }
    run(project
        .command(wasm_bindgen(project)?)
        .args(["--target", "web", "--remove-name-section", "--remove-producers-section"])
        .arg("--out-dir")
        .arg(&package)
        .arg(&module))?;
    let module = package.join("exitcode_wasm_bg.wasm");
    println!("{}: {} bytes", module.display(), fs::metadata(&module)?.len());
    Ok(())
}

/// Builds the npm package and runs its tests in Node.
pub(crate) fn test(project: &Project) -> Result {
    build(project)?;
    if !succeeds(project.command("node").arg("--version")) {
        debian_packages(project, &["nodejs"])?;
    }
    let tests = test_files(&project.root.join("exitcode-wasm/tests"))?;
    run(project.command("node").arg("--test").args(tests))
}

fn test_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for file in fs::read_dir(folder)? {
        let path = file?.path();
        if path.to_string_lossy().ends_with(".test.mjs") {
            files.push(path);
        }
    }
    files.sort();
    if files.is_empty() {
        Err(format!("no tests in {}", folder.display()).into())
    } else {
        Ok(files)
    }
}
