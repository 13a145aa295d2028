//! The way in: what each input is, and who reads it.

use std::borrow::Cow;
use std::collections::HashMap;

use exitcode_core::{Observation, Span};

use crate::case;
use crate::document::Kind;
use crate::input::Input;
use crate::json;
use crate::model::{Key, LogRecord, Model, Quoted};
use crate::object::Objects;
use crate::paste::{self, Pasted};
use crate::problem::{Problem, Why};
use crate::typed::{TYPED, Typed};
use crate::yaml;

/// What was read from a number of inputs, put together.
#[derive(Clone, Debug, Default)]
pub struct Reading<'a> {
    model: Model<'a>,
    problems: Vec<Problem>,
    recognised: bool,
    typed: Typed,
}

/// Reads inputs that belong together, such as a pod, its events and its log.
///
/// It never fails: what could not be read is told by [`Reading::problems`].
#[must_use]
pub fn read<'a>(inputs: &'a [Input<'a>]) -> Reading<'a> {
    let mut reading = Reading::default();
    let mut pasted = Pasted::default();
    for (input, number) in inputs.iter().zip(0..TYPED) {
        reading.read_input(number, input, &mut pasted);
    }
    if inputs.len() > usize::from(TYPED) {
        // It is said of the last one that is read: those behind it have no number.
        let span = Span::new(TYPED - 1, 0, 0);
        reading.problems.push(Problem { span, why: Why::TooMany { what: "inputs" } });
    }
    case::add_pods_of_events(&mut reading.model);
    reading.recognised |= pasted.finish(&mut reading.model, &mut reading.problems);
    paste::add_pods_of_logs(&mut reading.model);
    paste::add_pod_of_kernel_log(&mut reading.model);
    case::add_pods_of_node_events(&mut reading.model);
    let mut spare = case::spare_logs(&reading.model);
    spare.extend(case::spared_kernel_log(&reading.model));
    reading.problems.extend(spare.into_iter().map(|(span, why)| Problem { span, why }));
    reading.problems.sort_by_key(|problem| (problem.span.input, problem.span.start));
    reading
}

/// Reads one object in JSON, which is known to be one: an item of a list.
///
/// What [`read`] finds out about texts of any kind it takes for granted. Events alone make no pod.
/// What no diagnosis asks for, managed fields, environment, volumes and the like, is stepped over, so
/// that nobody hears of what is broken in there.
#[must_use]
pub fn read_object<'a>(object: &'a Input<'a>) -> Reading<'a> {
    let mut reading = Reading::default();
    let parsed = json::outline(object.text());
    if let Some(root) = parsed.document.root() {
        let Reading { model, problems, recognised, .. } = &mut reading;
        *recognised = Objects { model, problems }.read(root);
    }
    if let Some(fault) = parsed.fault {
        let span = Span::new(0, parsed.end as u64, object.text().len() as u64);
        let why = why(fault, object.text(), parsed.end);
        reading.problems.push(Problem { span, why });
    }
    reading
}

impl<'a> Reading<'a> {
    /// Shows each observation that the inputs give, in their order.
    ///
    /// There is one for every container whose status says anything, and one for a pod whose
    /// containers' say nothing. An observation borrows from tables that live as long as the call.
    pub fn observe(&self, mut see: impl FnMut(&Observation<'_>)) {
        case::observe(&self.model, &mut see);
    }

    /// What was left aside, in the order of the inputs.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Whether anything at all was understood.
    #[must_use]
    pub const fn recognised(&self) -> bool {
        self.recognised
    }

    /// Adds a container's log, and whether it is that of the run before.
    pub fn add_log(&mut self, container: &'a str, log: &'a str, previous: bool) {
        let (text, label) = (Quoted::from(log), Some(Cow::Borrowed(container)));
        self.recognise().logs.push(LogRecord { text, label, previous, of: None });
    }

    /// The records, for something that says something to be put there.
    pub(crate) const fn recognise(&mut self) -> &mut Model<'a> {
        self.recognised = true;
        &mut self.model
    }

    /// Where pods and the objects that keep them stand, by kind, namespace and name.
    pub(crate) fn places<'r>(&'r self) -> HashMap<(&'r str, Option<&'r str>, &'r str), Span> {
        let pods = self.model.pods().iter().map(|pod| ("Pod", &pod.key, pod.span));
        let workloads = self.model.workloads.iter();
        let workloads = workloads.map(|workload| (&*workload.kind, &workload.key, workload.span));
        let place = |(kind, key, span): (&'r str, &'r Key<'a>, Option<Span>)| {
            Some(((kind, key.namespace.as_deref(), key.name.as_deref()?), span?))
        };
        pods.chain(workloads).filter_map(place).collect()
    }

    /// Where texts of typed objects stand.
    pub(crate) const fn typed(&self) -> &Typed {
        &self.typed
    }

    /// All there is to write to, for a typed object.
    #[cfg(feature = "k8s-openapi")]
    pub(crate) const fn open(&mut self) -> (&mut Model<'a>, &mut Typed, &mut Vec<Problem>) {
        self.recognised = true;
        (&mut self.model, &mut self.typed, &mut self.problems)
    }

    /// Why nothing was understood, if the input is damaged and not merely of no use.
    #[must_use]
    pub fn failure(&self) -> Option<&Problem> {
        let mut problems = self.problems.iter().filter(|_| !self.recognised);
        problems.find(|problem| problem.why.is_damage())
    }

    fn read_input(&mut self, number: u16, input: &'a Input<'a>, pasted: &mut Pasted<'a>) {
        let text = input.text();
        let all = Span::new(number, 0, text.len() as u64);
        if let Some(offset) = input.first_invalid() {
            let span = Span::new(number, offset as u64, offset as u64 + 1);
            self.problems.push(Problem { span, why: Why::NotUtf8 { offset } });
        }
        let name = FileName::of(input.file_name());
        if u32::try_from(text.len()).is_err() {
            self.problems.push(Problem { span: all, why: Why::TooLarge });
        } else if matches!(name, FileName::Log { .. }) && says_that_there_is_no_log(text) {
            self.problems.push(Problem { span: all, why: Why::NoLog });
            self.recognised = true;
        } else if let FileName::Log { label, previous } = name {
            // An empty log says that the program wrote nothing.
            let text = Quoted { text: Cow::Borrowed(text), span: Some(all) };
            let label = Some(Cow::Borrowed(label));
            self.model.logs.push(LogRecord { text, label, previous, of: None });
            self.recognised = true;
        } else if text.trim().is_empty() {
            self.problems.push(Problem { span: all, why: Why::Empty });
        } else if name == FileName::KernelLog {
            let text = Quoted { text: Cow::Borrowed(text), span: Some(all) };
            self.model.kernel_logs.push(LogRecord { text, ..LogRecord::default() });
            self.recognised = true;
        } else if json::may_begin(text) {
            self.read_json(number, text, pasted);
        } else {
            pasted.read(&mut self.model, &mut self.problems, number, text, 0);
        }
    }

    fn read_json(&mut self, number: u16, text: &'a str, pasted: &mut Pasted<'a>) {
        let mut from = 0;
        loop {
            let parsed = json::parse(number, text, from);
            let Some(root) = parsed.document.root() else { break };
            let rest = text.get(parsed.end..).unwrap_or("");
            let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || "},]".contains(c));
            // A program's log may well be lines of JSON.
            let certain = from > 0
                || rest.is_empty()
                || root.has("kind")
                || text.as_bytes().get(..parsed.end).is_some_and(paste::is_telling);
            let mut objects = Objects { model: &mut self.model, problems: &mut self.problems };
            let known = certain && objects.read(root);
            let empty = parsed.fault.is_none()
                && matches!(root.kind(), Kind::Array)
                && root.items().next().is_none();
            // A bracket alone is none, but a time in a log.
            let inside = parsed.document.tokens.get(1).map(|token| token.kind);
            let no_key = parsed.fault == Some(json::Fault::Expected(json::KEY_OR_END));
            let begun = root.kind() == Kind::Object && !no_key
                || matches!(inside, Some(Kind::Object | Kind::Array | Kind::Plain | Kind::Escaped));
            let broken = parsed.fault.is_some_and(|_| begun);
            if from == 0 && !known && !empty && !broken {
                pasted.read(&mut self.model, &mut self.problems, number, text, 0);
                return;
            }
            self.recognised |= known;
            if let Some(fault) = parsed.fault {
                let span = Span::new(number, parsed.end as u64, text.len() as u64);
                self.problems.push(Problem { span, why: why(fault, text, parsed.end) });
                break;
            }
            if !known {
                self.problems.push(Problem { span: root.span(), why: Why::UnknownObject });
            }
            from = text.len() - rest.len();
            if !json::may_begin(rest) {
                if !rest.is_empty() {
                    pasted.read(&mut self.model, &mut self.problems, number, text, from);
                }
                break;
            }
        }
    }
}

