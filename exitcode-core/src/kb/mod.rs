//! The knowledge base: tables of facts, one row for each.

pub mod causes;
pub mod checks;
