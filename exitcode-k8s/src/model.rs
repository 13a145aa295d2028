//! What the readers write down and the observations are made of.
//!
//! Every format, be it JSON, YAML, `kubectl describe` or a line of events, is read into these few
//! records. A reader fills in what its format says and leaves the rest empty; [`Model::pod`] finds
//! the record of a pod that another format has already spoken of, and what the first one said
//! stands. What belongs together, which log is whose and what an observation holds is decided in one
//! place, `case.rs`, from the records alone.

use std::borrow::Cow;
use std::collections::HashMap;

use exitcode_core::{Platform, PreStop, Probe, Role, Seen, Span, Text};

/// A text from an input, or made from one, and where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Quoted<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) span: Option<Span>,
}

impl Quoted<'_> {
    pub(crate) fn view(&self) -> Text<'_> {
        let mut text = Text::from(&*self.text);
        text.span = self.span;
        text
    }
}

impl<'a> From<&'a str> for Quoted<'a> {
    fn from(text: &'a str) -> Self {
        Self { text: Cow::Borrowed(text), span: None }
    }
}

/// The words of names and identifiers, which no evidence ever points at.
pub(crate) type Word<'a> = Option<Cow<'a, str>>;

/// How many containers of a pod are read. Each is compared with each, and a node runs about as many
/// pods as this altogether.
pub(crate) const MAX_CONTAINERS: usize = 200;

/// Everything that was read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Model<'a> {
    pods: Vec<PodRecord<'a>>,
    by_uid: HashMap<Cow<'a, str>, usize>,
    /// By name and namespace, and by name alone: the first of that name.
    by_name: HashMap<(Cow<'a, str>, Option<Cow<'a, str>>), usize>,
    pub(crate) events: Vec<EventRecord<'a>>,
    /// Whether a whole list of events was read, so that an event that is not in it is known not to
    /// be there, and not just a few lines.
    pub(crate) all_events: bool,
    pub(crate) nodes: Vec<NodeRecord<'a>>,
    pub(crate) workloads: Vec<WorkloadRecord<'a>>,
    pub(crate) logs: Vec<LogRecord<'a>>,
    pub(crate) kernel_logs: Vec<LogRecord<'a>>,
}

/// What names an object of the cluster.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Key<'a> {
    pub(crate) namespace: Word<'a>,
    pub(crate) name: Word<'a>,
    pub(crate) uid: Word<'a>,
}

impl Key<'_> {
    /// Whether both name the same object. UIDs decide where both have one; a namespace that one of
    /// them leaves out is no difference.
    pub(crate) fn same(&self, other: &Self) -> bool {
        if let (Some(one), Some(two)) = (&self.uid, &other.uid) {
            return one == two;
        }
        let namespaces_differ = match (&self.namespace, &other.namespace) {
            (Some(one), Some(two)) => one != two,
            _ => false,
        };
        self.name.is_some() && self.name == other.name && !namespaces_differ
    }
}

/// The object that controls another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OwnerRecord<'a> {
    pub(crate) kind: Cow<'a, str>,
    pub(crate) name: Cow<'a, str>,
    pub(crate) uid: Word<'a>,
}

impl OwnerRecord<'_> {
    /// Whether an object of the same kind, name and namespace is the owner, and not another one of
    /// that name.
    pub(crate) fn is(&self, key: &Key<'_>) -> bool {
        match (&self.uid, &key.uid) {
            (Some(one), Some(two)) => one == two,
            _ => true,
        }
    }
}

