//! Lines that no format claims: what programs printed, and single lines that the kubelet or a
//! container engine did.

use std::borrow::Cow;

use exitcode_core::signature::{Place, scan};
use exitcode_core::{Role, Span};

use super::line::{Line, Lines};
use super::prompt::Heading;
use super::table::{self, Row};
use super::{Text, event, exit, join};
use crate::model::{
    ContainerRecord, EventRecord, Key, LogRecord, Model, PodRecord, Quoted, StateRecord,
    TerminatedRecord,
};
use crate::problem::{Problem, Why};

/// A stretch of lines.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run<'a> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) heading: Heading<'a>,
    /// The pod that was spoken of before.
    pub(super) pod: Option<usize>,
}

/// A longer text is a log, and no collection of single lines.
const SINGLE_LINES: usize = 64 << 10;

/// How many bytes at the end of a log may tell how the program ended.
const TAIL: usize = 4 << 10;

/// What single lines say.
#[derive(Default)]
struct Said<'a> {
    events: Vec<EventRecord<'a>>,
    end: Option<TerminatedRecord<'a>>,
    /// The pod that the lines name.
    pod: Option<Key<'a>>,
    waits: Option<(Cow<'a, str>, StateRecord<'a>)>,
    /// From the first to the last of the lines that are none of these.
    others: Option<(usize, usize)>,
    /// Where the events begin that stand behind the last remark.
    remark: usize,
}

impl<'a> Text<'a> {
    /// Puts a run in its place, and says whether it was understood.
    pub(super) fn place_run(
        &mut self,
        run: &Run<'a>,
        model: &mut Model<'a>,
        problems: &mut Vec<Problem>,
    ) -> bool {
        let text = self.text.get(run.start..run.end).unwrap_or_default();
        if let Some((pod, name, reason)) = waiting_to_start(text) {
            let key = Key { name: Some(Cow::Borrowed(pod)), ..Key::default() };
            let index = model.place(key);
            let state = StateRecord::Waiting { reason: Some(reason.into()), message: None };
            let container = ContainerRecord {
                name: Some(Cow::Borrowed(name)),
                state,
                ..ContainerRecord::default()
            };
            let piece = PodRecord { containers: vec![container], ..PodRecord::default() };
            drop(join(model, index, piece));
            return true;
        }
        if crate::reading::says_that_there_is_no_log(text) {
            let span = Span::new(self.input, run.start as u64, run.end as u64);
            problems.push(Problem { span, why: Why::NoLog });
            return true;
        }
        let mut said = self.single_lines(run, text);
        let log = said.others.and_then(|(start, end)| {
            let text = self.text.get(start..end)?;
            let is_log = run.heading.log && !run.heading.code
                || speaks(text, Place::Log)
                || !self.structured && self.is_all(run) && !model.pods().is_empty();
            is_log.then(|| (text, Span::new(self.input, start as u64, end as u64)))
        });
        let anything =
            log.is_some() || said.end.is_some() || said.waits.is_some() || !said.events.is_empty();
        let mut status = self.status_in_prose(run, text);
        if let (Some(end), Some(row)) = (&mut said.end, &mut status)
            && let Some(ContainerRecord { state: StateRecord::Terminated(ended), .. }) =
                row.pod.containers.first_mut()
        {
            end.reason = end.reason.take().or_else(|| ended.reason.take());
        }
        if !anything {
            if let Some(row) = status {
                let index = model.add_pod(row.pod);
                self.nameless.insert(index);
                return true;
            }
            let span = Span::new(self.input, run.start as u64, run.end as u64);
            problems.push(Problem { span, why: Why::Unrecognised });
            return false;
        }
        let pod = self.pod_of(run, model).map(|index| match said.pod {
            Some(key) => self.named(model, index, key),
            None => index,
        });
        if let (Some(of), Some((name, state))) = (pod, said.waits) {
            let container = ContainerRecord {
                name: Some(name),
                role: Some(Role::App),
                state,
                ..ContainerRecord::default()
            };
            let piece = PodRecord { containers: vec![container], ..PodRecord::default() };
            drop(join(model, of, piece));
        }
        if let (Some(of), Some(end)) = (pod, said.end) {
            let container = ContainerRecord {
                state: StateRecord::Terminated(end),
                ..ContainerRecord::default()
            };
            let piece = PodRecord { containers: vec![container], ..PodRecord::default() };
            // How it ended is known better where a status says so.
            drop(join(model, of, piece));
        }
        for mut event in said.events {
            event.of = pod;
            model.events.push(event);
        }
        if let Some((text, span)) = log {
            let name = run.heading.container.map(Cow::Borrowed);
            if let Some(record) = pod.and_then(|index| model.pod_mut(index)) {
                match record.containers.as_mut_slice() {
                    [] => record.containers.push(ContainerRecord { name, ..Default::default() }),
                    [only] if only.name.is_none() => only.name = name,
                    _ => {}
                }
            }
            model.logs.push(LogRecord {
                text: Quoted { text: Cow::Borrowed(text), span: Some(span) },
                label: run.heading.container.map(Cow::Borrowed),
                previous: run.heading.previous,
                of: pod,
            });
        }
        true
    }

