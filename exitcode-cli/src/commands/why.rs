use std::path::PathBuf;
use std::time::Duration;

use exitcode_k8s::report::Report;
use exitcode_k8s::{Input, read};

use super::{Output, print};
use crate::cluster::{self, Access, Api, Gathered, Question, Target};
use crate::render;
use crate::{Error, Status};

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
    /// The context of the kubeconfig
    #[arg(long, value_name = "NAME")]
    context: Option<String>,
    /// The kubeconfig, if it is not in its usual place
    #[arg(long, value_name = "FILE")]
    kubeconfig: Option<PathBuf>,
    /// How long to wait for each answer of the API server, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 10,
        value_parser = clap::value_parser!(u64).range(1..=3600))]
    request_timeout: u64,
    /// How to print the diagnosis
    #[arg(short, long, value_enum, default_value_t)]
    output: Form,
}

const EXAMPLES: &str = "\
Examples:
  kubectl exitcode api-7d9f-x2x9z -n shop
  kubectl exitcode deployment/api --output markdown
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
        let access = Access {
            kubeconfig: self.kubeconfig,
            context: self.context,
            timeout: Duration::from_secs(self.request_timeout),
        };
        let question = Question {
            target: self.target,
            namespace: self.namespace,
            all_namespaces: self.all_namespaces,
            selector: self.selector,
            container: self.container,
        };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let gathered = runtime.block_on(async {
            let api = Api::connect(&access).await?;
            cluster::gather(&api, &question).await
        });
        let report = report(&gathered?, question.container.as_deref());
        match self.output {
            Form::Text => print(&report, Output::Text, "")?,
            Form::Json => print(&report, Output::Json, "")?,
            Form::Markdown => anstream::print!("{}", render::markdown(&report)),
        }
        Ok(Status::SUCCESS)
    }
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
