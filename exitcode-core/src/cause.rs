//! What the causes of the knowledge base can do.

use core::fmt;
use core::str::FromStr;

use crate::command::{Command, Template, Values};
use crate::kb::causes::Cause;

/// Where the fault lies: what has to change before the same thing can work.
///
/// It answers the question that job runners ask, "retry or not?"; see [`Retry`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Fault {
    /// The program: fix its code.
    Application,
    /// The manifest or the settings: fix them.
    Configuration,
    /// The image or the reference to it: fix the build.
    Image,
    /// The resources: give more, or use less.
    Resources,
    /// The node, the network or the platform: try elsewhere.
    Infrastructure,
    /// A planned interruption: try again.
    Disruption,
    /// Nothing is wrong.
    None,
}

impl Fault {
    /// Every fault.
    pub const ALL: &'static [Self] = &[
        Self::Application,
        Self::Configuration,
        Self::Image,
        Self::Resources,
        Self::Infrastructure,
        Self::Disruption,
        Self::None,
    ];

    /// The id, such as `infrastructure`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::Configuration => "configuration",
            Self::Image => "image",
            Self::Resources => "resources",
            Self::Infrastructure => "infrastructure",
            Self::Disruption => "disruption",
            Self::None => "none",
        }
    }

    /// Whether to run the same thing again, as far as the fault alone says.
    #[must_use]
    pub const fn retry(self) -> Retry {
        match self {
            Self::Application | Self::Configuration | Self::Image | Self::Resources => {
                Retry::AfterFix
            }
            Self::Infrastructure => Retry::Elsewhere,
            Self::Disruption => Retry::Yes,
            Self::None => Retry::NotNeeded,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// Whether to run the same thing again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Retry {
    /// Not before something is fixed: the same thing would fail the same way.
    AfterFix,
    /// On another node.
    Elsewhere,
    /// After a while: what refused it may have recovered.
    Later,
    /// At once.
    Yes,
    /// Nothing failed.
    NotNeeded,
}

impl Retry {
    /// Every advice.
    pub const ALL: &'static [Self] =
        &[Self::AfterFix, Self::Elsewhere, Self::Later, Self::Yes, Self::NotNeeded];

    /// The id, such as `after-fix`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::AfterFix => "after-fix",
            Self::Elsewhere => "elsewhere",
            Self::Later => "later",
            Self::Yes => "yes",
            Self::NotNeeded => "not-needed",
        }
    }
}

impl fmt::Display for Retry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// The step of the loop from a symptom to a cure that a remedy belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Stage {
    /// Find out what it hit.
    Identify,
    /// Tell it from what looks alike.
    Classify,
    /// Make it work.
    Fix,
    /// Keep it from coming back.
    Prevent,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: &'static [Self] = &[Self::Identify, Self::Classify, Self::Fix, Self::Prevent];

    /// The id, such as `classify`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Identify => "identify",
            Self::Classify => "classify",
            Self::Fix => "fix",
            Self::Prevent => "prevent",
        }
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// What a remedy does to a running system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Risk {
    /// It only looks. A debug container or a debug pod to look from counts as looking: it touches
    /// nothing that runs, but its creation needs rights of its own.
    Reads,
    /// It changes something, and restarts nothing by itself.
    Changes,
    /// It restarts or replaces containers.
    Restarts,
}

impl Risk {
    /// Every risk, the smallest first.
    pub const ALL: &'static [Self] = &[Self::Reads, Self::Changes, Self::Restarts];

    /// The id, such as `restarts`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Reads => "reads",
            Self::Changes => "changes",
            Self::Restarts => "restarts",
        }
    }
}

impl fmt::Display for Risk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// What must be known to hold before a remedy is worth offering.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum When {
    /// Nothing: it always applies.
    Always,
    /// The workload runs two replicas or more.
    Replicated,
    /// The pod is still to run, and the container is one whose resources can be changed in place.
    Resizable,
    /// Nothing says that it ran in a cluster or in a container.
    Unplaced,
    /// The program runs on a Java virtual machine.
    Jvm,
    /// The program runs on Node.js.
    Node,
    /// The program runs on Python.
    Python,
    /// The program is written in Go.
    Go,
    /// The program runs on .NET.
    Dotnet,
    /// The program is compiled to machine code: C, C++, Rust.
    Native,
}

impl When {
    /// Every condition.
    pub const ALL: &'static [Self] = &[
        Self::Always,
        Self::Replicated,
        Self::Resizable,
        Self::Unplaced,
        Self::Jvm,
        Self::Node,
        Self::Python,
        Self::Go,
        Self::Dotnet,
        Self::Native,
    ];

    /// The id, such as `jvm`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Always => "always",
            Self::Replicated => "replicated",
            Self::Resizable => "resizable",
            Self::Unplaced => "unplaced",
            Self::Jvm => "jvm",
            Self::Node => "node",
            Self::Python => "python",
            Self::Go => "go",
            Self::Dotnet => "dotnet",
            Self::Native => "native",
        }
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// One step against a cause: look, tell apart, fix or prevent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Remedy {
    stage: Stage,
    risk: Risk,
    when: When,
    title: &'static str,
    command: Option<Template>,
}

impl Remedy {
    pub(crate) const fn new(
        stage: Stage,
        risk: Risk,
        when: When,
        title: &'static str,
        command: Option<Template>,
    ) -> Self {
        Self { stage, risk, when, title, command }
    }

    /// The step of the loop that it belongs to.
    #[must_use]
    pub const fn stage(&self) -> Stage {
        self.stage
    }

    /// What it does to a running system.
    #[must_use]
    pub const fn risk(&self) -> Risk {
        self.risk
    }

    /// What must hold before it is worth offering.
    #[must_use]
    pub const fn when(&self) -> When {
        self.when
    }

    /// What to do, as an order without a full stop.
    #[must_use]
    pub const fn title(&self) -> &'static str {
        self.title
    }

    /// The command template, if a command does it.
    #[must_use]
    pub const fn template(&self) -> Option<Template> {
        self.command
    }

    /// The command with these values in it, if a command does it; see [`Template::fill`].
    #[must_use]
    pub fn command<'a>(&self, values: &Values<'a>) -> Option<Command<'a>> {
        self.command?.fill(values)
    }
}

impl Cause {
    /// Whether it is the way in which the other cause kills, and so no rival of it.
    #[must_use]
    pub fn is_mechanism_of(self, trigger: Self) -> bool {
        trigger.leads_to().iter().any(|next| *next == self || next.leads_to().contains(&self))
    }

    /// Whether it ends the pod as a whole, and every container with it.
    #[must_use]
    pub const fn ends_the_pod(self) -> bool {
        matches!(
            self,
            Self::DeadlineExceeded
                | Self::EvictedMemory
                | Self::EvictedEphemeralStorage
                | Self::EvictedPids
                | Self::EvictedPodStorageLimit
                | Self::EvictedByApi
                | Self::EvictedByTaint
                | Self::PriorityPreempted
                | Self::NodeShutdown
                | Self::NodePreempted
                | Self::NodeReboot
                | Self::NodeLost
                | Self::SandboxLost
                | Self::RestartedWithSiblings
                | Self::KubeletAdmissionRejected
        )
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// Returned when a string is no cause's id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownCause(());

impl fmt::Display for UnknownCause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unknown cause")
    }
}

impl core::error::Error for UnknownCause {}

impl FromStr for Cause {
    type Err = UnknownCause;

    fn from_str(id: &str) -> Result<Self, UnknownCause> {
        Self::from_id(id).ok_or(UnknownCause(()))
    }
}