    /// The pod of that name: the one at hand, unless that has another.
    fn named(&mut self, model: &mut Model<'a>, index: usize, key: Key<'a>) -> usize {
        match model.pod_mut(index) {
            Some(pod) if pod.key.name.is_none() || pod.key.same(&key) => {
                model.name(index, key);
                self.nameless.remove(&index);
                index
            }
            _ => model.place(key),
        }
    }

    /// A status among the words of a sentence, where the sentence is all there is: "the pod was
    /// OOMKilled".
    fn status_in_prose(&self, run: &Run<'a>, text: &str) -> Option<Row<'a>> {
        const LONGEST: usize = 512;
        if text.len() > LONGEST || self.structured || !self.is_all(run) {
            return None;
        }
        let mut lines = Lines::new(self.input, self.text);
        lines.go_to(run.start);
        lines.take_while(|line| line.start() < run.end).find_map(|line| {
            let letters = |c: char| !(c.is_ascii_alphabetic() || c == ':');
            let words = line.text().split(letters).map(|word| word.trim_matches(':'));
            let mut telling = words.filter(|word| table::is_telling(word) && *word != "Unknown");
            table::status(&line, telling.next()?)
        })
    }

    /// Whether a run is all of the text.
    fn is_all(&self, run: &Run<'a>) -> bool {
        let all = self.text.get(self.from..).unwrap_or_default();
        self.text.get(run.start..run.end).is_some_and(|text| text.trim().len() == all.trim().len())
    }

    /// The pod that a run is of, if that can be known; one without a name where there is none.
    fn pod_of(&mut self, run: &Run<'a>, model: &mut Model<'a>) -> Option<usize> {
        if let Some(name) = run.heading.pod {
            let key = Key {
                name: Some(Cow::Borrowed(name)),
                namespace: run.heading.namespace.map(Cow::Borrowed),
                uid: None,
            };
            return Some(model.place(key));
        }
        if run.pod.is_some() {
            return run.pod;
        }
        match (model.pods().len(), self.nameless.len()) {
            (0, _) => {
                let index = model.add_pod(PodRecord::default());
                self.nameless.insert(index);
                Some(index)
            }
            (1, _) => Some(0),
            (_, 1) => self.nameless.first().copied(),
            _ => None,
        }
    }

    fn single_lines(&self, run: &Run<'a>, text: &'a str) -> Said<'a> {
        let mut said = Said::default();
        let mut from = run.start;
        if text.len() > SINGLE_LINES {
            said.others = Some((run.start, run.end));
            from = run.end - TAIL;
            while !self.text.is_char_boundary(from) {
                from += 1;
            }
        }
        let mut lines = Lines::new(self.input, self.text);
        lines.go_to(from);
        let is_short = text.trim().lines().count() == 1;
        for line in lines.take_while(|line| line.start() < run.end) {
            if line.text().starts_with("# ") {
                said.remark = said.events.len();
            }
            let bare = || exit::bare(&line).filter(|_| is_short || run.heading.code);
            let end = exit::in_words(&line).or_else(bare);
            // Programs say "Error:", too.
            let is_end = end.is_some()
                && line.text().trim().starts_with("Error: ")
                && !speaks(line.text(), Place::Event);
            if text.len() <= SINGLE_LINES && !run.heading.log && !is_end && said.event(&line) {
                continue;
            }
            if let Some(end) = end {
                said.end = Some(end);
                // The same line may say more.
                if !speaks(line.text(), Place::Log) {
                    continue;
                }
            }
            if !line.text().trim().is_empty() {
                let (start, end) = said.others.unwrap_or((line.start(), run.start));
                said.others = Some((start, end.max(line.end())));
            }
        }
        // "# after the fix", and the next error: what was before is over.
        let latest = said.events.split_off(said.remark);
        said.events.retain(|event| latest.iter().all(|later| later.reason != event.reason));
        said.events.extend(latest);
        said
    }
}

