//! What a shell may complete behind `kubectl exitcode`.
//!
//! kubectl asks a plugin's completions of the program `kubectl_complete-NAME`: its arguments are the
//! words behind the plugin's name, the last of them the one to complete. It prints a candidate a
//! line, with what describes it behind a tab, and a last line with a directive.
//!
//! Sources: `staging/src/k8s.io/kubectl/pkg/cmd/plugin/plugin_completion.go` of Kubernetes 1.36;
//! `ShellCompDirective` of cobra 1.9.

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::time::Duration;

use clap::{Arg, Command};
use exitcode_k8s::text::Visible;

use crate::cluster::{self, Access, Api, Kind, Names, Refusal, Target};
use crate::{Error, Status};

/// Whoever presses Tab does not wait for long.
const PATIENCE: Duration = Duration::from_secs(5);

/// What the shell does with the candidates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Directive {
    /// It completes names of files.
    Files = 0,
    NoFiles = 4,
    /// More of the word is to come: no space behind it, and no files.
    NoSpace = 6,
}

/// The words behind the plugin's name, of which the last is to be completed.
#[derive(Debug)]
pub(crate) struct Complete {
    plugin: Command,
    words: Vec<String>,
}

/// What the words before the last one say.
#[derive(Default)]
struct Line {
    namespace: Option<String>,
    /// Whether the pods are chosen by something else than their name.
    is_selected: bool,
    target: Option<String>,
    access: Access,
}

type Candidates = (Names, Directive);

impl Complete {
    pub(crate) const fn new(plugin: Command, words: Vec<String>) -> Self {
        Self { plugin, words }
    }

    pub(crate) fn run(mut self) -> Result<Status, Error> {
        let last = self.words.pop().unwrap_or_default();
        let (line, waiting) = self.line();
        let (mut candidates, directive) = self.candidates(&line, waiting.as_deref(), &last);
        candidates.sort();
        let mut stdout = io::stdout().lock();
        for (candidate, about) in candidates {
            let (candidate, about) = (Visible(&candidate), Visible(&about));
            writeln!(stdout, "{candidate}\t{about}")?;
        }
        writeln!(stdout, ":{}", directive as u8)?;
        Ok(Status::SUCCESS)
    }

    /// What is said until now, and which option waits for its value.
    fn line(&self) -> (Line, Option<String>) {
        let mut line =
            Line { access: Access { timeout: PATIENCE, ..Access::default() }, ..Line::default() };
        let mut waiting: Option<String> = None;
        for word in &self.words {
            if let Some(option) = waiting.take() {
                line.set(&option, word);
            } else if let Some((option, value)) = self.option(word) {
                match value {
                    Some(value) => line.set(&option, value),
                    None if self.takes_value(&option) => waiting = Some(option),
                    None => line.set(&option, ""),
                }
            } else if !word.starts_with('-') {
                line.target.get_or_insert_with(|| word.clone());
            }
        }
        (line, waiting)
    }

