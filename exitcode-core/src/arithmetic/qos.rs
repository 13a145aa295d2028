//! Quality of service: which of Kubernetes' three classes a pod falls into.

use core::fmt;

use super::quantity::Quantity;

/// A pod's quality of service, as in `status.qosClass`.
///
/// It decides about `oom_score_adj` ([`oom`](super::oom)) and the parent control group. It is set
/// when the pod is created and stays. It is no protection against the pod's own limit: a container
/// at its memory limit is killed in every class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QosClass {
    /// Neither a request nor a limit anywhere: the first to go when a node runs out of memory.
    BestEffort,
    /// Anything between the two.
    Burstable,
    /// Every container has CPU and memory limits, and requests equal to them: the last to go.
    Guaranteed,
}

impl QosClass {
    /// Every class, the first to be killed first.
    pub const ALL: &'static [Self] = &[Self::BestEffort, Self::Burstable, Self::Guaranteed];

    /// Its name, as in `status.qosClass`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::BestEffort => "BestEffort",
            Self::Burstable => "Burstable",
            Self::Guaranteed => "Guaranteed",
        }
    }

    /// The class with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|class| class.name() == name)
    }
}

impl fmt::Display for QosClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// What one container asks for: its CPU and memory requests and limits.
///
/// Other resources (huge pages, ephemeral storage, devices) have no part in this arithmetic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Resources {
    /// `requests.cpu`.
    pub cpu_request: Option<Quantity>,
    /// `limits.cpu`.
    pub cpu_limit: Option<Quantity>,
    /// `requests.memory`.
    pub memory_request: Option<Quantity>,
    /// `limits.memory`.
    pub memory_limit: Option<Quantity>,
}

impl Resources {
    /// With each absent request set to the limit, as the API server does when a pod is created.
    ///
    /// A pod read from a cluster has that already; a Deployment's template has not. This is why a
    /// container with limits alone is guaranteed.
    ///
    /// Source: `SetDefaults_Pod`, `pkg/apis/core/v1/defaults.go`, Kubernetes 1.36.
    #[must_use]
    pub const fn with_defaults(self) -> Self {
        Self {
            cpu_request: first(self.cpu_request, self.cpu_limit),
            memory_request: first(self.memory_request, self.memory_limit),
            ..self
        }
    }
}

/// An init container, or a sidecar, which is an init container that keeps running.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct InitContainer {
    /// What it asks for.
    pub resources: Resources,
    /// Whether its own `restartPolicy` is `Always`.
    pub sidecar: bool,
}

/// What a pod asks for: the input of the QoS class and of `oom_score_adj`.
///
/// Ephemeral containers have no resources and no part in it.
///
/// ```
/// use exitcode_core::arithmetic::qos::{InitContainer, PodResources, QosClass, Resources};
///
/// let limits = Resources {
///     cpu_limit: Some("500m".parse()?),
///     memory_limit: Some("256Mi".parse()?),
///     ..Resources::default()
/// };
/// let containers = [limits.with_defaults()];
/// let pod = PodResources { containers: &containers, ..PodResources::default() };
/// assert_eq!(pod.qos_class(), QosClass::Guaranteed);
///
/// // An init container that asks for nothing takes the class away.
/// let init_containers = [InitContainer::default()];
/// let pod = PodResources { init_containers: &init_containers, ..pod };
/// assert_eq!(pod.qos_class(), QosClass::Burstable);
/// # Ok::<(), exitcode_core::arithmetic::quantity::ParseQuantityError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct PodResources<'a> {
    /// The pod's own `spec.resources`, where it is present (pod-level resources).
    ///
    /// An empty one counts as present: then the pod is best effort, whatever its containers ask
    /// for, which is a known defect of Kubernetes (kubernetes/kubernetes issue 135082).
    pub pod: Option<Resources>,
    /// `spec.containers`.
    pub containers: &'a [Resources],
    /// `spec.initContainers`, in order.
    pub init_containers: &'a [InitContainer],
    /// Whether the pod is node-critical ([`is_node_critical`](super::oom::is_node_critical)).
    pub node_critical: bool,
}

