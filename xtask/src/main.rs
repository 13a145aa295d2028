//! The project's own tasks: `cargo xtask`.
fn main() {}
