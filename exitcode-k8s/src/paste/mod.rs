//! Pasted text: anything that people copy from a terminal, a web page or a chat, and mixes of it.
//!
//! The text is read once, line by line. Each format knows the lines that it may begin with, and
//! reads on as far as it understands; what no format claims is what a program printed. Formats are
//! told apart by words that only they have, so that a log is not taken for a description.
//!
//! A piece that names no pod is taken to be of the pod that the text spoke of last. Rows of tables
//! and logs are put in their places when everything else is known.

mod age;
mod describe;
mod dict;
mod event;
mod exit;
mod kernel;
mod line;
mod objects;
mod prompt;
mod run;
mod scout;
mod table;

use std::borrow::Cow;
use std::collections::BTreeSet;

use exitcode_core::{JobReason, Reported, Span};

use crate::json;
use crate::model::{
    ConditionRecord, ContainerRecord, EventRecord, Key, Model, NodeRecord, PodRecord, Quoted,
    StateRecord, WorkloadRecord,
};
use crate::object::Objects;
use crate::problem::{Problem, Why};
use crate::yaml;
use line::{Line, Lines};
use prompt::Heading;
use run::Run;
use scout::Scout;
use table::Row;

pub(crate) use kernel::{add_pod_of_kernel_log, add_pods_of_logs};
pub(crate) use objects::is_telling;

/// What was read of pasted texts and waits for its place.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pasted<'a> {
    texts: Vec<Text<'a>>,
}

/// What one text left to be placed.
#[derive(Clone, Debug, Default)]
struct Text<'a> {
    input: u16,
    /// Where what was read of the text begins.
    from: usize,
    text: &'a str,
    /// Where those begin that have trouble: what is well in a table adds nothing. They are read once
    /// more when the time has come, since there may be very many.
    rows: Vec<usize>,
    runs: Vec<Run<'a>>,
    /// Pods that the text gives no name.
    nameless: BTreeSet<usize>,
    /// Whether a format was found in it.
    structured: bool,
    /// Whether it describes a node.
    node: bool,
}

impl<'a> Pasted<'a> {
    /// Reads a text, from that offset on, into the model.
    pub(crate) fn read(
        &mut self,
        model: &mut Model<'a>,
        problems: &mut Vec<Problem>,
        input: u16,
        text: &'a str,
        from: usize,
    ) {
        let mut lines = Lines::new(input, text);
        lines.go_to(from);
        let mut reader = Reader {
            model,
            problems,
            lines,
            left: Text { input, from, text, ..Text::default() },
            run: None,
            heading: None,
            current: None,
            no_json_before: 0,
            scout: Scout::default(),
        };
        reader.read();
        self.texts.push(reader.left);
    }

    /// Puts rows and logs in their places, and says whether anything was understood.
    pub(crate) fn finish(self, model: &mut Model<'a>, problems: &mut Vec<Problem>) -> bool {
        let mut recognised = false;
        for text in self.texts {
            recognised |= text.finish(model, problems);
        }
        recognised
    }
}

struct Reader<'m, 'a> {
    model: &'m mut Model<'a>,
    problems: &'m mut Vec<Problem>,
    lines: Lines<'a>,
    left: Text<'a>,
    /// The lines at hand that no format claims.
    run: Option<Run<'a>>,
    /// What was said about the lines that follow.
    heading: Option<Heading<'a>>,
    /// The pod that the text spoke of last.
    current: Option<usize>,
    /// The offset before which JSON was looked for in vain.
    no_json_before: usize,
    scout: Scout,
}

