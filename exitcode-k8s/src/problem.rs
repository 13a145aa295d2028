//! What was left aside, and why.

use exitcode_core::Span;

/// A part of an input that no diagnosis could use.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{why}")]
#[non_exhaustive]
pub struct Problem {
    /// Where it stands.
    pub span: Span,
    /// Why it was left aside.
    pub why: Why,
}

/// Why a part of an input was left aside.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Why {
    /// There is nothing in the input.
    #[error("it is empty")]
    Empty,
    /// No reader knows the text.
    #[error(
        "unrecognised text; paste what `kubectl describe pod NAME`, `kubectl get pod NAME -o yaml`, \
         `kubectl get events`, `kubectl logs --previous NAME` or `docker inspect NAME` prints"
    )]
    Unrecognised,
    /// The text ends inside a value.
    #[error("the JSON ends too early, at line {line}, column {column} (byte {offset})")]
    Truncated {
        /// The line, from 1.
        line: usize,
        /// The column, in characters from 1.
        column: usize,
        /// The offset in the input, in bytes.
        offset: usize,
    },
    /// The JSON is broken.
    #[error(
        "the JSON is broken at line {line}, column {column} (byte {offset}): expected {expected}"
    )]
    Syntax {
        /// The line, from 1.
        line: usize,
        /// The column, in characters from 1.
        column: usize,
        /// The offset in the input, in bytes.
        offset: usize,
        /// What should stand there.
        expected: &'static str,
    },
    /// The YAML is broken; what came before was read.
    #[error("the YAML is broken at line {line}, column {column} (byte {offset})")]
    BrokenYaml {
        /// The line, from 1.
        line: usize,
        /// The column, in characters from 1.
        column: usize,
        /// The offset in the input, in bytes.
        offset: usize,
    },
    /// Values are nested too deeply.
    #[error("more than {limit} values are nested at line {line}, column {column} (byte {offset})")]
    TooDeep {
        /// How deep they may be nested.
        limit: usize,
        /// The line, from 1.
        line: usize,
        /// The column, in characters from 1.
        column: usize,
        /// The offset in the input, in bytes.
        offset: usize,
    },
    /// An object of a list is larger than one can be.
    #[error("the object is larger than {limit} bytes")]
    ObjectTooLarge {
        /// How large it may be.
        limit: usize,
    },
    /// A byte is not UTF-8; it was read as `?`.
    #[error("byte {offset} is not UTF-8; it was read as `?`")]
    NotUtf8 {
        /// The offset in the input.
        offset: usize,
    },
    /// A number is out of its range, or none.
    #[error("`{field}` is no number that it can be")]
    NoSuchNumber {
        /// The name of the field.
        field: &'static str,
    },
    /// An object of a kind that says nothing of a death.
    #[error("an object of kind `{kind}` says nothing about why something ended")]
    OtherKind {
        /// The kind that it has.
        kind: String,
    },
    /// The object or list is none that is known.
    #[error("an object that is no pod, event, node, workload, container or list of them")]
    UnknownObject,
    /// There are more than are read.
    #[error("there are more {what} than are read")]
    TooMany {
        /// More of what.
        what: &'static str,
    },
    /// A log, and it is not known of which container.
    #[error("a log, and it is not known of which container; call the file `logs-CONTAINER.txt`")]
    LogOfNobody,
    /// The log of the container that runs now, while the one before it is in question.
    #[error(
        "the log of the container that runs now; `kubectl logs --previous` has that of the one \
         before"
    )]
    LogOfSuccessor,
    /// Not a log, but the answer that there is none.
    #[error("not a log, but the answer that it is gone")]
    NoLog,
    /// Another log of the same container says more about its end.
    #[error("another log of the same container says more about its end")]
    SpareLog,
    /// The input is larger than 4 GiB.
    #[error("the input is larger than 4 GiB")]
    TooLarge,
}

impl Why {
    /// The offset in the input, in bytes, of what is wrong, if it is at one place.
    #[must_use]
    pub const fn offset(&self) -> Option<usize> {
        match self {
            Self::Truncated { offset, .. }
            | Self::Syntax { offset, .. }
            | Self::BrokenYaml { offset, .. }
            | Self::TooDeep { offset, .. }
            | Self::NotUtf8 { offset } => Some(*offset),
            _ => None,
        }
    }

    /// The line and the column, in characters, from 1, of what is wrong, if they are known.
    #[must_use]
    pub const fn line_and_column(&self) -> Option<(usize, usize)> {
        match self {
            Self::Truncated { line, column, .. }
            | Self::Syntax { line, column, .. }
            | Self::BrokenYaml { line, column, .. }
            | Self::TooDeep { line, column, .. } => Some((*line, *column)),
            _ => None,
        }
    }

    /// Whether the input is damaged, rather than of no use.
    #[must_use]
    pub const fn is_damage(&self) -> bool {
        matches!(
            self,
            Self::Truncated { .. }
                | Self::Syntax { .. }
                | Self::BrokenYaml { .. }
                | Self::TooDeep { .. }
                | Self::NotUtf8 { .. }
                | Self::NoSuchNumber { .. }
                | Self::TooLarge
                | Self::ObjectTooLarge { .. }
        )
    }
}
