//! Running other programs, each command line shown before it runs.

use std::ffi::OsStr;
use std::io::{Write, stdout};
use std::iter;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::Result;

/// Shows a command and runs it; an error if it cannot be run or fails.
pub(crate) fn run(command: &mut Command) -> Result {
    println!("$ {}", shown(command));
    stdout().flush()?;
    let status = command.status().map_err(|error| format!("{}: {error}", name(command)))?;
    if status.success() { Ok(()) } else { Err(format!("`{}`: {status}", shown(command)).into()) }
}

/// Runs a command without showing it and gives what it printed; an error if it fails.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command.output().map_err(|error| format!("{}: {error}", name(command)))?;
    if !output.status.success() {
        let why = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        return Err(format!("`{}`: {}: {why}", shown(command), output.status).into());
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// Whether a command can be run and succeeds; what it prints is dropped.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|s| s.success())
}

fn name(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

/// The command as a person would type it in its folder: settings, program, arguments.
fn shown(command: &Command) -> String {
    let folder = command.get_current_dir().map(|path| format!("{}/", path.display()));
    let folder = folder.as_deref().unwrap_or("./");
    let settings = command.get_envs().filter_map(|(key, value)| {
        let value = value?;
        Some(format!("{}={}", key.display(), quoted(value, folder)))
    });
    let program = Path::new(command.get_program());
    let program = program.file_name().unwrap_or(command.get_program());
    let words = iter::once(program).chain(command.get_args()).map(|word| quoted(word, folder));
    settings.chain(words).collect::<Vec<_>>().join(" ")
}

/// A word as a shell takes it, with paths relative to the folder.
fn quoted(word: &OsStr, folder: &str) -> String {
    let word = word.to_string_lossy().replace(folder, "");
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=:,@+%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::shown;

    #[test]
    fn a_command_is_shown_as_it_would_be_typed() {
        let mut command = Command::new("/usr/bin/tool");
        command.current_dir("/home/me/work").env("NAME", "it's").env_remove("GONE");
        command.args(["--out", "/home/me/work/target/x", "/home/me/workshop", "two words", ""]);
        assert_eq!(
            shown(&command),
            r"NAME='it'\''s' tool --out target/x /home/me/workshop 'two words' ''"
        );
    }
}
