//! Questions that an operator asks about a pod that it watches.
//!
//! Those that take an `Option<&Pod>` and answer with a `bool` are conditions as the `kube` crate's
//! `await_condition` takes them: a pod that is gone is `None`.
//!
//! ```
//! use exitcode_core::ExitCode;
//! use exitcode_k8s::condition::{ExitClass, exit_class, is_oom_killed, last_death};
//! use k8s_openapi::api::core::v1::Pod;
//!
//! let pod: Pod = serde_json::from_str(r#"{"status": {"containerStatuses": [{
//!     "name": "api", "image": "api", "imageID": "", "ready": true, "restartCount": 1,
//!     "state": {"running": {}},
//!     "lastState": {"terminated": {"exitCode": 137, "reason": "OOMKilled"}}
//! }]}}"#)?;
//! assert!(is_oom_killed(Some(&pod)));
//! assert_eq!(last_death(&pod, "api").map(|end| end.exit_code), Some(137));
//! let status = &pod.status.as_ref().unwrap().container_statuses.as_ref().unwrap()[0];
//! assert_eq!(exit_class(status), ExitClass::OomKilled);
//! # Ok::<_, serde_json::Error>(())
//! ```

use exitcode_core::{Convention, ExitCode, Reported, Signal, TerminatedReason};
use k8s_openapi::api::core::v1::{ContainerStateTerminated, ContainerStatus, Pod};

/// How a container ended last, as far as its status alone tells.
///
/// It is the kind of end, not its cause: 137 without a reason of its own may be a grace period that
/// ran out, a failed probe or much else. [`diagnose`](exitcode_core::diagnose) ranks the causes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ExitClass {
    /// It has not ended yet.
    None,
    /// It ended with 0.
    Completed,
    /// The kubelet says that a process of it was killed for memory. The reason stays even if the
    /// container ended of something else after that.
    OomKilled,
    /// It could not be started: its exit code is the runtime's, not the program's.
    NotStarted,
    /// Its exit code is 128 + a signal that ends a process: it was killed, or says so.
    Signaled(Signal),
    /// It ended with a code of its own.
    Failed(ExitCode),
    /// The kubelet lost it and made an end up.
    Lost,
}

/// Whether the kubelet says of any container of the pod that it was killed for memory, now or
/// before its present run.
///
/// It goes by the reason `OOMKilled`. A child process that is killed while the container's first
/// process lives on gives none.
#[must_use]
pub fn is_oom_killed(pod: Option<&Pod>) -> bool {
    let ends = pod.into_iter().flat_map(statuses).flat_map(|status| {
        let states = [&status.state, &status.last_state];
        states.into_iter().flatten().filter_map(|state| state.terminated.as_ref())
    });
    ends.into_iter().any(|end| reason(end) == Some(TerminatedReason::OomKilled))
}

/// The end of a container of that name: the present one, or else the one before.
///
/// Where the kubelet lost the container and made the present end up, the one before says more.
///
/// ```
/// use exitcode_k8s::condition::last_death;
/// use k8s_openapi::api::core::v1::Pod;
///
/// /// What an operator writes into the status of its own object.
/// fn last_exit(pod: &Pod) -> Option<String> {
///     let end = last_death(pod, "worker")?;
///     Some(format!("exit code {}: {}", end.exit_code, end.reason.as_deref().unwrap_or("-")))
/// }
///
/// let pod: Pod = serde_json::from_str(r#"{"status": {"containerStatuses": [{
///     "name": "worker", "image": "w", "imageID": "", "ready": false, "restartCount": 0,
///     "state": {"terminated": {"exitCode": 2, "reason": "Error"}}
/// }]}}"#)?;
/// assert_eq!(last_exit(&pod).as_deref(), Some("exit code 2: Error"));
/// assert_eq!(last_exit(&Pod::default()), None);
/// # Ok::<_, serde_json::Error>(())
/// ```
#[must_use]
pub fn last_death<'p>(pod: &'p Pod, container: &str) -> Option<&'p ContainerStateTerminated> {
    statuses(pod).find(|status| status.name == container).and_then(death)
}

/// How a container ended last.
///
/// Signals are Linux': of the containers of Windows, whose codes are NTSTATUS values, each that
/// ends with anything but 0 is [`Failed`](ExitClass::Failed).
///
/// ```
/// use exitcode_k8s::condition::{ExitClass, exit_class};
/// use k8s_openapi::api::core::v1::ContainerStatus;
///
/// /// Whether an operator should make the pod again as it was.
/// fn is_worth_another_try(status: &ContainerStatus) -> bool {
///     match exit_class(status) {
///         ExitClass::Lost | ExitClass::Signaled(_) => true,
///         // The same thing would happen again: too little memory, a wrong command, a bug.
///         _ => false,
///     }
/// }
///
/// let status: ContainerStatus = serde_json::from_str(r#"{
///     "name": "worker", "image": "w", "imageID": "", "ready": false, "restartCount": 0,
///     "state": {"terminated": {"exitCode": 137, "reason": "ContainerStatusUnknown"}}
/// }"#)?;
/// assert_eq!(exit_class(&status), ExitClass::Lost);
/// assert!(is_worth_another_try(&status));
/// # Ok::<_, serde_json::Error>(())
/// ```
#[must_use]
pub fn exit_class(status: &ContainerStatus) -> ExitClass {
    let Some(end) = death(status) else { return ExitClass::None };
    let code = ExitCode::new(end.exit_code);
    match reason(end) {
        Some(TerminatedReason::OomKilled) => ExitClass::OomKilled,
        Some(TerminatedReason::ContainerStatusUnknown) => ExitClass::Lost,
        Some(TerminatedReason::StartError | TerminatedReason::ContainerCannotRun) => {
            ExitClass::NotStarted
        }
        _ if code == ExitCode::SUCCESS => ExitClass::Completed,
        _ => match Convention::Posix.signal(code) {
            Some(signal) if signal.default_action().terminates() => ExitClass::Signaled(signal),
            _ => ExitClass::Failed(code),
        },
    }
}

fn statuses(pod: &Pod) -> impl Iterator<Item = &ContainerStatus> {
    let status = pod.status.as_ref();
    let lists = status.map(|status| {
        [
            &status.init_container_statuses,
            &status.container_statuses,
            &status.ephemeral_container_statuses,
        ]
    });
    lists.into_iter().flatten().flatten().flatten()
}

fn reason(end: &ContainerStateTerminated) -> Option<TerminatedReason> {
    Reported::from(end.reason.as_deref()?).known()
}

fn death(status: &ContainerStatus) -> Option<&ContainerStateTerminated> {
    let end = |invented| {
        let states = [&status.state, &status.last_state].into_iter().flatten();
        let mut ends = states.filter_map(|state| state.terminated.as_ref());
        ends.find(|end| (reason(end) == Some(TerminatedReason::ContainerStatusUnknown)) == invented)
    };
    end(false).or_else(|| end(true))
}
