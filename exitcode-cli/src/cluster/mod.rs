//! What a cluster says of a pod. It is only ever asked, with GET.

mod api;
mod gather;
mod mirror;
mod names;
mod target;
mod usage;
mod watch;

pub(crate) use api::{Access, Api, contexts};
pub(crate) use gather::{Gathered, Question, Seen, gather, known, look_into, refused, scope};
pub(crate) use mirror::{Cluster, Events, Keeper};
pub(crate) use names::{Names, containers, names};
pub(crate) use target::{Kind, Target};
pub(crate) use usage::{Run, Usage};
pub(crate) use watch::Follow;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error(
        "there is no kubeconfig; set KUBECONFIG or --kubeconfig, or give what you have to \
         `exitcode diagnose`"
    )]
    NoConfig,
    #[error("cannot use the kubeconfig: {0}")]
    Config(String),
    #[error("cannot log in by `{program}`, which the kubeconfig names: {error}")]
    Exec { program: String, error: String },
    #[error("the kubeconfig has no context `{wanted}`{}", among(.there))]
    NoContext { wanted: String, there: Vec<String> },
    #[error("the kubeconfig has no current context; choose one with --context{}", among(.there))]
    NoCurrentContext { there: Vec<String> },
    #[error("{0} selects no pods")]
    NoSelector(String),
    #[error("{what}: {refusal}")]
    Refused { what: String, refusal: Refusal },
    #[error("there is no {what} in namespace `{namespace}`{}", hint(.similar))]
    NotFound { what: String, namespace: String, similar: Vec<String> },
    #[error("there is no {what} in namespace `{namespace}`, and no event of one; {instead}")]
    Replaced { what: String, namespace: String, instead: String },
}

/// Why the API server did not answer a request.
#[derive(Clone, Debug, thiserror::Error)]
pub(crate) enum Refusal {
    #[error("forbidden (403): {0}")]
    Forbidden(String),
    #[error("not logged in (401): {0}")]
    Unauthorized(String),
    #[error("not found (404)")]
    NotFound,
    #[error("the list changed while it was read (410)")]
    Gone,
    #[error("the API server answered with {code}: {message}")]
    Status { code: u16, message: String },
    #[error("no answer within {0} s")]
    Slow(u64),
    #[error("cannot reach the API server: {0}")]
    Unreachable(String),
    #[error("cannot read what the API server answered: {0}")]
    Unreadable(String),
    #[error("what the API server answered is longer than {0} MiB")]
    TooLong(usize),
    #[error("the list of the API server does not end after {0} pages")]
    Endless(usize),
}

impl Refusal {
    /// Whether the server asks to come again later (RFC 6585, RFC 9110).
    const fn is_busy(&self) -> bool {
        matches!(self, Self::Status { code: 429 | 503 | 504, .. })
    }

    /// Whether the same request may be answered later.
    const fn may_pass(&self) -> bool {
        match self {
            Self::Slow(_) | Self::Unreachable(_) | Self::Unreadable(_) | Self::TooLong(_) => true,
            Self::Status { code, .. } => *code == 429 || *code >= 500,
            _ => false,
        }
    }
}

fn among(names: &[String]) -> String {
    if names.is_empty() { String::new() } else { format!("; there is {}", quoted(names)) }
}

fn hint(names: &[String]) -> String {
    if names.is_empty() { String::new() } else { format!("; did you mean {}?", quoted(names)) }
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
