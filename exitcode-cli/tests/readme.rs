//! The answer that README shows is the answer that its first command gives.

use std::path::Path;
use std::process::Command;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

#[test]
fn readme_shows_what_the_program_prints() {
    let readme = std::fs::read_to_string(Path::new(ROOT).join("README.md")).unwrap();
    let command = readme
        .lines()
        .find_map(|line| line.strip_prefix("cargo run --release -p exitcode-cli -- "))
        .expect("README has the command");
    let output = Command::new(env!("CARGO_BIN_EXE_exitcode"))
        .args(command.split(' '))
        .current_dir(ROOT)
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    assert!(output.status.success());
    let printed = String::from_utf8(output.stdout).unwrap();
    let shown = readme.split("```text\n").nth(1).and_then(|rest| rest.split("```").next());
    let (Some(shown), printed) = (shown, printed.trim_end()) else { panic!("no answer shown") };
    assert!(
        shown.trim_end() == printed,
        "README's answer is out of date; it should be\n\n{printed}\n"
    );
}
