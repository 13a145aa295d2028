//! The kinds of evidence that can be fetched, the cheapest first.

use core::fmt;

use crate::command::{Command, Template, Values};

/// Where a piece of evidence comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Source {
    /// The pod's status, as the API gives it.
    Status,
    /// The pod's spec.
    Spec,
    /// The pod's events.
    Events,
    /// What the container printed.
    Log,
    /// The node: its status, conditions and events.
    Node,
    /// The node's kernel log.
    KernelLog,
    /// The logs of the node's kubelet and container runtime.
    RuntimeLog,
    /// The owner: its spec, status and history.
    Owner,
    /// Usage as metrics give it.
    Metrics,
    /// The image: its configuration and files.
    Image,
    /// Another object of the cluster that the pod refers to.
    Cluster,
    /// The inside of a container that is running.
    Container,
}

impl Source {
    /// Every source.
    pub const ALL: &'static [Self] = &[
        Self::Status,
        Self::Spec,
        Self::Events,
        Self::Log,
        Self::Node,
        Self::KernelLog,
        Self::RuntimeLog,
        Self::Owner,
        Self::Metrics,
        Self::Image,
        Self::Cluster,
        Self::Container,
    ];
}

macro_rules! checks {
    ($(
        $Variant:ident = Entry {
            id: $id:literal,
            source: $source:ident,
            title: $title:literal,
            command: $command:literal,
        }
    ),+ $(,)?) => {
        /// A kind of evidence that can be fetched, with the command that fetches it.
        ///
        /// In order of cost: reading an object, a log, the image, the inside of a container, the
        /// node itself.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Check {
            $(
                #[doc = concat!("`", $id, "`: ", $title, ".")]
                $Variant,
            )+
        }

        impl Check {
            /// Every check, the cheapest first.
            pub const ALL: &'static [Self] = &[$(Self::$Variant),+];

            /// The stable id, such as `previous-log`.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$Variant => $id,)+
                }
            }

            /// The check with this id.
            #[must_use]
            pub fn from_id(id: &str) -> Option<Self> {
                match id {
                    $($id => Some(Self::$Variant),)+
                    _ => None,
                }
            }

            /// What to do, as an order without a full stop.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self {
                    $(Self::$Variant => $title,)+
                }
            }

            /// Where its answer comes from.
            #[must_use]
            pub const fn source(self) -> Source {
                match self {
                    $(Self::$Variant => Source::$source,)+
                }
            }

            /// The command template.
            #[must_use]
            pub const fn template(self) -> Template {
                Template::new(match self {
                    $(Self::$Variant => $command,)+
                })
            }
        }
    };
}