/// What a file's name says of its contents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FileName<'n> {
    Other,
    Log { label: &'n str, previous: bool },
    KernelLog,
}

impl<'n> FileName<'n> {
    /// `logs-CONTAINER[-previous].txt` and `CONTAINER[-previous].log` are logs, `dmesg*.txt` is the
    /// kernel's.
    fn of(name: &'n str) -> Self {
        let stem = name.strip_suffix(".txt").or_else(|| name.strip_suffix(".log"));
        let Some(stem) = stem else { return Self::Other };
        if ["dmesg", "kern"].iter().any(|prefix| stem.starts_with(prefix)) {
            return Self::KernelLog;
        }
        let label = match stem.strip_prefix("logs").or_else(|| stem.strip_prefix("log")) {
            Some(rest) if rest.is_empty() || rest.starts_with(['-', '_', '.']) => {
                rest.trim_start_matches(['-', '_', '.'])
            }
            _ if name.ends_with(".log") => stem,
            _ => return Self::Other,
        };
        match label.strip_suffix("previous") {
            Some(label) => {
                Self::Log { label: label.trim_end_matches(['-', '_', '.']), previous: true }
            }
            None => Self::Log { label, previous: false },
        }
    }
}

/// Whether a text is what the kubelet or the API server answers in place of a log that is gone.
pub(crate) fn says_that_there_is_no_log(text: &str) -> bool {
    text.len() < 2_000
        && [
            // kubernetes/pkg/kubelet/kuberuntime/logs/logs.go, ReadLogs
            "failed to try resolving symlinks in path \"/var/log/pods/",
            // kubernetes/pkg/kubelet/kuberuntime/kuberuntime_container.go, GetContainerLogs
            "unable to retrieve container logs for ",
            // kubernetes/pkg/kubelet/kubelet_pods.go, validateContainerLogStatus
            "Error from server (BadRequest): previous terminated container ",
            "Error from server (BadRequest): container ",
            "Error from server (NotFound): pods ",
        ]
        .iter()
        .any(|answer| text.trim_start().starts_with(answer))
}