impl PodResources<'_> {
    /// The QoS class, by Kubernetes' own algorithm.
    ///
    /// Only amounts above zero count. With pod-level resources nothing else is looked at; without,
    /// all containers **and init containers** are summed.
    ///
    /// Source: `ComputePodQOS`, `pkg/apis/core/v1/helper/qos/qos.go`, Kubernetes 1.36.
    #[must_use]
    pub fn qos_class(&self) -> QosClass {
        let mut sums = Sums::default();
        match self.pod {
            Some(pod) => sums.add(pod),
            None => self.all().for_each(|resources| sums.add(resources)),
        }
        sums.class()
    }

    /// With the pod-level requests that the API server sets when the pod is created.
    ///
    /// Where pod-level limits are given, an absent request becomes what the containers request
    /// together, or else the limit. The containers are taken to have their defaults already
    /// ([`Resources::with_defaults`]).
    ///
    /// Source: `defaultPodRequests`, `pkg/apis/core/v1/defaults.go`, Kubernetes 1.36.
    #[must_use]
    pub fn with_defaults(self) -> Self {
        let pod = self.pod.map(|pod| {
            if pod.cpu_limit.is_none() && pod.memory_limit.is_none() {
                return pod;
            }
            let cpu = self.aggregate(|resources| resources.cpu_request);
            let memory = self.aggregate(|resources| resources.memory_request);
            Resources {
                cpu_request: first(pod.cpu_request, cpu),
                memory_request: first(pod.memory_request, memory),
                ..pod
            }
            .with_defaults()
        });
        Self { pod, ..self }
    }

    /// What the containers request together, as the scheduler reckons: the sum of the containers
    /// and sidecars, or, if that is more, what an init container needs beside the sidecars before
    /// it. `None` where no container has a request.
    pub(super) fn aggregate(
        &self,
        request: impl Fn(Resources) -> Option<Quantity>,
    ) -> Option<Quantity> {
        let add = |sum: Option<Quantity>, more: Option<Quantity>| match (sum, more) {
            // A sum beyond the range is far beyond what `Quantity::value` can tell.
            (Some(sum), Some(more)) => Some(sum.checked_add(more).unwrap_or(sum)),
            (sum, more) => sum.or(more),
        };
        let mut sidecars = None;
        let mut init = None;
        for container in self.init_containers {
            let needed = add(sidecars, request(container.resources));
            if container.sidecar {
                sidecars = needed;
            }
            init = init.max(needed);
        }
        let containers = self.containers.iter().copied().map(&request).fold(None, add);
        add(containers, sidecars).max(init)
    }

    fn all(&self) -> impl Iterator<Item = Resources> {
        let init = self.init_containers.iter().map(|container| container.resources);
        self.containers.iter().copied().chain(init)
    }
}

/// Sums of what counts, in nano units; `None` where nothing does.
#[derive(Default)]
struct Sums {
    cpu_request: Option<i128>,
    cpu_limit: Option<i128>,
    memory_request: Option<i128>,
    memory_limit: Option<i128>,
    /// Somebody has no CPU limit, or no memory limit.
    unlimited: bool,
}

impl Sums {
    fn add(&mut self, resources: Resources) {
        let Resources { cpu_request, cpu_limit, memory_request, memory_limit } = resources;
        let add = |sum: &mut Option<i128>, quantity: Option<Quantity>| {
            let positive = quantity.filter(|quantity| quantity.is_positive());
            if let Some(quantity) = positive {
                *sum = Some(sum.unwrap_or_default().saturating_add(quantity.nanos()));
            }
            positive.is_some()
        };
        add(&mut self.cpu_request, cpu_request);
        add(&mut self.memory_request, memory_request);
        let has_cpu = add(&mut self.cpu_limit, cpu_limit);
        let has_memory = add(&mut self.memory_limit, memory_limit);
        self.unlimited |= !has_cpu || !has_memory;
    }

    fn class(&self) -> QosClass {
        let requests = [self.cpu_request, self.memory_request];
        let limits = [self.cpu_limit, self.memory_limit];
        if requests == [None; 2] && limits == [None; 2] {
            QosClass::BestEffort
        } else if !self.unlimited && requests == limits {
            QosClass::Guaranteed
        } else {
            QosClass::Burstable
        }
    }
}

const fn first(a: Option<Quantity>, b: Option<Quantity>) -> Option<Quantity> {
    if a.is_some() { a } else { b }
}
