use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write as _};

use exitcode_k8s::report::{Diagnosis, Report, Subject};
use exitcode_k8s::text::Visible;
use exitcode_k8s::{Input, read};
use serde_json::Value;

use super::connection::Connection;
use super::{Output, print};
use crate::cluster::{
    self, Api, Cluster, Events, Follow, Gathered, Keeper, Question, Seen, Target,
};
use crate::render::{self, clock};
use crate::{Error, Status, complain};

/// Ask a cluster why a pod died, or does not start
///
/// Uses your kubeconfig. Gets the pod, its events, its node, its owner and the end of its log, and
/// goes on without what you may not see. It only reads: nothing but GET requests leaves.
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
    #[command(flatten)]
    connection: Connection,
}

const EXAMPLES: &str = "\
Examples:
  kubectl exitcode api-7d9f-x2x9z -n shop
  kubectl exitcode deployment/api --output markdown
  kubectl exitcode api-0 --watch
  exitcode why job/import -c main
  exitcode why -A -l app=api --context production";

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
            self.output.print(&report(&gathered, question.container.as_deref()), "")
        })?;
        Ok(Status::SUCCESS)
    }
}

impl Form {
    fn print(self, report: &Report, introduction: &str) -> Result<(), Error> {
        match self {
            Self::Text => print(report, Output::Text, introduction)?,
            Self::Json => print(report, Output::Json, "")?,
            Self::Markdown => anstream::print!("{introduction}{}", render::markdown(report)),
        }
        Ok(())
    }
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
    async fn watch(mut self, api: &Api, question: &Question) -> Result<(), Error> {
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
                    self.tell(&report(&gathered, question.container.as_deref()), restarts)?;
                }
                // It was there, so it may come back.
                Err(cluster::Error::NotFound { .. }) if self.told.is_some() => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    fn tell(&mut self, report: &Report, restarts: BTreeMap<String, u64>) -> Result<(), Error> {
        let told = Some(report.diagnoses.iter().map(Told::of).collect());
        let before = std::mem::replace(&mut self.restarts, restarts);
        if told == self.told {
            return self.again(&before);
        }
        let is_first = self.told.is_none();
        self.told = told;
        match self.output {
            Form::Json => {
                let mut stdout = io::stdout().lock();
                serde_json::to_writer(&mut stdout, report).map_err(io::Error::from)?;
                writeln!(stdout)?;
                stdout.flush()?;
            }
            _ if is_first => self.output.print(report, "")?,
            Form::Text => self.output.print(report, &format!("\n==== {}\n\n", clock()))?,
            Form::Markdown => self.output.print(report, "\n---\n\n")?,
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
