//! The `exitcode` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(exitcode_cli::run("exitcode", std::env::args_os()))
}
