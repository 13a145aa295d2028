use std::collections::BTreeSet;
use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use exitcode_core::arithmetic::quantity::Quantity;
use exitcode_core::command::{Template, Values};
use exitcode_core::{Observation, diagnose};
use exitcode_k8s::patch::Patch;
use exitcode_k8s::recommend::{MemoryAdvice, MemoryUse};
use exitcode_k8s::rules::Rules;
use exitcode_k8s::text::Visible;

use super::argument::{memory, point_in_time};
use super::files::{STDIN, contents, text_of};
use super::names::Names;
use super::usage::{Advice, Key, Series, Usage};
use super::{Output, write};
use crate::render::{field, wrapped, wrapped_in};
use crate::{Error, Status};

/// Recommend a memory request and limit from usage, with the commands that set them
///
/// Reads what Prometheus answers to a range query, lines of `kubectl top pods --containers`, and
/// VerticalPodAutoscaler objects. The arithmetic is that of the VerticalPodAutoscaler: a decaying
/// histogram of daily peaks.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Resize {
    /// The files to read; `-` or none is standard input
    #[arg(value_name = "FILE")]
    files: Vec<String>,
    /// Today's memory request
    #[arg(short, long, value_name = "AMOUNT", value_parser = memory)]
    request: Option<u64>,
    /// Today's memory limit
    #[arg(short, long, value_name = "AMOUNT", value_parser = memory)]
    limit: Option<u64>,
    /// When the container was OOM-killed at its limit, as its status says (2026-01-02T03:04:05Z) or
    /// in unix seconds; may be given several times
    #[arg(long, value_name = "TIME", requires = "limit", value_parser = point_in_time,
        allow_negative_numbers = true)]
    oom: Vec<i64>,
    #[command(flatten)]
    names: Names,
    /// How many replicas the workload has
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    replicas: u32,
    /// The label that selects the workload's pods, for a PodDisruptionBudget
    #[arg(long, value_name = "KEY=VALUE")]
    selector: Option<String>,
    /// Print the manifest of a VerticalPodAutoscaler instead, which only recommends (off) or also
    /// resizes (in-place-or-recreate); with two replicas and more also a PodDisruptionBudget
    #[arg(long, value_enum, value_name = "MODE", requires = "owner")]
    vpa: Option<Mode>,
    /// How to print the answer
    #[arg(short, long, value_enum, default_value_t)]
    output: Output,
}

/// What a VerticalPodAutoscaler does with its recommendation.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Mode {
    /// Nothing: look at it first
    Off,
    /// Resizes the running pod, or replaces it where that is not possible
    InPlaceOrRecreate,
}

impl Mode {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Off => "Off",
            Self::InPlaceOrRecreate => "InPlaceOrRecreate",
        }
    }
}

const EXAMPLES: &str = "\
Examples:
  curl -sG http://prometheus:9090/api/v1/query_range \\
    --data-urlencode 'query=container_memory_working_set_bytes{namespace=\"shop\",container=\"api\"}' \\
    -d start=2026-01-01T00:00:00Z -d end=2026-01-08T00:00:00Z -d step=60 \\
    | exitcode resize --request 256Mi --limit 512Mi -n shop --owner deployment/api
  kubectl top pods -n shop --containers | exitcode resize --limit 512Mi
  kubectl get vpa -n shop -o json | exitcode resize --limit 512Mi
  exitcode resize usage.json --limit 512Mi --oom 2026-01-02T03:04:05Z
  exitcode resize usage.json --owner deployment/api --vpa off --replicas 3 --selector app=api";

#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    /// The name of this schema.
    schema: &'static str,
    /// By namespace and container.
    containers: Vec<Size>,
}

