//! What the functions answer, apart from reports: the TypeScript types are derived from these
//! structs by `cargo xtask gen`.

use serde::Serialize;

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
