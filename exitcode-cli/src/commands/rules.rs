use std::io::{self, Write as _};

use exitcode_k8s::rules::{InvalidRules, Rules};

use crate::{Error, Status};

/// Print alert rules for Prometheus that really fire, or a dashboard for Grafana
///
/// For OOM kills, crash loops, kills by probes and without a known reason, pods that outlive their
/// grace period, evictions and containers that cannot start, from the metrics of kube-state-metrics
/// and the kubelet. Each rule says in an annotation what it cannot see.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct AlertRules {
    /// A plain rule file for Prometheus, instead of a PrometheusRule for the operator
    #[arg(long)]
    plain: bool,
    /// A dashboard for Grafana with the same queries, as JSON
    #[arg(long, conflicts_with = "plain")]
    grafana: bool,
    /// The name of the PrometheusRule
    #[arg(long, default_value = "exitcode")]
    name: String,
    /// The namespace of the PrometheusRule
    #[arg(short, long)]
    namespace: Option<String>,
    /// The labels by which Prometheus finds the PrometheusRule; instead of prometheus=kube-prometheus
    /// and role=alert-rules
    #[arg(short, long = "label", value_name = "KEY=VALUE", value_parser = label)]
    labels: Vec<(String, String)>,
    /// Only for the pods of this namespace; may be given several times
    #[arg(short, long = "watch", value_name = "NAMESPACE")]
    watched: Vec<String>,
    /// Also a rule on cAdvisor's container_oom_events_total, which sees other kills
    #[arg(long)]
    cadvisor: bool,
    /// The page of the runbooks; the id of a cause is the anchor
    #[arg(long, value_name = "URL")]
    runbooks: Option<String>,
}

const EXAMPLES: &str = "\
Examples:
  exitcode rules | kubectl apply -n monitoring -f -
  exitcode rules --label release=prometheus --watch shop --watch web
  exitcode rules --plain --cadvisor > exitcode.rules.yml && promtool check rules exitcode.rules.yml
  exitcode rules --grafana > dashboard.json";

fn label(text: &str) -> Result<(String, String), String> {
    let (key, value) = text.split_once('=').ok_or("expected KEY=VALUE")?;
    Ok((key.to_owned(), value.to_owned()))
}

impl AlertRules {
    pub(crate) fn run(self) -> Result<Status, Error> {
        let rules = self.rules().map_err(|error| Error::Unreadable(error.to_string()))?;
        let mut stdout = anstream::stdout().lock();
        if self.grafana {
            serde_json::to_writer_pretty(&mut stdout, &rules.dashboard())
                .map_err(io::Error::from)?;
            writeln!(stdout)?;
        } else if self.plain {
            write!(stdout, "{}", rules.plain())?;
        } else {
            write!(stdout, "{}", rules.prometheus_rule())?;
        }
        stdout.flush()?;
        Ok(Status::SUCCESS)
    }

    fn rules(&self) -> Result<Rules, InvalidRules> {
        let mut rules =
            Rules::new().name(&self.name)?.watch(self.watched.iter().map(String::as_str))?;
        if let Some(namespace) = &self.namespace {
            rules = rules.namespace(namespace)?;
        }
        if !self.labels.is_empty() {
            let labels = self.labels.iter().map(|(key, value)| (key.as_str(), value.as_str()));
            rules = rules.labels(labels)?;
        }
        if let Some(page) = &self.runbooks {
            rules = rules.runbooks(page)?;
        }
        Ok(if self.cadvisor { rules.cadvisor() } else { rules })
    }
}
