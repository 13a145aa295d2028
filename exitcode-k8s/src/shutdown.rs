//! How a container is stopped, as every surface answers it.
//!
//! The arithmetic is [`exitcode_core::arithmetic::shutdown`]'s.
//!
//! ```
//! use std::time::Duration;
//!
//! use exitcode_core::arithmetic::shutdown::Shutdown as Plan;
//! use exitcode_k8s::shutdown::Shutdown;
//!
//! let answer = Shutdown::new(Plan::new(30).drain(Duration::from_secs(45)));
//! assert_eq!(answer.fits, Some(false));
//! assert_eq!(answer.recommended_grace_seconds, Some(55));
//! ```

use exitcode_core::arithmetic::shutdown::{self, Stopping, stop_order};
use serde::Serialize;

/// How a container is stopped, in seconds from the moment at which the kubelet acts on the stop.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Shutdown {
    /// `exitcode.shutdown/v1`, the name of this schema.
    pub schema: &'static str,
    /// The grace period.
    pub grace_seconds: u64,
    /// What happens, in order.
    pub phases: Vec<Phase>,
    /// When the stop signal is sent.
    pub signal_at_seconds: f64,
    /// From the stop signal to SIGKILL: what is left for the drain.
    pub window_seconds: f64,
    /// When SIGKILL is sent, if the container still runs.
    pub kill_at_seconds: f64,
    /// Whether the grace period ends before the preStop hook does.
    pub pre_stop_cut: bool,
    /// Whether the grace period is long enough; unknown where the drain is.
    pub fits: Option<bool>,
    /// The grace period that fits: preStop, wait, drain and 10 s to spare.
    pub recommended_grace_seconds: Option<u64>,
    /// The same for each container of the pod, in the order in which they get the stop signal; only
    /// where the containers were given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub containers: Vec<ContainerStop>,
}

/// A step of a stop.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Phase {
    /// What happens.
    pub step: &'static str,
    /// When it starts.
    pub starts_seconds: f64,
    /// How long it lasts; 0 for a moment.
    pub lasts_seconds: f64,
}

/// The stop of one container among those of its pod.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ContainerStop {
    /// Its name.
    pub name: String,
    /// Whether it is a sidecar, which waits for the others.
    pub sidecar: bool,
    /// What happens, in order.
    pub phases: Vec<Phase>,
    /// When the stop signal is sent.
    pub signal_at_seconds: f64,
    /// From the stop signal to SIGKILL.
    pub window_seconds: f64,
    /// When it is gone at the latest.
    pub end_at_seconds: f64,
    /// Whether it ends by itself, with its hook done.
    pub fits: bool,
}

impl Shutdown {
    /// What the plan of a container's stop comes to.
    #[must_use]
    pub fn new(plan: shutdown::Shutdown) -> Self {
        Self {
            schema: "exitcode.shutdown/v1",
            grace_seconds: plan.grace().as_secs(),
            phases: phases(plan),
            signal_at_seconds: plan.signal_at().as_secs_f64(),
            window_seconds: plan.window().as_secs_f64(),
            kill_at_seconds: plan.kill_at().as_secs_f64(),
            pre_stop_cut: plan.is_pre_stop_cut(),
            fits: plan.fits(),
            recommended_grace_seconds: plan.recommended_grace(),
            containers: Vec::new(),
        }
    }

    /// With the containers of the pod, in the order in which they are declared, each with its name.
    #[must_use]
    pub fn containers(mut self, names: &[String], containers: &[Stopping]) -> Self {
        let grace = self.grace_seconds.try_into().unwrap_or(i64::MAX);
        let stops = stop_order(grace, containers).map(|(index, plan)| ContainerStop {
            name: names.get(index).cloned().unwrap_or_default(),
            sidecar: containers.get(index).is_some_and(|one| one.sidecar),
            phases: phases(plan),
            signal_at_seconds: plan.signal_at().as_secs_f64(),
            window_seconds: plan.window().as_secs_f64(),
            end_at_seconds: plan.end_at().as_secs_f64(),
            fits: plan.fits() == Some(true),
        });
        self.containers = stops.collect();
        self
    }
}

fn phases(plan: shutdown::Shutdown) -> Vec<Phase> {
    let phase = |phase: &shutdown::Phase| Phase {
        step: phase.step().id(),
        starts_seconds: phase.starts().as_secs_f64(),
        lasts_seconds: phase.lasts().as_secs_f64(),
    };
    plan.timeline().phases().iter().map(phase).collect()
}
