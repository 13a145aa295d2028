//! The `exitcode` command.
fn main() {}