/// A pod, or what stands for one: a container of an engine, a lone container status.
#[derive(Clone, Debug, Default)]
pub(crate) struct PodRecord<'a> {
    pub(crate) key: Key<'a>,
    /// Where the object stands, if it does whole.
    pub(crate) span: Option<Span>,
    pub(crate) seen: Seen,
    pub(crate) owner: Option<OwnerRecord<'a>>,
    pub(crate) template_hash: Word<'a>,
    pub(crate) node: Word<'a>,
    pub(crate) platform: Option<Platform>,
    pub(crate) phase: Option<Quoted<'a>>,
    pub(crate) reason: Option<Quoted<'a>>,
    pub(crate) message: Option<Quoted<'a>>,
    pub(crate) conditions: Vec<ConditionRecord<'a>>,
    pub(crate) created: Option<i64>,
    pub(crate) deletion: Option<i64>,
    pub(crate) deletion_grace: Option<i64>,
    pub(crate) grace: Option<i64>,
    pub(crate) active_deadline: Option<i64>,
    pub(crate) restart_policy: Word<'a>,
    pub(crate) memory_limit: Option<u64>,
    pub(crate) qos: Word<'a>,
    pub(crate) containers: Vec<ContainerRecord<'a>>,
}

/// A container of a pod, or of an engine.
#[derive(Clone, Debug, Default)]
pub(crate) struct ContainerRecord<'a> {
    pub(crate) name: Word<'a>,
    pub(crate) id: Word<'a>,
    pub(crate) role: Option<Role>,
    pub(crate) image: Option<Quoted<'a>>,
    pub(crate) argv: Vec<Quoted<'a>>,
    /// Whether `argv` begins with the program, not with arguments to the image's entry point.
    pub(crate) argv_is_whole: bool,
    pub(crate) memory_limit: Option<u64>,
    pub(crate) memory_limit_span: Option<Span>,
    pub(crate) memory_request: Option<u64>,
    pub(crate) liveness: Option<Probe>,
    pub(crate) startup: Option<Probe>,
    pub(crate) pre_stop: Option<PreStop>,
    pub(crate) post_start: bool,
    pub(crate) state: StateRecord<'a>,
    pub(crate) last: Option<TerminatedRecord<'a>>,
    pub(crate) restarts: Option<u32>,
    pub(crate) ready: Option<bool>,
    pub(crate) oom_flag: Option<bool>,
}

/// What a container does.
#[derive(Clone, Debug, Default)]
pub(crate) enum StateRecord<'a> {
    #[default]
    Unknown,
    Waiting {
        reason: Option<Quoted<'a>>,
        message: Option<Quoted<'a>>,
    },
    Running(Option<i64>),
    Terminated(TerminatedRecord<'a>),
}

/// How a container ended.
#[derive(Clone, Debug, Default)]
pub(crate) struct TerminatedRecord<'a> {
    pub(crate) code: Option<i32>,
    /// Where the code, or the signal, stands.
    pub(crate) code_span: Option<Span>,
    /// The signal that killed it, where that is said instead of a code.
    pub(crate) signal: Option<u8>,
    pub(crate) reason: Option<Quoted<'a>>,
    pub(crate) message: Option<Quoted<'a>>,
    pub(crate) started: Option<i64>,
    pub(crate) finished: Option<i64>,
    pub(crate) ran: Option<bool>,
    pub(crate) id: Word<'a>,
}

/// A condition of a pod, a node or a Job.
#[derive(Clone, Debug, Default)]
pub(crate) struct ConditionRecord<'a> {
    pub(crate) kind: Cow<'a, str>,
    pub(crate) status: Option<bool>,
    pub(crate) reason: Option<Quoted<'a>>,
    pub(crate) message: Option<Quoted<'a>>,
    pub(crate) since: Option<i64>,
}

/// An event.
#[derive(Clone, Debug, Default)]
pub(crate) struct EventRecord<'a> {
    /// The kind of the object that it is about; a pod where nothing is said.
    pub(crate) kind: Word<'a>,
    pub(crate) object: Key<'a>,
    pub(crate) container: Word<'a>,
    pub(crate) role: Role,
    pub(crate) reason: Quoted<'a>,
    pub(crate) message: Quoted<'a>,
    pub(crate) count: u32,
    pub(crate) first: Option<i64>,
    pub(crate) last: Option<i64>,
    /// The pod that it stood with, where it names none.
    pub(crate) of: Option<usize>,
}

