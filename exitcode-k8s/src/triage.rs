//! Many pods in one table: what kills how many, and since when.
//!
//! A [`Triage`] keeps counts and no pod, so it is as small after a million as after ten.

use std::collections::BTreeMap;

use exitcode_core::{
    Cause, Confidence, Fault, Observation, Role, State, Terminated, TerminatedReason, diagnose,
};
use serde::Serialize;

use crate::{Reading, time};

/// The length of the windows in which OOM kills are counted, in seconds.
pub const WINDOW: i64 = 30 * 60;

/// How many windows are counted, the newest: a week of them.
const MAX_WINDOWS: usize = 7 * 24 * 2;

/// What was found in all pods that were added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Triage {
    objects: u64,
    found: BTreeMap<Cause, Found>,
    kills: BTreeMap<i64, u64>,
}

/// One cause: how many it hit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Row {
    /// The id of the cause.
    pub cause: &'static str,
    /// What happened, in one line.
    pub title: &'static str,
    /// The id of where the fault lies.
    pub fault: &'static str,
    /// How many containers and pods it hit.
    pub count: u64,
    /// How many of them are down now.
    pub down: u64,
    /// How many of the diagnoses are certain.
    pub confirmed: u64,
    /// The earliest time that it is known of, RFC 3339.
    pub since: Option<String>,
    /// The latest time that it is known of, RFC 3339.
    pub last: Option<String>,
    /// The one that it hit last.
    pub example: Example,
}

/// Which container or pod.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Example {
    /// The namespace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    /// The name of the pod.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pod: Option<String>,
    /// The name of the container.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container: Option<String>,
}

/// The OOM kills within one window.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct OomWindow {
    /// When it begins, RFC 3339. It lasts for [`WINDOW`].
    pub from: String,
    /// How many containers the kubelet reported as killed for memory within it.
    pub kills: u64,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Found {
    count: u64,
    down: u64,
    confirmed: u64,
    since: Option<i64>,
    /// The latest, with the time. Of several at once it is the first by name, so that the order in
    /// which they come does not matter.
    example: Latest,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Latest {
    at: Option<i64>,
    example: Option<Example>,
}

impl Latest {
    fn offer(&mut self, at: Option<i64>, example: Option<Example>) {
        let newer =
            at > self.at || at == self.at && (self.example.is_none() || example < self.example);
        if newer && example.is_some() {
            *self = Self { at, example };
        }
    }
}

/// The name of the schema of a [`Table`].
pub const SCHEMA: &str = "exitcode.triage/v1";

/// All that was found, as the JSON that every surface has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Table {
    /// The name of this schema.
    pub schema: &'static str,
    /// How many objects were read.
    pub objects: u64,
    /// How many could not be read to their end.
    pub skipped: u64,
    /// The causes, the worst first.
    pub causes: Vec<Row>,
    /// The windows with OOM kills, in the order of time.
    pub oom_kills: Vec<OomWindow>,
}

impl Triage {
    /// All that was found, beside the objects that the caller skipped.
    #[must_use]
    pub fn table(&self, skipped: u64) -> Table {
        Table {
            schema: SCHEMA,
            objects: self.objects(),
            skipped,
            causes: self.rows(),
            oom_kills: self.oom_windows(),
        }
    }

    /// Adds what a pod says, or anything else that was read.
    pub fn add(&mut self, reading: &Reading<'_>) {
        self.objects += 1;
        reading.observe(|observation| self.observe(observation));
    }

    /// Adds what another one found.
    pub fn merge(&mut self, other: Self) {
        self.objects += other.objects;
        for (cause, more) in other.found {
            let found = self.found.entry(cause).or_default();
            found.count += more.count;
            found.down += more.down;
            found.confirmed += more.confirmed;
            found.since = earliest(found.since, more.since);
            found.example.offer(more.example.at, more.example.example);
        }
        for (window, kills) in other.kills {
            self.count_kills(window, kills);
        }
    }

    /// How many objects were added.
    #[must_use]
    pub const fn objects(&self) -> u64 {
        self.objects
    }

    /// The causes, the worst first: the one that keeps most containers down, then the one that hit
    /// most.
    #[must_use]
    pub fn rows(&self) -> Vec<Row> {
        let mut rows: Vec<_> = self.found.iter().collect();
        rows.sort_by_key(|(_, found)| std::cmp::Reverse((found.down, found.count)));
        let row = |(cause, found): (&Cause, &Found)| Row {
            cause: cause.id(),
            title: cause.title(),
            fault: cause.fault().id(),
            count: found.count,
            down: found.down,
            confirmed: found.confirmed,
            since: found.since.map(time::format),
            last: found.example.at.map(time::format),
            example: found.example.example.clone().unwrap_or_default(),
        };
        rows.into_iter().map(row).collect()
    }

    /// The windows with OOM kills, in the order of time.
    ///
    /// It counts the ends that the kubelet gave the reason `OOMKilled`: for each container the
    /// present one and the one before, which is all that a pod's status keeps.
    #[must_use]
    pub fn oom_windows(&self) -> Vec<OomWindow> {
        let window = |(window, kills): (&i64, &u64)| OomWindow {
            from: time::format(window * WINDOW),
            kills: *kills,
        };
        self.kills.iter().map(window).collect()
    }