checks!(
    LastState = Entry {
        id: "last-state",
        source: Status,
        title: "Read the container's current and last state as JSON",
        command: "kubectl get pod {pod}[[ -n {namespace}]] -o jsonpath='{.status.{statuses}\
                  [?(@.name==\"{container}\")].state}{\"\\n\"}{.status.{statuses}\
                  [?(@.name==\"{container}\")].lastState}{\"\\n\"}'",
    },
    PodStatus = Entry {
        id: "pod-status",
        source: Status,
        title: "Read the pod's reason, message, conditions and every container's state",
        command: "kubectl get pod {pod}[[ -n {namespace}]] -o jsonpath='{.status}'",
    },
    PodSpec = Entry {
        id: "pod-spec",
        source: Spec,
        title: "Read the container's command, probes, limits and hooks in the spec",
        command: "kubectl get pod {pod}[[ -n {namespace}]] -o jsonpath='{.spec.{containers}\
                  [?(@.name==\"{container}\")]}{\"\\n\"}{.spec.terminationGracePeriodSeconds}\
                  {\"\\n\"}'",
    },
    Events = Entry {
        id: "events",
        source: Events,
        title: "List the pod's events by time",
        command: "kubectl get events[[ -n {namespace}]] --field-selector involvedObject.name={pod} \
                  --sort-by=.lastTimestamp",
    },
    PreviousLog = Entry {
        id: "previous-log",
        source: Log,
        title: "Read the last lines before the container died",
        command: "kubectl logs {pod}[[ -n {namespace}]] -c {container} --previous --tail=100",
    },
    CurrentLog = Entry {
        id: "current-log",
        source: Log,
        title: "Read what the container prints now",
        command: "kubectl logs {pod}[[ -n {namespace}]] -c {container} --tail=100",
    },
    Owner = Entry {
        id: "owner",
        source: Owner,
        title: "Read the owner's status, conditions and events",
        command: "kubectl describe {owner}[[ -n {namespace}]]",
    },
    RolloutHistory = Entry {
        id: "rollout-history",
        source: Owner,
        title: "See what the last rollouts changed",
        command: "kubectl rollout history {rollout}[[ -n {namespace}]]",
    },
    NodeConditions = Entry {
        id: "node-conditions",
        source: Node,
        title: "Read the node's conditions, taints and allocated resources",
        command: "kubectl describe node {node}",
    },
    NodeEvents = Entry {
        id: "node-events",
        source: Node,
        title: "List the node's events by time",
        command: "kubectl get events -A --field-selector \
                  involvedObject.kind=Node,involvedObject.name={node} --sort-by=.lastTimestamp",
    },
    NodePods = Entry {
        id: "node-pods",
        source: Node,
        title: "See whether other pods of the node died at the same time",
        command: "kubectl get pods -A -o wide --field-selector spec.nodeName={node}",
    },
    NodeInfo = Entry {
        id: "node-info",
        source: Node,
        title: "Read the node's architecture, kernel, operating system and runtime",
        command: "kubectl get node {node} -o jsonpath='{.status.nodeInfo}'",
    },
    Secret = Entry {
        id: "secret",
        source: Cluster,
        title: "See whether the Secret exists and which keys it has, without its values",
        command: "kubectl describe secret {secret}[[ -n {namespace}]]",
    },
    ConfigMap = Entry {
        id: "config-map",
        source: Cluster,
        title: "See whether the ConfigMap exists and which keys it has",
        command: "kubectl describe configmap {config_map}[[ -n {namespace}]]",
    },
    ServiceAccount = Entry {
        id: "service-account",
        source: Cluster,
        title: "See which pull secrets the service account brings",
        command: "kubectl get serviceaccount[[ {service_account}]][[ -n {namespace}]] -o \
                  custom-columns=NAME:.metadata.name,PULLSECRETS:.imagePullSecrets[*].name",
    },
    Claim = Entry {
        id: "claim",
        source: Cluster,
        title: "Read the state and events of the volume claim",
        command: "kubectl describe pvc[[ {claim}]][[ -n {namespace}]]",
    },
    Quota = Entry {
        id: "quota",
        source: Cluster,
        title: "Compare the namespace's quotas and limit ranges with the request",
        command: "kubectl describe resourcequota,limitrange[[ -n {namespace}]]",
    },
    Nodes = Entry {
        id: "nodes",
        source: Cluster,
        title: "See what each node can still take, and its taints and labels",
        command: "kubectl describe nodes",
    },
    Services = Entry {
        id: "services",
        source: Cluster,
        title: "See whether the services that it needs have ready endpoints",
        command: "kubectl get services,endpointslices[[ -n {namespace}]]",
    },
    Metrics = Entry {
        id: "metrics",
        source: Metrics,
        title: "Compare the container's memory use with its limit",
        command: "kubectl top pod {pod}[[ -n {namespace}]] --containers",
    },
    ImageConfig = Entry {
        id: "image-config",
        source: Image,
        title: "Read the image's entry point, user, working directory and platform",
        command: "skopeo inspect --config docker://{image}",
    },
    ImagePlatforms = Entry {
        id: "image-platforms",
        source: Image,
        title: "List the platforms that the image exists for",
        command: "skopeo inspect --raw docker://{image}",
    },
    ImageFiles = Entry {
        id: "image-files",
        source: Image,
        title: "List the image's files with their modes",
        command: "crane export {image} - | tar -tvf -",
    },
    ContainerCgroup = Entry {
        id: "container-cgroup",
        source: Container,
        title: "Read the container's own memory and pids counters (cgroup v2)",
        command: "kubectl exec {pod}[[ -n {namespace}]] -c {container} -- sh -c 'cd \
                  /sys/fs/cgroup && grep . memory.max memory.peak memory.events pids.max \
                  pids.events'",
    },
    ContainerDisk = Entry {
        id: "container-disk",
        source: Container,
        title: "See how full the container's file systems are",
        command: "kubectl exec {pod}[[ -n {namespace}]] -c {container} -- df -h",
    },
    EngineLog = Entry {
        id: "engine-log",
        source: Log,
        title: "Read the last lines before the container died, from Docker",
        command: "docker logs --tail 100 {container}",
    },
    RuntimeInspect = Entry {
        id: "runtime-inspect",
        source: Status,
        title: "Ask Docker for the container's own state",
        command: "docker inspect --format '{{json .State}}' {container}",
    },
    HostJournal = Entry {
        id: "host-journal",
        source: KernelLog,
        title: "Look for a kill or a crash in the journal of the machine that it ran on",
        command: "journalctl --since '1 hour ago' --grep 'oom|out of memory|killed|segfault'",
    },
    KernelLog = Entry {
        id: "kernel-log",
        source: KernelLog,
        title: "Read the node's kernel log (needs the right to run a privileged pod)",
        command: "kubectl debug node/{node} -it --image=busybox --profile=sysadmin -- chroot /host \
                  dmesg -T",
    },
    RuntimeLog = Entry {
        id: "runtime-log",
        source: RuntimeLog,
        title: "Read the kubelet's and the runtime's log (needs the right to run a privileged pod)",
        command: "kubectl debug node/{node} -it --image=busybox --profile=sysadmin -- chroot /host \
                  journalctl -u kubelet -u containerd -u crio --since '1 hour ago'",
    },
);

impl Check {
    /// The command with these values in it; see [`Template::fill`].
    #[must_use]
    pub fn command<'a>(self, values: &Values<'a>) -> Option<Command<'a>> {
        self.template().fill(values)
    }
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
