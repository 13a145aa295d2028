//! The knowledge base: tables of facts, one `macro_rules!` table a vocabulary.
//!
//! To add an entry, add one row to the table in its file. The row becomes the variant or constant,
//! its documentation, every getter and the place in `ALL`; a duplicate does not compile. Tables
//! hold no logic: what can be computed from a row is a method in the module of the type.

pub(crate) mod causes;
pub(crate) mod checks;
pub(crate) mod codes;
pub(crate) mod facts;
pub(crate) mod families;
pub(crate) mod programs;
pub(crate) mod reasons;
pub(crate) mod rules;
pub(crate) mod shells;
pub(crate) mod signals;
pub(crate) mod signatures;
pub(crate) mod wrappers;
