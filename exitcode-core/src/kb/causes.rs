//! The causes: what happened, by what mechanism, what would confirm it, what helps.
//!
//! In each group the specific stands before the general: the order breaks ties of the ranking.

use crate::cause::{Fault, Remedy, Retry, Risk, Stage, When};
use crate::command::Template;
use crate::kb::checks::Check;

macro_rules! retry {
    ($fault:ident) => {
        Fault::$fault.retry()
    };
    ($fault:ident $retry:ident) => {
        Retry::$retry
    };
}

macro_rules! when {
    () => {
        When::Always
    };
    ($when:ident) => {
        When::$when
    };
}

macro_rules! command {
    (None) => {
        None
    };
    (Some($text:literal)) => {
        Some(Template::new($text))
    };
    (Some($text:literal,)) => {
        Some(Template::new($text))
    };
    (Use($command:ident)) => {
        Some(Template::new($command))
    };
    (Check($check:ident)) => {
        Some(Check::$check.template())
    };
}

macro_rules! causes {
    ($(
        $Variant:ident = Entry {
            id: $id:literal,
            since: $since:literal,
            fault: $fault:ident,
            $(retry: $retry:ident,)?
            title: $title:literal,
            why: $why:literal,
            leads_to: [$($mechanism:ident),* $(,)?],
            checks: [$($check:ident),* $(,)?],
            remedies: [$(
                Remedy {
                    stage: $stage:ident,
                    risk: $risk:ident,
                    $(when: $when:ident,)?
                    title: $remedy:literal,
                    command: $command:ident $(($($argument:tt)+))? $(,)?
                }
            ),* $(,)?],
            refs: [$($reference:expr),+ $(,)?] $(,)?
        }
    ),+ $(,)?) => {
        /// A root cause.
        ///
        /// The ids are stable. The order of the variants breaks ties of a ranking: the specific
        /// comes before the general. A cause is not a mechanism of death: many causes end in the
        /// same signal, and one may lead to another ([`Cause::leads_to`]).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Cause {
            $(
                #[doc = concat!("`", $id, "`: ", $title, ".")]
                $Variant,
            )+
        }

        impl Cause {
            /// Every cause, in the order that breaks ties.
            pub const ALL: &'static [Self] = &[$(Self::$Variant),+];

            /// The stable id, such as `oom-container-limit`.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$Variant => $id,)+
                }
            }

            /// The cause with this id.
            #[must_use]
            pub fn from_id(id: &str) -> Option<Self> {
                match id {
                    $($id => Some(Self::$Variant),)+
                    _ => None,
                }
            }

            /// The release that first knew it; `next` until it is released.
            #[must_use]
            pub const fn since(self) -> &'static str {
                match self {
                    $(Self::$Variant => $since,)+
                }
            }

            /// Where the fault lies.
            #[must_use]
            pub const fn fault(self) -> Fault {
                match self {
                    $(Self::$Variant => Fault::$fault,)+
                }
            }

            /// Whether to run the same thing again.
            #[must_use]
            pub const fn retry(self) -> Retry {
                match self {
                    $(Self::$Variant => retry!($fault $($retry)?),)+
                }
            }

            /// What happened, in one line without a full stop.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self {
                    $(Self::$Variant => $title,)+
                }
            }

            /// By what mechanism it happened, in one to four sentences.
            #[must_use]
            pub const fn why(self) -> &'static str {
                match self {
                    $(Self::$Variant => $why,)+
                }
            }

            /// The causes that this one works through, when it does: its mechanisms, not its
            /// rivals.
            #[must_use]
            pub const fn leads_to(self) -> &'static [Self] {
                match self {
                    $(Self::$Variant => &[$(Self::$mechanism),*],)+
                }
            }

            /// The kinds of evidence that would confirm or refute it, the cheapest first.
            #[must_use]
            pub const fn checks(self) -> &'static [Check] {
                match self {
                    $(Self::$Variant => &[$(Check::$check),*],)+
                }
            }

            /// What to do about it: looking comes before changing.
            #[must_use]
            pub const fn remedies(self) -> &'static [Remedy] {
                match self {
                    $(Self::$Variant => const { &[$(
                        Remedy::new(
                            Stage::$stage,
                            Risk::$risk,
                            when!($($when)?),
                            $remedy,
                            command!($command $(($($argument)+))?),
                        ),
                    )*] },)+
                }
            }

            /// Where the facts come from: primary documentation and sources.
            #[must_use]
            pub const fn references(self) -> &'static [&'static str] {
                match self {
                    $(Self::$Variant => &[$($reference),+],)+
                }
            }
        }
    };
}

// Commands that several rows use.
const EDIT: &str = "kubectl edit {rollout}[[ -n {namespace}]]";
const ROLL_BACK: &str = "kubectl rollout undo {rollout}[[ -n {namespace}]]";
const SET_COMMAND: &str = "kubectl patch {workload}[[ -n {namespace}]] -p \
     '{template_start}\"spec\":{\"{containers}\":[{\"name\":\"{container}\",\"command\":\
     {exec_form},\"args\":null}]}{template_end}'";
const SET_GRACE_PERIOD: &str = "kubectl patch {workload}[[ -n {namespace}]] -p \
     '{template_start}\"spec\":{\"terminationGracePeriodSeconds\":{new_grace}}{template_end}'";
const SET_PRE_STOP_SLEEP: &str = "kubectl patch {workload}[[ -n {namespace}]] -p \
     '{template_start}\"spec\":{\"{containers}\":[{\"name\":\"{container}\",\"lifecycle\":{\
     \"preStop\":{\"sleep\":{\"seconds\":5}}}}]}{template_end}'";
const SET_MEMORY_LIMIT: &str = "kubectl set resources {workload}[[ -n {namespace}]] -c {container} \
     --limits=memory={new_memory_limit}";
const RESIZE_IN_PLACE: &str = Template::RESIZE_IN_PLACE.text();
const SET_MEMORY_REQUEST: &str = "kubectl set resources {workload}[[ -n {namespace}]] -c \
     {container} --requests=memory=\"$USUAL_MEMORY\"";
const SET_JVM_HEAP_SHARE: &str = "kubectl set env {workload}[[ -n {namespace}]] -c {container} \
     JAVA_TOOL_OPTIONS=-XX:MaxRAMPercentage=75";
const SET_V8_HEAP: &str = "kubectl set env {workload}[[ -n {namespace}]] -c {container} \
     NODE_OPTIONS=--max-old-space-size={max_old_space}";
const SHOW_JVM_FLAGS: &str = "kubectl exec {pod}[[ -n {namespace}]] -c {container} -- java \
     -XX:+PrintFlagsFinal -version | grep -E 'MaxHeapSize|MaxRAMPercentage'";
const SHOW_V8_HEAP: &str = "kubectl exec {pod}[[ -n {namespace}]] -c {container} -- node -p \
     'v8.getHeapStatistics().heap_size_limit'";
const SHOW_LIMITS: &str =
    "kubectl exec {pod}[[ -n {namespace}]] -c {container} -- cat /proc/1/limits";
const SET_IMAGE: &str = "kubectl set image {workload}[[ -n {namespace}]] {container}=\"$IMAGE\"";
const SET_ARCHITECTURE: &str = "kubectl patch {workload}[[ -n {namespace}]] -p \
     '{template_start}\"spec\":{\"nodeSelector\":{\"kubernetes.io/arch\":\
     \"'\"$NODE_ARCH\"'\"}}{template_end}'";
const SET_PULL_IF_NOT_PRESENT: &str = "kubectl patch {workload}[[ -n {namespace}]] -p \
     '{template_start}\"spec\":{\"{containers}\":[{\"name\":\"{container}\",\"imagePullPolicy\":\
     \"IfNotPresent\"}]}{template_end}'";
const BUILD_FOR_PLATFORMS: &str =
    "docker buildx build --platform linux/amd64,linux/arm64 -t {image} --push .";
const SHOW_LIBRARIES: &str = "docker run --rm --entrypoint ldd {image} {binary}";
const SET_MESSAGE_FROM_LOG: &str = "kubectl patch {workload}[[ -n {namespace}]] -p \
     '{template_start}\"spec\":{\"{containers}\":[{\"name\":\"{container}\",\
     \"terminationMessagePolicy\":\"FallbackToLogsOnError\"}]}{template_end}'";
const DEBUG_WITH_PTRACE: &str = "kubectl debug {pod}[[ -n {namespace}]] -it \
     --image=\"$IMAGE_WITH_GDB\" --target={container} --profile=general -- gdb -p 1";
const DEBUG_COPY: &str = "kubectl debug {pod}[[ -n {namespace}]] -it --copy-to={pod}-debug \
     --container={container} -- sh";
const SET_FAULTHANDLER: &str =
    "kubectl set env {workload}[[ -n {namespace}]] -c {container} PYTHONFAULTHANDLER=1";
const SET_ERROR_FILE: &str = "kubectl set env {workload}[[ -n {namespace}]] -c {container} \
     JAVA_TOOL_OPTIONS=-XX:ErrorFile=/dumps/hs_err_pid%p.log";
const SET_TRACEBACK: &str =
    "kubectl set env {workload}[[ -n {namespace}]] -c {container} GOTRACEBACK=crash";
const SET_MINIDUMP: &str = "kubectl set env {workload}[[ -n {namespace}]] -c {container} \
     DOTNET_DbgEnableMiniDump=1 DOTNET_DbgMiniDumpName=/dumps/core.%p";
const DELETE_POD: &str = "kubectl delete pod {pod}[[ -n {namespace}]]";
const CORDON: &str = "kubectl cordon {node}";
const DRAIN: &str = "kubectl drain {node} --ignore-daemonsets --delete-emptydir-data";
const LIMIT_DISRUPTION: &str = "kubectl create poddisruptionbudget {rollout_name}[[ -n \
     {namespace}]] --selector=\"$SELECTOR\" --max-unavailable=1";
const RECOMMEND_SIZE: &str = "echo '{\"apiVersion\":\"autoscaling.k8s.io/v1\",\
     \"kind\":\"VerticalPodAutoscaler\",\"metadata\":{\"name\":\"{rollout_name}\"},\"spec\":\
     {\"targetRef\":{\"apiVersion\":\"apps/v1\",\"kind\":\"{rollout_kind}\",\
     \"name\":\"{rollout_name}\"},\"updatePolicy\":{\"updateMode\":\"Off\"}}}' | kubectl apply[[ \
     -n {namespace}]] -f -";

// Pages and sources that several rows cite.
const POD_TERMINATION: &str =
    "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination";
const RESTART_POLICY: &str =
    "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy";
const CONTAINER_PROBES: &str =
    "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-probes";
const PROBES: &str = "https://kubernetes.io/docs/tasks/configure-pod-container/\
     configure-liveness-readiness-startup-probes/";
const HOOKS: &str = "https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/";
const EVICTION: &str =
    "https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/";
const EVICTION_RANKING: &str =
    "https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/kubelet/eviction/helpers.go";
const DISRUPTIONS: &str = "https://kubernetes.io/docs/concepts/workloads/pods/disruptions/";
const IMAGES: &str = "https://kubernetes.io/docs/concepts/containers/images/";
const SECURITY_CONTEXT: &str =
    "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/";
const JOBS: &str = "https://kubernetes.io/docs/concepts/workloads/controllers/job/";
const EMPTY_DIR: &str = "https://kubernetes.io/docs/concepts/storage/volumes/#emptydir";
const TERMINATION_MESSAGE: &str =
    "https://kubernetes.io/docs/tasks/debug/debug-application/determine-reason-pod-failure/";
const COMMAND_AND_ARGS: &str =
    "https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/";
const CONFIG_MAPS: &str = "https://kubernetes.io/docs/concepts/configuration/configmap/";
const SECRETS: &str = "https://kubernetes.io/docs/concepts/configuration/secret/";
const NODES: &str = "https://kubernetes.io/docs/concepts/architecture/nodes/";
const SYSCTLS: &str = "https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/";
const CRI: &str = "https://kubernetes.io/docs/concepts/containers/cri/";
const KUBELET_CONTAINERS: &str = "https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/\
     kubelet/kuberuntime/kuberuntime_container.go";
const KUBELET_SANDBOXES: &str = "https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/kubelet/\
     kuberuntime/kuberuntime_manager.go";
const KUBELET_PODS: &str =
    "https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/kubelet/kubelet_pods.go";
const KUBELET_PROBER: &str =
    "https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/kubelet/prober/worker.go";
const CONTAINERD_START: &str =
    "https://github.com/containerd/containerd/blob/v2.2.0/internal/cri/server/container_start.go";
const CONTAINERD_RESTART: &str =
    "https://github.com/containerd/containerd/blob/v2.2.0/internal/cri/server/restart.go";
const RUNC_INIT: &str =
    "https://github.com/opencontainers/runc/blob/v1.4.0/libcontainer/standard_init_linux.go";
const CGROUP_V2: &str = "https://docs.kernel.org/admin-guide/cgroup-v2.html";
const SIGNAL_7: &str = "https://man7.org/linux/man-pages/man7/signal.7.html";
const PID_NAMESPACES_7: &str = "https://man7.org/linux/man-pages/man7/pid_namespaces.7.html";
const EXECVE_2: &str = "https://man7.org/linux/man-pages/man2/execve.2.html";
const LD_SO_8: &str = "https://man7.org/linux/man-pages/man8/ld.so.8.html";
const GETRLIMIT_2: &str = "https://man7.org/linux/man-pages/man2/getrlimit.2.html";
const SHELL_EXIT_STATUS: &str =
    "https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html";
const JAVA_1: &str = "https://docs.oracle.com/en/java/javase/21/docs/specs/man/java.html";
const NODE_HEAP: &str = "https://nodejs.org/api/cli.html#--max-old-space-sizesize-in-mib";
const DOCKER_MULTI_PLATFORM: &str = "https://docs.docker.com/build/building/multi-platform/";
const NTSTATUS: &str = "https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-erref/\
     596a1078-e883-4972-9bbc-49e60bebca55";
const WINDOWS_PODS: &str = "https://kubernetes.io/docs/concepts/windows/intro/";
const WINDOWS_DUMPS: &str =
    "https://learn.microsoft.com/en-us/windows/win32/wer/collecting-user-mode-dumps";

