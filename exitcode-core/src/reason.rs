//! Kubernetes' reasons: what is common to them, and texts that are not known.

use core::fmt;

use crate::{ExitCode, PodReason, TerminatedReason, WaitingReason};

/// Whether a reason is written to the place where it is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ReasonStatus {
    /// Written by a current version.
    Real,
    /// Was written once, or is declared and nothing writes it.
    Dead,
    /// Never stands in this place, though lists, dashboards and articles have it.
    Folklore,
}

impl ReasonStatus {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Real, Self::Dead, Self::Folklore];

    /// `real`, `dead` or `folklore`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Real => "real",
            Self::Dead => "dead",
            Self::Folklore => "folklore",
        }
    }
}

impl fmt::Display for ReasonStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The type of an event: `Normal` or `Warning`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum EventType {
    /// Always `Normal`.
    Normal,
    /// Always `Warning`.
    Warning,
    /// Either, depending on the case.
    Either,
}

impl EventType {
    /// `Normal`, `Warning` or `Normal/Warning`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Normal => "Normal",
            Self::Warning => "Warning",
            Self::Either => "Normal/Warning",
        }
    }
}

impl fmt::Display for EventType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// What every vocabulary of reasons has; the same functions exist on each type as `const fn`.
pub trait Reason: Copy + Eq + fmt::Debug + fmt::Display + 'static {
    /// The place where it may stand, as an id: `terminated`, `waiting`, `pod`, `condition`,
    /// `node-condition`, `job`, `event`; `condition-type` for the conditions themselves.
    const PLACE: &'static str;

    /// Every known reason of this place.
    const ALL: &'static [Self];

    /// The reason with exactly this text.
    fn from_text(text: &str) -> Option<Self>;

    /// The text, as the API has it.
    fn as_str(self) -> &'static str;

    /// Whether it is written to this place at all.
    fn status(self) -> ReasonStatus;

    /// The components that write it.
    fn emitter(self) -> &'static str;

    /// The first version that writes it.
    fn since(self) -> Option<&'static str>;

    /// The last version that wrote it, if none does any more.
    fn until(self) -> Option<&'static str>;

    /// What it means.
    fn meaning(self) -> &'static str;

    /// Where the facts come from.
    fn sources(self) -> &'static [&'static str];
}

/// A reason as it was reported: one that is known, or its text.
///
/// Runtimes and controllers may write anything, and an unknown reason is no error: nothing is lost.
///
/// ```
/// use exitcode_core::{Reported, TerminatedReason};
///
/// let reason = Reported::from("OOMKilled");
/// assert_eq!(reason, Reported::Known(TerminatedReason::OomKilled));
///
/// let reason: Reported<'_, TerminatedReason> = Reported::from("VirtualMachineGone");
/// assert_eq!(reason.known(), None);
/// assert_eq!(reason.as_str(), "VirtualMachineGone");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reported<'a, T> {
    /// A reason of the vocabulary.
    Known(T),
    /// Any other text, as it was written.
    Other(&'a str),
}

impl<'a, T: Reason> Reported<'a, T> {
    /// The known reason with this text, or the text.
    ///
    /// Exact: the API is case-sensitive, and so is this.
    pub fn new(text: &'a str) -> Self {
        match T::from_text(text) {
            Some(reason) => Self::Known(reason),
            None => Self::Other(text),
        }
    }

    /// The reason, if it is a known one.
    pub fn known(self) -> Option<T> {
        match self {
            Self::Known(reason) => Some(reason),
            Self::Other(_) => None,
        }
    }

    /// The text, as it was reported.
    pub fn as_str(self) -> &'a str {
        match self {
            Self::Known(reason) => reason.as_str(),
            Self::Other(text) => text,
        }
    }

    /// Whether it is this reason.
    pub fn is(self, reason: T) -> bool {
        self.known() == Some(reason)
    }
}

impl<'a, T: Reason> From<&'a str> for Reported<'a, T> {
    fn from(text: &'a str) -> Self {
        Self::new(text)
    }
}

impl<T: Reason> From<T> for Reported<'_, T> {
    fn from(reason: T) -> Self {
        Self::Known(reason)
    }
}

impl<T: Reason> fmt::Display for Reported<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Reported<'_, PodReason> {
    /// The resource that the node had too little of when the kubelet refused the pod:
    /// `OutOf<resource>` is an open pattern, and the name follows as it is.
    ///
    /// ```
    /// use exitcode_core::{PodReason, Reported};
    ///
    /// let reason: Reported<'_, PodReason> = Reported::from("OutOfnvidia.com/gpu");
    /// assert_eq!(reason.out_of(), Some("nvidia.com/gpu"));
    /// ```
    pub fn out_of(&self) -> Option<&str> {
        self.as_str().strip_prefix("OutOf").filter(|resource| !resource.is_empty())
    }
}

impl<'a> Reported<'a, WaitingReason> {
    /// The text of an error that the kubelet put where a reason stands.
    ///
    /// Some of its errors have no reason of their own, and their whole text becomes the waiting
    /// reason: `pkg/kubelet/images/image_manager.go` in Kubernetes 1.36.
    pub fn error_text(self) -> Option<&'a str> {
        match self {
            Self::Other(text) if text.contains(' ') => Some(text),
            _ => None,
        }
    }
}

impl TerminatedReason {
    /// The exit code that always stands beside the reason.
    ///
    /// The kubelet invents 137 for a container that it lost: it proves no `SIGKILL`. Sources:
    /// `pkg/kubelet/kubelet_pods.go` in Kubernetes 1.36, `internal/cri/server/helpers.go` in
    /// containerd.
    pub const fn exit_code(self) -> Option<ExitCode> {
        match self {
            Self::Completed => Some(ExitCode::SUCCESS),
            Self::StartError => Some(ExitCode::START_ERROR),
            Self::ContainerStatusUnknown | Self::RestartingAllContainers => Some(ExitCode::KILLED),
            Self::Unknown => Some(ExitCode::UNKNOWN),
            _ => None,
        }
    }
}