/// What is recommended for one container, in bytes.
#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
struct Size {
    /// The namespace; empty if it is not known.
    namespace: String,
    /// The container; empty if it is not known.
    container: String,
    /// How many pods were seen.
    pods: usize,
    /// The time from the first sample to the last.
    seconds: i64,
    /// The last sample.
    last: u64,
    /// What to request, and why.
    #[serde(flatten)]
    advice: MemoryAdvice,
    /// Whether more is recommended than today's limit lets it have, if that is known.
    above_limit: Option<bool>,
    /// What a VerticalPodAutoscaler recommends.
    autoscaler: Option<Advice>,
    /// What sets it.
    commands: Vec<Action>,
}

#[derive(serde::Serialize)]
struct Action {
    /// What to do, as an order.
    title: &'static str,
    /// The command that does it.
    command: String,
    /// The same as a patch, where nothing is left to fill in.
    patch: Option<Patch>,
}

impl Resize {
    pub(crate) fn run(mut self) -> Result<Status, Error> {
        if self.vpa.is_some() {
            let manifest = self.manifest()?;
            write(Output::Text, || manifest, || ())?;
            return Ok(Status::SUCCESS);
        }
        if self.files.is_empty() {
            self.files.push(STDIN.to_owned());
        }
        let mut usage = Usage::default();
        for name in &self.files {
            usage.read(name, &text_of(contents(name)?))?;
        }
        let answer = self.answer(&usage.sorted())?;
        write(self.output, || self.text(&answer), || &answer)?;
        Ok(Status::SUCCESS)
    }

    fn answer(&self, usage: &Usage) -> Result<Answer, Error> {
        let wanted = |(_, container): &&Key| {
            self.names.container.as_ref().is_none_or(|only| only == container)
        };
        let keys: BTreeSet<_> =
            usage.series.keys().chain(usage.advice.keys()).filter(wanted).collect();
        let containers: Vec<_> = keys.into_iter().filter_map(|key| self.size(key, usage)).collect();
        if containers.is_empty() {
            return Err(Error::Unreadable("no usage of any container was found".to_owned()));
        }
        Ok(Answer { schema: "exitcode.resize/v1", containers })
    }

    fn size(&self, key: &Key, usage: &Usage) -> Option<Size> {
        let none = Series::default();
        let series = usage.series.get(key).unwrap_or(&none);
        let autoscaler = usage.advice.get(key).copied();
        let advice = MemoryAdvice::new(MemoryUse {
            samples: series.samples.clone(),
            kills: self.oom.clone(),
            request: self.request,
            limit: self.limit,
            peak: 0,
            containers: usage.containers(key, series),
            autoscaler: autoscaler.map(Advice::recommendation),
        });
        let (target, new_request, new_limit) =
            (advice.target?, advice.new_request?, advice.new_limit?);
        let (first, last) = (series.samples.first(), series.samples.last());
        Some(Size {
            pods: series.pods.len(),
            seconds: first.zip(last).map_or(0, |(first, last)| last.at.saturating_sub(first.at)),
            last: last.map_or(0, |sample| sample.bytes),
            above_limit: self.limit.map(|limit| target > limit),
            autoscaler,
            commands: self.commands(key, new_request, new_limit),
            namespace: key.0.clone(),
            container: key.1.clone(),
            advice,
        })
    }

    fn commands(&self, (namespace, container): &Key, request: u64, limit: u64) -> Vec<Action> {
        let observation = self.names.in_observation(Observation::new());
        let mut values: Values<'_> = diagnose(&observation).values();
        let given = |text: &'_ str| !text.is_empty();
        values.container = values.container.or(Some(container.as_str()).filter(|name| given(name)));
        values.namespace = values.namespace.or(Some(namespace.as_str()).filter(|name| given(name)));
        values.new_memory_request = Some(request);
        values.new_memory_limit = Some(limit);
        let in_place = match self.limit {
            Some(today) if limit < today => {
                "Or resize the pod as it runs, and it alone (Kubernetes 1.34 and newer, unless more \
                 is in use; 1.33 needs a resizePolicy of RestartContainer to lower a limit)"
            }
            _ => {
                "Or resize the pod as it runs, and it alone (Kubernetes 1.33 and newer; a \
                 resizePolicy of RestartContainer restarts the container)"
            }
        };
        let titles = [
            (SET, "Set it where the pods are made (restarts them)"),
            (Template::RESIZE_IN_PLACE, in_place),
        ];
        let filled = titles.into_iter().filter_map(|(template, title)| {
            let command = template.fill(&values)?.to_string();
            let patch = Patch::of_command(&command, values.init_container);
            Some(Action { title, command, patch })
        });
        filled.collect()
    }