causes!(
    // Memory.
    OomHeapExceedsLimit = Entry {
        id: "oom-heap-exceeds-limit",
        since: "next",
        fault: Configuration,
        title: "The runtime's heap may grow past the container's memory limit",
        why: "The runtime was allowed a heap as large as the container's memory limit, or larger, \
              and everything that is not heap (stacks, code, buffers, page tables) comes on top. \
              So the container's cgroup reaches its limit before the collector sees a reason to \
              work harder, and the kernel kills the process. A higher limit does not help while \
              the heap setting follows it or stays above it.",
        leads_to: [OomContainerLimit],
        checks: [LastState, PodSpec, PreviousLog, Metrics, ContainerCgroup, KernelLog],
        remedies: [
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Compare the heap options in the command and the environment with the limit",
                command: Check(PodSpec),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                when: Jvm,
                title: "Ask the JVM which heap it derives from the limit",
                command: Use(SHOW_JVM_FLAGS),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                when: Node,
                title: "Ask V8 for its heap limit in bytes",
                command: Use(SHOW_V8_HEAP),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                when: Jvm,
                title: "Drop -Xmx, which would win, and size the heap from the limit (keep what \
                        else the variable holds)",
                command: Use(SET_JVM_HEAP_SHARE),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                when: Node,
                title: "Give V8 a heap that fits into the limit (keep what else the variable \
                        holds)",
                command: Use(SET_V8_HEAP),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                when: Go,
                title: "Give Go's collector a soft limit about a tenth under the hard one",
                command: Some(
                    "kubectl set env {workload}[[ -n {namespace}]] -c {container} \
                     GOMEMLIMIT={go_memory_limit}",
                ),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                when: Dotnet,
                title: "Lower .NET's share of the limit, 75 % by default (the value is \
                        hexadecimal: 3C is 60)",
                command: Some(
                    "kubectl set env {workload}[[ -n {namespace}]] -c {container} \
                     DOTNET_GCHeapHardLimitPercent=3C",
                ),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Set the heap option of the runtime to about three quarters of the limit",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Restarts,
                when: Jvm,
                title: "Drop fixed heap sizes such as -Xmx from the image, so that the limit is \
                        set in one place",
                command: None,
            },
        ],
        refs: [
            JAVA_1,
            NODE_HEAP,
            "https://go.dev/doc/gc-guide",
            "https://learn.microsoft.com/en-us/dotnet/core/runtime-config/\
             garbage-collector",
        ],
    },
    OomChildProcess = Entry {
        id: "oom-child-process",
        since: "next",
        fault: Resources,
        title: "The kernel OOM-killed a child process; the container's main one lived on",
        why: "A process in the container's cgroup asked for memory at the limit, and the kernel \
              killed the process with the most memory, which was not PID 1. The runtime marks the \
              whole container OOMKilled as soon as any of its processes is killed, and the mark \
              stays until the container ends, however much later and with whatever exit code. On \
              cgroup v2 the kubelet lets such a kill take the whole container, unless \
              singleProcessOOMKill is set; on cgroup v1 only the victim dies.",
        leads_to: [],
        checks: [LastState, PreviousLog, Events, ContainerCgroup, KernelLog],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Find the victim's name in the node's kernel log",
                command: Check(KernelLog),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See how often the kernel has killed inside the container",
                command: Check(ContainerCgroup),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Run fewer workers at once, or bound what each may use",
                command: None,
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Raise the limit to what the main process and its children need together",
                command: Use(SET_MEMORY_LIMIT),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                when: Resizable,
                title: "Or raise the limit of this pod alone, as it runs (Kubernetes 1.33 and \
                        newer): the next pod has the old one",
                command: Use(RESIZE_IN_PLACE),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Check a child's wait status in the program: a worker that died of SIGKILL \
                        is no clean end",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Alert on memory.events' oom_kill: restarts alone do not show a killed \
                        child",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Let a VerticalPodAutoscaler recommend a size (updateMode Off), later set \
                        it (InPlaceOrRecreate)",
                command: Use(RECOMMEND_SIZE),
            },
        ],
        refs: [
            CGROUP_V2,
            "https://github.com/containerd/containerd/blob/v2.2.0/internal/cri/server/\
             events.go",
            "https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/kubelet/\
             kuberuntime/kuberuntime_container_linux.go",
            "https://kubernetes.io/docs/tasks/configure-pod-container/\
             resize-container-resources/",
        ],
    },
    OomPodLimit = Entry {
        id: "oom-pod-limit",
        since: "next",
        fault: Resources,
        title: "The pod as a whole hit its memory limit and the kernel killed in it",
        why: "The limit that was hit belongs to the pod's cgroup or to one above it, not to the \
              container. The kernel then picks the largest process of all the pod's containers, so \
              the container that died need not be the one that grew. Memory-backed emptyDir \
              volumes are charged there too.",
        leads_to: [],
        checks: [LastState, PodSpec, Metrics, KernelLog],
        remedies: [
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Compare the memory of all the pod's containers with the pod-level limit",
                command: Check(Metrics),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See whose limit the kernel names: \"memory: usage … limit …kB\"",
                command: Check(KernelLog),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Give the container that grows a limit of its own, so that it cannot take \
                        its siblings along",
                command: Some(
                    "kubectl set resources {workload}[[ -n {namespace}]] -c {container} \
                     --limits=memory=\"$OWN_LIMIT\"",
                ),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Raise the pod-level limit to what the containers use together",
                command: Some(
                    "kubectl patch {workload}[[ -n {namespace}]] -p '{template_start}\"spec\":{\
                     \"resources\":{\"limits\":{\"memory\":\
                     \"{new_pod_memory_limit}\"}}}{template_end}'",
                ),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Give memory-backed emptyDir volumes a sizeLimit",
                command: None,
            },
        ],
        refs: [
            "https://kubernetes.io/docs/tasks/configure-pod-container/\
             assign-pod-level-resources/",
            CGROUP_V2,
        ],
    },
    OomContainerLimit = Entry {
        id: "oom-container-limit",
        since: "next",
        fault: Resources,
        title: "The container used more memory than its limit and the kernel killed it",
        why: "A process in the container asked for memory while the container's cgroup was at its \
              limit, and the kernel could reclaim nothing. It then killed a process of the cgroup \
              with SIGKILL, which no program can catch, so the exit code reads 137. The node may \
              have had plenty of memory left.",
        leads_to: [],
        checks: [LastState, PodSpec, Metrics, PreviousLog, ContainerCgroup, KernelLog],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read which limit applied and what the container asked for",
                command: Check(PodSpec),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See whether use climbs steadily (a leak) or jumps with the load",
                command: Check(Metrics),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Find the process and its size in the node's kernel log",
                command: Check(KernelLog),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                when: Jvm,
                title: "Drop -Xmx, which would win, and size the heap from the limit (keep what \
                        else the variable holds)",
                command: Use(SET_JVM_HEAP_SHARE),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                when: Node,
                title: "Give V8 a heap that fits into the limit (keep what else the variable \
                        holds)",
                command: Use(SET_V8_HEAP),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Raise the limit to what the peak needs, unless use climbs without end",
                command: Use(SET_MEMORY_LIMIT),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                when: Resizable,
                title: "Or raise the limit of this pod alone, as it runs (Kubernetes 1.33 and \
                        newer): the next pod has the old one",
                command: Use(RESIZE_IN_PLACE),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Set the request near the real use, so that the scheduler knows of it",
                command: Use(SET_MEMORY_REQUEST),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Profile the heap of the program when use climbs without end: a higher \
                        limit only delays the kill",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Let a VerticalPodAutoscaler recommend a size (updateMode Off), later set \
                        it (InPlaceOrRecreate)",
                command: Use(RECOMMEND_SIZE),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                when: Replicated,
                title: "Bound what an autoscaler's eviction may take down with a \
                        PodDisruptionBudget",
                command: Use(LIMIT_DISRUPTION),
            },
        ],
        refs: [
            "https://kubernetes.io/docs/tasks/configure-pod-container/\
             assign-memory-resource/",
            CGROUP_V2,
            KUBELET_CONTAINERS,
            "https://kubernetes.io/docs/tasks/configure-pod-container/\
             resize-container-resources/",
        ],
    },
    OomNode = Entry {
        id: "oom-node",
        since: "next",
        fault: Infrastructure,
        title: "The node ran out of memory and the kernel killed the container",
        why: "The node as a whole had no memory left, so the kernel chose a victim among all its \
              processes: the size of each, plus oom_score_adj thousandths of the node's memory. A \
              container without a memory request carries the highest adjustment, so it stands near \
              the front of the queue even when it is small and inside its limit. On cgroup v2 such \
              a kill too is reported as OOMKilled.",
        leads_to: [],
        checks: [PodSpec, NodeEvents, NodeConditions, NodePods, KernelLog],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Look for SystemOOM and memory pressure among the node's events",
                command: Check(NodeEvents),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Find \"global_oom\" or CONSTRAINT_NONE in the kernel log: that is the \
                        node, not a limit",
                command: Check(KernelLog),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See how far the limits of the node's pods exceed its memory",
                command: Check(NodeConditions),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Give the container a memory request near its use: it lowers the adjustment",
                command: Use(SET_MEMORY_REQUEST),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Reserve memory for the system and the kubelet (systemReserved, \
                        kubeReserved, evictionHard)",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Demand requests in every namespace with a LimitRange",
                command: None,
            },
        ],
        refs: [
            "https://kubernetes.io/docs/concepts/scheduling-eviction/\
             node-pressure-eviction/#node-out-of-memory-behavior",
            "https://kubernetes.io/docs/tasks/administer-cluster/\
             reserve-compute-resources/",
            "https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/kubelet/qos/\
             policy.go",
        ],
    },
    JvmHeapOom = Entry {
        id: "jvm-heap-oom",
        since: "next",
        fault: Resources,
        title: "The JVM ran out of heap or another pool and threw OutOfMemoryError",
        why: "The JVM could not allocate within a pool of its own: the heap, metaspace, direct \
              buffers or threads; the message after the colon says which. That is the JVM's limit \
              and not the kernel's, so the container may be far below its memory limit. An error \
              in the main thread that nobody catches ends the JVM with 1, \
              -XX:+ExitOnOutOfMemoryError with 3, and -XX:+CrashOnOutOfMemoryError by abort.",
        leads_to: [AppErrorUncaught],
        checks: [PreviousLog, LastState, PodSpec, Metrics],
        remedies: [
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Read which pool ran out: heap space, Metaspace, direct buffer memory, \
                        native thread",
                command: Check(PreviousLog),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Ask the JVM which heap it derives from the limit",
                command: Use(SHOW_JVM_FLAGS),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Let the heap use three quarters of the limit; a quarter is the default \
                        above 250 MB or so",
                command: Use(SET_JVM_HEAP_SHARE),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Raise the container's limit when the heap already fills its share of it",
                command: Use(SET_MEMORY_LIMIT),
            },
            Remedy {
                stage: Prevent,
                risk: Restarts,
                title: "Write a heap dump at the next OutOfMemoryError, to a volume that outlives \
                        the container",
                command: Some(
                    "kubectl set env {workload}[[ -n {namespace}]] -c {container} \
                     JAVA_TOOL_OPTIONS='-XX:MaxRAMPercentage=75 -XX:+ExitOnOutOfMemoryError \
                     -XX:+HeapDumpOnOutOfMemoryError -XX:HeapDumpPath=/dumps'",
                ),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Open the dump and look at the dominators before you raise the limit a \
                        second time",
                command: None,
            },
        ],
        refs: [
            JAVA_1,
            "https://docs.oracle.com/en/java/javase/21/troubleshoot/\
             troubleshooting-memory-leaks.html",
        ],
    },
    NodeHeapOom = Entry {
        id: "node-heap-oom",
        since: "next",
        fault: Resources,
        title: "V8 reached its heap limit and aborted",
        why: "V8 could not free enough of its JavaScript heap below its own limit, printed \"FATAL \
              ERROR\" and called abort. That is V8's limit, not the kernel's: the container may be \
              far below its memory limit. As an ordinary process it dies of SIGABRT (134); as PID \
              1 the kernel drops that signal and the trap behind it ends the process with SIGSEGV \
              (139).",
        leads_to: [AbortAssertion],
        checks: [PreviousLog, LastState, PodSpec, Metrics],
        remedies: [
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Find V8's FATAL ERROR line and the heap sizes in the lines before it",
                command: Check(PreviousLog),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Ask V8 for its heap limit in bytes",
                command: Use(SHOW_V8_HEAP),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Give V8 a heap that fits into the container's limit",
                command: Use(SET_V8_HEAP),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Raise the container's limit when the heap already fills its share of it",
                command: Use(SET_MEMORY_LIMIT),
            },
            Remedy {
                stage: Prevent,
                risk: Restarts,
                title: "Write a heap snapshot when the limit comes near",
                command: Some(
                    "kubectl set env {workload}[[ -n {namespace}]] -c {container} \
                     NODE_OPTIONS='--max-old-space-size={max_old_space} \
                     --heapsnapshot-near-heap-limit=1'",
                ),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Compare two snapshots before you raise the heap a second time",
                command: None,
            },
        ],
        refs: [
            NODE_HEAP,
            "https://nodejs.org/en/learn/diagnostics/memory/\
             understanding-and-tuning-memory",
        ],
    },
    // Killed by the kubelet or the platform.
    StartupProbeKilled = Entry {
        id: "startup-probe-killed",
        since: "next",
        fault: Configuration,
        title: "The startup probe never succeeded and the kubelet killed the container",
        why: "The kubelet asks the startup probe every periodSeconds; after failureThreshold \
              failures in a row it stops the container: preStop hook, stop signal, and SIGKILL \
              when the grace period ends. So the exit code says how the program took the stop (0, \
              143 or 137), not why it came. A program has failureThreshold × periodSeconds in all \
              to start.",
        leads_to: [PrestopOverranGrace, SigtermGraceful, SigtermUnhandled, GracePeriodExpired],
        checks: [Events, LastState, PodSpec, PreviousLog],
        remedies: [
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Read what the probe got: refused, timed out or a wrong status",
                command: Check(Events),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See how far the start came, and where it waited",
                command: Check(PreviousLog),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Give the start the time it takes: failureThreshold × periodSeconds is the \
                        budget",
                command: Some(
                    "kubectl patch {workload}[[ -n {namespace}]] -p '{template_start}\"spec\":{\
                     \"{containers}\":[{\"name\":\"{container}\",\"startupProbe\":{\
                     \"failureThreshold\":{new_failure_threshold}}}]}{template_end}'",
                ),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Correct the probe's port, path or command when the program starts and the \
                        probe cannot see it",
                command: Use(EDIT),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Start listening before the slow part of the start, and measure the start \
                        under the CPU limit",
                command: None,
            },
        ],
        refs: [PROBES, CONTAINER_PROBES, KUBELET_PROBER,],
    },
    LivenessProbeKilled = Entry {
        id: "liveness-probe-killed",
        since: "next",
        fault: Configuration,
        title: "The liveness probe failed and the kubelet killed the container",
        why: "After failureThreshold failures in a row the kubelet stops the container: preStop \
              hook, stop signal, and SIGKILL when the grace period ends. So the exit code says how \
              the program took the stop (0, 143 or 137), not why it came. From the first failure \
              to the death it takes about failureThreshold × periodSeconds, plus the probe's own \
              grace period where it has one, or else the pod's.",
        leads_to: [PrestopOverranGrace, SigtermGraceful, SigtermUnhandled, GracePeriodExpired],
        checks: [Events, LastState, PodSpec, PreviousLog, Metrics],
        remedies: [
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Read what the probe got: refused, timed out or a wrong status",
                command: Check(Events),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See what the program did while the probe failed: blocked, starting or \
                        starved of CPU",
                command: Check(PreviousLog),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Compare its CPU use with its limit: a throttled program answers late",
                command: Check(Metrics),
            },
            Remedy {
                stage: Classify,
                risk: Changes,
                when: Jvm,
                title: "Get the stack of the stuck program before it is killed (SIGQUIT prints it)",
                command: Some(
                    "kubectl exec {pod}[[ -n {namespace}]] -c {container} -- kill -QUIT 1",
                ),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Give the probe time for the slowest good answer: timeoutSeconds is 1 by \
                        default",
                command: Some(
                    "kubectl patch {workload}[[ -n {namespace}]] -p '{template_start}\"spec\":{\
                     \"{containers}\":[{\"name\":\"{container}\",\"livenessProbe\":{\
                     \"timeoutSeconds\":{new_probe_timeout},\"failureThreshold\":\
                     {new_failure_threshold}}}]}{template_end}'",
                ),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Guard a slow start with a startup probe instead of a long \
                        initialDelaySeconds",
                command: Use(EDIT),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Ask only the process itself in a liveness probe, never a database behind \
                        it",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Give the probe a shorter terminationGracePeriodSeconds of its own: a hung \
                        program will not use it",
                command: None,
            },
        ],
        refs: [PROBES, CONTAINER_PROBES, KUBELET_PROBER,],
    },
    PrestopOverranGrace = Entry {
        id: "prestop-overran-grace",
        since: "next",
        fault: Configuration,
        title: "The preStop hook used the grace period up",
        why: "The grace period covers the preStop hook as well: the clock starts before the hook, \
              and the stop signal comes only after it. A hook that takes the whole period leaves \
              the program the kubelet's minimum of two seconds between the stop signal and \
              SIGKILL.",
        leads_to: [GracePeriodExpired],
        checks: [Events, PodSpec, LastState, PodStatus],
        remedies: [
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Compare the hook with the grace period",
                command: Check(PodSpec),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Look for FailedPreStopHook, and the time from Killing to the end",
                command: Check(Events),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Make the grace period the hook's time plus the drain's, plus ten seconds",
                command: Use(SET_GRACE_PERIOD),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Bound the hook, and move what takes long into the program's own handler",
                command: Use(EDIT),
            },
            Remedy {
                stage: Prevent,
                risk: Restarts,
                title: "Keep the hook to a short sleep, which is all that leaving the endpoints \
                        needs (Kubernetes 1.30 and newer)",
                command: Use(SET_PRE_STOP_SLEEP),
            },
        ],
        refs: [HOOKS, POD_TERMINATION, KUBELET_CONTAINERS,],
    },
    SigtermUnhandled = Entry {
        id: "sigterm-unhandled",
        since: "next",
        fault: Application,
        title: "The program never acted on SIGTERM and was killed after the grace period",
        why: "As PID 1 of its namespace a process gets only the signals that it has a handler for: \
              without one SIGTERM does nothing, the whole grace period passes and SIGKILL ends it \
              with 137. The same happens when PID 1 is a shell that does not pass signals on to \
              the program it waits for. No memory was missing.",
        leads_to: [GracePeriodExpired],
        checks: [PodSpec, LastState, Events, ImageConfig, PodStatus],
        remedies: [
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See whether a shell is PID 1: read the command and its arguments",
                command: Check(PodSpec),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Read the image's ENTRYPOINT and CMD when the spec has no command: shell \
                        form starts sh -c",
                command: Check(ImageConfig),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See which program is PID 1, and its caught signals (SigCgt; SIGTERM is the \
                        bit 0x4000)",
                command: Some(
                    "kubectl exec {pod}[[ -n {namespace}]] -c {container} -- cat /proc/1/status",
                ),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Make the program PID 1 itself with the exec form of the command",
                command: Use(SET_COMMAND),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Put exec in front of the last command of the entry-point script",
                command: None,
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                when: Python,
                title: "Handle SIGTERM: signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))",
                command: None,
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                when: Node,
                title: "Handle SIGTERM: process.on('SIGTERM', () => server.close(() => \
                        process.exit(0)))",
                command: None,
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                when: Go,
                title: "Handle SIGTERM: ctx, stop := signal.NotifyContext(ctx, syscall.SIGTERM), \
                        then server.Shutdown",
                command: None,
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                when: Jvm,
                title: "Let shutdown hooks end by themselves: System.exit inside one waits for \
                        ever",
                command: None,
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                when: Dotnet,
                title: "Stop within HostOptions.ShutdownTimeout, and keep it below the grace \
                        period",
                command: None,
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                when: Native,
                title: "Handle SIGTERM: sigaction(2) to set a flag, or tokio::signal::unix in Rust",
                command: None,
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Run it under a small init such as tini, which makes SIGTERM's default \
                        action count again",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Time a stop in the tests: it takes all the time that it is given when the \
                        signal is lost",
                command: Some("time docker stop[[ -t {grace}]] {container}"),
            },
        ],
        refs: [
            PID_NAMESPACES_7,
            POD_TERMINATION,
            "https://docs.docker.com/reference/dockerfile/#entrypoint",
        ],
    },
    GracePeriodExpired = Entry {
        id: "grace-period-expired",
        since: "next",
        fault: Configuration,
        title: "The program was still shutting down when the grace period ended",
        why: "The pod was being stopped: the program got the stop signal, and what was left of the \
              grace period after the preStop hook was not enough for it. The kubelet then had the \
              runtime send SIGKILL, so the exit code reads 137 with the reason Error. No memory \
              was missing, and a higher memory limit changes nothing.",
        leads_to: [],
        checks: [Events, LastState, PodSpec, PodStatus, PreviousLog],
        remedies: [
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Compare the time from the Killing event to the end with the grace period",
                command: Check(Events),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See what the program was still doing after the stop signal",
                command: Check(PreviousLog),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Make the grace period the hook's time plus the drain's, plus ten seconds",
                command: Use(SET_GRACE_PERIOD),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Bound the drain in the program below the grace period, and close idle \
                        connections first",
                command: None,
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                when: Jvm,
                title: "Bound the shutdown hooks: the JVM waits for them without an end",
                command: None,
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                when: Dotnet,
                title: "Keep HostOptions.ShutdownTimeout (30 seconds by default since .NET 6) \
                        below the grace period",
                command: None,
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                when: Node,
                title: "Call server.closeIdleConnections() after server.close(): keep-alive \
                        connections hold it open",
                command: None,
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                when: Go,
                title: "Give server.Shutdown a context with a deadline below the grace period",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Restarts,
                title: "Let the endpoints forget the pod before it stops with a preStop sleep \
                        (Kubernetes 1.30 and newer)",
                command: Use(SET_PRE_STOP_SLEEP),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Save the state of long work, so that a stop may cut it short",
                command: None,
            },
        ],
        refs: [POD_TERMINATION, KUBELET_CONTAINERS, HOOKS,],
    },
    PoststartHookFailed = Entry {
        id: "poststart-hook-failed",
        since: "next",
        fault: Configuration,
        title: "The postStart hook failed and the kubelet killed the container",
        why: "The postStart hook runs beside the entry point, with no order between the two. When \
              it fails, the kubelet stops the container and applies the restart policy, so the \
              container's exit code is that of a stop and says nothing about the program.",
        leads_to: [SigtermGraceful, SigtermUnhandled, GracePeriodExpired],
        checks: [Events, LastState, PodSpec, PreviousLog],
        remedies: [
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Read the hook's own error in the FailedPostStartHook event",
                command: Check(Events),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Read what the hook runs",
                command: Check(PodSpec),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Correct the hook: its commands must exist in the image, and it must wait \
                        for what it needs",
                command: Use(EDIT),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Move what must happen before the start into an init container, which has \
                        an order and a log",
                command: None,
            },
        ],
        refs: [HOOKS, KUBELET_CONTAINERS,],
    },
    DeadlineExceeded = Entry {
        id: "deadline-exceeded",
        since: "next",
        fault: Configuration,
        title: "activeDeadlineSeconds passed and the pod was stopped",
        why: "activeDeadlineSeconds of the pod, or of its Job, counts from the start and takes no \
              account of progress. When it passes, the kubelet or the Job controller stops the \
              containers, whose exit codes (0, 143 or 137) only tell how they took the stop.",
        leads_to: [SigtermGraceful, SigtermUnhandled, GracePeriodExpired],
        checks: [PodStatus, Owner, Events, PreviousLog],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "See whose deadline it was: the pod's reason, or the Job's condition",
                command: Check(Owner),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See how far the work had come",
                command: Check(PreviousLog),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Make the deadline longer than the slowest good run, retries included",
                command: None,
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Split the work, or save its state, when one run cannot be bounded",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Alert at half the deadline, so that slowness is seen before it kills",
                command: None,
            },
        ],
        refs: [
            "https://kubernetes.io/docs/concepts/workloads/controllers/job/\
             #job-termination-and-cleanup",
            "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/",
        ],
    },
    EvictedPodStorageLimit = Entry {
        id: "evicted-pod-storage-limit",
        since: "next",
        fault: Resources,
        title: "The pod wrote more to local storage than its own limit allows",
        why: "The kubelet adds up each container's writable layer and logs and the pod's emptyDir \
              volumes, and evicts a pod that exceeds its ephemeral-storage limit or an emptyDir's \
              sizeLimit. The node need not be short of disk. Such an eviction sets no \
              DisruptionTarget condition, and the pod is not restarted in place: its controller \
              makes a new one.",
        leads_to: [SigtermGraceful, SigtermUnhandled, GracePeriodExpired],
        checks: [PodStatus, Events, PodSpec, ContainerDisk],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read which limit the eviction message names: the container's, the pod's or \
                        a volume's",
                command: Check(PodStatus),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See what fills up in a pod that still runs",
                command: Some(
                    "kubectl exec {pod}[[ -n {namespace}]] -c {container} -- du -xh -d 2 /",
                ),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Write large files to a volume with a claim, and rotate what the program \
                        logs to files",
                command: None,
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Raise the ephemeral-storage limit when the data is wanted",
                command: Some(
                    "kubectl set resources {workload}[[ -n {namespace}]] -c {container} \
                     --limits=ephemeral-storage=\"$NEW_STORAGE_LIMIT\"",
                ),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Give every emptyDir a sizeLimit and every container an ephemeral-storage \
                        request",
                command: None,
            },
        ],
        refs: [
            "https://kubernetes.io/docs/concepts/configuration/\
             manage-resources-containers/#local-ephemeral-storage",
            "https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/kubelet/\
             eviction/eviction_manager.go",
        ],
    },
    EvictedMemory = Entry {
        id: "evicted-memory",
        since: "next",
        fault: Resources,
        title: "The node was short of memory and the kubelet evicted the pod",
        why: "The node's available memory fell below the eviction threshold, and the kubelet ended \
              pods before the kernel had to. It ranks them by whether they use more than they \
              requested, then by priority, then by how far above the request they are. A hard \
              eviction leaves the containers hardly more than two seconds, so their exit code is \
              often 137.",
        leads_to: [SigtermGraceful, SigtermUnhandled, GracePeriodExpired],
        checks: [PodStatus, Events, NodeConditions, NodeEvents, PodSpec],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read the eviction message: the resource, the threshold and the container's \
                        use",
                command: Check(PodStatus),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See whether the node still reports MemoryPressure",
                command: Check(NodeConditions),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Set the memory request to the real use: above its request a pod goes first",
                command: Use(SET_MEMORY_REQUEST),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Find what grew on the node: the pods over their requests, or the system \
                        itself",
                command: Some("kubectl top pods -A --sort-by=memory"),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Give what must stay a higher PriorityClass",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Demand requests in every namespace with a LimitRange",
                command: None,
            },
        ],
        refs: [EVICTION, EVICTION_RANKING,],
    },
    EvictedEphemeralStorage = Entry {
        id: "evicted-ephemeral-storage",
        since: "next",
        fault: Resources,
        title: "The node was short of disk and the kubelet evicted the pod",
        why: "Free space or inodes of the node's file system, or of the runtime's image file \
              system, fell below the eviction threshold. The kubelet first deletes dead containers \
              and unused images, then evicts pods by how far their writable layers, logs and \
              emptyDir volumes exceed their requests. The pod that goes need not be the one that \
              filled the disk.",
        leads_to: [SigtermGraceful, SigtermUnhandled, GracePeriodExpired],
        checks: [PodStatus, Events, NodeConditions, NodeEvents, PodSpec],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read the eviction message: the resource, the threshold and the container's \
                        use",
                command: Check(PodStatus),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See whether the node still reports DiskPressure",
                command: Check(NodeConditions),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See what fills the node's disk (needs the right to run a privileged pod)",
                command: Some(
                    "kubectl debug node/{node} -it --image=busybox --profile=sysadmin -- chroot \
                     /host df -h",
                ),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Write large files to a volume with a claim, and rotate what the program \
                        logs to files",
                command: None,
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Request the ephemeral storage that the pod uses: above its request it goes \
                        first",
                command: Some(
                    "kubectl set resources {workload}[[ -n {namespace}]] -c {container} \
                     --requests=ephemeral-storage=\"$USUAL_STORAGE\"",
                ),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Bound containerLogMaxSize and image garbage collection in the kubelet's \
                        configuration",
                command: None,
            },
        ],
        refs: [EVICTION, EVICTION_RANKING,],
    },
    EvictedPids = Entry {
        id: "evicted-pids",
        since: "next",
        fault: Resources,
        title: "The node was short of process ids and the kubelet evicted the pod",
        why: "The node had fewer free process ids than the kubelet's threshold, which happens when \
              some pod forks without end or leaves zombies behind. Pods do not request process \
              ids, so the kubelet goes by priority and then by the count of processes. The pod \
              that goes need not be the one that forked.",
        leads_to: [SigtermGraceful, SigtermUnhandled, GracePeriodExpired],
        checks: [PodStatus, Events, NodeConditions, NodeEvents, PodSpec],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read the eviction message: the resource, the threshold and the container's \
                        use",
                command: Check(PodStatus),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See whether the node still reports PIDPressure",
                command: Check(NodeConditions),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Find what forks (needs the right to run a privileged pod)",
                command: Some(
                    "kubectl debug node/{node} -it --image=busybox --profile=sysadmin -- chroot \
                     /host ps -eo nlwp,pid,ppid,args --sort=-nlwp",
                ),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Reap children: run the program under an init such as tini, or set \
                        shareProcessNamespace",
                command: None,
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Bound the program's threads and workers",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Set podPidsLimit in the kubelet's configuration, so that one pod cannot \
                        take them all",
                command: None,
            },
        ],
        refs: [EVICTION, EVICTION_RANKING,],
    },
    EvictedByApi = Entry {
        id: "evicted-by-api",
        since: "next",
        fault: Disruption,
        title: "Somebody asked for the pod's eviction: a drain, an autoscaler or a tool",
        why: "A client posted an Eviction for the pod, as kubectl drain, the cluster autoscaler \
              and the descheduler do. The API server checks the PodDisruptionBudgets and then \
              deletes the pod with its grace period; the exit code only tells how the program took \
              the stop. Nothing is wrong with the pod.",
        leads_to: [SigtermGraceful, SigtermUnhandled, GracePeriodExpired],
        checks: [PodStatus, Events, NodeConditions, NodeEvents],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read the DisruptionTarget condition and the events around it",
                command: Check(PodStatus),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See whether the node is cordoned or going away",
                command: Check(NodeConditions),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                when: Replicated,
                title: "Bound how many replicas may leave at once with a PodDisruptionBudget",
                command: Use(LIMIT_DISRUPTION),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Let a Job ignore disruptions in its podFailurePolicy (onPodConditions \
                        DisruptionTarget)",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Make the program restartable at any time, or mark the pod as not safe to \
                        evict for the autoscaler",
                command: None,
            },
        ],
        refs: [
            "https://kubernetes.io/docs/concepts/scheduling-eviction/api-eviction/",
            DISRUPTIONS,
        ],
    },
    EvictedByTaint = Entry {
        id: "evicted-by-taint",
        since: "next",
        fault: Infrastructure,
        title: "A taint on the node evicted the pod",
        why: "The node got a NoExecute taint that the pod does not tolerate, or not for longer. A \
              node that stops reporting is tainted as not-ready or unreachable, and pods tolerate \
              that for 300 seconds by default. The containers may have run on until the node came \
              back.",
        leads_to: [SigtermGraceful, SigtermUnhandled, GracePeriodExpired],
        checks: [PodStatus, NodeConditions, NodeEvents, Events],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read the node's taints and conditions",
                command: Check(NodeConditions),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See when and why the node became not ready",
                command: Check(NodeEvents),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Repair or replace the node, or remove the taint that somebody set by hand",
                command: Some("kubectl taint node {node} \"$TAINT\"-"),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Set tolerationSeconds for not-ready and unreachable to what the program \
                        can wait",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                when: Replicated,
                title: "Spread the replicas over nodes and zones with topologySpreadConstraints",
                command: None,
            },
        ],
        refs: [
            "https://kubernetes.io/docs/concepts/scheduling-eviction/\
             taint-and-toleration/",
            DISRUPTIONS,
        ],
    },
    PriorityPreempted = Entry {
        id: "priority-preempted",
        since: "next",
        fault: Disruption,
        title: "The pod was stopped to make room for one of higher priority",
        why: "A pod with a higher priority did not fit anywhere, and stopping this one made room \
              for it. The scheduler does so with the pod's grace period and the condition \
              PreemptionByScheduler; the kubelet does so for critical pods, with the reason \
              Preempting. Nothing is wrong with the pod.",
        leads_to: [SigtermGraceful, SigtermUnhandled, GracePeriodExpired],
        checks: [PodStatus, Events, Nodes],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read the condition and the Preempted event: it names the pod that took the \
                        place",
                command: Check(Events),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Compare the priorities of the pods",
                command: Some(
                    "kubectl get pods -A -o custom-columns=NS:.metadata.namespace,\
                     POD:.metadata.name,CLASS:.spec.priorityClassName,PRIORITY:.spec.priority",
                ),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Give the pod the PriorityClass that its work deserves",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Add nodes: preemption is a sign of a full cluster",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                when: Replicated,
                title: "Bound voluntary preemption with a PodDisruptionBudget; the scheduler heeds \
                        it when it can",
                command: Use(LIMIT_DISRUPTION),
            },
        ],
        refs: [
            "https://kubernetes.io/docs/concepts/scheduling-eviction/\
             pod-priority-preemption/",
            DISRUPTIONS,
        ],
    },
    NodePreempted = Entry {
        id: "node-preempted",
        since: "next",
        fault: Disruption,
        title: "The cloud took the spot or preemptible node away",
        why: "The provider reclaimed the machine, with a notice of seconds to two minutes. \
              Whatever drained the node stopped its pods as far as the time allowed; the rest was \
              lost with the machine. Nothing is wrong with the pod.",
        leads_to: [
            NodeShutdown,
            NodeLost,
            EvictedByApi,
            SigtermGraceful,
            SigtermUnhandled,
            GracePeriodExpired,
        ],
        checks: [PodStatus, NodeEvents, NodeConditions, NodePods],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Look for the provider's taint or termination event on the node",
                command: Check(NodeEvents),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See whether all pods of the node went at the same time",
                command: Check(NodePods),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Finish within the provider's notice: a shorter grace period, and state \
                        saved as the work goes",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Keep what must not be interrupted on ordinary nodes with a node selector \
                        or a taint",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Let a Job ignore disruptions in its podFailurePolicy (onPodConditions \
                        DisruptionTarget)",
                command: None,
            },
        ],
        refs: [
            DISRUPTIONS,
            "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/\
             spot-interruptions.html",
            "https://docs.cloud.google.com/compute/docs/instances/spot",
        ],
    },
    NodeShutdown = Entry {
        id: "node-shutdown",
        since: "next",
        fault: Disruption,
        title: "The node was shut down in an orderly way and the pod with it",
        why: "The kubelet saw the shutdown coming through systemd's inhibitor, and ended the pods \
              in order of priority within shutdownGracePeriod. The pod ends as Failed with the \
              reason Terminated (NodeShutdown or Shutdown in older versions), and the exit codes \
              only tell how the programs took the stop. Nothing is wrong with the pod.",
        leads_to: [SigtermGraceful, SigtermUnhandled, GracePeriodExpired],
        checks: [PodStatus, NodeEvents, NodeConditions, NodePods],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read the pod's reason and message",
                command: Check(PodStatus),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See the node's Shutdown and Rebooted events",
                command: Check(NodeEvents),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Remove the pod object that the shutdown left behind",
                command: Use(DELETE_POD),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Drain the node before planned work: a drain heeds PodDisruptionBudgets, a \
                        shutdown does not",
                command: Use(DRAIN),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Set shutdownGracePeriod to cover the longest grace period of the node's \
                        pods",
                command: None,
            },
        ],
        refs: [
            "https://kubernetes.io/docs/concepts/cluster-administration/node-shutdown/",
            "https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/kubelet/\
             nodeshutdown/nodeshutdown_manager.go",
        ],
    },
    NodeReboot = Entry {
        id: "node-reboot",
        since: "next",
        fault: Infrastructure,
        title: "The node restarted under the container",
        why: "The machine went down without ending its pods, so nobody saw the exit status. When \
              the kubelet and the runtime came back they found the container gone and reported the \
              reason Unknown with 255, or a start and finish time that no process ever had. All \
              containers of the node share that moment.",
        leads_to: [RuntimeStateLost],
        checks: [NodeEvents, NodeInfo, NodePods, LastState, KernelLog],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Look for a Rebooted event, with the old and the new boot id",
                command: Check(NodeEvents),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See whether all pods of the node restarted in the same second",
                command: Check(NodePods),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Find out why it went down: panic, watchdog, power or an update (needs the \
                        right to run a privileged pod)",
                command: Some(
                    "kubectl debug node/{node} -it --image=busybox --profile=sysadmin -- chroot \
                     /host journalctl -b -1 -n 100",
                ),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Cordon the node when it restarts again and again",
                command: Use(CORDON),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Drain the node before planned restarts",
                command: Use(DRAIN),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                when: Replicated,
                title: "Spread the replicas over nodes with topologySpreadConstraints",
                command: None,
            },
        ],
        refs: [NODES, CONTAINERD_RESTART,],
    },
    NodeLost = Entry {
        id: "node-lost",
        since: "next",
        fault: Infrastructure,
        title: "The node stopped reporting and the pod was given up",
        why: "The node's kubelet sent no status for longer than the control plane waits, or the \
              Node object went away. The pod was then marked for deletion, and what its containers \
              did afterwards nobody saw: no exit code of theirs is known. They may even have run \
              on beside their replacement.",
        leads_to: [RuntimeStateLost],
        checks: [NodeConditions, NodeEvents, PodStatus, NodePods],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read when the node's last heartbeat came, and its Ready condition",
                command: Check(NodeConditions),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See whether the machine exists, and whether its kubelet runs",
                command: Some("kubectl get node {node} -o wide"),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Repair the node, or delete its Node object once the machine is really gone",
                command: Some("kubectl delete node {node}"),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Taint a node that is surely off as out-of-service, so that its volumes can \
                        move",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                when: Replicated,
                title: "Spread the replicas over nodes and zones with topologySpreadConstraints",
                command: None,
            },
        ],
        refs: [
            NODES,
            "https://kubernetes.io/docs/concepts/cluster-administration/node-shutdown/\
             #non-graceful-node-shutdown",
        ],
    },
    SandboxLost = Entry {
        id: "sandbox-lost",
        since: "next",
        fault: Infrastructure,
        title: "The pod's sandbox died or changed and its containers went with it",
        why: "The sandbox holds the pod's network and namespaces. When its process dies, or the \
              kubelet finds that it no longer fits the pod, the kubelet stops all containers and \
              makes everything anew, so their exit codes only tell how they took the stop. A \
              restarted runtime or node, or a killed pause process, does that.",
        leads_to: [SigtermGraceful, SigtermUnhandled, GracePeriodExpired],
        checks: [Events, NodeEvents, NodePods, RuntimeLog],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Look for SandboxChanged among the pod's events",
                command: Check(Events),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See whether other pods of the node lost theirs at the same time",
                command: Check(NodePods),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Read what the runtime says of the sandbox",
                command: Check(RuntimeLog),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Delete the pod when it does not come back, so that it starts elsewhere",
                command: Use(DELETE_POD),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Cordon the node when it happens again",
                command: Use(CORDON),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Update the container runtime and the network plug-in of the node",
                command: None,
            },
        ],
        refs: [KUBELET_SANDBOXES, CRI,],
    },
    RestartedWithSiblings = Entry {
        id: "restarted-with-siblings",
        since: "next",
        fault: None,
        title: "A restart rule of the pod restarted all its containers",
        why: "A container ended with an exit code that a RestartAllContainers rule names, so the \
              kubelet stopped the others and removed them all to start the pod afresh. The 137 \
              that this container shows was written by the kubelet and not by a signal. The \
              container to look at is the one whose exit the rule matched.",
        leads_to: [],
        checks: [PodStatus, PodSpec, Events],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Find the container whose exit the rule matched",
                command: Check(PodStatus),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Read the pod's restartPolicyRules",
                command: Check(PodSpec),
            },
        ],
        refs: [RESTART_POLICY, KUBELET_PODS,],
    },
    RuntimeStateLost = Entry {
        id: "runtime-state-lost",
        since: "next",
        fault: Infrastructure,
        title: "Nobody saw how the container ended; its exit code is invented",
        why: "When the kubelet cannot find a container any more it writes the reason \
              ContainerStatusUnknown with 137, a number that stands for \"an error\": nothing need \
              have been killed. When containerd has lost its task it writes the reason Unknown \
              with 255. Start and finish times are then missing or meaningless. What ended the \
              container has to be found elsewhere.",
        leads_to: [],
        checks: [PodStatus, Events, NodeEvents, NodePods, RuntimeLog],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read the pod's own reason: an eviction or a lost node explains it",
                command: Check(PodStatus),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See whether the node restarted or the runtime did",
                command: Check(NodeEvents),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See whether other containers of the node were lost at the same time",
                command: Check(NodePods),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Read the kubelet's and the runtime's log around that time",
                command: Check(RuntimeLog),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Run the same work again on another node; cordon this one when it happens \
                        again",
                command: Use(CORDON),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Send logs off the node, so that the last lines outlive the container",
                command: None,
            },
        ],
        refs: [KUBELET_PODS, CONTAINERD_RESTART,],
    },
    RestartedByResize = Entry {
        id: "restarted-by-resize",
        since: "next",
        fault: None,
        title: "An in-place resize restarted the container",
        why: "Somebody changed the pod's resources in place, and the container's resizePolicy says \
              that this resource needs a restart. The kubelet stopped and started it, so its exit \
              code only tells how it took the stop. Nothing is wrong.",
        leads_to: [SigtermGraceful, SigtermUnhandled, GracePeriodExpired],
        checks: [Events, PodSpec, PodStatus],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Look for \"resize requires restart\" among the events",
                command: Check(Events),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Read the container's resizePolicy",
                command: Check(PodSpec),
            },
            Remedy {
                stage: Prevent,
                risk: Restarts,
                title: "Set restartPolicy NotRequired for the resource, when the program takes a \
                        new limit as it runs",
                command: Some(
                    "kubectl patch {workload}[[ -n {namespace}]] -p '{template_start}\"spec\":{\
                     \"{containers}\":[{\"name\":\"{container}\",\"resizePolicy\":[{\
                     \"resourceName\":\"memory\",\"restartPolicy\":\
                     \"NotRequired\"}]}]}{template_end}'",
                ),
            },
        ],
        refs: ["https://kubernetes.io/docs/tasks/configure-pod-container/\
             resize-container-resources/",],
    },
    KubeletAdmissionRejected = Entry {
        id: "kubelet-admission-rejected",
        since: "next",
        fault: Infrastructure,
        title: "The kubelet refused the pod; none of its containers ran",
        why: "The scheduler had placed the pod, but the kubelet's own check on arrival failed: not \
              enough cpu, memory or devices left, a node selector that no longer matches, or an \
              admission plug-in that erred. The pod goes to Failed and is not tried again; its \
              controller makes a new one. It comes from a scheduler that decided on old facts, \
              from static pods, or from a device plug-in that restarted.",
        leads_to: [],
        checks: [PodStatus, Events, NodeConditions, PodSpec],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read the pod's reason and message: the resource, what was asked and what \
                        was left",
                command: Check(PodStatus),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See what the node has allocated, to static pods too",
                command: Check(NodeConditions),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Remove the rejected pod; its controller has made a new one",
                command: Use(DELETE_POD),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Let the scheduler place the pod: drop spec.nodeName from the manifest",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Restart device plug-ins before the pods that need them, after a restart of \
                        the node",
                command: None,
            },
        ],
        refs: [
            "https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/kubelet/\
             lifecycle/predicate.go",
            "https://kubernetes.io/docs/concepts/extend-kubernetes/compute-storage-net/\
             device-plugins/",
        ],
    },
    SigtermGraceful = Entry {
        id: "sigterm-graceful",
        since: "next",
        fault: None,
        title: "The container was asked to stop, and did",
        why: "A rollout, a scale-down, a drain or somebody's delete asked the pod to stop, and the \
              program ended within the grace period. 143 is SIGTERM's default action or a program \
              that passes it on, 0 a handler that ended cleanly. Nothing is wrong with the \
              program.",
        leads_to: [],
        checks: [PodStatus, Events, Owner, RolloutHistory],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Find out who asked: a rollout, an autoscaler, a drain or a person",
                command: Check(Events),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See whether a rollout or a scale-down was going on",
                command: Check(Owner),
            },
            Remedy {
                stage: Prevent,
                risk: Restarts,
                title: "Let the endpoints forget the pod before it stops with a preStop sleep \
                        (Kubernetes 1.30 and newer)",
                command: Use(SET_PRE_STOP_SLEEP),
            },
        ],
        refs: [POD_TERMINATION, HOOKS,],
    },
    SigkillUnexplained = Entry {
        id: "sigkill-unexplained",
        since: "next",
        fault: Application,
        title: "Killed by SIGKILL; what sent it is not known",
        why: "No program can catch SIGKILL, and the signal does not say who sent it: an expired \
              grace period, a failed probe, a time limit, an out-of-memory kill that nobody noted \
              and somebody's kill -9 all look the same. A wait status, or a parent's word of its \
              child, proves the signal; the number 137 may also be what the program itself exited \
              with. Nothing that is known so far tells them apart, so the checks come first.",
        leads_to: [],
        checks: [
            LastState,
            Events,
            PodStatus,
            PodSpec,
            PreviousLog,
            EngineLog,
            NodeEvents,
            Metrics,
            HostJournal,
            KernelLog
        ],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Look for Killing and probe failures among the events, before they expire \
                        after an hour",
                command: Check(Events),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See whether the pod was being stopped, and for how long",
                command: Check(PodStatus),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See whether the kernel killed it for memory",
                command: Check(KernelLog),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                when: Unplaced,
                title: "If no cluster ran it, see whether the machine's journal tells of a kill",
                command: Check(HostJournal),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See whether the program was at work, shutting down or silent before the \
                        end",
                command: Check(PreviousLog),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Fix what the checks find; do not change the memory limit on a SIGKILL \
                        alone",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Keep the events and the kernel log longer than an hour, so that the next \
                        death explains itself",
                command: None,
            },
        ],
        refs: [SIGNAL_7, SHELL_EXIT_STATUS, POD_TERMINATION,],
    },
    // Could not start.
    SchedulingGated = Entry {
        id: "scheduling-gated",
        since: "next",
        fault: None,
        title: "A scheduling gate holds the pod back",
        why: "The pod's spec lists schedulingGates, and the scheduler does not look at it until \
              whoever put them there has removed them all. A queue such as Kueue does so on \
              purpose, to admit jobs in turn.",
        leads_to: [],
        checks: [PodStatus, PodSpec, Events],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read which gates the pod still has",
                command: Some(
                    "kubectl get pod {pod}[[ -n {namespace}]] -o \
                     jsonpath='{.spec.schedulingGates}'",
                ),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Ask the controller that owns the gate: see the owner's status and events",
                command: Check(Owner),
            },
        ],
        refs: ["https://kubernetes.io/docs/concepts/scheduling-eviction/\
             pod-scheduling-readiness/",],
    },
    Unschedulable = Entry {
        id: "unschedulable",
        since: "next",
        fault: Resources,
        retry: Later,
        title: "No node can take the pod",
        why: "The scheduler found no node that passes all of its filters: enough unreserved cpu \
              and memory, the node selector and affinities, taints, volume zones, host ports. \
              Requests count, not use, so nodes that look idle may be full. The FailedScheduling \
              event counts the nodes by the filter that refused them.",
        leads_to: [],
        checks: [Events, PodStatus, PodSpec, Nodes, Claim, Quota],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read the FailedScheduling event: how many nodes failed which filter",
                command: Check(Events),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Compare what the nodes have left with what the pod requests",
                command: Check(Nodes),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Lower requests that are above the real use, or add nodes",
                command: None,
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Tolerate the taint, or correct the node selector, when no node matches",
                command: Use(EDIT),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Free or create the volume when its claim is not bound",
                command: Some("kubectl describe pvc[[ {claim}]][[ -n {namespace}]]"),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Alert on pods that stay Pending, and let an autoscaler add nodes",
                command: None,
            },
        ],
        refs: [
            "https://kubernetes.io/docs/concepts/scheduling-eviction/kube-scheduler/",
            "https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/",
        ],
    },
    SandboxFailed = Entry {
        id: "sandbox-failed",
        since: "next",
        fault: Infrastructure,
        title: "The pod's sandbox or network could not be set up",
        why: "Before any container the runtime makes the pod's sandbox and calls the network \
              plug-in, and one of the two failed. The pod shows ContainerCreating all the while; \
              the reason stands only in the FailedCreatePodSandBox events. No free addresses, a \
              plug-in that is not ready on the node and a runtime class that is missing there are \
              common errors in it.",
        leads_to: [],
        checks: [Events, NodeConditions, NodePods, NodeEvents, RuntimeLog],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read the plug-in's own error in the FailedCreatePodSandBox event",
                command: Check(Events),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See whether other pods start on that node",
                command: Check(NodePods),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See whether the network plug-in's pod runs there",
                command: Some(
                    "kubectl get pods -n kube-system -o wide --field-selector spec.nodeName={node}",
                ),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Let the pod start elsewhere: cordon the node and delete the pod",
                command: Some(
                    "kubectl cordon {node} && kubectl delete pod {pod}[[ -n {namespace}]]",
                ),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Free addresses, or widen the range that the plug-in hands out, when it has \
                        none left",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Alert on nodes whose NetworkUnavailable condition is true",
                command: None,
            },
        ],
        refs: [
            "https://kubernetes.io/docs/concepts/extend-kubernetes/compute-storage-net/\
             network-plugins/",
            KUBELET_SANDBOXES,
        ],
    },
    ConfigMissingKey = Entry {
        id: "config-missing-key",
        since: "next",
        fault: Configuration,
        title: "A key that the pod refers to is not in its ConfigMap or Secret",
        why: "The object exists, but an environment variable or a volume item names a key that it \
              does not have. For a variable the kubelet cannot make the container \
              (CreateContainerConfigError); for a volume it waits and says FailedMount. It tries \
              again by itself, so adding the key is enough.",
        leads_to: [],
        checks: [LastState, Events, PodSpec, ConfigMap, Secret],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read the name of the key in the message",
                command: Check(Events),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "List the keys of the ConfigMap",
                command: Check(ConfigMap),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "List the keys of the Secret, without its values",
                command: Check(Secret),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Add the key to the ConfigMap when it is missing there",
                command: Some(
                    "kubectl patch configmap {config_map}[[ -n {namespace}]] --type=merge -p \
                     '{\"data\":{\"{key}\":\"'\"$VALUE\"'\"}}'",
                ),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Correct the key's name in the manifest, or mark the reference optional",
                command: Use(EDIT),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Deploy the configuration with the workload, with a hash in its name",
                command: None,
            },
        ],
        refs: [CONFIG_MAPS, SECRETS,],
    },
    ConfigMissingSecret = Entry {
        id: "config-missing-secret",
        since: "next",
        fault: Configuration,
        title: "The Secret that the pod refers to does not exist",
        why: "The pod names a Secret for a variable or a volume, and the namespace has none of \
              that name. For a variable the kubelet cannot make the container \
              (CreateContainerConfigError); for a volume it waits and says FailedMount. It tries \
              again by itself, so creating the object is enough.",
        leads_to: [],
        checks: [LastState, Events, PodSpec, Secret],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read the missing name in the message",
                command: Check(Events),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "List what the namespace has: a Secret of another namespace does not count",
                command: Some("kubectl get secrets[[ -n {namespace}]]"),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Create the Secret",
                command: Some(
                    "kubectl create secret generic {secret}[[ -n {namespace}]] \
                     --from-literal={key}=\"$VALUE\"",
                ),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Correct the name in the manifest, or mark the reference optional",
                command: Use(EDIT),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Deploy the configuration with the workload, in the same step",
                command: None,
            },
        ],
        refs: [SECRETS,],
    },
    ConfigMissingConfigmap = Entry {
        id: "config-missing-configmap",
        since: "next",
        fault: Configuration,
        title: "The ConfigMap that the pod refers to does not exist",
        why: "The pod names a ConfigMap for a variable or a volume, and the namespace has none of \
              that name. For a variable the kubelet cannot make the container \
              (CreateContainerConfigError); for a volume it waits and says FailedMount. It tries \
              again by itself, so creating the object is enough.",
        leads_to: [],
        checks: [LastState, Events, PodSpec, ConfigMap],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read the missing name in the message",
                command: Check(Events),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "List what the namespace has: a ConfigMap of another namespace does not \
                        count",
                command: Some("kubectl get configmaps[[ -n {namespace}]]"),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Create the ConfigMap",
                command: Some(
                    "kubectl create configmap {config_map}[[ -n {namespace}]] \
                     --from-literal={key}=\"$VALUE\"",
                ),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Correct the name in the manifest, or mark the reference optional",
                command: Use(EDIT),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Deploy the configuration with the workload, in the same step",
                command: None,
            },
        ],
        refs: [CONFIG_MAPS,],
    },
    VolumeNotMounted = Entry {
        id: "volume-not-mounted",
        since: "next",
        fault: Configuration,
        title: "A volume could not be attached or mounted",
        why: "The containers wait until all of the pod's volumes are mounted, and one of them is \
              not. FailedAttachVolume comes from the attach-detach controller (a disk still \
              attached elsewhere, a limit of the node), FailedMount from the kubelet (a missing \
              object, a bad path, a storage driver's error). The pod shows ContainerCreating all \
              the while.",
        leads_to: [],
        checks: [Events, PodSpec, Claim, NodeEvents, RuntimeLog],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read which volume, and the driver's own error",
                command: Check(Events),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See whether the claim is bound, and to what",
                command: Check(Claim),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See which node still holds the disk",
                command: Some("kubectl get volumeattachments"),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Correct the volume's source in the manifest when it names something that \
                        does not exist",
                command: Use(EDIT),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Let the old pod go first (strategy Recreate): a ReadWriteOnce disk serves \
                        one node",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Use a StatefulSet for pods that own a disk, or a ReadWriteMany volume for \
                        shared ones",
                command: None,
            },
        ],
        refs: [
            "https://kubernetes.io/docs/concepts/storage/persistent-volumes/",
            "https://kubernetes.io/docs/concepts/storage/volumes/",
        ],
    },
    ImagePlatformMissing = Entry {
        id: "image-platform-missing",
        since: "next",
        fault: Image,
        title: "The image does not exist for the node's platform",
        why: "The registry has the image, but its index lists no entry for the node's operating \
              system and architecture. Images built on an arm64 laptop are a common source: docker \
              build makes only the platform of the machine.",
        leads_to: [],
        checks: [Events, LastState, ImagePlatforms, NodeInfo],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "List the platforms that the image exists for",
                command: Check(ImagePlatforms),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Read the node's platform",
                command: Check(NodeInfo),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Build and push it for all platforms that the nodes have",
                command: Use(BUILD_FOR_PLATFORMS),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Keep the pod on nodes that the image fits, until it is built",
                command: Use(SET_ARCHITECTURE),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Check the index for all platforms in the pipeline, before the rollout",
                command: Some("docker buildx imagetools inspect {image}"),
            },
        ],
        refs: [IMAGES, DOCKER_MULTI_PLATFORM,],
    },
    ImageRateLimited = Entry {
        id: "image-rate-limited",
        since: "next",
        fault: Image,
        retry: Later,
        title: "The registry refused the pull because of too many requests",
        why: "The registry answered 429, or a message such as toomanyrequests: its limit counts \
              pulls per account, or per address for anonymous ones, and all nodes behind one \
              gateway share that address. The kubelet tries again by itself, with a back-off up to \
              five minutes, so the pod may start without help.",
        leads_to: [],
        checks: [Events, LastState, ServiceAccount],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read the registry's answer",
                command: Check(Events),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See whether the pod pulls with an account of its own",
                command: Check(ServiceAccount),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Give the service account a pull secret: an account has a limit of its own",
                command: Some(
                    "kubectl patch serviceaccount {service_account}[[ -n {namespace}]] -p \
                     '{\"imagePullSecrets\":[{\"name\":\"'\"$PULL_SECRET\"'\"}]}'",
                ),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Keep what the node has: imagePullPolicy IfNotPresent with tags that never \
                        move",
                command: Use(SET_PULL_IF_NOT_PRESENT),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Pull through a cache or a mirror in your own network",
                command: None,
            },
        ],
        refs: [IMAGES, "https://docs.docker.com/docker-hub/usage/",],
    },
    ImageRegistryTls = Entry {
        id: "image-registry-tls",
        since: "next",
        fault: Image,
        title: "The registry's certificate was not accepted",
        why: "The runtime on the node reached the registry and could not trust its certificate: an \
              authority that the node does not know, a name that does not match, a certificate out \
              of date, or a registry that speaks plain HTTP. The node's trust store decides, not \
              the pod's, nor the one of the machine where the pull works.",
        leads_to: [],
        checks: [Events, LastState, NodeInfo, RuntimeLog],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read the certificate error word by word",
                command: Check(Events),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See which certificate the registry shows, and until when it is valid",
                command: Some(
                    "openssl s_client -connect \"$REGISTRY\":443 -servername \"$REGISTRY\" </dev/\
                     null | openssl x509 -noout -subject -issuer -dates -ext subjectAltName",
                ),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Add the authority to the runtime's configuration for that registry on \
                        every node",
                command: None,
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Renew the certificate when it has expired",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Alert on certificates weeks before they expire",
                command: None,
            },
        ],
        refs: ["https://github.com/containerd/containerd/blob/main/docs/hosts.md", IMAGES,],
    },
    ImageRegistryUnreachable = Entry {
        id: "image-registry-unreachable",
        since: "next",
        fault: Image,
        retry: Later,
        title: "The registry could not be reached",
        why: "The runtime on the node got no answer: the name did not resolve, the connection was \
              refused or timed out, or a proxy stood in between. The node's resolver and routes \
              decide, not the pod's. The kubelet tries again by itself, with a back-off up to five \
              minutes.",
        leads_to: [],
        checks: [Events, LastState, NodePods, NodeEvents, RuntimeLog],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read the network error: no such host, refused, or a time-out",
                command: Check(Events),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See whether other nodes can pull from there",
                command: Check(NodePods),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Ask from the node itself (needs the right to make a pod there)",
                command: Some(
                    "kubectl debug node/{node} -it --image=curlimages/curl -- curl -sSI \
                     \"https://$REGISTRY/v2/\"",
                ),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Correct the registry's name in the image reference",
                command: Use(SET_IMAGE),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Open the route, or set the proxy in the runtime's own environment",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Pull through a cache or a mirror in your own network",
                command: None,
            },
        ],
        refs: [IMAGES, "https://kubernetes.io/docs/tasks/debug/debug-cluster/crictl/",],
    },
    ImageNameInvalid = Entry {
        id: "image-name-invalid",
        since: "next",
        fault: Image,
        title: "The image reference cannot be parsed",
        why: "The string is no image reference at all, so no registry was asked: upper case in the \
              name, a blank, a doubled colon, an empty tag, or a template variable that was never \
              filled in. The kubelet says InvalidImageName.",
        leads_to: [],
        checks: [LastState, PodSpec, Events],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read the reference as the pod has it",
                command: Some(
                    "kubectl get pod {pod}[[ -n {namespace}]] -o \
                     jsonpath='{.spec.{containers}[?(@.name==\"{container}\")].image}'",
                ),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Look for an empty variable in the template that made it",
                command: Check(Owner),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Set a reference that parses",
                command: Use(SET_IMAGE),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Let the pipeline fail when the tag's variable is empty",
                command: None,
            },
        ],
        refs: [IMAGES, "https://github.com/distribution/reference/blob/main/reference.go",],
    },
    ImagePullNever = Entry {
        id: "image-pull-never",
        since: "next",
        fault: Image,
        title: "The image is not on the node, and the pull policy forbids a pull",
        why: "imagePullPolicy Never makes the kubelet use only what the node already has, and the \
              image is not among it (ErrImageNeverPull). An image that was built with Docker on \
              the machine is not in the runtime of a kind or minikube node until it is loaded \
              there.",
        leads_to: [],
        checks: [LastState, Events, PodSpec],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read the pull policy and the image",
                command: Check(PodSpec),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See which images the node has",
                command: Some("kubectl get node {node} -o jsonpath='{.status.images[*].names}'",),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Load the image into the node (kind; minikube image load does the same \
                        there)",
                command: Some("kind load docker-image {image}"),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Let the kubelet pull what is missing",
                command: Use(SET_PULL_IF_NOT_PRESENT),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Keep Never for nodes whose images are baked in",
                command: None,
            },
        ],
        refs: ["https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy",],
    },
    ImageSignatureRejected = Entry {
        id: "image-signature-rejected",
        since: "next",
        fault: Image,
        title: "A signature policy refused the image",
        why: "The node's runtime or an admission policy demands a signature, and the image has \
              none that the policy trusts: not signed, signed with another key, or a tag that \
              moved after the signing. The registry has the image and the pull itself may have \
              worked.",
        leads_to: [],
        checks: [Events, LastState, Owner, RuntimeLog],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read which policy refused it",
                command: Check(Events),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Verify the signature by hand",
                command: Some("cosign verify --key \"$PUBLIC_KEY\" {image}"),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Sign the image by its digest, with a key that the policy trusts",
                command: Some("cosign sign --key \"$PRIVATE_KEY\" {image}"),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Deploy by digest, and verify in the pipeline before the rollout",
                command: None,
            },
        ],
        refs: [
            "https://github.com/containers/image/blob/main/docs/\
             containers-policy.json.5.md",
            "https://docs.sigstore.dev/cosign/verifying/verify/",
        ],
    },
    ImageAuth = Entry {
        id: "image-auth",
        since: "next",
        fault: Image,
        title: "The registry refused the credentials for the pull",
        why: "The registry answered 401 or 403: the node sent no credentials, wrong or expired \
              ones, or ones that may not read this repository. Pull secrets must be in the pod's \
              own namespace. Docker Hub says \"pull access denied\" for a repository that does not \
              exist too, so check the name first.",
        leads_to: [],
        checks: [Events, LastState, ServiceAccount, PodSpec],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read the registry's answer, and check the name letter by letter",
                command: Check(Events),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See which pull secrets the pod and its service account bring",
                command: Check(ServiceAccount),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Ask the registry with your own credentials whether the image exists",
                command: Check(ImagePlatforms),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Create a pull secret in the pod's namespace",
                command: Some(
                    "kubectl create secret docker-registry \"$PULL_SECRET\"[[ -n {namespace}]] \
                     --docker-server=\"$REGISTRY\" --docker-username=\"$REGISTRY_USER\" \
                     --docker-password=\"$REGISTRY_TOKEN\"",
                ),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Name the pull secret in the workload",
                command: Some(
                    "kubectl patch {workload}[[ -n {namespace}]] -p '{template_start}\"spec\":{\
                     \"imagePullSecrets\":[{\"name\":\"'\"$PULL_SECRET\"'\"}]}{template_end}'",
                ),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Use the kubelet's credential provider of the cloud: its tokens renew \
                        themselves",
                command: None,
            },
        ],
        refs: [
            "https://kubernetes.io/docs/tasks/configure-pod-container/\
             pull-image-private-registry/",
            IMAGES,
        ],
    },
    ImageNotFound = Entry {
        id: "image-not-found",
        since: "next",
        fault: Image,
        title: "The registry has no such image or tag",
        why: "The registry answered that the repository, tag or digest does not exist (404, \
              \"manifest unknown\", \"not found\"). The tag was never pushed, was deleted, or the \
              name has a typing error. ImagePullBackOff is only the kubelet's wait between two \
              tries.",
        leads_to: [],
        checks: [Events, LastState, ImagePlatforms, RolloutHistory],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read the full reference in the event, letter by letter",
                command: Check(Events),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "List the tags that the repository has",
                command: Some("skopeo list-tags docker://\"$REPOSITORY\""),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Go back to the revision whose image exists",
                command: Use(ROLL_BACK),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Set a tag that exists",
                command: Use(SET_IMAGE),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Roll out only after the push has ended, by digest",
                command: None,
            },
        ],
        refs: [IMAGES,],
    },
    WindowsOsVersionMismatch = Entry {
        id: "windows-os-version-mismatch",
        since: "next",
        fault: Image,
        title: "The Windows image's build does not fit the host's",
        why: "With process isolation a Windows container shares the host's kernel, and the image's \
              Windows build must fit the host's. The image was built on another Windows Server \
              release, so the runtime refused it (0xc0370101, \"does not match the host operating \
              system\").",
        leads_to: [],
        checks: [Events, LastState, ImagePlatforms, NodeInfo],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read the image's os.version",
                command: Check(ImagePlatforms),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Read the node's Windows build",
                command: Some(
                    "kubectl get node {node} -o jsonpath='{.metadata.labels.node\\.kubernetes\\.io/\
                     windows-build}'",
                ),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Build the image from the base tag of the node's release, such as ltsc2022",
                command: None,
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Keep the pod on nodes of the image's build",
                command: Some(
                    "kubectl patch {workload}[[ -n {namespace}]] -p '{template_start}\"spec\":{\
                     \"nodeSelector\":{\"node.kubernetes.io/windows-build\":\
                     \"'\"$WINDOWS_BUILD\"'\"}}{template_end}'",
                ),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Push one index with an image for every Windows build that the nodes have",
                command: None,
            },
        ],
        refs: [
            "https://learn.microsoft.com/en-us/virtualization/windowscontainers/\
             deploy-containers/version-compatibility",
            "https://kubernetes.io/docs/concepts/windows/user-guide/",
        ],
    },
    WrongArchitecture = Entry {
        id: "wrong-architecture",
        since: "next",
        fault: Image,
        title: "The program is built for another CPU architecture",
        why: "The kernel read the file and knows no way to run it: execve answered ENOEXEC, \"exec \
              format error\". An ELF file for another CPU does that, and so do a script without a \
              #! line, an empty file and a text file in place of the program. runc then ends with \
              255 (1 before 1.2), crun with 1.",
        leads_to: [],
        checks: [PreviousLog, LastState, Events, ImageConfig, NodeInfo, ImageFiles],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read the image's architecture",
                command: Check(ImageConfig),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Read the node's architecture",
                command: Check(NodeInfo),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See what the file is: an ELF for which machine, or a script without #!",
                command: Some("crane export {image} - | tar -xOf - {binary_entry} | file -"),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Build and push it for all platforms that the nodes have",
                command: Use(BUILD_FOR_PLATFORMS),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Give the script a first line such as #!/bin/sh",
                command: None,
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Keep the pod on nodes that the image fits, until it is built",
                command: Use(SET_ARCHITECTURE),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Take the architecture from TARGETARCH in the Dockerfile; never copy \
                        binaries from the builder's machine",
                command: None,
            },
        ],
        refs: [EXECVE_2, RUNC_INIT, DOCKER_MULTI_PLATFORM,],
    },
    MissingInterpreter = Entry {
        id: "missing-interpreter",
        since: "next",
        fault: Image,
        title: "The file exists, but its interpreter or loader does not",
        why: "execve answers \"no such file or directory\" for a file that is there when what it \
              names is not: the program after #!, or the ELF loader. A carriage return from \
              Windows makes the kernel look for \"/bin/sh\\r\"; a program linked with glibc asks \
              for a loader that an Alpine image does not have; a base image may have moved bash or \
              python.",
        leads_to: [],
        checks: [PreviousLog, LastState, Events, ImageConfig, ImageFiles, RolloutHistory],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "See that the file itself is in the image",
                command: Check(ImageFiles),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Read its first line with the line end made visible: ^M$ is a carriage \
                        return",
                command: Some("docker run --rm --entrypoint head {image} -n 1 {binary} | cat -A"),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Read which loader a compiled program asks for",
                command: Some(
                    "docker run --rm --entrypoint cat {image} {binary} | readelf -l /dev/stdin | \
                     grep interpreter",
                ),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See whether the base image changed, from ubuntu to alpine for example",
                command: Check(RolloutHistory),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Remove the carriage returns before the build, and keep them away in \
                        .gitattributes (*.sh text eol=lf)",
                command: Some("sed -i \"s/\\r\\$//\" \"$SCRIPT\""),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Build against the C library of the final image, or link statically",
                command: None,
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Install the interpreter, or write #!/usr/bin/env in front of its name",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Start the image once in the pipeline, on the base that it ships with",
                command: None,
            },
        ],
        refs: [EXECVE_2, LD_SO_8, RUNC_INIT,],
    },
    NotExecutable = Entry {
        id: "not-executable",
        since: "next",
        fault: Image,
        title: "The entry point exists but may not be executed",
        why: "execve answered EACCES, \"permission denied\": the file has no execute bit for the \
              user of the container, it is a directory, a directory above it cannot be entered, or \
              its volume is mounted noexec. A COPY keeps the mode that the file had in the build \
              context, and a checkout on Windows has no execute bits.",
        leads_to: [],
        checks: [LastState, Events, PreviousLog, PodSpec, ImageFiles, ImageConfig],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Look at the file's mode and owner in the image",
                command: Check(ImageFiles),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See which user the container runs as",
                command: Check(ImageConfig),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Set the bit in the Dockerfile: COPY --chmod=0755, and in git: update-index \
                        --chmod=+x",
                command: Some("git update-index --chmod=+x \"$FILE\""),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Mount scripts from a ConfigMap with an executable mode (defaultMode 0555)",
                command: Use(EDIT),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Start the image once in the pipeline, as the user that the pod has",
                command: None,
            },
        ],
        refs: [EXECVE_2, SHELL_EXIT_STATUS, CONTAINERD_START,],
    },
    SharedLibraryMissing = Entry {
        id: "shared-library-missing",
        since: "next",
        fault: Image,
        title: "The loader could not find a shared library or a symbol",
        why: "The program was found, but the dynamic loader could not find a library that it \
              needs, or a version or symbol in it, and ended with 127 before main. A slimmer base \
              image, an older C library than that of the build, or a package that was left out \
              does that. glibc's loader says \"error while loading shared libraries\", musl's \
              \"Error loading shared library\".",
        leads_to: [],
        checks: [PreviousLog, LastState, ImageConfig, ImageFiles, RolloutHistory],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read the name of the library in the log",
                command: Check(PreviousLog),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "List what the program needs and what is not found",
                command: Use(SHOW_LIBRARIES),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See whether the image has the library somewhere else",
                command: Some("crane export {image} - | tar -tf - | grep -F {library}"),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See whether the base image changed, from ubuntu to alpine for example",
                command: Check(RolloutHistory),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Go back to the revision that started",
                command: Use(ROLL_BACK),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Install the package that has it in the final stage of the Dockerfile",
                command: None,
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Build on the release that the final image is based on, or link statically",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Run ldd, or start the program once, in the final image in the pipeline",
                command: None,
            },
        ],
        refs: [LD_SO_8,],
    },
    WorkingDirMissing = Entry {
        id: "working-dir-missing",
        since: "next",
        fault: Configuration,
        title: "The working directory does not exist in the container",
        why: "The runtime could not change to workingDir: the path does not exist, it is a file, \
              the user may not enter it, or a volume hides it. No program ran.",
        leads_to: [],
        checks: [LastState, Events, PodSpec, ImageConfig, ImageFiles],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read the directory in the message",
                command: Check(LastState),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Compare workingDir with the image's own",
                command: Check(ImageConfig),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Drop workingDir from the manifest, so that the image's own counts",
                command: Some(
                    "kubectl patch {workload}[[ -n {namespace}]] -p '{template_start}\"spec\":{\
                     \"{containers}\":[{\"name\":\"{container}\",\"workingDir\":\
                     null}]}{template_end}'",
                ),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Create the directory in the Dockerfile with WORKDIR",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Start the image once in the pipeline, with the pod's own settings",
                command: None,
            },
        ],
        refs: ["https://docs.docker.com/reference/dockerfile/#workdir", CONTAINERD_START,],
    },
    VolumeMountMismatch = Entry {
        id: "volume-mount-mismatch",
        since: "next",
        fault: Configuration,
        title: "A mount does not fit what stands at its path",
        why: "The runtime could not mount a directory over a file or a file over a directory \
              (\"not a directory\"), or the source of a subPath is gone. A ConfigMap key mounted \
              without subPath makes a directory where a file is expected; a subPath is bound at \
              the start and keeps pointing at what it was then.",
        leads_to: [],
        checks: [LastState, Events, PodSpec, ConfigMap, ImageFiles],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read the two paths in the message",
                command: Check(LastState),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Compare mountPath and subPath with the keys of the volume",
                command: Check(PodSpec),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See what the image has at that path",
                command: Check(ImageFiles),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Mount one file with a subPath that names the key, or mount the volume at \
                        an empty directory",
                command: Use(EDIT),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Replace the pod when the source of a subPath changed while it ran",
                command: Use(DELETE_POD),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Mount whole volumes at directories of their own, and point the program \
                        there",
                command: None,
            },
        ],
        refs: ["https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath",],
    },
    SecurityContextRunAsRoot = Entry {
        id: "security-context-run-as-root",
        since: "next",
        fault: Configuration,
        title: "runAsNonRoot is set and the image would run as root",
        why: "The kubelet refuses to start a container that would run as user 0 under \
              runAsNonRoot. It knows only numbers: an image whose USER is a name counts as \
              unproven and is refused as well.",
        leads_to: [],
        checks: [LastState, Events, PodSpec, ImageConfig],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read whether the image has no user, root, or a name instead of a number",
                command: Check(ImageConfig),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Compare with the pod's and the container's securityContext",
                command: Check(PodSpec),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Set a numeric USER in the Dockerfile, such as USER 10001",
                command: None,
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Set runAsUser to a user that the image's files allow",
                command: Some(
                    "kubectl patch {workload}[[ -n {namespace}]] -p '{template_start}\"spec\":{\
                     \"{containers}\":[{\"name\":\"{container}\",\"securityContext\":{\
                     \"runAsUser\":'\"$NEW_UID\"'}}]}{template_end}'",
                ),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Check images for a numeric, non-zero USER in the pipeline",
                command: None,
            },
        ],
        refs: [
            SECURITY_CONTEXT,
            "https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/kubelet/\
             kuberuntime/security_context_others.go",
        ],
    },
    RuntimeNameConflict = Entry {
        id: "runtime-name-conflict",
        since: "next",
        fault: Infrastructure,
        title: "The runtime still holds a container of the same name",
        why: "An earlier attempt to make this container timed out for the kubelet and went on in \
              the runtime, so the name is reserved or in use. A slow disk or an overloaded runtime \
              is behind it, and it mostly ends when the old attempt does.",
        leads_to: [],
        checks: [Events, NodeConditions, NodePods, NodeEvents, RuntimeLog],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Look for a context deadline exceeded before the name conflict",
                command: Check(Events),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See whether other pods of the node are slow to start",
                command: Check(NodePods),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Read what the runtime does with the old attempt",
                command: Check(RuntimeLog),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Delete the pod, so that a new one gets a new name",
                command: Use(DELETE_POD),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Cordon the node when it happens again",
                command: Use(CORDON),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Give the runtime a faster disk, and fewer pods at the same moment",
                command: None,
            },
        ],
        refs: [
            "https://github.com/containerd/containerd/blob/v2.2.0/internal/cri/server/\
             container_create.go",
            CRI,
        ],
    },
    BinaryNotFound = Entry {
        id: "binary-not-found",
        since: "next",
        fault: Image,
        title: "The program that the container should run does not exist in the image",
        why: "The runtime, or a shell, looked for the command and found nothing: a wrong path, a \
              program that the image does not have, a whole command line in one string, or a \
              volume mounted over it. containerd says StartError with 128, CRI-O \
              CreateContainerError, Docker and shells 127. A file that exists and still gets \"no \
              such file\" lacks its interpreter instead.",
        leads_to: [],
        checks: [LastState, Events, PodSpec, PreviousLog, ImageConfig, ImageFiles, RolloutHistory],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read the name that was looked for, in the message",
                command: Check(LastState),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Compare the pod's command with the image's entry point",
                command: Check(PodSpec),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "List the files of the image",
                command: Check(ImageFiles),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See whether the base image changed: alpine has no bash, slim images no \
                        curl",
                command: Check(RolloutHistory),
            },
            Remedy {
                stage: Classify,
                risk: Changes,
                title: "Look around in a copy of the pod with a shell, when the log is empty",
                command: Use(DEBUG_COPY),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Split the command into words: a string with blanks is one file name",
                command: Use(SET_COMMAND),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Go back to the revision that started",
                command: Use(ROLL_BACK),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Install the program in the image, and name it by its full path",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Start the image once in the pipeline, with the pod's own command",
                command: None,
            },
        ],
        refs: [EXECVE_2, CONTAINERD_START, COMMAND_AND_ARGS,],
    },
    RuntimeStartError = Entry {
        id: "runtime-start-error",
        since: "next",
        fault: Configuration,
        title: "The runtime refused to create or start the container",
        why: "The runtime met an error before the program ran: a mount, a device, a sysctl, a user \
              that /etc/passwd does not have, a cgroup or a security profile. containerd says \
              StartError with 128, CRI-O CreateContainerError or RunContainerError, Docker \
              ContainerCannotRun. The message names the step that failed.",
        leads_to: [],
        checks: [LastState, Events, PodSpec, NodePods, RuntimeLog],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read the message to its end: the last clause is the kernel's own error",
                command: Check(LastState),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Compare it with the spec's security context, devices, sysctls and mounts",
                command: Check(PodSpec),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See whether other pods start on that node: if not, the node is at fault",
                command: Check(NodePods),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Read what the runtime says of it",
                command: Check(RuntimeLog),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Correct the setting that the message names, or go back to the revision \
                        that started",
                command: Use(ROLL_BACK),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Start the pod once in a test cluster with the same runtime and kernel",
                command: None,
            },
        ],
        refs: [
            CONTAINERD_START,
            "https://github.com/opencontainers/runtime-spec/blob/main/config.md",
        ],
    },
    // The process itself.
    AppConfigError = Entry {
        id: "app-config-error",
        since: "next",
        fault: Configuration,
        title: "The program refused its configuration or its data",
        why: "The program started, found a setting, a file or a value that it cannot work with, \
              said so and ended. Restarts change nothing until the setting does. sysexits.h has 78 \
              for this (EX_CONFIG) and 65 for bad data, but most programs just use 1.",
        leads_to: [],
        checks: [PreviousLog, LastState, PodSpec, ConfigMap, RolloutHistory],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read the first error in the log, not the last",
                command: Check(PreviousLog),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Compare the variables and the mounted files with what the program expects",
                command: Check(PodSpec),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See what the last rollout changed",
                command: Check(RolloutHistory),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Correct the setting, or go back to the revision that worked",
                command: Use(ROLL_BACK),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Restart the pods after the ConfigMap changed: variables are read once, at \
                        the start",
                command: Some("kubectl rollout restart {rollout}[[ -n {namespace}]]"),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Validate the configuration in the pipeline, with the program itself",
                command: None,
            },
        ],
        refs: [CONFIG_MAPS, "https://man7.org/linux/man-pages/man3/sysexits.h.3head.html",],
    },
    BadCliArgument = Entry {
        id: "bad-cli-argument",
        since: "next",
        fault: Configuration,
        title: "The program did not understand its command line",
        why: "The program met a flag, a subcommand or a count of arguments that it does not know, \
              printed its usage and ended, with 2 or 64 by convention and often with 1. The \
              manifest and the image's version do not fit: a flag was removed, or args went to \
              another program than intended.",
        leads_to: [],
        checks: [PreviousLog, PodSpec, LastState, ImageConfig, RolloutHistory],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read which flag or word was refused",
                command: Check(PreviousLog),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Compare command and args with the image's entry point: args replace CMD, \
                        command replaces ENTRYPOINT",
                command: Check(ImageConfig),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See whether the image or the arguments changed",
                command: Check(RolloutHistory),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Correct the arguments, or go back to the revision that worked",
                command: Use(ROLL_BACK),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Pin the image, and change its version and its flags in one step",
                command: None,
            },
        ],
        refs: [COMMAND_AND_ARGS, SHELL_EXIT_STATUS,],
    },
    DependencyUnreachable = Entry {
        id: "dependency-unreachable",
        since: "next",
        fault: Infrastructure,
        retry: Later,
        title: "A service that the program needs did not answer",
        why: "The program asked a database, a name server or another service, and the connection \
              was refused, timed out or its name did not resolve; it gave up and ended. A program \
              that ends on the first refusal turns a short outage, or an unlucky order of starts, \
              into a crash loop.",
        leads_to: [],
        checks: [PreviousLog, Services, Events, PodSpec, NodePods],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read which name or address it asked, and the error: no such host, refused, \
                        timed out",
                command: Check(PreviousLog),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See whether that service has ready endpoints",
                command: Check(Services),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Ask it from the pod's own network",
                command: Some(
                    "kubectl debug {pod}[[ -n {namespace}]] -it --image=busybox -- nc -zv -w 3 \
                     \"$TARGET_HOST\" \"$TARGET_PORT\"",
                ),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See whether a network policy is in the way",
                command: Some("kubectl get networkpolicies[[ -n {namespace}]]"),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Bring the service back, or correct its name or port in the configuration",
                command: None,
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Try again with a growing pause in the program, instead of ending",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Fail the readiness probe while a dependency is away, never the liveness \
                        probe",
                command: None,
            },
        ],
        refs: [
            "https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/",
            "https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/",
        ],
    },
    PermissionDeniedVolume = Entry {
        id: "permission-denied-volume",
        since: "next",
        fault: Configuration,
        title: "The container's user may not write to the volume",
        why: "The program runs as a user that does not own the files of the volume, so the kernel \
              answered EACCES. The image's user, runAsUser and fsGroup have to fit the volume's \
              owner; hostPath and many network file systems take no fsGroup, and a root-squashing \
              NFS server maps root away. On SELinux nodes a label may be behind the same error.",
        leads_to: [],
        checks: [PreviousLog, PodSpec, LastState, ImageConfig, Claim],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read which path was refused",
                command: Check(PreviousLog),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Compare the user and fsGroup with the owner of the volume",
                command: Check(PodSpec),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Look at the owner from inside",
                command: Some(
                    "kubectl exec {pod}[[ -n {namespace}]] -c {container} -- ls -lnd {mount_path}",
                ),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Hand the volume to the container's group",
                command: Some(
                    "kubectl patch {workload}[[ -n {namespace}]] -p '{template_start}\"spec\":{\
                     \"securityContext\":{\"fsGroup\":{run_as_user},\"fsGroupChangePolicy\":\
                     \"OnRootMismatch\"}}{template_end}'",
                ),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Change the owner in an init container where the volume takes no fsGroup",
                command: Use(EDIT),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Give the image a fixed numeric user, and the volumes that group",
                command: None,
            },
        ],
        refs: ["https://kubernetes.io/docs/tasks/configure-pod-container/security-context/\
             #configure-volume-permission-and-ownership-change-policy-for-pods",],
    },
    ReadOnlyFilesystem = Entry {
        id: "read-only-filesystem",
        since: "next",
        fault: Configuration,
        title: "The program tried to write where everything is read-only",
        why: "The kernel answered EROFS: the root file system is read-only \
              (readOnlyRootFilesystem), the mount is (ConfigMaps and Secrets always are), or the \
              node's file system went read-only after a disk error. Temporary files, pid files and \
              caches are the usual victims.",
        leads_to: [],
        checks: [PreviousLog, PodSpec, LastState, KernelLog],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read which path was refused",
                command: Check(PreviousLog),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See whether the root file system or that mount is read-only in the spec",
                command: Check(PodSpec),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Look for a disk error when neither is: the kernel remounts read-only then",
                command: Check(KernelLog),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Mount an emptyDir at the path that needs writing, such as /tmp",
                command: Use(EDIT),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Copy configuration that the program rewrites into an emptyDir with an init \
                        container",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Run the tests of the image with docker run --read-only",
                command: None,
            },
        ],
        refs: [SECURITY_CONTEXT, EMPTY_DIR,],
    },
    VolumeFull = Entry {
        id: "volume-full",
        since: "next",
        fault: Resources,
        title: "The disk or volume that the program writes to is full",
        why: "A write was answered with ENOSPC: the volume has no free blocks or no free inodes, \
              or a quota on it is used up. A memory-backed emptyDir and /dev/shm (64 MiB by \
              default) are full at their own size, whatever the disk has.",
        leads_to: [],
        checks: [PreviousLog, ContainerDisk, Claim, PodSpec, NodeConditions],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read which path could not be written",
                command: Check(PreviousLog),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See how full the container's file systems are",
                command: Check(ContainerDisk),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See whether inodes ran out instead",
                command: Some("kubectl exec {pod}[[ -n {namespace}]] -c {container} -- df -i"),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Enlarge the claim, where its storage class allows it",
                command: Some(
                    "kubectl patch pvc {claim}[[ -n {namespace}]] -p '{\"spec\":{\"resources\":\
                     {\"requests\":{\"storage\":\"'\"$NEW_SIZE\"'\"}}}}'",
                ),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Delete what is not needed, and rotate what grows",
                command: None,
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Mount a memory-backed emptyDir with a sizeLimit at /dev/shm when that is \
                        what is full",
                command: Use(EDIT),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Alert on kubelet_volume_stats_available_bytes before the volume is full",
                command: None,
            },
        ],
        refs: [
            "https://kubernetes.io/docs/concepts/storage/persistent-volumes/\
             #expanding-persistent-volumes-claims",
            "https://man7.org/linux/man-pages/man2/write.2.html",
        ],
    },
    PortBindPermission = Entry {
        id: "port-bind-permission",
        since: "next",
        fault: Configuration,
        title: "The program may not bind that port",
        why: "bind(2) answered EACCES: ports below net.ipv4.ip_unprivileged_port_start (1024 \
              unless set) need CAP_NET_BIND_SERVICE, and a process that is not root has it only \
              when its file carries it. Docker since 20.10 and containerd since 2.0 set that \
              sysctl to 0 in their own network namespaces; CRI-O does not, and a pod on the host's \
              network has the host's value.",
        leads_to: [],
        checks: [PreviousLog, PodSpec, LastState, ImageConfig],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read which port was refused",
                command: Check(PreviousLog),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See which user the container runs as, and its capabilities",
                command: Check(PodSpec),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Listen on a port above 1023, and let the Service map 80 to it",
                command: None,
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Allow low ports in the pod with a safe sysctl",
                command: Some(
                    "kubectl patch {workload}[[ -n {namespace}]] -p '{template_start}\"spec\":{\
                     \"securityContext\":{\"sysctls\":[{\"name\":\
                     \"net.ipv4.ip_unprivileged_port_start\",\"value\":\"0\"}]}}{template_end}'",
                ),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Let images listen on high ports by default",
                command: None,
            },
        ],
        refs: ["https://man7.org/linux/man-pages/man7/capabilities.7.html", SYSCTLS,],
    },
    PortInUse = Entry {
        id: "port-in-use",
        since: "next",
        fault: Configuration,
        title: "Another process already listens on the port",
        why: "bind(2) answered EADDRINUSE. All containers of a pod share one network namespace, so \
              two of them cannot listen on the same port; with hostNetwork the whole node shares \
              it. A process that the program started before and that did not end may hold it as \
              well.",
        leads_to: [],
        checks: [PreviousLog, PodSpec, NodePods],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read which port was taken",
                command: Check(PreviousLog),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Compare the ports of the pod's containers, sidecars included",
                command: Check(PodSpec),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See who listens, from the pod's own network",
                command: Some(
                    "kubectl debug {pod}[[ -n {namespace}]] -it --image=busybox \
                     --target={container} --profile=general -- netstat -tlnp[[ | grep ':{port} ']]",
                ),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Give one of the two another port",
                command: Use(EDIT),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Drop hostNetwork, or let the new pod come after the old one has gone",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Declare host ports in the spec: the scheduler then keeps them apart",
                command: None,
            },
        ],
        refs: [
            "https://man7.org/linux/man-pages/man2/bind.2.html",
            "https://kubernetes.io/docs/concepts/services-networking/",
        ],
    },
    HostKernelSetting = Entry {
        id: "host-kernel-setting",
        since: "next",
        fault: Infrastructure,
        title: "A setting or feature of the node's kernel is not what the program needs",
        why: "The program needs something of the kernel that containers share with their node: \
              vm.max_map_count for Elasticsearch, fs.inotify limits for file watchers, a module, a \
              newer system call. Such settings are not in the image and, where they have no \
              namespace, not in the pod either.",
        leads_to: [],
        checks: [PreviousLog, NodeInfo, PodSpec, NodePods, KernelLog],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read which setting the program asks for",
                command: Check(PreviousLog),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Read the values on the node (needs the right to make a pod there)",
                command: Some(
                    "kubectl debug node/{node} -it --image=busybox -- chroot /host sysctl \
                     vm.max_map_count fs.inotify.max_user_instances fs.inotify.max_user_watches",
                ),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Read the node's kernel version",
                command: Check(NodeInfo),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Set it on the node with sysctl.d, or with a privileged DaemonSet for the \
                        nodes that need it",
                command: None,
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Set it in the pod's securityContext where the kernel keeps it per \
                        namespace (net.*, kernel.shm*)",
                command: Use(EDIT),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Build the setting into the node image, and keep the workload to such nodes \
                        with a label",
                command: None,
            },
        ],
        refs: [
            SYSCTLS,
            "https://docs.kernel.org/admin-guide/sysctl/vm.html",
            "https://man7.org/linux/man-pages/man7/inotify.7.html",
        ],
    },
    FileDescriptorLimit = Entry {
        id: "file-descriptor-limit",
        since: "next",
        fault: Resources,
        title: "The program ran out of file descriptors",
        why: "open, accept or socket answered EMFILE (the process reached RLIMIT_NOFILE) or ENFILE \
              (the node reached fs.file-max). The pod's spec cannot set the limit: the runtime's \
              service sets it. A count that climbs with time is a leak of files or connections.",
        leads_to: [],
        checks: [PreviousLog, LastState, NodePods],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read which call failed",
                command: Check(PreviousLog),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Read the limit of the main process",
                command: Use(SHOW_LIMITS),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Count what it has open, twice: a number that only climbs is a leak",
                command: Some(
                    "kubectl exec {pod}[[ -n {namespace}]] -c {container} -- sh -c 'ls /proc/1/fd \
                     | wc -l'",
                ),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Close what the program opens, and bound its connections",
                command: None,
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Raise the soft limit to the hard one in the program or its entry point \
                        (ulimit -n)",
                command: None,
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Raise LimitNOFILE of the container runtime's service on the node",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Alert on process_open_fds near process_max_fds",
                command: None,
            },
        ],
        refs: [GETRLIMIT_2, "https://docs.kernel.org/admin-guide/sysctl/fs.html",],
    },
    PidsLimit = Entry {
        id: "pids-limit",
        since: "next",
        fault: Resources,
        title: "The container may not start another process or thread",
        why: "fork or clone answered EAGAIN: the pod's pids cgroup reached its limit (the \
              kubelet's podPidsLimit), or the user reached RLIMIT_NPROC. Threads count like \
              processes, and so do zombies that PID 1 does not reap. Java says \"unable to create \
              native thread\" for it, which is not a lack of heap.",
        leads_to: [],
        checks: [PreviousLog, Events, ContainerCgroup, NodeConditions, KernelLog],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read which call failed",
                command: Check(PreviousLog),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Compare the pids limit with the count, and see how often it was hit",
                command: Check(ContainerCgroup),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Look for zombies",
                command: Some(
                    "kubectl debug {pod}[[ -n {namespace}]] -it --image=busybox \
                     --target={container} -- ps -o pid,ppid,stat,args",
                ),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Bound the program's threads and workers",
                command: None,
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Reap children: run the program under an init such as tini, or set \
                        shareProcessNamespace",
                command: None,
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Raise podPidsLimit in the kubelet's configuration when the need is real",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Alert on the count of threads",
                command: None,
            },
        ],
        refs: [
            "https://kubernetes.io/docs/concepts/policy/pid-limiting/",
            "https://docs.kernel.org/admin-guide/cgroup-v2.html#pid",
            GETRLIMIT_2,
        ],
    },
    CpuTimeLimit = Entry {
        id: "cpu-time-limit",
        since: "next",
        fault: Resources,
        title: "The process used up its CPU time limit",
        why: "RLIMIT_CPU counts seconds of CPU time. At the soft limit the kernel sends SIGXCPU, \
              which ends the process with 152 unless it is handled, and at the hard limit SIGKILL. \
              A ulimit -t in a script, a batch system or an online judge sets it; Kubernetes' own \
              CPU limit only slows a container down and never kills it.",
        leads_to: [],
        checks: [LastState, PreviousLog, PodSpec, ImageConfig],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read the limits of the main process (Max cpu time)",
                command: Use(SHOW_LIMITS),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Find what sets it: ulimit -t in the entry point, or the wrapper around the \
                        job",
                command: Check(PodSpec),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Raise or drop the limit there, or make the program need less",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Bound a Job by activeDeadlineSeconds, which is told as such",
                command: None,
            },
        ],
        refs: [GETRLIMIT_2, SIGNAL_7,],
    },
    FileSizeLimit = Entry {
        id: "file-size-limit",
        since: "next",
        fault: Resources,
        title: "The process wrote a file larger than it may",
        why: "A write beyond RLIMIT_FSIZE makes the kernel send SIGXFSZ, which ends the process \
              with 153 unless it is handled; then the write fails with EFBIG. A ulimit -f in a \
              script or the runtime's service sets that limit. It is about one file and not about \
              a full disk.",
        leads_to: [],
        checks: [LastState, PreviousLog, PodSpec, ImageConfig],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read the limits of the main process (Max file size)",
                command: Use(SHOW_LIMITS),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Find what sets it: ulimit -f in the entry point, or the runtime's service",
                command: Check(PodSpec),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Raise or drop the limit there, or write smaller files",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Rotate files that grow by size",
                command: None,
            },
        ],
        refs: [GETRLIMIT_2, SIGNAL_7,],
    },
    SegfaultKernelIncompat = Entry {
        id: "segfault-kernel-incompat",
        since: "next",
        fault: Image,
        title: "An old program needs something that the node's kernel no longer has",
        why: "A program built long ago calls into the kernel in a way that newer kernels do not \
              offer any more: the vsyscall page, which the C library of CentOS 6 jumps to and \
              vsyscall=none takes away. The first such call faults, so the container dies of \
              SIGSEGV (139) at once, on new nodes only, with an empty log.",
        leads_to: [SegfaultNativeCode],
        checks: [LastState, PreviousLog, ImageConfig, NodeInfo, KernelLog],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "See whether it dies at once on this node and runs on nodes with an older \
                        kernel",
                command: Check(NodeInfo),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Look for \"vsyscall attempted with vsyscall=none\" in the kernel log",
                command: Check(KernelLog),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Read how old the image's base is",
                command: Check(ImageConfig),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Rebuild the program on a base with a newer C library",
                command: None,
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Keep the pod on nodes that still boot with vsyscall=emulate, until it is \
                        rebuilt",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Rebuild images when their base goes out of support",
                command: None,
            },
        ],
        refs: ["https://docs.kernel.org/admin-guide/kernel-parameters.html", SIGNAL_7,],
    },
    StackOverflow = Entry {
        id: "stack-overflow",
        since: "next",
        fault: Application,
        title: "The program used up its stack",
        why: "Recursion without an end, or one frame that is too large, ran into the guard page \
              below the stack. C and C++ then die of SIGSEGV (139), Rust notices, says \"has \
              overflowed its stack\" and aborts (134), Go ends with 2, Java throws \
              StackOverflowError. musl gives threads a far smaller stack than glibc (128 KiB \
              against 8 MiB), so a switch to Alpine can do it.",
        leads_to: [SegfaultNativeCode, AbortAssertion],
        checks: [PreviousLog, LastState, ImageConfig, RolloutHistory, KernelLog],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Look for the runtime's own line, and a frame that repeats",
                command: Check(PreviousLog),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See whether the base image changed, from glibc to musl for example",
                command: Check(RolloutHistory),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Look at the fault's address in the kernel log: close to the stack pointer",
                command: Check(KernelLog),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Bound the recursion, or keep the data on the heap",
                command: None,
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Start the deep thread with a larger stack (pthread_attr_setstacksize, \
                        thread::Builder, -Xss)",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Test with the deepest input that the program must take",
                command: None,
            },
        ],
        refs: [
            SIGNAL_7,
            "https://wiki.musl-libc.org/functional-differences-from-glibc.html",
            "https://doc.rust-lang.org/std/thread/index.html#stack-size",
        ],
    },
    SegfaultNativeCode = Entry {
        id: "segfault-native-code",
        since: "next",
        fault: Application,
        title: "The program touched memory that is not its own",
        why: "The kernel sent SIGSEGV because native code used an address that is not mapped or \
              not allowed: a null or stale pointer, an overrun, a library that does not fit. In \
              Python, Node or the JVM it is an extension or the runtime itself. 139 is also what \
              abort() gives for PID 1, where the kernel drops SIGABRT, and what a program reports \
              that simply exits with 139.",
        leads_to: [],
        checks: [PreviousLog, LastState, ImageConfig, NodeInfo, RolloutHistory, KernelLog],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read the last lines; an empty log speaks for a crash in native code",
                command: Check(PreviousLog),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Find the segfault line: it names the program or library and the address",
                command: Check(KernelLog),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Compare the image's architecture with the node's: emulation crashes as \
                        well",
                command: Check(NodeInfo),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "List missing or mixed libraries",
                command: Use(SHOW_LIBRARIES),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See whether a native dependency or the base image changed",
                command: Check(RolloutHistory),
            },
            Remedy {
                stage: Classify,
                risk: Changes,
                title: "Attach a debugger from a container with SYS_PTRACE, before it crashes \
                        again",
                command: Use(DEBUG_WITH_PTRACE),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                when: Python,
                title: "Print the Python stack at the crash",
                command: Use(SET_FAULTHANDLER),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                when: Jvm,
                title: "Write hs_err_pid*.log to a volume that outlives the container (keep what \
                        else the variable holds)",
                command: Use(SET_ERROR_FILE),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                when: Go,
                title: "Let Go print all goroutines and leave a core",
                command: Use(SET_TRACEBACK),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                when: Dotnet,
                title: "Let .NET write a dump",
                command: Use(SET_MINIDUMP),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                when: Native,
                title: "Rebuild with AddressSanitizer (-fsanitize=address) and repeat the input",
                command: None,
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Go back to the revision that ran",
                command: Use(ROLL_BACK),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Keep core files: set kernel.core_pattern on the node, and a volume that \
                        takes them",
                command: None,
            },
        ],
        refs: [
            SIGNAL_7,
            "https://man7.org/linux/man-pages/man5/core.5.html",
            "https://kubernetes.io/docs/tasks/debug/debug-application/\
             debug-running-pod/",
        ],
    },
    AbortAssertion = Entry {
        id: "abort-assertion",
        since: "next",
        fault: Application,
        title: "The program aborted itself",
        why: "The program found something that must not be and called abort: a failed assertion, \
              an uncaught C++ exception, a heap that glibc found corrupt, a Rust panic that \
              aborts, a .NET unhandled exception. It dies of SIGABRT (134). As PID 1 the kernel \
              drops that signal, and the trap behind it makes 139 of the same death.",
        leads_to: [],
        checks: [PreviousLog, LastState, RolloutHistory, KernelLog],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read what it said before it aborted: the assertion, or the exception's \
                        type",
                command: Check(PreviousLog),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See what the last rollout changed",
                command: Check(RolloutHistory),
            },
            Remedy {
                stage: Classify,
                risk: Changes,
                title: "Attach a debugger from a container with SYS_PTRACE, before it aborts again",
                command: Use(DEBUG_WITH_PTRACE),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                when: Python,
                title: "Print the Python stack at the crash",
                command: Use(SET_FAULTHANDLER),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                when: Jvm,
                title: "Write hs_err_pid*.log to a volume that outlives the container (keep what \
                        else the variable holds)",
                command: Use(SET_ERROR_FILE),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                when: Go,
                title: "Let Go print all goroutines and leave a core",
                command: Use(SET_TRACEBACK),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                when: Dotnet,
                title: "Let .NET write a dump",
                command: Use(SET_MINIDUMP),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                when: Native,
                title: "Rebuild with AddressSanitizer (-fsanitize=address) and repeat the input",
                command: None,
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Go back to the revision that ran",
                command: Use(ROLL_BACK),
            },
            Remedy {
                stage: Prevent,
                risk: Restarts,
                title: "Run it under an init such as tini, so that 134 stays 134",
                command: None,
            },
        ],
        refs: ["https://man7.org/linux/man-pages/man3/abort.3.html", PID_NAMESPACES_7, SIGNAL_7,],
    },
    IllegalInstructionCpu = Entry {
        id: "illegal-instruction-cpu",
        since: "next",
        fault: Infrastructure,
        title: "The CPU does not know an instruction that the program uses",
        why: "The kernel sent SIGILL (132): the code was built for a newer CPU than the node has, \
              with AVX, AVX-512 or x86-64-v3 for example, or a virtual machine hides those \
              features. Compilers also put such an instruction behind code that must not be \
              reached (ud2), and then the program is at fault: that one dies on every CPU.",
        leads_to: [],
        checks: [PreviousLog, LastState, NodeInfo, NodePods, KernelLog],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "See whether it runs on other nodes: then the CPU is the difference",
                command: Check(NodePods),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Look for \"trap invalid opcode\" and the library's name in the kernel log",
                command: Check(KernelLog),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Read the CPU's features on the node",
                command: Some(
                    "kubectl exec {pod}[[ -n {namespace}]] -c {container} -- grep -m1 flags /proc/\
                     cpuinfo",
                ),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Keep the pod on nodes whose CPU has the feature (node feature discovery \
                        labels them)",
                command: Use(EDIT),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Build for the oldest CPU of the fleet (-march=x86-64-v2), or use the \
                        library's build without AVX",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Show the host's CPU model to virtual machines",
                command: None,
            },
        ],
        refs: [SIGNAL_7, "https://gitlab.com/x86-psABIs/x86-64-ABI",],
    },
    SigbusHugepages = Entry {
        id: "sigbus-hugepages",
        since: "next",
        fault: Infrastructure,
        title: "The program touched a huge page that it could not have",
        why: "A mapping of huge pages promises memory that may not be there: the kernel reserves \
              at mmap from the node's pool, the cgroup counts at the first touch, and a touch that \
              finds no page gets SIGBUS (135). A program that finds huge pages on the node and \
              uses them without a hugepages limit in its pod dies that way; PostgreSQL with \
              huge_pages = try is known for it.",
        leads_to: [],
        checks: [PreviousLog, PodSpec, NodeConditions, KernelLog],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "See whether the pod has a hugepages limit",
                command: Check(PodSpec),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See whether the node has huge pages, and how many are given away",
                command: Check(NodeConditions),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Request the huge pages that the program uses (hugepages-2Mi), with the \
                        memory to match",
                command: Use(EDIT),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Turn huge pages off in the program, such as huge_pages = off in PostgreSQL",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Configure huge pages only on nodes whose pods ask for them",
                command: None,
            },
        ],
        refs: [
            "https://kubernetes.io/docs/tasks/manage-hugepages/scheduling-hugepages/",
            "https://docs.kernel.org/admin-guide/mm/hugetlbpage.html",
        ],
    },
    SigbusStorage = Entry {
        id: "sigbus-storage",
        since: "next",
        fault: Infrastructure,
        title: "A file that the program had mapped could not be read",
        why: "The program touched a page of a mapped file, and the kernel could not bring it in: \
              the file was cut shorter by somebody else, the disk or the network volume gave an \
              error, or a tmpfs such as /dev/shm was full (64 MiB by default). It sent SIGBUS \
              (135).",
        leads_to: [],
        checks: [PreviousLog, ContainerDisk, PodSpec, NodeEvents, KernelLog],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Look for I/O errors in the kernel log",
                command: Check(KernelLog),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See how full the file systems are, /dev/shm among them",
                command: Check(ContainerDisk),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See whether others write to the same files",
                command: Check(PodSpec),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Mount a memory-backed emptyDir with a sizeLimit at /dev/shm when that is \
                        what is full",
                command: Use(EDIT),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Replace files by renaming a new one over them, never by cutting them while \
                        they are mapped",
                command: None,
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Repair or replace the disk when the kernel reports errors",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Keep mapped files off network volumes that may go away",
                command: None,
            },
        ],
        refs: ["https://man7.org/linux/man-pages/man2/mmap.2.html", SIGNAL_7,],
    },
    SigfpeNativeBug = Entry {
        id: "sigfpe-native-bug",
        since: "next",
        fault: Application,
        title: "The program divided an integer by zero or overflowed a division",
        why: "The CPU raised an arithmetic exception and the kernel sent SIGFPE (136): an integer \
              division by zero, or the smallest integer by minus one. Floating point does not do \
              that by default, in spite of the name. Runtimes that check turn it into an exception \
              of their own, so the culprit is native code.",
        leads_to: [],
        checks: [PreviousLog, LastState, RolloutHistory, KernelLog],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read the last lines for the input that it was working on",
                command: Check(PreviousLog),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Look for \"trap divide error\" and the library's name in the kernel log",
                command: Check(KernelLog),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Check the divisor; build with -fsanitize=integer-divide-by-zero to find \
                        the line",
                command: None,
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Go back to the revision that ran",
                command: Use(ROLL_BACK),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Add the input to the tests",
                command: None,
            },
        ],
        refs: [SIGNAL_7, "https://clang.llvm.org/docs/UndefinedBehaviorSanitizer.html",],
    },
    SigpipePipefail = Entry {
        id: "sigpipe-pipefail",
        since: "next",
        fault: Application,
        title: "A write into a pipe or socket that nobody reads any more ended it",
        why: "The reader went first (head, grep -q, a client that hung up), and the next write got \
              SIGPIPE, whose default action ends the process (141). With set -o pipefail a shell \
              reports that as the failure of the whole pipeline, although the reader had simply \
              seen enough.",
        leads_to: [],
        checks: [PreviousLog, LastState, PodSpec],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Find the pipeline in the script: which command stopped reading early",
                command: Check(PreviousLog),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See whether the script sets pipefail",
                command: Check(PodSpec),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Let the reader read to the end, or accept 141 for that one pipeline",
                command: None,
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Ignore SIGPIPE in a server and handle EPIPE where it writes",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Prefer one command to a pipeline that is cut short, such as sed -n '1p;1q' \
                        to head",
                command: None,
            },
        ],
        refs: [
            "https://man7.org/linux/man-pages/man7/pipe.7.html",
            "https://www.gnu.org/software/bash/manual/html_node/Pipelines.html",
        ],
    },
    TimeoutCommand = Entry {
        id: "timeout-command",
        since: "next",
        fault: Application,
        title: "A timeout command ended the program",
        why: "timeout(1) stood in front of the program and its time ran out: it sent SIGTERM and \
              ended with 124, or with 137 when SIGKILL was needed (-k) or asked for (-s KILL). \
              BusyBox's timeout has no 124: the program's own death shows, 143 for example. \
              Kubernetes had no part in it.",
        leads_to: [],
        checks: [PodSpec, PreviousLog, LastState, ImageConfig],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Find the timeout in the command or in the entry-point script",
                command: Check(PodSpec),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See what the program was doing when the time ran out",
                command: Check(PreviousLog),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Allow the time that the slowest good run takes, or make the work shorter",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Bound a Job by activeDeadlineSeconds, which is told as such",
                command: None,
            },
        ],
        refs: [
            "https://www.gnu.org/software/coreutils/manual/html_node/\
             timeout-invocation.html",
            JOBS,
        ],
    },
    SeccompBlocked = Entry {
        id: "seccomp-blocked",
        since: "next",
        fault: Configuration,
        title: "A seccomp filter stopped a system call",
        why: "The container's seccomp profile does not allow a call that the program makes. A \
              profile that kills makes the kernel send SIGSYS (159); the usual profiles answer \
              EPERM instead, and the program sees \"operation not permitted\". An old runtime does \
              not know the newest calls and refuses them (clone3, faccessat2), which is how a new \
              base image breaks on an old node.",
        leads_to: [],
        checks: [PreviousLog, LastState, PodSpec, NodeInfo, KernelLog],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Find the audit line of type 1326 with the call's number; a filter that \
                        answers EPERM logs none",
                command: Check(KernelLog),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Read which profile applies",
                command: Check(PodSpec),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Read the version of the runtime on the node",
                command: Check(NodeInfo),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Update the runtime and libseccomp of the node when the call is merely new \
                        to them",
                command: None,
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Allow the call in a profile of your own (Localhost), instead of dropping \
                        the filter",
                command: Use(EDIT),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Record the calls with a profile that only logs, before enforcing it",
                command: None,
            },
        ],
        refs: [
            "https://kubernetes.io/docs/tutorials/security/seccomp/",
            "https://man7.org/linux/man-pages/man2/seccomp.2.html",
        ],
    },
    SelinuxBlocked = Entry {
        id: "selinux-blocked",
        since: "next",
        fault: Configuration,
        title: "SELinux or AppArmor denied an access",
        why: "The node's security module refused an access that the file modes would have allowed, \
              so the program sees \"permission denied\" although owner and mode look right. Files \
              of a hostPath volume carry a label that containers may not touch; a volume labelled \
              for one pod is closed to another.",
        leads_to: [],
        checks: [PreviousLog, PodSpec, Events, KernelLog],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read which path or action was refused",
                command: Check(PreviousLog),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Find the AVC line, or apparmor=\"DENIED\" (needs the right to run a \
                        privileged pod)",
                command: Some(
                    "kubectl debug node/{node} -it --image=busybox --profile=sysadmin -- chroot \
                     /host ausearch -m avc -ts recent",
                ),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Compare the pod's seLinuxOptions with the volume's label",
                command: Check(PodSpec),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Set seLinuxOptions to the volume's level, or relabel the host's files \
                        (container_file_t)",
                command: Use(EDIT),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Prefer volumes with a claim, which the runtime labels, to hostPath",
                command: None,
            },
        ],
        refs: [
            "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/\
             #assign-selinux-labels-to-a-container",
            "https://kubernetes.io/docs/tutorials/security/apparmor/",
        ],
    },
    WindowsCtrlCStop = Entry {
        id: "windows-ctrl-c-stop",
        since: "next",
        fault: None,
        title: "The Windows container was stopped by request",
        why: "Windows has no SIGTERM: a stop sends the console control event CTRL_SHUTDOWN, and a \
              program without a handler ends with STATUS_CONTROL_C_EXIT (0xC000013A, −1073741510). \
              Nothing is wrong with the program.",
        leads_to: [],
        checks: [Events, PodStatus, LastState],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Find out who asked for the stop: a rollout, a drain or a person",
                command: Check(Events),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Handle the event (SetConsoleCtrlHandler) when there is something to save",
                command: None,
            },
        ],
        refs: [NTSTATUS, WINDOWS_PODS,],
    },
    WindowsDllMissing = Entry {
        id: "windows-dll-missing",
        since: "next",
        fault: Application,
        title: "Windows could not find or start a DLL that the program needs",
        why: "The loader ended the process before main: a DLL is missing (0xC0000135), lacks a \
              function (0xC0000139), is of the other word size (0xC000007B), or its start failed \
              (0xC0000142). Nano Server and Server Core lack many DLLs that a desktop has, the \
              Visual C++ runtime among them.",
        leads_to: [],
        checks: [LastState, Events, PreviousLog, ImageConfig],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read which NTSTATUS it is: missing, without the function, wrong word size \
                        or failed start",
                command: Check(LastState),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "List what the program needs, on the build machine",
                command: Some("dumpbin /dependents {binary}"),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See which base image it stands on",
                command: Check(ImageConfig),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Install the runtime that has the DLL in the image (vc_redist.x64.exe), or \
                        link it statically",
                command: None,
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Move to a fuller base: from nanoserver to servercore, from there to server",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Start the program once in the final image in the pipeline",
                command: None,
            },
        ],
        refs: [NTSTATUS, WINDOWS_PODS,],
    },
    WindowsStackOverflow = Entry {
        id: "windows-stack-overflow",
        since: "next",
        fault: Application,
        title: "The Windows program used up its stack",
        why: "Recursion without an end, or one frame that is too large, ran past the stack's guard \
              page, and Windows ended the process with STATUS_STACK_OVERFLOW (0xC00000FD, \
              −1073741571). The main thread's stack is 1 MB unless the linker was told otherwise, \
              an eighth of what Linux gives.",
        leads_to: [],
        checks: [LastState, PreviousLog, Events, RolloutHistory],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read the last lines before the crash",
                command: Check(PreviousLog),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See what the last rollout changed",
                command: Check(RolloutHistory),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Bound the recursion, or reserve a larger stack when linking (/STACK)",
                command: None,
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Go back to the revision that ran",
                command: Use(ROLL_BACK),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Let Windows Error Reporting write local dumps to a volume (the LocalDumps \
                        registry key)",
                command: None,
            },
        ],
        refs: [NTSTATUS, WINDOWS_PODS, WINDOWS_DUMPS,],
    },
    WindowsFailFast = Entry {
        id: "windows-fail-fast",
        since: "next",
        fault: Application,
        title: "The Windows program ended itself at once",
        why: "The program, its C runtime or .NET found a state that it does not trust and ended \
              the process without unwinding (0xC0000409, 0xC0000602, 0x80131623): an abort, a \
              smashed stack cookie, an invalid parameter, Environment.FailFast. The name \
              STATUS_STACK_BUFFER_OVERRUN of 0xC0000409 is older than that use, and mostly there \
              was no overrun.",
        leads_to: [],
        checks: [LastState, PreviousLog, Events, RolloutHistory],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read the last lines before the crash",
                command: Check(PreviousLog),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See what the last rollout changed",
                command: Check(RolloutHistory),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Open the dump: the first parameter of the exception says which check \
                        failed",
                command: None,
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Go back to the revision that ran",
                command: Use(ROLL_BACK),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Let Windows Error Reporting write local dumps to a volume (the LocalDumps \
                        registry key)",
                command: None,
            },
        ],
        refs: [NTSTATUS, WINDOWS_PODS, WINDOWS_DUMPS,],
    },
    WindowsAccessViolation = Entry {
        id: "windows-access-violation",
        since: "next",
        fault: Application,
        title: "The Windows program touched memory that is not its own",
        why: "The program read, wrote or ran an address that is not mapped or not allowed, and \
              nothing handled the exception: STATUS_ACCESS_VIOLATION (0xC0000005, −1073741819). It \
              is what SIGSEGV is on Linux: a null or stale pointer, an overrun, a library that \
              does not fit.",
        leads_to: [],
        checks: [LastState, PreviousLog, Events, RolloutHistory],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read the last lines before the crash",
                command: Check(PreviousLog),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See what the last rollout changed",
                command: Check(RolloutHistory),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Open the dump, or build with AddressSanitizer (/fsanitize=address) and \
                        repeat the input",
                command: None,
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Go back to the revision that ran",
                command: Use(ROLL_BACK),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Let Windows Error Reporting write local dumps to a volume (the LocalDumps \
                        registry key)",
                command: None,
            },
        ],
        refs: [NTSTATUS, WINDOWS_PODS, WINDOWS_DUMPS,],
    },
    EntrypointNotRestartSafe = Entry {
        id: "entrypoint-not-restart-safe",
        since: "next",
        fault: Application,
        title: "The first start works, and every later one fails on what it left",
        why: "A restart keeps the pod's volumes and makes a new container, so files of the first \
              run may still be there: a pid or lock file, a half-made database, a directory that \
              must not exist, a migration that has run. The entry point takes them for an error. \
              What ended the first run is a second question, and the one to ask first.",
        leads_to: [],
        checks: [PreviousLog, LastState, Events, PodSpec, ContainerDisk],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read why a later start fails: it says that something exists, is locked or \
                        is running",
                command: Check(PreviousLog),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Find out what ended the first run: the oldest events, and the log off the \
                        node",
                command: Check(Events),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See which volumes outlive a restart",
                command: Check(PodSpec),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Start from an empty emptyDir: a new pod gets a new one, a restart does not",
                command: Use(DELETE_POD),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Remove stale pid and lock files first in the entry point, and use mkdir \
                        -p, ln -sfn and the like",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Start the container twice on the same volumes in the tests, with a kill -9 \
                        in between",
                command: None,
            },
        ],
        refs: [RESTART_POLICY, EMPTY_DIR,],
    },
    ProcessCompletedInLongRunningPod = Entry {
        id: "process-completed-in-long-running-pod",
        since: "next",
        fault: Configuration,
        title: "The program does its work and ends, and the pod starts it again",
        why: "The container ended with 0, which is success, but its restartPolicy is Always, so \
              the kubelet starts it again and after some rounds shows CrashLoopBackOff. Nothing \
              crashed: the command is a one-shot (a migration, a shell without a terminal, a \
              server that put itself in the background).",
        leads_to: [],
        checks: [LastState, PodSpec, PreviousLog, Events, Owner],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "See that it ended with 0, and how long it ran",
                command: Check(LastState),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Read the command: a one-shot, a bare shell, or a daemon that forks",
                command: Check(PodSpec),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Make sure that no probe stopped it: a program that handles SIGTERM ends \
                        with 0 then too",
                command: Check(Events),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Run one-shot work as a Job or a CronJob",
                command: Some("kubectl create job \"$JOB\"[[ -n {namespace}]] --image={image}"),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Keep the server in the foreground: nginx -g 'daemon off;', \
                        httpd-foreground, --no-daemon",
                command: Use(SET_COMMAND),
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Move one-shot work before a server into an init container",
                command: None,
            },
        ],
        refs: [RESTART_POLICY, JOBS,],
    },
    Completed = Entry {
        id: "completed",
        since: "next",
        fault: None,
        title: "The program finished its work",
        why: "The process ended with 0, which means success by convention, and nothing was to come \
              after it: a Job's pod, an init container, or a pod that is not restarted. A program \
              can end with 0 and have failed all the same, when it swallows its errors.",
        leads_to: [],
        checks: [LastState, CurrentLog, Owner],
        remedies: [Remedy {
            stage: Identify,
            risk: Reads,
            title: "Read the last lines, to see that the work was done",
            command: Check(CurrentLog),
        },],
        refs: [
            "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/\
             #pod-phase",
            JOBS,
        ],
    },
    Interrupted = Entry {
        id: "interrupted",
        since: "next",
        fault: None,
        title: "The program was interrupted from a terminal (SIGINT)",
        why: "SIGINT is what Ctrl-C sends, and what some images ask for as their stop signal. A \
              program that dies of it shows 130; shells and runtimes that handle it use the same \
              number. Somebody asked, so nothing is wrong.",
        leads_to: [],
        checks: [LastState, Events, ImageConfig, PreviousLog],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "See whether the container was attached to a terminal, or asked to stop",
                command: Check(Events),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Read the image's stop signal",
                command: Check(ImageConfig),
            },
        ],
        refs: [SIGNAL_7, "https://docs.docker.com/reference/dockerfile/#stopsignal",],
    },
    Hangup = Entry {
        id: "hangup",
        since: "next",
        fault: None,
        title: "The program's terminal went away (SIGHUP)",
        why: "SIGHUP tells a process that its terminal or its session is gone; its default action \
              ends the process (129). In a container it comes from a closed exec or attach \
              session, or from somebody who meant \"read your configuration again\" to a program \
              without a handler for it.",
        leads_to: [],
        checks: [LastState, Events, PreviousLog],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "See whether a session ended at that time",
                command: Check(Events),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See whether something sends SIGHUP for a reload",
                command: Check(PreviousLog),
            },
        ],
        refs: [SIGNAL_7,],
    },
    SignalUnexplained = Entry {
        id: "signal-unexplained",
        since: "next",
        fault: Application,
        title: "Another signal ended the program, and nothing says who sent it",
        why: "The process died of a signal whose default action ends it and which neither the \
              kubelet nor a fault sends: SIGUSR1, SIGALRM, SIGQUIT, a realtime one. A library's \
              timer, a supervisor, a debugger or a log rotation that sends the wrong number does \
              that. A program may also have exited with 128 plus that number by itself.",
        leads_to: [],
        checks: [LastState, PreviousLog, Events, PodSpec],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read the last lines, for a handler's message or a dump",
                command: Check(PreviousLog),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Look for what sends signals in the pod: a wrapper, a log rotation, a \
                        sidecar in the same process namespace",
                command: Check(PodSpec),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See who sends it at the next time",
                command: Some(
                    "kubectl debug {pod}[[ -n {namespace}]] -it --image=\"$IMAGE_WITH_STRACE\" \
                     --target={container} --profile=general -- strace -f -e trace=none -p 1",
                ),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Handle or ignore the signal in the program, or correct the sender",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Changes,
                title: "Block signals in all threads but one, which waits for them (sigwait)",
                command: None,
            },
        ],
        refs: [SIGNAL_7, "https://man7.org/linux/man-pages/man2/kill.2.html",],
    },
    AppErrorUncaught = Entry {
        id: "app-error-uncaught",
        since: "next",
        fault: Application,
        title: "An exception or a panic that nobody caught ended the program",
        why: "The program met an error that it does not handle, printed it and ended: Python, \
              Node, Java and Ruby with 1, Go's panic with 2, Rust's with 101, PHP and Perl with \
              255. The last lines of the log have the type and the place.",
        leads_to: [],
        checks: [PreviousLog, LastState, RolloutHistory, Events, EngineLog],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read the exception's type, its message and the first line of your own code \
                        below it",
                command: Check(PreviousLog),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See whether it began with a rollout",
                command: Check(RolloutHistory),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Go back to the revision that ran, when it began with a rollout",
                command: Use(ROLL_BACK),
            },
            Remedy {
                stage: Fix,
                risk: Changes,
                title: "Handle the error where it arises, or fail with one clear line",
                command: None,
            },
            Remedy {
                stage: Prevent,
                risk: Restarts,
                when: Native,
                title: "Print backtraces: a Rust panic names only its own line without",
                command: Some(
                    "kubectl set env {workload}[[ -n {namespace}]] -c {container} RUST_BACKTRACE=1",
                ),
            },
            Remedy {
                stage: Prevent,
                risk: Restarts,
                title: "Let the last words stand in the status",
                command: Use(SET_MESSAGE_FROM_LOG),
            },
        ],
        refs: [TERMINATION_MESSAGE, SHELL_EXIT_STATUS,],
    },
    AppExitNonzero = Entry {
        id: "app-exit-nonzero",
        since: "next",
        fault: Application,
        title: "The program ended with a non-zero code; what it means is not known",
        why: "The program ended by itself with a code that it chose, and a code alone has no \
              meaning that all programs share. Its log or its documentation says what it stands \
              for. Nothing that is known so far says more, so the checks come first.",
        leads_to: [],
        checks: [PreviousLog, LastState, Events, PodSpec, RolloutHistory, EngineLog],
        remedies: [
            Remedy {
                stage: Identify,
                risk: Reads,
                title: "Read the last lines before the end",
                command: Check(PreviousLog),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "Read the termination message and the times of the last run",
                command: Check(LastState),
            },
            Remedy {
                stage: Classify,
                risk: Reads,
                title: "See whether it began with a rollout",
                command: Check(RolloutHistory),
            },
            Remedy {
                stage: Classify,
                risk: Changes,
                title: "Run a copy of the pod with a shell in place of the program, when the log \
                        is empty",
                command: Use(DEBUG_COPY),
            },
            Remedy {
                stage: Fix,
                risk: Restarts,
                title: "Go back to the revision that ran, when it began with a rollout",
                command: Use(ROLL_BACK),
            },
            Remedy {
                stage: Prevent,
                risk: Restarts,
                title: "Let the last words stand in the status",
                command: Use(SET_MESSAGE_FROM_LOG),
            },
        ],
        refs: [TERMINATION_MESSAGE, SHELL_EXIT_STATUS,],
    },
);