/// A node.
#[derive(Clone, Debug, Default)]
pub(crate) struct NodeRecord<'a> {
    pub(crate) name: Word<'a>,
    pub(crate) conditions: Vec<ConditionRecord<'a>>,
}

/// A Job, ReplicaSet, Deployment, StatefulSet or DaemonSet.
#[derive(Clone, Debug, Default)]
pub(crate) struct WorkloadRecord<'a> {
    pub(crate) kind: Cow<'a, str>,
    pub(crate) key: Key<'a>,
    /// Where the object stands, if it does whole.
    pub(crate) span: Option<Span>,
    pub(crate) owner: Option<OwnerRecord<'a>>,
    pub(crate) replicas: Option<u32>,
    pub(crate) conditions: Vec<ConditionRecord<'a>>,
    /// Which rollout of its Deployment a ReplicaSet belongs to.
    pub(crate) revision: Option<u64>,
    /// The images of its template, by the names of the containers.
    pub(crate) images: Vec<(Cow<'a, str>, Quoted<'a>)>,
}

/// What a program or the kernel wrote.
#[derive(Clone, Debug, Default)]
pub(crate) struct LogRecord<'a> {
    pub(crate) text: Quoted<'a>,
    /// The part of the file's name that may name a container.
    pub(crate) label: Word<'a>,
    /// Whether it is the log of the run before.
    pub(crate) previous: bool,
    /// The pod that it stood with.
    pub(crate) of: Option<usize>,
}

/// Puts a value where there is none yet.
fn fill<T>(place: &mut Option<T>, value: Option<T>) {
    if place.is_none() {
        *place = value;
    }
}

impl<'a> Model<'a> {
    /// The pods, in the order in which they were read.
    pub(crate) fn pods(&self) -> &[PodRecord<'a>] {
        &self.pods
    }

    /// The index of the pod of that key.
    pub(crate) fn find(&self, key: &Key<'a>) -> Option<usize> {
        if let Some(&index) = key.uid.as_ref().and_then(|uid| self.by_uid.get(uid)) {
            return Some(index);
        }
        let name = key.name.as_ref()?;
        let exact = self.by_name.get(&(name.clone(), key.namespace.clone()));
        let loose = || self.by_name.get(&(name.clone(), None));
        let index = *exact.or_else(loose)?;
        self.pods.get(index)?.key.same(key).then_some(index)
    }

    /// The index of the pod of that key, which is added if nothing has spoken of it before. What has
    /// no key is a pod of its own.
    pub(crate) fn place(&mut self, key: Key<'a>) -> usize {
        let index = match self.find(&key) {
            Some(index) => index,
            None => {
                self.pods.push(PodRecord::default());
                self.pods.len() - 1
            }
        };
        self.name(index, key);
        index
    }

    /// Notes that the pod of that index has that key.
    pub(crate) fn name(&mut self, index: usize, key: Key<'a>) {
        if let Some(uid) = &key.uid {
            self.by_uid.insert(uid.clone(), index);
        }
        if let Some(name) = &key.name {
            if key.namespace.is_some() {
                self.by_name.insert((name.clone(), key.namespace.clone()), index);
            }
            self.by_name.entry((name.clone(), None)).or_insert(index);
        }
        if let Some(pod) = self.pods.get_mut(index) {
            fill(&mut pod.key.name, key.name);
            fill(&mut pod.key.namespace, key.namespace);
            fill(&mut pod.key.uid, key.uid);
        }
    }