    fn text(&self, answer: &Answer) -> String {
        let sizes: Vec<_> = answer.containers.iter().map(|size| self.size_text(size)).collect();
        sizes.join("\n")
    }

    fn size_text(&self, size: &Size) -> String {
        const BOLD: Style = Style::new().bold();
        let red = AnsiColor::Red.on_default().bold();
        let advice = &size.advice;
        let amount = |bytes: u64| format!("{} MiB", bytes.div_ceil(1 << 20));
        let [lower, target, upper, new_request, new_limit] =
            [advice.lower, advice.target, advice.upper, advice.new_request, advice.new_limit]
                .map(Option::unwrap_or_default);
        let mut text = String::new();
        let name = match (size.namespace.as_str(), size.container.as_str()) {
            ("", "") => "the container".to_owned(),
            ("", container) => container.to_owned(),
            (namespace, container) => format!("{namespace}/{container}"),
        };
        let (request, limit) = (Quantity::bytes(new_request), Quantity::bytes(new_limit));
        let heading = format!("{}: request {request}, limit {limit}", Visible(&name));
        wrapped(&mut text, BOLD, &heading);
        text.push('\n');
        if advice.samples > 0 {
            let counted = |count: usize, noun: &str| {
                format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
            };
            let usage = format!(
                "{} on average, {} at most, {} last; {} of {} over {} h",
                amount(advice.average),
                amount(advice.highest),
                amount(size.last),
                counted(advice.samples, "sample"),
                counted(size.pods, "pod"),
                size.seconds / 3600
            );
            field(&mut text, "Usage", &usage);
        }
        // The bounds narrow with the length of the history.
        let is_short = advice.samples > 0 && size.seconds < 86_400;
        let bounds = match is_short {
            true => format!("{}, from less than a day of samples", amount(target)),
            false => format!(
                "{} (below {} is too little, above {} is wasted)",
                amount(target),
                amount(lower),
                amount(upper)
            ),
        };
        field(&mut text, "Target", &bounds);
        if let (Some(change), Some(today)) = (advice.change, self.request) {
            let today = Quantity::bytes(today);
            field(&mut text, "Request", &format!("{change} today's {today}"));
        }
        if let Some(today) = self.limit {
            let compared = match advice.highest {
                0 => target,
                highest => highest,
            };
            let percent = u128::from(compared) * 100 / u128::from(today.max(1));
            let of = if advice.highest == 0 { "the target" } else { "the highest sample" };
            let line = format!("{of} is {percent} % of today's {}", Quantity::bytes(today));
            field(&mut text, "Limit", &line);
        }
        if let Some(Advice { target, .. }) = size.autoscaler {
            field(&mut text, "VPA", &format!("recommends {}", amount(target)));
        }
        match advice.trend {
            Some("pattern") => field(&mut text, "OOM kills", "a pattern: it keeps running out"),
            Some(_) => field(&mut text, "OOM kills", "once: look for what happened then"),
            None => {}
        }
        let mut warn = |warning: &str| wrapped(&mut text, red, warning);
        if size.above_limit == Some(true) {
            warn("The target is above today's limit: it will be OOM-killed before it gets there.");
        }
        if advice.anomaly {
            warn("The last sample is half as much again as the target, or more: look for a leak.");
        }
        if advice.average_hides_spikes {
            warn(
                "The average fits and the highest sample does not: dashboards of averages hide it.",
            );
        }
        for Action { title, command, .. } in &size.commands {
            let style = AnsiColor::Cyan.on_default();
            text.push('\n');
            wrapped_in(&mut text, "  • ", "    ", Style::new(), title);
            let _ = writeln!(text, "    {style}{command}{style:#}");
        }
        text
    }

