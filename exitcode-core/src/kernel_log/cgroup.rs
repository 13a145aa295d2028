//! What the name of a control group says about a container.

use core::fmt::{self, Write};

use super::text::Text;
use crate::arithmetic::qos::QosClass;

/// The UID of a pod, as the API server writes it: with dashes.
///
/// The systemd cgroup driver writes `_` for `-`, since `-` separates levels in the name of a slice
/// (pkg/kubelet/cm/cgroup_manager_linux.go, `escapeSystemdCgroupName`); `Display` and `==` undo that.
/// The UID of a static pod is 32 hexadecimal digits without dashes. Not the name of the pod, which a
/// kernel log never has.
#[derive(Clone, Copy, Eq, Hash, PartialOrd, Ord)]
pub struct PodUid<'a>(&'a str);

impl<'a> PodUid<'a> {
    /// The UID in `text`, if that is one, dashes or underscores alike.
    #[must_use]
    pub fn new(text: &'a str) -> Option<Self> {
        let dashed = |(at, byte): (usize, u8)| match at {
            8 | 13 | 18 | 23 => byte == b'-' || byte == b'_',
            _ => byte.is_ascii_hexdigit(),
        };
        let ok = match text.len() {
            36 => text.bytes().enumerate().all(dashed),
            32 => is_hex(text),
            _ => false,
        };
        ok.then_some(Self(text))
    }

    fn chars(self) -> impl Iterator<Item = char> {
        self.0.chars().map(|c| if c == '_' { '-' } else { c })
    }
}

impl fmt::Display for PodUid<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.chars().try_for_each(|c| f.write_char(c))
    }
}

impl fmt::Debug for PodUid<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PodUid({self})")
    }
}

impl PartialEq for PodUid<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.chars().eq(other.chars())
    }
}

impl PartialEq<str> for PodUid<'_> {
    fn eq(&self, other: &str) -> bool {
        self.chars().eq(other.chars())
    }
}

impl PartialEq<&str> for PodUid<'_> {
    fn eq(&self, other: &&str) -> bool {
        *self == **other
    }
}

/// The container runtime that a control group is named by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Runtime {
    /// `cri-containerd-ID.scope`.
    Containerd,
    /// `crio-ID.scope`.
    CriO,
    /// `docker-ID.scope` and `/docker/ID`.
    Docker,
    /// `libpod-ID.scope`.
    Podman,
}

impl Runtime {
    /// Its name, such as `containerd`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Containerd => "containerd",
            Self::CriO => "cri-o",
            Self::Docker => "docker",
            Self::Podman => "podman",
        }
    }
}

impl fmt::Display for Runtime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// What one control group path says. Levels further in win: a node that is itself a container (kind,
/// Docker in Docker) has its own id further out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cgroup<'a> {
    pub(super) pod: Option<PodUid<'a>>,
    pub(super) container: Option<&'a str>,
    pub(super) runtime: Option<Runtime>,
    pub(super) qos: Option<QosClass>,
}

impl<'a> Cgroup<'a> {
    pub(super) fn of(path: Text<'a>) -> Self {
        let mut found = Self::default();
        let mut parent = "";
        for segment in path.raw().split('/').map(|segment| segment.trim_end_matches('\\')) {
            found.level(parent, segment);
            parent = segment;
        }
        found
    }

    fn level(&mut self, parent: &str, segment: &'a str) {
        // containerd's name for a container when it was not told that the driver is systemd.
        if let Some((slice, rest)) = segment.split_once(':') {
            self.level(parent, slice);
            if let Some((prefix, id)) = rest.rsplit_once(':') {
                self.container_named(prefix, id);
            }
            return;
        }
        let name = segment.strip_suffix(".slice").unwrap_or(segment);
        let kube = ["kubepods", "besteffort", "burstable"].contains(&parent);
        let pod = match name.rsplit_once("-pod") {
            Some((head, uid)) if head.contains("kubepods") => PodUid::new(uid),
            _ if kube => name.strip_prefix("pod").and_then(PodUid::new),
            _ => None,
        };
        if name == "kubepods" || name.ends_with("-kubepods") {
            *self = Self::default();
        } else if name.ends_with("kubepods-besteffort") || (name == "besteffort" && kube) {
            self.qos = Some(QosClass::BestEffort);
        } else if name.ends_with("kubepods-burstable") || (name == "burstable" && kube) {
            self.qos = Some(QosClass::Burstable);
        } else if pod.is_some() {
            let qos = match name.rsplit_once("-pod").map(|(head, _)| head) {
                Some(head) if head.ends_with("besteffort") => QosClass::BestEffort,
                Some(head) if head.ends_with("burstable") => QosClass::Burstable,
                _ => self.qos.unwrap_or(QosClass::Guaranteed),
            };
            *self = Self { pod, qos: Some(qos), ..Self::default() };
        } else if let Some(scope) = segment.strip_suffix(".scope") {
            if let Some((prefix, id)) = scope.rsplit_once('-') {
                self.container_named(prefix, id);
            }
        } else if is_container_id(segment) {
            self.container = Some(segment);
            self.runtime = (parent == "docker").then_some(Runtime::Docker);
        } else if let Some((prefix, id)) = segment.rsplit_once('-') {
            self.container_named(prefix, id);
        }
    }

    fn container_named(&mut self, prefix: &str, id: &'a str) {
        let runtime = match prefix {
            "cri-containerd" | "nerdctl" => Runtime::Containerd,
            "crio" => Runtime::CriO,
            "docker" => Runtime::Docker,
            "libpod" => Runtime::Podman,
            _ => return,
        };
        if is_container_id(id) {
            self.container = Some(id);
            self.runtime = Some(runtime);
        }
    }
}

fn is_container_id(text: &str) -> bool {
    text.len() == 64 && is_hex(text)
}

fn is_hex(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