/// The pod, the container and the waiting reason in the answer to a request for its log, as
/// pkg/kubelet/kubelet_pods.go writes it.
fn waiting_to_start(text: &str) -> Option<(&str, &str, &str)> {
    let (_, rest) =
        text.trim().strip_prefix("Error from server (BadRequest): ")?.split_once('"')?;
    let (container, rest) = rest.split_once("\" in pod \"")?;
    let (pod, reason) = rest.split_once("\" is waiting to start: ")?;
    let reason = match reason {
        "image can't be pulled" => "ErrImagePull",
        "trying and failing to pull image" => "ImagePullBackOff",
        reason => reason,
    };
    let known = event::is_name(pod) && event::is_label(container) && table::is_telling(reason);
    known.then_some((pod, container, reason))
}

impl<'a> Said<'a> {
    /// Takes a line for the message of an event, if it is one.
    fn event(&mut self, line: &Line<'a>) -> bool {
        let text = line.text().trim();
        let text = text.trim_start_matches(['*', '-', '•']).trim_start();
        let text = text.strip_prefix("Message:").map_or(text, str::trim_start);
        if text.len() > SINGLE_LINES {
            return false;
        }
        if let Some((name, namespace, uid)) = event::pod_in(text) {
            self.pod = Some(Key {
                name: Some(line.word(name)),
                namespace: namespace.map(|namespace| line.word(namespace)),
                uid: uid.map(|uid| line.word(uid)),
            });
        }
        if let Some((name, reason, message)) = event::sync_error(text) {
            let state = StateRecord::Waiting {
                reason: Some(line.quote(reason)),
                message: Some(line.quote(message)),
            };
            self.waits = Some((line.word(name), state));
            return true;
        }
        let known = event::reason_of(text).map(|reason| (reason, text));
        let (reason, message) = match known.or_else(|| event::of_kubelet_log(text)) {
            Some(event) => event,
            // Only the kubelet or a runtime would say that, and not the program.
            None if !speaks(text, Place::Log)
                && (speaks(text, Place::Event) || speaks(text, Place::Message)) =>
            {
                ("Failed", text)
            }
            None => return false,
        };
        let mut event = EventRecord {
            reason: reason.into(),
            message: line.quote(message),
            count: 1,
            ..EventRecord::default()
        };
        event::about(line, text, &mut event);
        self.events.push(event);
        true
    }
}

/// Whether a text says anything that is known, where it stands. The end of a log is the most likely
/// to do so, and the rest is then not looked at.
fn speaks(text: &str, place: Place) -> bool {
    let says = |part: &str| {
        let mut any = false;
        scan(part, place, |_| any = true);
        any
    };
    let tail = text.len().checked_sub(SINGLE_LINES).map_or("", |from| {
        let line = memchr::memchr(b'\n', text.as_bytes().get(from..).unwrap_or_default());
        line.and_then(|line| text.get(from + line + 1..)).unwrap_or_default()
    });
    says(tail) || says(text)
}