    /// A VerticalPodAutoscaler for the owner, and a PodDisruptionBudget where that helps.
    fn manifest(&self) -> Result<String, Error> {
        let refuse = |text: String| Err(Error::Unreadable(text));
        let Some((kind, name)) = &self.names.owner else {
            return refuse("give the workload as --owner".to_owned());
        };
        let known = [
            ("Deployment", "deploy"),
            ("StatefulSet", "sts"),
            ("DaemonSet", "ds"),
            ("ReplicaSet", "rs"),
        ];
        let same = |(long, short): &&(&str, &str)| {
            [*long, *short, &format!("{long}s")].iter().any(|one| one.eq_ignore_ascii_case(kind))
        };
        let Some((kind, _)) = known.iter().find(same) else {
            let kind = Visible(kind);
            return refuse(format!("`{kind}` is nothing that an autoscaler resizes"));
        };
        let subdomain = |name: &str| Rules::new().name(name).is_ok();
        let label = |name: &str| Rules::new().namespace(name).is_ok();
        let (namespace, container) = (&self.names.namespace, &self.names.container);
        for (is_valid, text) in [
            (subdomain(name), Some(name)),
            (namespace.as_deref().is_none_or(label), namespace.as_ref()),
            (container.as_deref().is_none_or(label), container.as_ref()),
        ] {
            if let (false, Some(text)) = (is_valid, text) {
                return refuse(format!("`{}` is no name of an object", Visible(text)));
            }
        }
        let mode = self.vpa.unwrap_or(Mode::Off).as_str();
        let metadata = match namespace {
            Some(namespace) => format!("  name: {name:?}\n  namespace: {namespace:?}\n"),
            None => format!("  name: {name:?}\n"),
        };
        let container = container.as_deref().unwrap_or("*");
        let needs = match self.vpa {
            Some(Mode::InPlaceOrRecreate) => {
                "# Needs Kubernetes 1.33 and VerticalPodAutoscaler 1.6, or newer; older ones of that have\n\
                 # a feature gate, InPlaceOrRecreate.\n"
            }
            _ => "",
        };
        let mut yaml = format!(
            "{needs}apiVersion: autoscaling.k8s.io/v1\nkind: VerticalPodAutoscaler\nmetadata:\n{metadata}\
             spec:\n  targetRef:\n    apiVersion: apps/v1\n    kind: {kind}\n    name: {name:?}\n  \
             updatePolicy:\n    updateMode: \"{mode}\"\n  resourcePolicy:\n    \
             containerPolicies:\n      - containerName: {container:?}\n        \
             controlledResources: [memory]\n"
        );
        // With one replica, a budget only blocks the drain of its node.
        if self.replicas >= 2 {
            let Some(selector) = &self.selector else {
                return refuse(
                    "a PodDisruptionBudget needs the pods' label as --selector".to_owned(),
                );
            };
            let pair = selector.split_once('=');
            let Some((key, value)) = pair.filter(|pair| Rules::new().labels([*pair]).is_ok())
            else {
                return refuse(format!("`{}` is no label", Visible(selector)));
            };
            let _ = write!(
                yaml,
                "---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata:\n{metadata}spec:\n  \
                 maxUnavailable: 1\n  selector:\n    matchLabels:\n      {key:?}: {value:?}\n"
            );
        }
        Ok(yaml)
    }
}

const SET: Template = Template::new(
    "kubectl set resources {workload}[[ -n {namespace}]] -c {container} \
     --requests=memory={new_memory_request} --limits=memory={new_memory_limit}",
);
