//! Answers as a person or another program reads them.

mod table;
mod text;
mod visible;
mod wrap;

pub(crate) use table::{Format, Table};
pub(crate) use text::text;
pub(crate) use visible::Visible;
pub(crate) use wrap::Width;
