//! The exact arithmetic of memory, scheduling and shutdown, as Kubernetes and the kernel do it.

pub mod backoff;
pub mod entrypoint;
pub mod oom;
pub mod qos;
pub mod quantity;
pub mod recommend;
mod shell_command;
mod shell_token;
pub mod shutdown;
