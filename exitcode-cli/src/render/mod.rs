//! Answers as a person or another program reads them.

mod kernel_log;
mod table;
mod text;
mod visible;
mod wrap;

pub(crate) use kernel_log::kernel_log;
pub(crate) use table::{Format, Table};
pub(crate) use text::text;
pub(crate) use visible::Visible;
pub(crate) use wrap::Width;
