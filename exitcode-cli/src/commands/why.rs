use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write as _};

use anstyle::Style;
use exitcode_k8s::report::{Diagnosis, Report, Subject};
use exitcode_k8s::text::{self, Visible};
use exitcode_k8s::{Input, read};
use serde_json::Value;

use super::connection::Connection;
use crate::cluster::{
    self, Api, Cluster, Events, Follow, Gathered, Keeper, Question, Run, Seen, Target, Usage,
};
use crate::render::{self, clock, width};
use crate::{Error, Status, complain};

/// Ask a cluster why a pod died, or does not start
///
/// Uses your kubeconfig. Gets the pod, its events, its node, its owner, the end of its log and how
/// much memory it uses now, and goes on without what you may not see. It only reads: nothing but GET requests leaves.
///
/// Called as `kubectl-exitcode` the program is the plugin `kubectl exitcode`, and does just this.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Why {
    /// A pod, or deployment/NAME, statefulset/NAME, daemonset/NAME, replicaset/NAME or job/NAME;
    /// all pods of the namespace where nothing is given
    #[arg(value_name = "POD|KIND/NAME", conflicts_with_all = ["all_namespaces", "selector"])]
    target: Option<Target>,
    /// The namespace, if it is not the one of the context
    #[arg(short, long, value_name = "NAME")]
    namespace: Option<String>,
    /// Only this container
    #[arg(short, long, value_name = "NAME")]
    container: Option<String>,
    /// The pods of all namespaces
    #[arg(short = 'A', long, conflicts_with = "namespace")]
    all_namespaces: bool,
    /// The pods with these labels
    #[arg(short = 'l', long, value_name = "LABELS")]
    selector: Option<String>,
    /// Go on, and print another answer whenever there is one: with -o json a line each
    #[arg(short, long)]
    watch: bool,
    /// How to print the diagnosis
    #[arg(short, long, value_enum, default_value_t)]
    output: Form,
    /// End with status 1 if something is wrong
    #[arg(long, conflicts_with = "watch")]
    exit_code: bool,
    #[command(flatten)]
    connection: Connection,
}

const EXAMPLES: &str = "\
Examples:
  kubectl exitcode api-7d9f-x2x9z -n shop
  kubectl exitcode deployment/api --output markdown
  kubectl exitcode api-0 --watch
  exitcode why job/import -c main
  exitcode why -A -l app=api --context production
  kubectl exitcode deployment/api --exit-code > /dev/null || echo 'look at it'

Exit status: 0 if there is an answer, 2 if there is none, such as for a pod that does not exist or a
cluster that refuses; with --exit-code 1 if something is wrong. --watch goes on until Ctrl-C. What
could not be seen stands at the end of the answer, and what that leaves unknown.";

/// How a diagnosis is printed.
#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
enum Form {
    /// For a person
    #[default]
    Text,
    /// For a program
    Json,
    /// For a ticket or a chat
    Markdown,
}

impl Why {
    pub(crate) fn run(self) -> Result<Status, Error> {
        let access = self.connection.access();
        let question = Question {
            target: self.target,
            namespace: self.namespace,
            all_namespaces: self.all_namespaces,
            selector: self.selector,
            container: self.container,
        };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            let api = Api::connect(&access).await?;
            if self.watch {
                return Watcher::new(self.output).watch(&api, &question).await;
            }
            let gathered = cluster::gather(&api, &question).await?;
            let answer = Answer::of(gathered, question.container.as_deref());
            answer.print(self.output, "")?;
            Ok(Status::from(u8::from(self.exit_code && answer.report.is_trouble())))
        })
    }
}

/// What a cluster said, explained.
#[derive(serde::Serialize)]
struct Answer {
    #[serde(flatten)]
    report: Report,
    /// How much memory the containers in trouble use that run.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    usage: Vec<Usage>,
}

impl Answer {
    fn of(gathered: Gathered, container: Option<&str>) -> Self {
        let report = report(&gathered, container);
        let usage = if report.is_trouble() { gathered.usage } else { Vec::new() };
        Self { report, usage }
    }

    fn print(&self, form: Form, introduction: &str) -> Result<(), Error> {
        let mut stdout = anstream::stdout().lock();
        match form {
            Form::Text => {
                let text = text::Report::new(&self.report).width(width()).styled();
                write!(stdout, "{introduction}{text}{}", self.usage_text())?;
            }
            Form::Json => {
                serde_json::to_writer_pretty(&mut stdout, self).map_err(io::Error::from)?;
                writeln!(stdout)?;
            }
            Form::Markdown => {
                write!(stdout, "{introduction}{}", render::markdown(&self.report))?;
                if !self.usage.is_empty() {
                    writeln!(stdout, "\n**Memory in use now**\n")?;
                }
                for usage in &self.usage {
                    writeln!(stdout, "- {}", render::escaped(&in_words(usage)))?;
                }
            }
        }
        stdout.flush()?;
        Ok(())
    }

    fn usage_text(&self) -> String {
        const BOLD: Style = Style::new().bold();
        let mut text = String::new();
        if !self.usage.is_empty() {
            text.push_str(&format!("\n{BOLD}Memory in use now{BOLD:#}\n"));
        }
        for usage in &self.usage {
            let words = Visible(&in_words(usage)).to_string();
            render::wrapped_in(&mut text, "  ", "  ", Style::new(), &words);
        }
        text
    }
}