    fn observe(&mut self, observation: &Observation<'_>) {
        let present = match &observation.state {
            State::Terminated(end) => Some(end),
            _ => None,
        };
        for end in present.into_iter().chain(&observation.last) {
            self.count_kill(end);
        }
        let diagnosis = diagnose(observation);
        let Some(first) = diagnosis.findings().next() else { return };
        let cause = first.cause();
        if cause.fault() == Fault::None {
            return;
        }
        let found = self.found.entry(cause).or_default();
        found.count += 1;
        let up = matches!(observation.state, State::Running(_));
        let over = observation.subject.role == Role::Init && observation.ready == Some(true);
        found.down += u64::from(!up && !over);
        found.confirmed += u64::from(first.confidence() == Confidence::Confirmed);
        let at = known_time(observation);
        found.since = earliest(found.since, at);
        let subject = &observation.subject;
        if at >= found.example.at {
            let example = Example {
                namespace: subject.namespace.map(str::to_owned),
                pod: subject.pod.map(str::to_owned),
                container: subject.container.map(str::to_owned),
            };
            found.example.offer(at, Some(example));
        }
    }

    fn count_kill(&mut self, end: &Terminated<'_>) {
        let killed =
            end.reason.is_some_and(|reason| reason.text == TerminatedReason::OomKilled.as_str());
        if let Some(finished) = end.finished.filter(|_| killed) {
            self.count_kills(finished.div_euclid(WINDOW), 1);
        }
    }

    fn count_kills(&mut self, window: i64, kills: u64) {
        *self.kills.entry(window).or_default() += kills;
        if self.kills.len() > MAX_WINDOWS {
            self.kills.pop_first();
        }
    }
}

fn earliest(one: Option<i64>, other: Option<i64>) -> Option<i64> {
    [one, other].into_iter().flatten().min()
}

/// When it happened: the end, or else since when the pod has not been ready, or is there at all.
fn known_time(observation: &Observation<'_>) -> Option<i64> {
    let end = observation.death().and_then(|end| end.finished);
    let unmet = |kind: &str| {
        let conditions = observation.pod.conditions.iter();
        let mut unmet = conditions
            .filter(move |condition| condition.kind == kind && condition.status == Some(false));
        unmet.find_map(|condition| condition.since)
    };
    end.or_else(|| unmet("PodScheduled"))
        .or_else(|| unmet("Initialized"))
        .or_else(|| unmet("Ready"))
        .or(observation.pod.created)
}

#[cfg(test)]
mod tests {
    use super::Triage;
    use crate::{Input, read_object};

    fn pod(name: &str, state: &str, finished: &str) -> String {
        format!(
            r#"{{"kind": "Pod", "metadata": {{"name": "{name}", "namespace": "shop"}}, "status": {{
                "phase": "Running",
                "containerStatuses": [{{
                    "name": "c", "state": {state}, "lastState": {{"terminated": {{
                        "exitCode": 137, "reason": "OOMKilled", "finishedAt": "{finished}"
                    }}}}
                }}]
            }}}}"#
        )
    }

    fn add(triage: &mut Triage, object: &str) {
        let input = Input::new("-", object);
        triage.add(&read_object(&input));
    }

    #[test]
    fn the_worst_comes_first_in_any_order() {
        const UP: &str = r#"{"running": {}}"#;
        const IMAGE: &str = r#"{"metadata": {"name": "i"}, "spec": {"containers": [{"name": "c"}]},
            "status": {"phase": "Pending", "containerStatuses": [{"name": "c", "state": {
                "waiting": {"reason": "InvalidImageName"}}}]}}"#;
        let pods = [
            pod("b", UP, "2026-11-20T10:29:59Z"),
            pod("a", UP, "2026-11-20T10:30:00Z"),
            pod("c", UP, "2026-11-20T10:30:00Z"),
            IMAGE.to_owned(),
            r#"{"kind": "Pod", "status": {"phase": "Running"}}"#.to_owned(),
        ];
        let mut whole = Triage::default();
        pods.iter().for_each(|pod| add(&mut whole, pod));
        let mut halves = [Triage::default(), Triage::default()];
        for (number, pod) in pods.iter().rev().enumerate() {
            add(&mut halves[number % 2], pod);
        }
        let [mut one, other] = halves;
        one.merge(other);
        assert_eq!(one, whole);

        assert_eq!(whole.objects(), 5);
        let rows = whole.rows();
        let causes: Vec<_> = rows.iter().map(|row| (row.cause, row.count, row.down)).collect();
        assert_eq!(causes, [("image-name-invalid", 1, 1), ("oom-container-limit", 3, 0)]);
        assert_eq!(rows[1].since.as_deref(), Some("2026-11-20T10:29:59Z"));
        assert_eq!(rows[1].last.as_deref(), Some("2026-11-20T10:30:00Z"));
        assert_eq!(rows[1].example.pod.as_deref(), Some("a"));
        let windows = whole.oom_windows();
        let windows: Vec<_> = windows.iter().map(|one| (&*one.from, one.kills)).collect();
        assert_eq!(windows, [("2026-11-20T10:00:00Z", 1), ("2026-11-20T10:30:00Z", 2)]);
    }

    #[test]
    fn windows_do_not_grow_for_ever() {
        let mut triage = Triage::default();
        for hour in 0..1000 {
            triage.count_kills(2 * hour, 1);
        }
        assert_eq!(triage.oom_windows().len(), super::MAX_WINDOWS);
    }
}
