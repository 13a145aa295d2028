//! What the functions answer, apart from reports: the TypeScript types are derived from these
//! structs by `cargo xtask gen`.

use serde::Serialize;

/// How a container is stopped, in seconds from the moment at which the kubelet acts on the stop.
#[cfg(feature = "diagnosis")]
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Shutdown {
    /// `exitcode.shutdown/v1`, the name of this schema.
    pub(crate) schema: &'static str,
    /// The grace period.
    pub(crate) grace_seconds: u64,
    /// What happens, in order.
    pub(crate) phases: Vec<Phase>,
    /// When the stop signal is sent.
    pub(crate) signal_at_seconds: f64,
    /// From the stop signal to SIGKILL: what is left for the drain.
    pub(crate) window_seconds: f64,
    /// When SIGKILL is sent, if the container still runs.
    pub(crate) kill_at_seconds: f64,
    /// Whether the grace period ends before the preStop hook does.
    pub(crate) pre_stop_cut: bool,
    /// Whether the grace period is long enough; unknown where the drain is.
    pub(crate) fits: Option<bool>,
    /// The grace period that fits: preStop, wait, drain and 10 s to spare.
    pub(crate) recommended_grace_seconds: Option<u64>,
    /// The same for each container of the pod, in the order in which they get the stop signal.
    pub(crate) containers: Vec<ContainerStop>,
}

/// A step of a stop.
#[cfg(feature = "diagnosis")]
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Phase {
    /// What happens.
    pub(crate) step: &'static str,
    /// When it starts.
    pub(crate) starts_seconds: f64,
    /// How long it lasts; 0 for a moment.
    pub(crate) lasts_seconds: f64,
}

/// The stop of one container among those of its pod.
#[cfg(feature = "diagnosis")]
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ContainerStop {
    /// Its name.
    pub(crate) name: String,
    /// Whether it is a sidecar, which waits for the others.
    pub(crate) sidecar: bool,
    /// What happens, in order.
    pub(crate) phases: Vec<Phase>,
    /// When the stop signal is sent.
    pub(crate) signal_at_seconds: f64,
    /// From the stop signal to SIGKILL.
    pub(crate) window_seconds: f64,
    /// When it is gone at the latest.
    pub(crate) end_at_seconds: f64,
    /// Whether it ends by itself, with its hook done.
    pub(crate) fits: bool,
}

/// In which order the kernel would kill a node's containers.
#[cfg(feature = "diagnosis")]
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OomScore {
    /// `exitcode.oom-score/v1`, the name of this schema.
    pub(crate) schema: &'static str,
    /// The node's memory in bytes.
    pub(crate) memory: u64,
    /// The node's swap in bytes.
    pub(crate) swap: u64,
    /// Whether any size is what is in use, and not what is requested.
    pub(crate) measured: bool,
    /// The first to be killed comes first.
    pub(crate) containers: Vec<OomCandidate>,
    /// Why the first one dies and not the one that has most in use, or else not the next.
    pub(crate) why_first: Option<String>,
}

/// A container that the kernel might kill.
#[cfg(feature = "diagnosis")]
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OomCandidate {
    /// The namespace of the pod.
    pub(crate) namespace: String,
    /// The name of the pod.
    pub(crate) pod: String,
    /// The name of the container.
    pub(crate) container: String,
    /// The pod's quality of service.
    pub(crate) qos_class: &'static str,
    /// What the kubelet writes to `oom_score_adj`.
    pub(crate) oom_score_adj: i16,
    /// What it requests, in bytes.
    pub(crate) memory_request: u64,
    /// What it uses, or requests where its use is not known, in bytes.
    pub(crate) memory_used: u64,
    /// The kernel's score in bytes: what it uses, and a thousandth of the node for each point.
    pub(crate) score: i64,
}

/// How much memory a container should get, in bytes.
#[cfg(feature = "diagnosis")]
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct MemoryAdvice {
    /// How many usage samples count.
    pub(crate) samples: u64,
    /// The mean of the samples; 0 without any.
    pub(crate) average: u64,
    /// The highest sample; 0 without any.
    pub(crate) highest: u64,
    /// Less than this is too little; unknown without samples and kills.
    pub(crate) lower: Option<u64>,
    /// The amount to request.
    pub(crate) target: Option<u64>,
    /// More than this is wasted.
    pub(crate) upper: Option<u64>,
    /// What to do with today's request.
    pub(crate) change: Option<&'static str>,
    /// The target as one writes it, in whole MiB.
    pub(crate) new_request: Option<u64>,
    /// The limit to set: with room above the peak, and after an OOM kill more than before.
    pub(crate) new_limit: Option<u64>,
    /// Whether the last sample is at least 50 % above the target.
    pub(crate) anomaly: bool,
    /// Whether the average fits into the limit and the highest sample does not.
    pub(crate) average_hides_spikes: bool,
    /// Whether the OOM kills are a single burst or come back.
    pub(crate) trend: Option<&'static str>,
    /// The OOM kills, by windows of 30 minutes.
    pub(crate) kill_windows: Vec<KillWindow>,
}

/// OOM kills that are counted together.
#[cfg(feature = "diagnosis")]
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct KillWindow {
    /// The time of the first, in unix seconds.
    pub(crate) start: i64,
    /// How many there are.
    pub(crate) kills: u32,
}

