use std::io::{self, IsTerminal as _, Write as _};

use exitcode_k8s::triage::Triage as Found;
use exitcode_k8s::{Input, read, read_object};
use serde_json::{Value, json};

use super::connection::Connection;
use super::triage::{Progress, show};
use crate::cluster::{self, Api, Cluster, Events, Follow, Keeper, Question};
use crate::render::{Format, Screen, clock};
use crate::{Error, Status, complain};

/// Which pods of a cluster are sorted.
#[derive(Debug, clap::Args)]
pub(super) struct Survey {
    /// Ask the cluster for the pods of all namespaces
    #[arg(short = 'A', long, conflicts_with_all = ["files", "namespace"])]
    all_namespaces: bool,
    /// Ask the cluster for the pods of this namespace
    #[arg(short, long, value_name = "NAME", conflicts_with = "files")]
    namespace: Option<String>,
    /// Ask the cluster for the pods with these labels
    #[arg(short = 'l', long, value_name = "LABELS", conflicts_with = "files")]
    selector: Option<String>,
    /// Ask the cluster, go on, and show each change: in place on a terminal, else as another table,
    /// or as another line of JSON
    #[arg(short, long, conflicts_with = "files")]
    watch: bool,
    #[command(flatten)]
    connection: Connection,
}

impl Survey {
    /// Whether a cluster is to be asked.
    pub(super) const fn is_wanted(&self) -> bool {
        self.all_namespaces
            || self.namespace.is_some()
            || self.selector.is_some()
            || self.watch
            || self.connection.is_chosen()
    }

    pub(super) fn run(self, output: Format) -> Result<Status, Error> {
        let access = self.connection.access();
        let question = Question {
            namespace: self.namespace,
            all_namespaces: self.all_namespaces,
            selector: self.selector,
            ..Question::default()
        };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            let api = Api::connect(&access).await?;
            sort(&api, &question, self.watch, output).await
        })
    }
}

async fn sort(
    api: &Api,
    question: &Question,
    watch: bool,
    output: Format,
) -> Result<Status, Error> {
    let scope = cluster::scope(api, question).await?;
    let how = if watch { Follow::On } else { Follow::UntilComplete };
    let mut cluster = Cluster::follow(api, &scope, how);
    let mut sorter = Sorter { watch, progress: Some(Progress::new()) };
    let mut screen = Screen::default();
    let mut shown = None;
    loop {
        let settled = cluster.settle(&mut sorter).await;
        settled.map_err(|refusal| cluster::refused(question, refusal))?;
        if let Some(progress) = sorter.progress.take() {
            progress.clear();
            if let Some(refusal) = cluster.events.refusal() {
                sorter.say(&format!(
                    "events: {refusal}; so failed probes, image pulls, mounts and evictions may \
                     be missed"
                ));
            }
        }
        let mut found = Found::default();
        cluster.pods.values().for_each(|pod| found.merge(pod.found.clone()));
        if shown.as_ref() != Some(&found) {
            if watch {
                another(&found, output, shown.is_none(), &mut screen)?;
            } else {
                show(&found, 0, output, &mut anstream::stdout().lock())?;
            }
            shown = Some(found);
        }
        if !watch {
            return Ok(Status::SUCCESS);
        }
    }
}

/// Shows a table that takes the place of the one before, or comes behind it.
fn another(
    found: &Found,
    output: Format,
    is_first: bool,
    screen: &mut Screen,
) -> Result<(), Error> {
    let is_for_people = matches!(output, Format::Table);
    if is_for_people && io::stdout().is_terminal() {
        let choice = anstream::stdout().current_choice();
        let mut text = anstream::AutoStream::new(Vec::new(), choice);
        show(found, 0, output, &mut text)?;
        let text = String::from_utf8_lossy(&text.into_inner()).into_owned();
        screen.draw(&text, &format!("As of {}; Ctrl-C ends it.", clock()))?;
        return Ok(());
    }
    let mut stdout = anstream::stdout().lock();
    if let Format::Json = output {
        serde_json::to_writer(&mut stdout, &found.table(0)).map_err(io::Error::from)?;
        writeln!(stdout)?;
    } else {
        if !is_first {
            writeln!(stdout)?;
        }
        if is_for_people {
            writeln!(stdout, "As of {}", clock())?;
        }
        show(found, 0, output, &mut stdout)?;
    }
    stdout.flush()?;
    Ok(())
}

/// Keeps of each pod what is wrong with it.
struct Sorter {
    watch: bool,
    progress: Option<Progress>,
}

struct Pod {
    /// The pod itself, should its events change.
    object: Option<Value>,
    found: Found,
}

impl Keeper for Sorter {
    type Kept = Pod;

    fn keep(&self, mut pod: Value, events: &Events) -> Pod {
        // Half of a pod tells who has set which field.
        let metadata = pod.get_mut("metadata").and_then(Value::as_object_mut);
        metadata.and_then(|metadata| metadata.remove("managedFields"));
        let found = found(&pod, events);
        Pod { object: self.watch.then_some(pod), found }
    }

    fn events(&self, pod: &mut Pod, events: &Events) {
        if let Some(object) = &pod.object {
            pod.found = found(object, events);
        }
    }

    fn progress(&mut self, pods: usize) {
        if let Some(progress) = &mut self.progress {
            progress.tell(format_args!("{pods} pods read"));
        }
    }

    fn say(&mut self, text: &str) {
        complain(&exitcode_k8s::text::Visible(text).to_string());
    }
}

fn found(pod: &Value, events: &Events) -> Found {
    let text = pod.to_string();
    let pod_input = Input::new("pod.json", &text);
    let about: Vec<_> = events.about(pod).collect();
    let list = json!({"kind": "EventList", "items": about}).to_string();
    let mut found = Found::default();
    if about.is_empty() {
        found.add(&read_object(&pod_input));
    } else {
        found.add(&read(&[pod_input, Input::new("events.json", &list)]));
    }
    found
}