/// What broke JSON, with the place as people count it.
pub(crate) fn why(fault: json::Fault, text: &str, offset: usize) -> Why {
    let (line, column) = line_and_column(text, offset);
    match fault {
        json::Fault::Truncated => Why::Truncated { line, column, offset },
        json::Fault::Expected(expected) => Why::Syntax { line, column, offset, expected },
        json::Fault::TooDeep => Why::TooDeep { limit: json::MAX_DEPTH, line, column, offset },
    }
}

/// What broke YAML, with the place as people count it.
pub(crate) fn why_yaml(fault: yaml::Fault, text: &str) -> Why {
    let (yaml::Fault::Broken(offset) | yaml::Fault::TooDeep(offset)) = fault;
    let (line, column) = line_and_column(text, offset);
    match fault {
        yaml::Fault::Broken(_) => Why::BrokenYaml { line, column, offset },
        yaml::Fault::TooDeep(_) => Why::TooDeep { limit: json::MAX_DEPTH, line, column, offset },
    }
}

fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line = memchr::memchr_iter(b'\n', before.as_bytes()).count() + 1;
    let line_start = memchr::memrchr(b'\n', before.as_bytes()).map_or(0, |newline| newline + 1);
    (line, before.get(line_start..).unwrap_or("").chars().count() + 1)
}