/// A sample, and what it is not.
fn in_words(usage: &Usage) -> String {
    let mebibytes = |bytes: u64| format!("{} MiB", bytes.div_ceil(1 << 20));
    let mut words = format!("{}: {}", usage.container, mebibytes(usage.memory));
    if let Some(limit) = usage.limit.filter(|limit| *limit > 0) {
        let share = u128::from(usage.memory) * 100 / u128::from(limit);
        words.push_str(&format!(" of {} allowed ({share} %)", mebibytes(limit)));
    }
    words.push_str(&format!(" at {}", usage.at));
    words.push_str(match usage.run {
        Run::Only => "; one sample, no peak",
        Run::Later => "; one sample of the run that goes on, not the peak of the one that ended",
        Run::Ended => "; one sample of a run that has ended since: it may have used more after it",
    });
    words
}

/// Prints each answer that differs from the one before.
struct Watcher {
    output: Form,
    /// What the last answer said.
    told: Option<Vec<Told>>,
    /// How often each container was started anew, when that was said.
    restarts: BTreeMap<String, u64>,
    had_pods: bool,
}

/// What makes an answer another one: not how often an event has come by now.
#[derive(PartialEq)]
struct Told {
    subject: Subject,
    summary: String,
    causes: Vec<(Cow<'static, str>, Cow<'static, str>)>,
}

impl Watcher {
    const fn new(output: Form) -> Self {
        Self { output, told: None, restarts: BTreeMap::new(), had_pods: false }
    }

    /// Goes on until it is interrupted, or nothing can be seen any more.
    async fn watch(mut self, api: &Api, question: &Question) -> Result<Status, Error> {
        let scope = cluster::scope(api, question).await?;
        let mut cluster = Cluster::follow(api, &scope, Follow::On);
        loop {
            let settled = cluster.settle(&mut self).await;
            settled.map_err(|refusal| cluster::refused(question, refusal))?;
            let pods: Vec<_> = cluster.pods.values().cloned().collect();
            if std::mem::replace(&mut self.had_pods, !pods.is_empty()) && pods.is_empty() {
                self.say("there is no such pod any more; waiting for another one");
            }
            let restarts = restarts(&pods);
            let events = cluster.events.refusal().cloned();
            let events = events.map_or_else(|| Ok(cluster.events.values().cloned().collect()), Err);
            let seen = Seen { pods, events: cluster::known(events) };
            match cluster::look_into(api, question, &scope, seen).await {
                Ok(gathered) => {
                    let answer = Answer::of(gathered, question.container.as_deref());
                    self.tell(&answer, restarts)?;
                }
                // It was there, so it may come back.
                Err(cluster::Error::NotFound { .. } | cluster::Error::Replaced { .. })
                    if self.told.is_some() => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    fn tell(&mut self, answer: &Answer, restarts: BTreeMap<String, u64>) -> Result<(), Error> {
        let told = Some(answer.report.diagnoses.iter().map(Told::of).collect());
        let before = std::mem::replace(&mut self.restarts, restarts);
        if told == self.told {
            return self.again(&before);
        }
        let is_first = self.told.is_none();
        self.told = told;
        match self.output {
            Form::Json => {
                let mut stdout = io::stdout().lock();
                serde_json::to_writer(&mut stdout, answer).map_err(io::Error::from)?;
                writeln!(stdout)?;
                stdout.flush()?;
            }
            _ if is_first => answer.print(self.output, "")?,
            Form::Text => answer.print(self.output, &format!("\n==== {}\n\n", clock()))?,
            Form::Markdown => answer.print(self.output, "\n---\n\n")?,
        }
        Ok(())
    }

    /// The answer is the same, but not the death.
    fn again(&self, before: &BTreeMap<String, u64>) -> Result<(), Error> {
        if !matches!(self.output, Form::Text) {
            return Ok(());
        }
        let mut stdout = anstream::stdout().lock();
        for (container, times) in &self.restarts {
            if before.get(container).is_some_and(|before| before < times) {
                let (container, clock) = (Visible(container), clock());
                writeln!(stdout, "{clock}: {container}: the same again, restart {times}")?;
            }
        }
        stdout.flush()?;
        Ok(())
    }
}

impl Told {
    fn of(diagnosis: &Diagnosis) -> Self {
        let causes = diagnosis.findings.iter();
        Self {
            subject: diagnosis.subject.clone(),
            summary: diagnosis.summary.clone(),
            causes: causes.map(|one| (one.cause.clone(), one.confidence.clone())).collect(),
        }
    }
}

impl Keeper for Watcher {
    type Kept = Value;

    fn keep(&self, pod: Value, _events: &Events) -> Value {
        pod
    }

    fn say(&mut self, text: &str) {
        complain(&format!("{}: {}", clock(), Visible(text)));
    }
}

/// How often each container was started anew.
fn restarts(pods: &[Value]) -> BTreeMap<String, u64> {
    let mut restarts = BTreeMap::new();
    for pod in pods {
        let text = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or("").to_owned();
        let pod_name = text(pod.pointer("/metadata/name"));
        for list in ["/status/initContainerStatuses", "/status/containerStatuses"] {
            let statuses = pod.pointer(list).and_then(Value::as_array).into_iter().flatten();
            for status in statuses {
                let name = format!("{pod_name}/{}", text(status.get("name")));
                let times = status.get("restartCount").and_then(Value::as_u64);
                restarts.insert(name, times.unwrap_or(0));
            }
        }
    }
    restarts
}

/// One report of all pods.
fn report(gathered: &Gathered, container: Option<&str>) -> Report {
    let mut whole = Report::new(&[], &read(&[]));
    for case in &gathered.cases {
        let inputs: Vec<_> = case.iter().map(|(name, text)| Input::new(name, text)).collect();
        whole.merge(Report::new(&inputs, &read(&inputs)));
    }
    if let Some(container) = container {
        whole
            .diagnoses
            .retain(|one| one.subject.container.as_deref().is_none_or(|name| name == container));
    }
    for unseen in &gathered.unseen {
        whole.leave_out(&unseen.what, &unseen.why);
    }
    whole
}
