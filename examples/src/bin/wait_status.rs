//! How did a child process end? The wait status says it, before anybody makes an exit code of it.
//!
//! ```sh
//! cargo run -p exitcode-examples --bin wait_status -- sh -c 'kill -SEGV $$'
//! ```

use std::os::unix::process::ExitStatusExt;
use std::process::Command;

use exitcode_core::{Convention, WaitStatus};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut words: Vec<String> = std::env::args().skip(1).collect();
    if words.is_empty() {
        words = ["sh", "-c", "kill -KILL $$"].map(str::to_owned).to_vec();
    }
    let (program, arguments) = words.split_first().ok_or("no program")?;

    let status = Command::new(program).args(arguments).status()?;
    let termination = WaitStatus::from_raw(status.into_raw()).termination();
    println!("{termination}");
    if let Some(signal) = termination.signal() {
        println!("{}: {}", signal.summary(), signal.in_container());
    }
    for convention in [Convention::Posix, Convention::Subprocess] {
        if let Some(code) = convention.encode(termination) {
            println!("{} would write {code}", convention.used_by());
        }
    }
    Ok(())
}
