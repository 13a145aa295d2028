//! Pods, and the pieces of them that people paste.

use std::borrow::Cow;

use exitcode_core::{PreStop, Probe, Role, Source};

use super::{Objects, at, controller, key, quoted, word};
use crate::document::Value;
use crate::meaning;
use crate::model::{ContainerRecord, Key, PodRecord, StateRecord, TerminatedRecord};
use crate::problem::Why;

/// The lists of containers in a pod's spec, and those of their statuses.
const LISTS: [(&str, &str, Role); 3] = [
    ("initContainers", "initContainerStatuses", Role::Init),
    ("containers", "containerStatuses", Role::App),
    ("ephemeralContainers", "ephemeralContainerStatuses", Role::Ephemeral),
];

impl<'a> Objects<'_, 'a> {
    pub(super) fn pod(&mut self, value: Value<'_, 'a>) {
        let mut pod = PodRecord::default();
        if let Some(metadata) = value.get("metadata") {
            pod.key = key(metadata);
            pod.span = value.has("spec").then(|| value.span());
            pod.owner = controller(metadata);
            pod.template_hash =
                metadata.get("labels").and_then(|labels| word(labels, meaning::HASH_LABEL));
            pod.created = at(metadata, "creationTimestamp");
            pod.deletion = at(metadata, "deletionTimestamp");
            pod.deletion_grace = self.number(metadata, "deletionGracePeriodSeconds");
        }
        if let Some(spec) = value.get("spec") {
            self.spec(spec, &mut pod);
        }
        if let Some(status) = value.get("status") {
            self.status(status, &mut pod);
        }
        self.model.add_pod(pod);
    }

    pub(super) fn bare_spec(&mut self, spec: Value<'_, 'a>) {
        let mut pod = PodRecord::default();
        self.spec(spec, &mut pod);
        self.model.add_pod(pod);
    }

    pub(super) fn bare_status(&mut self, status: Value<'_, 'a>) {
        let mut pod = PodRecord::default();
        self.status(status, &mut pod);
        self.model.add_pod(pod);
    }

    pub(super) fn bare_container_status(&mut self, status: Value<'_, 'a>) {
        self.bare(|objects, container| objects.container_status(status, container));
    }

    pub(super) fn bare_state(&mut self, state: Value<'_, 'a>) {
        self.bare(|objects, container| container.state = objects.state(state));
    }

    pub(super) fn bare_terminated(&mut self, terminated: Value<'_, 'a>) {
        self.bare(|objects, container| {
            container.state = StateRecord::Terminated(objects.terminated(terminated));
        });
    }

    fn bare(&mut self, read: impl FnOnce(&mut Self, &mut ContainerRecord<'a>)) {
        let mut container = ContainerRecord::default();
        read(self, &mut container);
        let mut pod = PodRecord { key: Key::default(), ..PodRecord::default() };
        pod.seen = pod.seen.with(Source::Status);
        pod.containers.push(container);
        self.model.add_pod(pod);
    }

    fn spec(&mut self, spec: Value<'_, 'a>, pod: &mut PodRecord<'a>) {
        pod.seen = pod.seen.with(Source::Spec);
        pod.node = word(spec, "nodeName");
        pod.grace = self.number(spec, "terminationGracePeriodSeconds");
        pod.active_deadline = self.number(spec, "activeDeadlineSeconds");
        // The API server's default, where a manifest was given.
        pod.restart_policy = word(spec, "restartPolicy").or(Some(Cow::Borrowed("Always")));
        let limits = spec.get("resources").and_then(|resources| resources.get("limits"));
        pod.memory_limit = self.bytes(limits, "memory");
        let selector = spec.get("nodeSelector");
        let os = spec
            .get("os")
            .and_then(|os| word(os, "name"))
            .or_else(|| selector.and_then(|selector| word(selector, meaning::OS_LABEL)));
        pod.platform = os.as_deref().and_then(meaning::platform);
        for (list, _, role) in LISTS {
            for value in spec.get(list).into_iter().flat_map(Value::items) {
                match pod.container(word(value, "name")) {
                    Some(container) => self.container(value, role, container),
                    None => self.problem(value.span(), Why::TooMany { what: "containers" }),
                }
            }
        }
    }

    fn container(&mut self, value: Value<'_, 'a>, role: Role, container: &mut ContainerRecord<'a>) {
        container.role = Some(meaning::role(role, word(value, "restartPolicy").as_deref()));
        container.image = quoted(value, "image");
        for list in ["command", "args"] {
            let words = value.get(list).into_iter().flat_map(Value::items);
            container.argv.extend(words.filter_map(Value::quoted));
            container.argv_is_whole |= list == "command" && !container.argv.is_empty();
        }
        self.resources(value, container);
        container.liveness = value.get("livenessProbe").map(|probe| self.probe(probe));
        container.startup = value.get("startupProbe").map(|probe| self.probe(probe));
        let lifecycle = value.get("lifecycle");
        container.post_start = lifecycle.and_then(|hooks| hooks.get("postStart")).is_some();
        let pre_stop = lifecycle.and_then(|lifecycle| lifecycle.get("preStop"));
        container.pre_stop = pre_stop.map(|hook| self.pre_stop(hook));
    }

    fn resources(&mut self, value: Value<'_, 'a>, container: &mut ContainerRecord<'a>) {
        let Some(resources) = value.get("resources") else { return };
        // What the kubelet reports as applied, in a status, is newer than what the spec asks for.
        if let Some(bytes) = self.bytes(resources.get("limits"), "memory") {
            container.memory_limit = Some(bytes).filter(|&bytes| bytes > 0);
            let limit = resources.get("limits").and_then(|limits| limits.get("memory"));
            container.memory_limit_span = limit.map(Value::span);
        }
        if let Some(bytes) = self.bytes(resources.get("requests"), "memory") {
            container.memory_request = Some(bytes);
        }
    }

    fn probe(&mut self, value: Value<'_, 'a>) -> Probe {
        meaning::probe(
            self.number(value, "initialDelaySeconds"),
            self.number(value, "timeoutSeconds"),
            self.number(value, "periodSeconds"),
            self.number(value, "failureThreshold"),
            self.number(value, "terminationGracePeriodSeconds"),
        )
    }

    fn pre_stop(&mut self, hook: Value<'_, 'a>) -> PreStop {
        let sleep = hook.get("sleep").and_then(|sleep| self.number(sleep, "seconds"));
        let command = hook.get("exec").and_then(|exec| exec.get("command"));
        let words: Vec<_> =
            command.into_iter().flat_map(Value::items).filter_map(Value::str).collect();
        meaning::pre_stop(sleep, words.iter().map(|word| &**word))
    }

    fn status(&mut self, status: Value<'_, 'a>, pod: &mut PodRecord<'a>) {
        pod.seen = pod.seen.with(Source::Status);
        pod.phase = quoted(status, "phase");
        pod.reason = quoted(status, "reason");
        pod.message = quoted(status, "message");
        pod.qos = word(status, "qosClass");
        pod.conditions = self.conditions(status);
        for (_, list, role) in LISTS {
            for value in status.get(list).into_iter().flat_map(Value::items) {
                match pod.container(word(value, "name")) {
                    Some(container) => {
                        container.role.get_or_insert(role);
                        self.container_status(value, container);
                    }
                    None => self.problem(value.span(), Why::TooMany { what: "containers" }),
                }
            }
        }
    }

    fn container_status(&mut self, value: Value<'_, 'a>, container: &mut ContainerRecord<'a>) {
        if container.name.is_none() {
            container.name = word(value, "name");
        }
        if container.image.is_none() {
            container.image = quoted(value, "image");
        }
        container.id = word(value, "containerID").map(meaning::bare_id);
        container.restarts = self.number(value, "restartCount");
        container.ready = value.get("ready").and_then(Value::bool);
        self.resources(value, container);
        if let Some(state) = value.get("state") {
            container.state = self.state(state);
        }
        let last = value.get("lastState").and_then(|last| last.get("terminated"));
        container.last = last.map(|last| self.terminated(last));
    }

    fn state(&mut self, value: Value<'_, 'a>) -> StateRecord<'a> {
        if let Some(terminated) = value.get("terminated") {
            StateRecord::Terminated(self.terminated(terminated))
        } else if let Some(running) = value.get("running") {
            StateRecord::Running(at(running, "startedAt"))
        } else if let Some(waiting) = value.get("waiting") {
            StateRecord::Waiting {
                reason: quoted(waiting, "reason"),
                message: quoted(waiting, "message"),
            }
        } else {
            StateRecord::Unknown
        }
    }

    fn terminated(&mut self, value: Value<'_, 'a>) -> TerminatedRecord<'a> {
        TerminatedRecord {
            ran: None,
            code: self.number(value, "exitCode"),
            code_span: value.get("exitCode").map(Value::span),
            signal: self
                .number(value, "signal")
                .filter(|&signal| signal > 0 && !value.has("exitCode")),
            reason: quoted(value, "reason"),
            message: quoted(value, "message"),
            started: at(value, "startedAt"),
            finished: at(value, "finishedAt"),
            id: word(value, "containerID").map(meaning::bare_id),
        }
    }
}