impl<'a> Reader<'_, 'a> {
    fn read(&mut self) {
        loop {
            let mut behind = self.lines;
            let Some(line) = behind.next() else { break };
            let text = line.text();
            if line::is_blank(text) || prompt::is_fence(text) || prompt::is_elision(text) {
                self.lines = behind;
                continue;
            }
            let start = self.lines.at();
            self.scout.see(self.left.text, line.start(), line.end());
            if !self.format(&line, behind) {
                self.add_to_run(&line);
                self.lines = behind;
            }
            debug_assert!(self.lines.at() > start, "each line is left behind");
        }
        self.end_run();
    }

    /// Reads what begins with this line in the format that claims it, if one does.
    fn format(&mut self, line: &Line<'a>, behind: Lines<'a>) -> bool {
        let text = line.text();
        if let Some(heading) = prompt::heading(text) {
            self.end_run();
            // A heading's words are taken from the text itself.
            self.heading = prompt::heading(line.raw()).or(Some(Heading {
                log: heading.log,
                previous: heading.previous,
                code: heading.code,
                ..Heading::default()
            }));
            self.lines = behind;
        } else if describe::begins(line, &behind) {
            self.end_run();
            let described = describe::read(&mut self.lines);
            if self.lines.at() <= line.start() {
                return false;
            }
            if described.too_many {
                let (start, end) = (line.start() as u64, self.lines.at() as u64);
                let span = Span::new(self.left.input, start, end);
                self.problems.push(Problem { span, why: Why::TooMany { what: "containers" } });
            }
            self.described(described);
        } else if self.heading.is_some_and(|heading| heading.log) && self.run.is_some() {
            // Inside a log nothing but a description or another prompt is looked for.
            return false;
        } else if table::is_head(text) || self.scout.heads && event::is_head(text) {
            self.end_run();
            self.lines = behind;
        } else if let Some(event) = self.scout.events.then(|| event::row(line)).flatten() {
            self.end_run();
            self.event(event);
            self.lines = behind;
        } else if let Some(row) = table::pods(line) {
            self.end_run();
            self.left.structured = true;
            self.left.rows.extend(row.troubled.then_some(self.lines.at()));
            self.lines = behind;
        } else if let Some(pod) = self.scout.docker.then(|| table::docker(line)).flatten() {
            self.end_run();
            let index = self.model.add_pod(pod);
            self.spoke_of(index);
            self.lines = behind;
        } else if let Some(pod) = self.scout.dicts.then(|| dict::read(line)).flatten() {
            self.end_run();
            let index = self.piece(pod);
            self.spoke_of(index);
            self.lines = behind;
        } else if let Some(row) = status_word(line) {
            self.end_run();
            let index = self.piece(row.pod);
            self.spoke_of(index);
            self.lines = behind;
        } else if kernel::has_clock(text) || self.scout.kernel && kernel::is_line(text) {
            self.end_run();
            kernel::read(&mut self.lines, self.model);
            self.left.structured = true;
        } else {
            return self.json(line) || self.yaml(line);
        }
        true
    }

    fn spoke_of(&mut self, index: usize) {
        self.left.structured = true;
        self.current = Some(index);
        let nameless = self.model.pod_mut(index).is_some_and(|pod| pod.key.name.is_none());
        if nameless {
            self.left.nameless.insert(index);
        }
    }

    fn described(&mut self, described: describe::Described<'a>) {
        if let Some(kind) = described.kind {
            self.left.structured = true;
            let pod = described.pod;
            if kind == "Node" {
                self.left.node = true;
                let (name, conditions) = (pod.key.name, pod.conditions);
                self.model.nodes.push(NodeRecord { name, conditions });
            } else {
                self.model.workloads.push(WorkloadRecord {
                    kind: Cow::Borrowed(kind),
                    key: pod.key,
                    owner: pod.owner,
                    conditions: failed(&described.events).into_iter().collect(),
                    ..WorkloadRecord::default()
                });
            }
            self.model.events.extend(described.events);
            return;
        }
        let index = match &described.pod.key.name {
            Some(_) => self.model.add_pod(described.pod),
            None => self.piece(described.pod),
        };
        self.spoke_of(index);
        for mut event in described.events {
            event.of = Some(index);
            self.model.events.push(event);
        }
    }

    /// Adds an event to the pod that it names, or to the one that was spoken of last.
    fn event(&mut self, mut event: EventRecord<'a>) {
        self.left.structured = true;
        if event.kind.as_deref() == Some("Job")
            && let Some(condition) = failed(std::slice::from_ref(&event))
        {
            self.model.workloads.push(WorkloadRecord {
                kind: Cow::Borrowed("Job"),
                key: event.object.clone(),
                conditions: vec![condition],
                ..WorkloadRecord::default()
            });
        }
        let of_pod = matches!(event.kind.as_deref(), None | Some("Pod"));
        if of_pod && event.object.name.is_none() {
            let index = self.subject(&event.message.text.clone());
            event.of = Some(index);
        }
        self.model.events.push(event);
    }

    /// The pod that a message is about: the one that it names, or the one that was spoken of last.
    fn subject(&mut self, message: &str) -> usize {
        let named = event::pod_in(message).map(|(name, namespace, uid)| Key {
            name: Some(Cow::Owned(name.to_owned())),
            namespace: namespace.map(|namespace| Cow::Owned(namespace.to_owned())),
            uid: uid.map(|uid| Cow::Owned(uid.to_owned())),
        });
        let current = self.current.and_then(|index| self.model.pod_mut(index));
        let index = match (named, current, self.current) {
            (None, _, Some(index)) => index,
            (None, _, None) => self.model.add_pod(PodRecord::default()),
            (Some(key), Some(pod), Some(index)) if pod.key.name.is_none() || pod.key.same(&key) => {
                self.model.name(index, key);
                self.left.nameless.remove(&index);
                index
            }
            (Some(key), ..) => self.model.place(key),
        };
        self.spoke_of(index);
        index
    }

    /// Adds a piece that names no pod to the one that was spoken of last, unless they cannot be of
    /// the same.
    fn piece(&mut self, pod: PodRecord<'a>) -> usize {
        match self.current {
            Some(index) => match join(self.model, index, pod) {
                None => index,
                Some(pod) => self.model.add_pod(*pod),
            },
            None => self.model.add_pod(pod),
        }
    }

    /// Reads JSON that begins with this line, if it is that of an object of use.
    fn json(&mut self, line: &Line<'a>) -> bool {
        let start = line.start();
        if start < self.no_json_before
            || !objects::may_begin_json(line)
            || !self.scout.objects(self.left.text)
        {
            return false;
        }
        let parsed = json::parse(self.left.input, self.left.text, start);
        let end = parsed.end.max(line.end());
        let telling =
            self.left.text.as_bytes().get(start..parsed.end).is_some_and(objects::is_telling);
        let Some(root) = parsed.document.root().filter(|_| telling) else {
            self.no_json_before = end;
            return false;
        };
        self.end_run();
        if !self.objects(|objects| objects.read(root)) {
            self.no_json_before = end;
            return false;
        }
        if let Some(fault) = parsed.fault {
            let span = Span::new(self.left.input, parsed.end as u64, end as u64);
            let why = crate::reading::why(fault, self.left.text, parsed.end);
            self.problems.push(Problem { span, why });
        }
        self.lines.go_to(end);
        // What closes what was not opened here, and the end of the line.
        while let Some(rest) = self.left.text.get(self.lines.at()..)
            && rest.starts_with(|c: char| "}],\r\n".contains(c))
        {
            self.lines.go_to(self.lines.at() + 1);
        }
        true
    }

    /// Reads YAML that begins with this line, if it is that of an object of use.
    fn yaml(&mut self, line: &Line<'a>) -> bool {
        if !objects::may_begin_yaml(line.text()) {
            return false;
        }
        let (end, telling) = objects::yaml_end(&self.lines);
        let span = Span::new(self.left.input, line.start() as u64, end as u64);
        let known = telling && {
            let (document, fault) = yaml::parse(self.left.text, span);
            self.end_run();
            let root = document.root();
            let known = root.is_some_and(|root| self.objects(|objects| objects.read(root)));
            if let Some(fault) = fault.filter(|_| known) {
                let why = crate::reading::why_yaml(fault, self.left.text);
                let from = why.offset().map_or(span.start, |offset| offset as u64);
                let span = Span::new(self.left.input, from.min(span.end()), span.end());
                self.problems.push(Problem { span, why });
            }
            known
        };
        if !known {
            // None of it is an object, so that it need not be looked at again.
            while self.lines.at() < end {
                let Some(line) = self.lines.next() else { break };
                self.add_to_run(&line);
            }
            return self.lines.at() > line.start();
        }
        self.lines.go_to(end);
        if self.left.text.get(end..).is_some_and(|rest| rest.starts_with(['\r', '\n'])) {
            self.lines.next();
        }
        true
    }

    /// Reads objects, of which those without a name may be of the pod that was spoken of last.
    fn objects(&mut self, read: impl FnOnce(&mut Objects<'_, 'a>) -> bool) -> bool {
        let mut fresh = Model::default();
        if !read(&mut Objects { model: &mut fresh, problems: self.problems }) {
            return false;
        }
        for pod in fresh.take_pods() {
            let index = match pod.key.name {
                Some(_) => self.model.add_pod(pod),
                None => self.piece(pod),
            };
            self.spoke_of(index);
        }
        self.left.structured = true;
        self.model.events.append(&mut fresh.events);
        self.model.nodes.append(&mut fresh.nodes);
        self.model.workloads.append(&mut fresh.workloads);
        self.model.all_events |= fresh.all_events;
        true
    }

    fn add_to_run(&mut self, line: &Line<'a>) {
        let (heading, current) = (self.heading, self.current);
        let run = self.run.get_or_insert_with(|| Run {
            start: line.start(),
            end: line.start(),
            heading: heading.unwrap_or_default(),
            pod: current,
        });
        run.end = line.end();
    }

    fn end_run(&mut self) {
        self.heading = None;
        self.left.runs.extend(self.run.take());
    }
}

