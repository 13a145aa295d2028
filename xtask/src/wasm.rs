//! `wasm`: the npm package, in `exitcode-wasm/pkg`.
//!
//! It is what wasm-bindgen makes of the modules, the files that are written by hand, which are in
//! `exitcode-wasm/npm`, and the licences. The ways in are written for the whole module; the others
//! have the same ones with another name. There is no pass of wasm-opt: it takes 12 % off the module
//! and adds 2 % to the compressed one, which is what is downloaded.

use std::fs;
use std::path::{Path, PathBuf};

use crate::Result;
use crate::command::{output, run, succeeds};
use crate::cross::{self, Toolchain};
use crate::project::Project;
use crate::tools::{debian_packages, npm_install, typescript, wasm_bindgen};

/// What stands in `exitcode-wasm/npm/package.json` where the version belongs.
const NO_VERSION: &str = "\"version\": \"0.0.0\"";

/// The ways into a module, and the name of the module in them.
const ENTRIES: [&str; 6] =
    ["index.js", "index.d.ts", "node.js", "load.js", "load.d.ts", "load-node.js"];
const WHOLE: &str = "exitcode_wasm";

/// A module of the package.
struct Module {
    name: &'static str,
    /// Where it is in the package.
    folder: &'static str,
    features: &'static [&'static str],
}

/// Everything, everything but the readers, and names alone.
const MODULES: [Module; 3] = [
    Module { name: WHOLE, folder: "", features: &[] },
    Module {
        name: "exitcode_explain",
        folder: "explain",
        features: &["--no-default-features", "--features", "explanation"],
    },
    Module { name: "exitcode_names", folder: "names", features: &["--no-default-features"] },
];

/// Builds the npm package.
pub(crate) fn build(project: &Project) -> Result {
    let toolchain = Toolchain::install(project, &cross::WASM)?;
    let source = project.root.join("exitcode-wasm");
    let package = source.join("pkg");
    if package.exists() {
        fs::remove_dir_all(&package)?;
    }
    for module in MODULES {
        run(toolchain
            .cargo_build()
            .args(["--package", "exitcode-wasm", "--profile", "wasm"])
            .args(module.features))?;
        run(project
            .command(wasm_bindgen(project)?)
            .args(["--target", "web", "--remove-name-section", "--remove-producers-section"])
            .args(["--out-name", module.name, "--out-dir"])
            .arg(package.join(module.folder))
            .arg(toolchain.artifacts("wasm").join("exitcode_wasm.wasm")))?;
    }
    for file in fs::read_dir(source.join("npm"))? {
        let file = file?;
        fs::copy(file.path(), package.join(file.file_name()))?;
    }
    for module in MODULES.iter().filter(|module| module.name != WHOLE) {
        for entry in ENTRIES {
            let text = fs::read_to_string(package.join(entry))?;
            let text = text.replace(WHOLE, module.name).replace("\"./once.js\"", "\"../once.js\"");
            fs::write(package.join(module.folder).join(entry), text)?;
        }
    }
    for license in ["LICENSE-APACHE", "LICENSE-MIT"] {
        fs::copy(project.root.join(license), package.join(license))?;
    }
    fill_in_version(project, &package.join("package.json"))?;
    for module in MODULES {
        let file = package.join(module.folder).join(format!("{}_bg.wasm", module.name));
        println!("{:8} bytes  {}", fs::metadata(&file)?.len(), file.display());
    }
    Ok(())
}

/// Gives `package.json` the version of the workspace.
fn fill_in_version(project: &Project, manifest: &Path) -> Result {
    let text = fs::read_to_string(manifest)?;
    let version = project.locked_version(".", "exitcode-wasm")?;
    let versioned = text.replacen(NO_VERSION, &format!("\"version\": \"{version}\""), 1);
    if versioned == text {
        return Err(format!("package.json must have {NO_VERSION}: the task fills it in").into());
    }
    Ok(fs::write(manifest, versioned)?)
}

/// Builds the npm package, runs its tests in Node and compiles a use of its types.
pub(crate) fn test(project: &Project) -> Result {
    build(project)?;
    if !succeeds(project.command("node").arg("--version")) {
        debian_packages(project, &["nodejs"])?;
    }
    npm_install(project, &project.root.join("exitcode-wasm/tests"))?;
    let tests = test_files(&project.root.join("exitcode-wasm/tests"))?;
    // What each test did is for the one who looks for a failure; the summary is for all.
    run(project.command("node").args(["--test", "--test-reporter=dot"]).args(tests))?;
    let tsc = typescript(project)?;
    run(project
        .command(&tsc)
        .args(["--strict", "--noEmit", "--module", "nodenext", "--target", "es2022"])
        .args(["--lib", "es2022,dom", "--skipLibCheck", "exitcode-wasm/tests/usage.ts"]))?;
    run(project.command(tsc).args(["--project", "exitcode-wasm/tests/samples"]))
}

/// Measures the package beside what people use without it, and gives the rows of a table.
pub(crate) fn bench(project: &Project) -> Result<String> {
    build(project)?;
    npm_install(project, &project.root.join("exitcode-wasm/tests"))?;
    output(project.command("node").arg("exitcode-wasm/benches/budget.mjs"))
}

/// The test files in a folder, by name.
pub(crate) fn test_files(folder: &Path) -> Result<Vec<PathBuf>> {
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