/// One way in which an exit code may have come about.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Meaning {
    /// What it says, in one line.
    pub(crate) title: String,
    /// How the number came about.
    pub(crate) origin: &'static str,
    /// Whose way of writing numbers is supposed.
    pub(crate) convention: &'static str,
    /// The signal, where it says one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) signal: Option<&'static str>,
    /// How common it is, among all that the number may mean.
    pub(crate) commonness: &'static str,
    /// Whether it is one of your own codes.
    pub(crate) own: bool,
    /// The well-known uses of the number, the commoner first.
    pub(crate) known: Vec<CodeRow>,
}

/// A root cause that a diagnosis can name.
#[cfg(feature = "explanation")]
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CauseRow {
    /// The id, for ever the same.
    pub(crate) id: &'static str,
    /// What happened, in one line.
    pub(crate) title: &'static str,
    /// How it comes about.
    pub(crate) why: &'static str,
    /// Where the fault lies.
    pub(crate) fault: &'static str,
    /// Whether to run the same thing again.
    pub(crate) retry: &'static str,
    /// The causes that it brings about.
    pub(crate) leads_to: Vec<&'static str>,
    /// The checks that confirm it or rule it out.
    pub(crate) checks: Vec<&'static str>,
    /// What to do.
    pub(crate) remedies: Vec<RemedyRow>,
    /// Where to read more.
    pub(crate) references: &'static [&'static str],
}

/// One thing to do, before anything is known of the case.
#[cfg(feature = "explanation")]
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RemedyRow {
    /// The step of the loop that it belongs to.
    pub(crate) stage: &'static str,
    /// What it does to a running system.
    pub(crate) risk: &'static str,
    /// What to do, as an order.
    pub(crate) title: &'static str,
    /// The command that does it, with `{names}` to fill in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) template: Option<&'static str>,
}

/// A look that tells causes apart.
#[cfg(feature = "explanation")]
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CheckRow {
    /// The id, for ever the same.
    pub(crate) id: &'static str,
    /// What to look at, as an order.
    pub(crate) title: &'static str,
    /// The command that shows it, with `{names}` to fill in.
    pub(crate) template: &'static str,
}

/// A signal of Linux, whatever the host is.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SignalRow {
    /// The name, such as `SIGTERM`.
    pub(crate) name: &'static str,
    /// The number on x86, ARM and RISC-V.
    pub(crate) number: u8,
    /// What it says.
    pub(crate) description: &'static str,
    /// Whether Node on Linux can send it and listen for it by name: not the realtime signals.
    pub(crate) supported: bool,
    /// What it does to a process without a handler.
    pub(crate) action: &'static str,
    /// Whether it cannot be caught, blocked or ignored: SIGKILL and SIGSTOP.
    pub(crate) forced: bool,
    /// The standard or the system that it comes from.
    pub(crate) standard: &'static str,
    /// The exit code that shells and container runtimes write for it.
    pub(crate) exit_code: u8,
    /// Whether the first process of a container, without a handler, survives it.
    pub(crate) ignored_as_pid1: bool,
    /// Who sends it in practice; not in `exitcode-wasm/names`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sender: Option<&'static str>,
    /// What it means when a container died of it; not in `exitcode-wasm/names`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) in_container: Option<&'static str>,
}

/// A well-known use of an exit code.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CodeRow {
    /// The number.
    pub(crate) code: i32,
    /// The family of programs that means this by it.
    pub(crate) family: &'static str,
    /// The name that its sources have for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) symbol: Option<&'static str>,
    /// How the number came about.
    pub(crate) origin: &'static str,
    /// How common it is, among all that the number may mean.
    pub(crate) commonness: &'static str,
    /// What it says.
    pub(crate) title: &'static str,
}

/// A family of programs that agree on what their codes mean.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FamilyRow {
    /// The id, for ever the same.
    pub(crate) id: &'static str,
    /// Its name.
    pub(crate) name: &'static str,
    /// Where its codes are written down.
    pub(crate) source: &'static str,
}

/// A way to write down how a process ended.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ConventionRow {
    /// The id, for ever the same.
    pub(crate) id: &'static str,
    /// Who writes numbers so.
    pub(crate) used_by: &'static str,
    /// What is written for a signal.
    pub(crate) formula: &'static str,
}

/// A reason of Kubernetes.
#[cfg(feature = "explanation")]
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ReasonRow {
    /// Where it stands.
    pub(crate) place: &'static str,
    /// The reason, as the API has it.
    pub(crate) reason: &'static str,
    /// `real`, `dead` (no current version writes it) or `folklore` (nothing writes it there).
    pub(crate) status: &'static str,
    /// The components that write it.
    pub(crate) emitter: &'static str,
    /// The first version that writes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) since: Option<&'static str>,
    /// The last version that wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) until: Option<&'static str>,
    /// What it means.
    pub(crate) meaning: &'static str,
    /// Where the facts come from.
    pub(crate) sources: &'static [&'static str],
}

/// A kind of message that a diagnosis understands.
#[cfg(feature = "diagnosis")]
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct MessageRow {
    /// The id, for ever the same.
    pub(crate) id: &'static str,
    /// What a line of this kind says.
    pub(crate) meaning: &'static str,
    /// The words by which such lines are found. They alone prove nothing.
    pub(crate) words: Vec<&'static str>,
}