/// `STATUS: CrashLoopBackOff`, a status on a line of its own, or a row without the pod's name.
fn status_word<'a>(line: &Line<'a>) -> Option<Row<'a>> {
    let text = line.text().trim();
    let mut restarts = None;
    let value = match line::key_value(text) {
        Some(("STATUS" | "Status" | "status" | "REASON" | "Reason" | "reason", value)) => value,
        Some(_) => return None,
        None if text.len() > 64 => return None,
        None => {
            let mut words = text.split_ascii_whitespace();
            match [words.next(), words.next(), words.next()] {
                [Some(ready), Some(status), count] if table::is_ready(ready) => {
                    restarts = count.and_then(|count| count.parse().ok());
                    status
                }
                [Some("STATUS"), Some(status), None] => status,
                _ => text,
            }
        }
    };
    if !table::is_telling(value) || value == "Unknown" {
        return None;
    }
    let mut row = table::status(line, value)?;
    if let Some(container) = row.pod.containers.first_mut() {
        container.restarts = restarts;
    }
    Some(row)
}

/// Joins a piece that names no pod with a pod, and gives it back if they cannot be of the same: both
/// know how the same container ended.
fn join<'a>(
    model: &mut Model<'a>,
    index: usize,
    mut pod: PodRecord<'a>,
) -> Option<Box<PodRecord<'a>>> {
    let Some(known) = model.pod_mut(index) else { return Some(Box::new(pod)) };
    if let [mine] = pod.containers.as_mut_slice() {
        match (known.containers.as_mut_slice(), &mine.name) {
            ([theirs], None) => mine.name = theirs.name.clone(),
            ([theirs], Some(name)) if theirs.name.is_none() => theirs.name = Some(name.clone()),
            _ => {}
        }
    }
    let ends = |container: &ContainerRecord<'_>| {
        matches!(container.state, StateRecord::Terminated(_)) || container.last.is_some()
    };
    let fits = pod.containers.iter().all(|mine| {
        known
            .containers
            .iter()
            .all(|theirs| mine.name != theirs.name || !(ends(mine) && ends(theirs)))
    });
    if !fits {
        return Some(Box::new(pod));
    }
    for mine in &mut pod.containers {
        let theirs = known.containers.iter_mut().find(|theirs| theirs.name == mine.name);
        let Some(theirs) = theirs else { continue };
        // One says that it waits, the other how it ended before.
        let waits = |state: &StateRecord<'_>| matches!(state, StateRecord::Waiting { .. });
        let ended = |state: &StateRecord<'_>| matches!(state, StateRecord::Terminated(_));
        if ended(&theirs.state) && waits(&mine.state) {
            std::mem::swap(&mut theirs.state, &mut mine.state);
        }
        if waits(&theirs.state)
            && ended(&mine.state)
            && theirs.last.is_none()
            && let StateRecord::Terminated(end) = std::mem::take(&mut mine.state)
        {
            theirs.last = Some(end);
        }
    }
    known.absorb(pod);
    None
}

