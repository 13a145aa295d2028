//! `sbom`: what the program is made of, as a bill of materials in CycloneDX's form.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use crate::Result;
use crate::command::run;
use crate::project::Project;
use crate::tools;
use crate::venv::Environment;

/// The version of the form. The validator has to know it.
const SPEC: &str = "1.5";

/// The library that knows the schema of the form.
const VALIDATOR: &str = "cyclonedx-python-lib[json-validation]==11.12.0";

/// Reads the file that is its argument; prints and fails where the schema does not hold.
const VALIDATE: &str = "\
import sys
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
text = open(sys.argv[1], encoding='utf-8').read()
sys.exit(JsonStrictValidator(SchemaVersion.V1_5).validate_str(text))
";

/// What the tool names the file of the program; beside each manifest of the workspace it leaves one
/// for each program and module there.
const WRITTEN: &str = "exitcode_bin.cdx.json";

/// Writes the bill of materials of the program for a target beside its packages, and validates it.
pub(crate) fn write(project: &Project, triple: &str) -> Result {
    let cargo_cyclonedx = tools::cargo_cyclonedx(project)?;
    run(project
        .command(cargo_cyclonedx)
        // No time and no random number: the same tree has the same file.
        .env("SOURCE_DATE_EPOCH", "0")
        .args(["cyclonedx", "--quiet", "--manifest-path", "exitcode-cli/Cargo.toml"])
        .args(["--format", "json", "--spec-version", SPEC, "--describe", "binaries"])
        .args(["--no-build-deps", "--target", triple]))?;
    let text = fs::read_to_string(project.root.join("exitcode-cli").join(WRITTEN))?;
    for folder in fs::read_dir(&project.root)? {
        remove_bills(&folder?.path())?;
    }
    let folder = project.target.join("package");
    fs::create_dir_all(&folder)?;
    let file = folder.join(format!("exitcode-{triple}.cdx.json"));
    // Not where this checkout lies.
    fs::write(&file, text.replace(&format!("{}/", project.root.display()), ""))?;

    let validator = Environment::create(project, project.target.join("cyclonedx"), &[])?;
    validator.pip_install(project, &[OsStr::new(VALIDATOR)])?;
    run(validator.program(project, "python").args(["-c", VALIDATE]).arg(&file))
}

/// Removes the bills of materials that lie in a folder of the workspace.
fn remove_bills(folder: &Path) -> Result {
    if !folder.join("Cargo.toml").exists() {
        return Ok(());
    }
    for file in fs::read_dir(folder)? {
        let path = file?.path();
        if path.to_string_lossy().ends_with(".cdx.json") {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}
