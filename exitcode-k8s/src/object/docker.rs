//! What `docker inspect` and `podman inspect` print.

use exitcode_core::Source;

use super::{Objects, at, quoted, word};
use crate::document::Value;
use crate::meaning;
use crate::model::{ContainerRecord, Key, PodRecord, Quoted, StateRecord, TerminatedRecord};

impl<'a> Objects<'_, 'a> {
    /// Reads a container of an engine, or its `State` alone.
    pub(super) fn docker(&mut self, value: Value<'_, 'a>) {
        let state = value.get("State").unwrap_or(value);
        let mut container = ContainerRecord {
            id: word(value, "Id"),
            oom_flag: state.get("OOMKilled").and_then(Value::bool),
            restarts: self.number(value, "RestartCount"),
            ..ContainerRecord::default()
        };
        let mut pod = PodRecord::default();
        pod.seen = pod.seen.with(Source::Status);
        let name = word(value, "Name");
        container.name = name.map(|name| match name.strip_prefix('/') {
            Some(name) => name.to_owned().into(),
            None => name,
        });
        let code = state.get("ExitCode");
        let end = TerminatedRecord {
            code: code.and_then(|_| self.engine_code(state)),
            code_span: code.map(Value::span),
            message: quoted(state, "Error"),
            started: at(state, "StartedAt"),
            finished: at(state, "FinishedAt"),
            ran: (word(state, "Status").as_deref() == Some("created")).then_some(false),
            id: container.id.clone(),
            ..TerminatedRecord::default()
        };
        match word(state, "Status").as_deref() {
            Some("running" | "paused") => container.state = StateRecord::Running(end.started),
            // It never ran; it has an end only if the engine could not start it.
            Some("created" | "configured") if end.message.is_none() && end.code == Some(0) => {
                container.state = StateRecord::Waiting { reason: None, message: None };
            }
            Some("restarting") => {
                container.state = StateRecord::Waiting { reason: None, message: None };
                container.last = Some(end);
            }
            _ => container.state = StateRecord::Terminated(end),
        }
        if let Some(host) = value.get("HostConfig") {
            pod.seen = pod.seen.with(Source::Spec);
            container.memory_limit = self.number(host, "Memory").filter(|&bytes| bytes > 0);
            container.memory_limit_span = host.get("Memory").map(Value::span);
            let policy = host.get("RestartPolicy").and_then(|policy| word(policy, "Name"));
            pod.restart_policy = match policy.as_deref() {
                Some("always" | "unless-stopped") => Some("Always".into()),
                Some("on-failure") => Some("OnFailure".into()),
                Some("no") | None => Some("Never".into()),
                Some(_) => None,
            };
        }
        if let Some(config) = value.get("Config") {
            container.image = quoted(config, "Image");
            pod.grace = self.number(config, "StopTimeout");
        }
        container.argv = argv(value);
        container.argv_is_whole = true;
        pod.platform = word(value, "Platform").as_deref().and_then(meaning::platform);
        pod.key = Key { uid: container.id.clone(), ..Key::default() };
        pod.containers.push(container);
        self.model.add_pod(pod);
    }

    /// An engine's exit code: Windows' codes are printed unsigned.
    fn engine_code(&mut self, state: Value<'_, 'a>) -> Option<i32> {
        let code: i64 = self.number(state, "ExitCode")?;
        match (i32::try_from(code), u32::try_from(code)) {
            (Ok(code), _) => Some(code),
            (_, Ok(bits)) => Some(bits.cast_signed()),
            _ => {
                if let Some(value) = state.get("ExitCode") {
                    let why = crate::problem::Why::NoSuchNumber { field: "ExitCode" };
                    self.problem(value.span(), why);
                }
                None
            }
        }
    }
}

/// What was run: the path and arguments that the engine made of entry point and command, or else
/// those.
fn argv<'a>(value: Value<'_, 'a>) -> Vec<Quoted<'a>> {
    let list = |parent: Option<Value<'_, 'a>>, field: &str| -> Vec<Quoted<'a>> {
        let Some(list) = parent.and_then(|parent| parent.get(field)) else { return Vec::new() };
        list.items().filter_map(Value::quoted).collect()
    };
    match quoted(value, "Path") {
        Some(path) => [vec![path], list(Some(value), "Args")].concat(),
        None => {
            let config = value.get("Config");
            [list(config, "Entrypoint"), list(config, "Cmd")].concat()
        }
    }
}