impl<'a> Text<'a> {
    fn finish(mut self, model: &mut Model<'a>, problems: &mut Vec<Problem>) -> bool {
        self.place_rows(model);
        let mut recognised = self.structured;
        for run in std::mem::take(&mut self.runs) {
            recognised |= self.place_run(&run, model, problems);
        }
        if self.node {
            add_pod_of_node(model);
        }
        if !recognised {
            let span = Span::new(self.input, self.from as u64, self.text.len() as u64);
            problems.retain(|problem| {
                problem.span.input != self.input || problem.span.start < span.start
            });
            problems.push(Problem { span, why: Why::Unrecognised });
        }
        recognised
    }

    /// A row is the summary of a pod: it adds nothing to one that is known in full.
    fn place_rows(&mut self, model: &mut Model<'a>) {
        let rows = std::mem::take(&mut self.rows);
        let count = rows.len();
        let nameless = (self.nameless.len() == 1).then(|| self.nameless.first().copied()).flatten();
        let row = |start| {
            let mut lines = Lines::new(self.input, self.text);
            lines.go_to(start);
            table::pods(&lines.next()?)
        };
        for mut row in rows.into_iter().filter_map(row) {
            let known = model.find(&row.pod.key);
            let index = match (known, nameless) {
                (Some(index), _) => index,
                (None, Some(index)) if count == 1 => {
                    model.name(index, row.pod.key.clone());
                    index
                }
                _ => {
                    model.add_pod(row.pod);
                    continue;
                }
            };
            let Some(pod) = model.pod_mut(index) else { continue };
            match (row.pod.containers.as_mut_slice(), pod.containers.as_mut_slice()) {
                ([mine], [theirs]) => mine.name = theirs.name.clone(),
                ([_], []) => {}
                _ => row.pod.containers.clear(),
            }
            row.pod.key = Key::default();
            if let Some(row) = join(model, index, row.pod)
                && let Some(pod) = model.pod_mut(index)
            {
                pod.absorb(PodRecord { containers: Vec::new(), ..*row });
            }
        }
    }
}

/// Where only nodes are known, some pod on the first of them is what it is about.
fn add_pod_of_node(model: &mut Model<'_>) {
    let node = model.nodes.first().and_then(|node| node.name.clone());
    if model.pods().is_empty() && node.is_some() {
        model.add_pod(PodRecord { node, ..PodRecord::default() });
    }
}

/// What the Job controller says in an event when it gives up, it writes into the condition as well.
fn failed(events: &[EventRecord<'_>]) -> Option<ConditionRecord<'static>> {
    let of_job = |event: &&EventRecord<'_>| {
        Reported::<JobReason>::new(&event.reason.text).known().is_some()
            && event.reason.text != "SuccessfulCreate"
    };
    let event = events.iter().rev().find(of_job)?;
    let owned = |quoted: &Quoted<'_>| Quoted {
        text: Cow::Owned(quoted.text.clone().into_owned()),
        span: quoted.span,
    };
    Some(ConditionRecord {
        kind: Cow::Borrowed("Failed"),
        status: Some(true),
        reason: Some(owned(&event.reason)),
        message: Some(owned(&event.message)),
        since: None,
    })
}