    /// The pods, which are no longer there afterwards.
    pub(crate) fn take_pods(&mut self) -> Vec<PodRecord<'a>> {
        self.by_uid.clear();
        self.by_name.clear();
        std::mem::take(&mut self.pods)
    }

    /// The pod of that index.
    pub(crate) fn pod_mut(&mut self, index: usize) -> Option<&mut PodRecord<'a>> {
        self.pods.get_mut(index)
    }

    /// The record of the pod of that key, which is added if nothing has spoken of it before.
    pub(crate) fn pod(&mut self, key: Key<'a>) -> Option<&mut PodRecord<'a>> {
        let index = self.place(key);
        self.pods.get_mut(index)
    }

    /// Adds what is known of a pod to what another format said of the same one, whose index it
    /// returns.
    pub(crate) fn add_pod(&mut self, pod: PodRecord<'a>) -> usize {
        let index = self.place(pod.key.clone());
        if let Some(known) = self.pods.get_mut(index) {
            known.absorb(pod);
        }
        index
    }
}

impl<'a> PodRecord<'a> {
    /// Takes over what it does not know yet.
    pub(crate) fn absorb(&mut self, other: Self) {
        fill(&mut self.span, other.span);
        self.seen = self.seen.union(other.seen);
        fill(&mut self.owner, other.owner);
        fill(&mut self.template_hash, other.template_hash);
        fill(&mut self.node, other.node);
        fill(&mut self.platform, other.platform);
        fill(&mut self.phase, other.phase);
        fill(&mut self.reason, other.reason);
        fill(&mut self.message, other.message);
        fill(&mut self.created, other.created);
        fill(&mut self.deletion, other.deletion);
        fill(&mut self.deletion_grace, other.deletion_grace);
        fill(&mut self.grace, other.grace);
        fill(&mut self.active_deadline, other.active_deadline);
        fill(&mut self.restart_policy, other.restart_policy);
        fill(&mut self.memory_limit, other.memory_limit);
        fill(&mut self.qos, other.qos);
        if self.conditions.is_empty() {
            self.conditions = other.conditions;
        }
        // Most have one container, and a list takes room for four as soon as one is added.
        if self.containers.is_empty() && other.containers.len() == 1 {
            self.containers = other.containers;
            return;
        }
        for container in other.containers {
            if let Some(known) = self.container(container.name.clone()) {
                known.absorb(container);
            }
        }
    }

    /// The container of that name, which is added if nobody has named it before; nothing for one
    /// more than [`MAX_CONTAINERS`].
    pub(crate) fn container(&mut self, name: Word<'a>) -> Option<&mut ContainerRecord<'a>> {
        let index = match self.containers.iter().position(|known| known.name == name) {
            Some(index) => index,
            None if self.containers.len() >= MAX_CONTAINERS => return None,
            None => {
                if self.containers.is_empty() {
                    self.containers.reserve_exact(1);
                }
                self.containers.push(ContainerRecord { name, ..ContainerRecord::default() });
                self.containers.len() - 1
            }
        };
        self.containers.get_mut(index)
    }
}

impl<'a> ContainerRecord<'a> {
    fn absorb(&mut self, other: Self) {
        fill(&mut self.id, other.id);
        fill(&mut self.role, other.role);
        fill(&mut self.image, other.image);
        if self.memory_limit.is_none() {
            self.memory_limit_span = other.memory_limit_span;
        }
        fill(&mut self.memory_limit, other.memory_limit);
        fill(&mut self.memory_request, other.memory_request);
        fill(&mut self.liveness, other.liveness);
        fill(&mut self.startup, other.startup);
        fill(&mut self.pre_stop, other.pre_stop);
        self.post_start |= other.post_start;
        fill(&mut self.last, other.last);
        fill(&mut self.restarts, other.restarts);
        fill(&mut self.ready, other.ready);
        fill(&mut self.oom_flag, other.oom_flag);
        if self.argv.is_empty() {
            self.argv = other.argv;
            self.argv_is_whole = other.argv_is_whole;
        }
        if matches!(self.state, StateRecord::Unknown) {
            self.state = other.state;
        }
    }
}
