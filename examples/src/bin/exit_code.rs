//! What may an exit code mean? It depends on who wrote it down.
//!
//! ```sh
//! cargo run -p exitcode-examples --bin exit_code -- 137
//! ```

use exitcode_core::{Convention, ExitCode};

fn main() {
    let argument = std::env::args().nth(1).unwrap_or_else(|| "137".to_owned());
    let Ok(number) = argument.parse::<i32>() else {
        eprintln!("{argument} is not a number");
        std::process::exit(2);
    };
    let code = ExitCode::from(number);
    for &convention in Convention::ALL {
        let readings: Vec<String> =
            convention.decode(code).map(|termination| termination.to_string()).collect();
        let readings =
            if readings.is_empty() { "never writes it".to_owned() } else { readings.join(", or ") };
        println!("{}: {readings}", convention.used_by());
    }
}