    /// The long name of an option that is given as `--name`, `--name=value`, `-n` or `-nvalue`.
    fn option<'w>(&self, word: &'w str) -> Option<(String, Option<&'w str>)> {
        if let Some(long) = word.strip_prefix("--") {
            return Some(match long.split_once('=') {
                Some((name, value)) => (name.to_owned(), Some(value)),
                None => (long.to_owned(), None),
            });
        }
        let short = word.strip_prefix('-')?;
        let first = short.chars().next()?;
        let option = self.plugin.get_arguments().find(|one| one.get_short() == Some(first))?;
        let value = short.get(first.len_utf8()..).filter(|value| !value.is_empty());
        let value = value.map(|value| value.strip_prefix('=').unwrap_or(value));
        Some((option.get_long()?.to_owned(), value))
    }

    fn named(&self, option: &str) -> Option<&Arg> {
        self.plugin.get_arguments().find(|one| one.get_long() == Some(option))
    }

    fn takes_value(&self, option: &str) -> bool {
        self.named(option).is_some_and(|option| option.get_action().takes_values())
    }

    fn candidates(&self, line: &Line, waiting: Option<&str>, last: &str) -> Candidates {
        if let Some(option) = waiting {
            return self.values(line, option, "", last);
        }
        if let Some((option, value)) = last.strip_prefix("--").and_then(|it| it.split_once('=')) {
            return self.values(line, option, &format!("--{option}="), value);
        }
        if last.starts_with('-') {
            let options = self.plugin.get_arguments().filter_map(|option| {
                let name = format!("--{}", option.get_long()?);
                let help = option.get_help().map(ToString::to_string).unwrap_or_default();
                name.starts_with(last).then_some((name, help))
            });
            return (options.collect(), Directive::NoFiles);
        }
        line.targets(last)
    }

    /// The values of an option.
    fn values(&self, line: &Line, option: &str, before: &str, last: &str) -> Candidates {
        let values = match option {
            "kubeconfig" => return (Vec::new(), Directive::Files),
            "namespace" => line.ask(async |api, _| cluster::names(api, "/api/v1/namespaces").await),
            "context" => cluster::contexts(line.access.kubeconfig.as_deref())
                .into_iter()
                .map(|context| (context, String::new()))
                .collect(),
            "container" => line.containers(),
            _ => self.possible(option),
        };
        let values = values.into_iter().filter(|(value, _)| value.starts_with(last));
        let values = values.map(|(value, about)| (format!("{before}{value}"), about));
        (values.collect(), Directive::NoFiles)
    }

    fn possible(&self, option: &str) -> Names {
        let values = self.named(option).map(Arg::get_possible_values).unwrap_or_default();
        let help = |value: &clap::builder::PossibleValue| {
            value.get_help().map(ToString::to_string).unwrap_or_default()
        };
        values.iter().map(|value| (value.get_name().to_owned(), help(value))).collect()
    }
}

impl Line {
    fn set(&mut self, option: &str, value: &str) {
        match option {
            "namespace" => self.namespace = Some(value.to_owned()),
            "all-namespaces" | "selector" => self.is_selected = true,
            "context" => self.access.context = Some(value.to_owned()),
            "kubeconfig" => self.access.kubeconfig = Some(PathBuf::from(value)),
            _ => {}
        }
    }

    /// What the cluster answers; nothing where it does not.
    fn ask(&self, question: impl AsyncFnOnce(&Api, &str) -> Result<Names, Refusal>) -> Names {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let Ok(runtime) = runtime else { return Names::new() };
        runtime.block_on(async {
            let Ok(api) = Api::connect(&self.access).await else { return Names::new() };
            let namespace = self.namespace.as_deref().unwrap_or_else(|| api.namespace());
            question(&api, namespace).await.unwrap_or_default()
        })
    }

    fn objects(&self, kind: Kind) -> Names {
        self.ask(async |api, namespace| cluster::names(api, &kind.all(namespace)).await)
    }

    /// Pods, and kinds with what there is of them.
    fn targets(&self, last: &str) -> Candidates {
        if self.target.is_some() || self.is_selected {
            return (Names::new(), Directive::NoFiles);
        }
        let Some((kind, _)) = last.split_once('/') else {
            let pods = self.objects(Kind::Pod).into_iter();
            let pods: Names = pods.filter(|(name, _)| name.starts_with(last)).collect();
            let kinds = Kind::ALL.iter().map(|kind| (format!("{}/", kind.as_str()), String::new()));
            let kinds: Names = kinds.filter(|(kind, _)| kind.starts_with(last)).collect();
            let is_kind = pods.is_empty() && !kinds.is_empty();
            let directive = if is_kind { Directive::NoSpace } else { Directive::NoFiles };
            return (pods.into_iter().chain(kinds).collect(), directive);
        };
        let objects = Kind::named(kind).map(|kind| self.objects(kind)).unwrap_or_default();
        let objects = objects.into_iter().map(|(name, about)| (format!("{kind}/{name}"), about));
        (objects.filter(|(name, _)| name.starts_with(last)).collect(), Directive::NoFiles)
    }

    /// The containers of what is asked about.
    fn containers(&self) -> Names {
        let target = self.target.as_deref().and_then(|target| target.parse::<Target>().ok());
        let Some(target) = target else { return Names::new() };
        self.ask(async |api, namespace| cluster::containers(api, namespace, &target).await)
    }
}
