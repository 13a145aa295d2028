//! Alert rules for Prometheus, and a dashboard with the same queries.
//!
//! Most rules that are passed around never fire: kube-state-metrics gives the last reason as a
//! gauge that is always 1, with the reason as a label, and neither `changes()` nor `increase()` sees
//! a series begin. The rules here compare the *time* of the death with now. Each says in an
//! annotation what it cannot see.
//!
//! ```
//! use exitcode_k8s::rules::Rules;
//!
//! let rules = Rules::new().watch(["shop"])?;
//! let text = rules.plain();
//! assert!(text.contains("- alert: ContainerOomKilled"));
//! assert!(text.contains(r#"{reason="OOMKilled",namespace=~"shop"}"#));
//! # Ok::<(), exitcode_k8s::rules::InvalidRules>(())
//! ```
//!
//! Sources: `internal/store/pod.go` of kube-state-metrics (the timestamps since 2.11),
//! `pkg/kubelet/prober/prober_manager.go` and `pkg/kubelet/metrics/metrics.go` of Kubernetes 1.36,
//! `manager/manager.go` of cAdvisor.

use std::fmt::Write as _;

use exitcode_core::Cause;
use serde::Serialize;

use crate::text::Visible;

/// Which rules are written, and under which names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    name: String,
    namespace: Option<String>,
    labels: Vec<(String, String)>,
    watched: Vec<String>,
    runbooks: String,
    cadvisor: bool,
}

/// After how many seconds a death is forgotten: an alert for it lasts as long.
const WINDOW_SECONDS: &str = "300";

/// How often the rules are evaluated. A death is told at the first evaluation after its scrape.
const INTERVAL: &str = "30s";

/// One alert.
struct Rule {
    alert: &'static str,
    severity: &'static str,
    /// How long it must hold.
    hold: Option<&'static str>,
    /// The expression: `[[…]]` are the matchers of a metric.
    expr: &'static str,
    /// The labels that name what it is about.
    subject: &'static str,
    summary: &'static str,
    /// What it cannot see.
    limits: &'static str,
    /// The cause that is worth reading about first.
    cause: Cause,
    scope: Scope,
}

/// What must hold for a rule to be written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    Always,
    /// Its metric names no namespace of a pod.
    WholeCluster,
    /// It is the second opinion, from cAdvisor.
    Cadvisor,
}

const CONTAINER: &str =
    "Container {{ $labels.container }} of {{ $labels.namespace }}/{{ $labels.pod }}";
const POD: &str = "Pod {{ $labels.namespace }}/{{ $labels.pod }}";
const NODE: &str = "Node {{ $labels.node }}{{ $labels.instance }}";

const RULES: &[Rule] = &[
    Rule {
        alert: "ContainerOomKilled",
        severity: "warning",
        hold: None,
        expr: "max by (namespace, pod, uid, container) (
  (
    time() - kube_pod_container_status_last_terminated_timestamp[[]] < @
      and on (namespace, pod, uid, container)
    kube_pod_container_status_last_terminated_reason[[reason=\"OOMKilled\"]] == 1
  )
  or
  (
    kube_pod_container_status_terminated_reason[[reason=\"OOMKilled\"]] == 1
      and on (namespace, pod, uid)
    time() - kube_pod_completion_time[[]] < @
  )
)",
        subject: CONTAINER,
        summary: "was OOM-killed",
        limits: "Needs kube-state-metrics 2.11. A process that is killed while PID 1 lives on is \
                 not seen, nor an init container; a pod that is gone before the next scrape is \
                 not either. Where a pod is not restarted, the alert comes once more when another \
                 container of it ends. OOMKilled is sticky: the exit may have had another cause, if a \
                 child of the container was killed for memory earlier.",
        cause: Cause::OomContainerLimit,
        scope: Scope::Always,
    },
    Rule {
        alert: "ContainerOomEvents",
        severity: "info",
        hold: None,
        expr: "sum by (namespace, pod, container) (
  increase(container_oom_events_total[[container!=\"\"]][5m])
) > 0",
        subject: CONTAINER,
        summary: "had a process killed for memory",
        limits: "Sees the kill of a child that PID 1 survives, which ContainerOomKilled does not. \
                 Misses most kills that end the container: its series ends with its cgroup, \
                 mostly before the next scrape. It counts lines of the kernel log, and where \
                 the runtime gives the metrics, killed processes; it is no number of deaths. \
                 Some releases of cAdvisor report zero.",
        cause: Cause::OomChildProcess,
        scope: Scope::Cadvisor,
    },
    Rule {
        alert: "ContainerCrashLooping",
        severity: "warning",
        hold: Some("5m"),
        expr: "max by (namespace, pod, uid, container) (
  max_over_time(
    kube_pod_container_status_waiting_reason[[reason=\"CrashLoopBackOff\"]][5m]
  ) >= 1
  or
  max_over_time(
    kube_pod_init_container_status_waiting_reason[[reason=\"CrashLoopBackOff\"]][5m]
  ) >= 1
)",
        subject: CONTAINER,
        summary: "ends again and again, and waits before its next start",
        limits: "CrashLoopBackOff is a wait, not a cause, and comes with exit code 0 as well. A \
                 program that lives for more than ten minutes each time is never in back-off.",
        cause: Cause::AppExitNonzero,
        scope: Scope::Always,
    },
    Rule {
        alert: "ContainerKilledByProbe",
        severity: "warning",
        hold: None,
        expr: "max by (namespace, pod, container) (
  increase(
    prober_probe_total[[probe_type=~\"Liveness|Startup\",result=\"failed\"]][5m]
  ) > 0
  or
  (
    prober_probe_total[[probe_type=~\"Liveness|Startup\",result=\"failed\"]]
      unless
    prober_probe_total[[probe_type=~\"Liveness|Startup\",result=\"failed\"]] offset 5m
  )
)
  and on (namespace, pod, container)
(time() - kube_pod_container_status_last_terminated_timestamp[[]] < @)",
        subject: CONTAINER,
        summary: "failed its liveness or startup probe and was restarted",
        limits: "Needs the kubelet's /metrics/probes, scraped with honor_labels. It puts a failed \
                 probe and a death together by time: a program that crashes by itself while a \
                 probe fails looks the same. For five minutes after Prometheus first scrapes a \
                 kubelet, probes that failed before count too.",
        cause: Cause::LivenessProbeKilled,
        scope: Scope::Always,
    },
    Rule {
        alert: "ContainerKilledWithoutOom",
        severity: "warning",
        hold: None,
        expr: "max by (namespace, pod, uid, container) (
  (
    time() - kube_pod_container_status_last_terminated_timestamp[[]] < @
      and on (namespace, pod, uid, container)
    kube_pod_container_status_last_terminated_exitcode[[]] == 137
  )
    unless on (namespace, pod, uid, container)
  kube_pod_container_status_last_terminated_reason[[reason=\"OOMKilled\"]] == 1
)",
        subject: CONTAINER,
        summary: "was restarted after SIGKILL (137) that was no reported OOM kill",
        limits: "Mostly a grace period that ran out after a failed probe; also an OOM kill that \
                 the runtime missed, and somebody's kill -9. A container of a pod that is being \
                 deleted is not seen, since its metrics go with the pod, nor one of a Job that \
                 is not restarted: there is no metric of its exit code.",
        cause: Cause::GracePeriodExpired,
        scope: Scope::Always,
    },
    Rule {
        alert: "PodOutlivesGracePeriod",
        severity: "warning",
        hold: Some("1m"),
        expr: "max by (namespace, pod, uid) (time() - kube_pod_deletion_timestamp[[]] > 60)",
        subject: POD,
        summary: "should have been gone for a minute or more",
        limits: "The deletion timestamp is the deadline, not the time of the request. A finalizer \
                 and a node that does not answer keep a pod as well.",
        cause: Cause::GracePeriodExpired,
        scope: Scope::Always,
    },
    Rule {
        alert: "PodEvicted",
        severity: "warning",
        hold: None,
        expr: "max by (namespace, pod, uid) (
  kube_pod_status_reason[[reason=\"Evicted\"]] == 1
    unless
  kube_pod_status_reason[[reason=\"Evicted\"]] offset 10m == 1
)",
        subject: POD,
        summary: "was evicted by its node",
        limits: "Seen as long as the pod's object stays. Evictions by the API, such as those of \
                 kubectl drain, have no reason and are not meant.",
        cause: Cause::EvictedMemory,
        scope: Scope::Always,
    },
    Rule {
        alert: "NodeEvictsPods",
        severity: "warning",
        hold: None,
        expr: "max by (node, instance, eviction_signal) (
  increase(kubelet_evictions[10m]) > 0
  or
  (kubelet_evictions unless kubelet_evictions offset 10m)
)",
        subject: NODE,
        summary: "evicts pods because of {{ $labels.eviction_signal }}",
        limits: "Starts at nothing when the kubelet does. For ten minutes after Prometheus first \
                 scrapes a kubelet, evictions of before count too.",
        cause: Cause::EvictedMemory,
        scope: Scope::WholeCluster,
    },
    Rule {
        alert: "ContainerCannotStart",
        severity: "warning",
        hold: Some("2m"),
        expr: "max by (namespace, pod, uid, container) (
  kube_pod_container_status_waiting_reason[[reason=~\"@start\"]] == 1
  or
  kube_pod_init_container_status_waiting_reason[[reason=~\"@start\"]] == 1
  or
  kube_pod_container_status_terminated_reason[[reason=~\"StartError|ContainerCannotRun\"]] == 1
  or
  (
    kube_pod_container_status_last_terminated_reason[[
      reason=~\"StartError|ContainerCannotRun\"
    ]] == 1
      unless on (namespace, pod, uid, container)
    kube_pod_container_status_running[[]] == 1
  )
)",
        subject: CONTAINER,
        summary: "cannot be started: its image, its configuration or its command",
        limits: "Errors of the kubelet that have no reason of their own are not seen, nor a pod \
                 that has no node yet. CRI-O reports a command that is missing as \
                 CreateContainerError.",
        cause: Cause::RuntimeStartError,
        scope: Scope::Always,
    },
];

/// The reasons of a container that waits because it cannot be started.
const CANNOT_START: &str = "ErrImagePull|ImagePullBackOff|InvalidImageName|ErrImageNeverPull|\
    ImageInspectError|RegistryUnavailable|SignatureValidationFailed|CreateContainerConfigError|\
    CreateContainerError|PreCreateHookError|PreStartHookError|PostStartHookError|RunContainerError";

impl Default for Rules {
    fn default() -> Self {
        Self::new()
    }
}

impl Rules {
    /// The rules for every namespace, with the labels that kube-prometheus looks for.
    #[must_use]
    pub fn new() -> Self {
        let label = |key: &str, value: &str| (key.to_owned(), value.to_owned());
        Self {
            name: "exitcode".to_owned(),
            namespace: None,
            labels: vec![label("prometheus", "kube-prometheus"), label("role", "alert-rules")],
            watched: Vec::new(),
            runbooks: concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/docs/reference/causes.md")
                .to_owned(),
            cadvisor: false,
        }
    }

    /// With this name of the `PrometheusRule`.
    ///
    /// # Errors
    ///
    /// When no object can have the name.
    pub fn name(mut self, name: &str) -> Result<Self, InvalidRules> {
        self.name = valid(is_subdomain(name), "name", name)?;
        Ok(self)
    }

    /// With this namespace of the `PrometheusRule`.
    ///
    /// # Errors
    ///
    /// When no namespace can have the name.
    pub fn namespace(mut self, namespace: &str) -> Result<Self, InvalidRules> {
        self.namespace = Some(valid(is_label(namespace), "namespace", namespace)?);
        Ok(self)
    }

    /// With these labels of the `PrometheusRule`, by which Prometheus finds it, and no others.
    ///
    /// # Errors
    ///
    /// When a key or a value is none that Kubernetes takes.
    pub fn labels<'l>(
        mut self,
        labels: impl IntoIterator<Item = (&'l str, &'l str)>,
    ) -> Result<Self, InvalidRules> {
        self.labels.clear();
        for (key, value) in labels {
            let key = valid(is_label_key(key), "label", key)?;
            let value = valid(is_label_value(value), "label value", value)?;
            self.labels.push((key, value));
        }
        Ok(self)
    }

    /// For the pods of these namespaces only; none is all.
    ///
    /// # Errors
    ///
    /// When no namespace can have such a name.
    pub fn watch<'n>(
        mut self,
        namespaces: impl IntoIterator<Item = &'n str>,
    ) -> Result<Self, InvalidRules> {
        for namespace in namespaces {
            self.watched.push(valid(is_label(namespace), "namespace", namespace)?);
        }
        Ok(self)
    }

    /// With runbooks on this page; the id of a cause is the anchor.
    ///
    /// # Errors
    ///
    /// When it is no address on the web.
    pub fn runbooks(mut self, page: &str) -> Result<Self, InvalidRules> {
        let is_web = page.starts_with("https://") || page.starts_with("http://");
        let safe = |c: char| c.is_ascii_graphic() && !"\"'`<>{}\\".contains(c);
        self.runbooks = valid(is_web && page.chars().all(safe), "address", page)?;
        Ok(self)
    }

    /// With the second opinion on OOM kills, from cAdvisor's counter.
    #[must_use]
    pub const fn cadvisor(mut self) -> Self {
        self.cadvisor = true;
        self
    }

    /// A rule file for Prometheus.
    #[must_use]
    pub fn plain(&self) -> String {
        let mut yaml = String::new();
        self.groups(&mut yaml, "");
        yaml
    }

    /// A `PrometheusRule` for the Prometheus operator.
    #[must_use]
    pub fn prometheus_rule(&self) -> String {
        let mut yaml =
            "apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata:\n".to_owned();
        let _ = writeln!(yaml, "  name: {}", quoted(&self.name));
        if let Some(namespace) = &self.namespace {
            let _ = writeln!(yaml, "  namespace: {}", quoted(namespace));
        }
        if !self.labels.is_empty() {
            yaml.push_str("  labels:\n");
            for (key, value) in &self.labels {
                let _ = writeln!(yaml, "    {}: {}", quoted(key), quoted(value));
            }
        }
        yaml.push_str("spec:\n");
        self.groups(&mut yaml, "  ");
        yaml
    }

    /// A dashboard for Grafana, with a panel for each rule.
    #[must_use]
    pub fn dashboard(&self) -> Dashboard {
        Dashboard::new(self.chosen().map(|rule| (rule, self.expr(rule))))
    }

    fn chosen(&self) -> impl Iterator<Item = &'static Rule> {
        let (filtered, cadvisor) = (!self.watched.is_empty(), self.cadvisor);
        RULES.iter().filter(move |rule| match rule.scope {
            Scope::Always => true,
            Scope::WholeCluster => !filtered,
            Scope::Cadvisor => cadvisor,
        })
    }

    fn groups(&self, yaml: &mut String, indent: &str) {
        let mut line = |depth: usize, text: &str| {
            let _ = writeln!(yaml, "{indent}{:depth$}{text}", "");
        };
        line(0, "groups:");
        line(2, "- name: exitcode");
        line(4, &format!("interval: {INTERVAL}"));
        line(4, "rules:");
        for rule in self.chosen() {
            line(6, &format!("- alert: {}", rule.alert));
            line(8, "expr: |-");
            for row in self.expr(rule).lines() {
                line(10, row);
            }
            if let Some(hold) = rule.hold {
                line(8, &format!("for: {hold}"));
            }
            line(8, "labels:");
            line(10, &format!("severity: {}", rule.severity));
            line(8, "annotations:");
            line(
                10,
                &format!("summary: {}", quoted(&format!("{} {}", rule.subject, rule.summary))),
            );
            line(10, &format!("description: {}", quoted(rule.description())));
            line(10, &format!("limits: {}", quoted(rule.limits)));
            let runbook = format!("{}#{}", self.runbooks, rule.cause.id());
            line(10, &format!("runbook_url: {}", quoted(&runbook)));
        }
    }

    /// The expression of a rule for the namespaces that are watched.
    fn expr(&self, rule: &Rule) -> String {
        // INVARIANT: the names of namespaces are labels (RFC 1123), which need no quoting.
        let namespaces = match self.watched.as_slice() {
            [] => String::new(),
            watched => format!("namespace=~\"{}\"", watched.join("|")),
        };
        let expr = rule.expr.replace("@start", CANNOT_START).replace('@', WINDOW_SECONDS);
        let mut out = String::new();
        let mut rest = expr.as_str();
        while let Some((before, after)) = rest.split_once("[[") {
            out.push_str(before);
            let (matchers, after) = after.split_once("]]").unwrap_or((after, ""));
            let all: Vec<_> =
                [matchers.trim(), &namespaces].into_iter().filter(|one| !one.is_empty()).collect();
            if !all.is_empty() {
                let _ = write!(out, "{{{}}}", all.join(","));
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }
}

/// A dashboard as Grafana imports it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Dashboard {
    uid: &'static str,
    title: &'static str,
    tags: [&'static str; 1],
    schema_version: u32,
    editable: bool,
    refresh: &'static str,
    time: Range,
    templating: Templating,
    panels: Vec<Panel>,
}

#[derive(Clone, Debug, Serialize)]
struct Range {
    from: &'static str,
    to: &'static str,
}

#[derive(Clone, Debug, Serialize)]
struct Templating {
    list: [Variable; 1],
}

#[derive(Clone, Debug, Serialize)]
struct Variable {
    name: &'static str,
    label: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    query: &'static str,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Panel {
    id: usize,
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'static str,
    description: &'static str,
    datasource: Datasource,
    grid_pos: Grid,
    targets: [Target; 1],
}

#[derive(Clone, Debug, Serialize)]
struct Datasource {
    #[serde(rename = "type")]
    kind: &'static str,
    uid: &'static str,
}

#[derive(Clone, Debug, Serialize)]
struct Grid {
    x: usize,
    y: usize,
    w: usize,
    h: usize,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Target {
    ref_id: &'static str,
    datasource: Datasource,
    expr: String,
    legend_format: &'static str,
}

impl Dashboard {
    fn new(rules: impl Iterator<Item = (&'static Rule, String)>) -> Self {
        const SOURCE: Datasource = Datasource { kind: "prometheus", uid: "${datasource}" };
        let (width, height) = (12, 8);
        let panel = |(index, (rule, expr)): (usize, (&'static Rule, String))| Panel {
            id: index + 1,
            kind: "timeseries",
            title: rule.alert,
            description: rule.limits,
            datasource: SOURCE,
            grid_pos: Grid { x: index % 2 * width, y: index / 2 * height, w: width, h: height },
            targets: [Target {
                ref_id: "A",
                datasource: SOURCE,
                // How many there are is what a line can show; their values mean different things.
                expr: format!("count by ({}) (\n{expr}\n)", rule.labels().join(", ")),
                legend_format: rule.legend(),
            }],
        };
        Self {
            uid: "exitcode",
            title: "Why containers end",
            tags: ["exitcode"],
            schema_version: 39,
            editable: true,
            refresh: "1m",
            time: Range { from: "now-6h", to: "now" },
            templating: Templating {
                list: [Variable {
                    name: "datasource",
                    label: "Data source",
                    kind: "datasource",
                    query: "prometheus",
                }],
            },
            panels: rules.enumerate().map(panel).collect(),
        }
    }
}

impl Rule {
    /// The labels that tell its alerts apart for a person.
    fn labels(&self) -> &'static [&'static str] {
        match self.subject {
            CONTAINER => &["namespace", "pod", "container"],
            POD => &["namespace", "pod"],
            _ => &["node", "instance", "eviction_signal"],
        }
    }

    /// How to find out why.
    fn description(&self) -> &'static str {
        match self.subject {
            NODE => "Why: kubectl get node {{ $labels.node }} -o json | exitcode diagnose",
            _ => {
                "Why: kubectl get pod {{ $labels.pod }} -n {{ $labels.namespace }} -o json \
                 | exitcode diagnose"
            }
        }
    }

    fn legend(&self) -> &'static str {
        match self.subject {
            CONTAINER => "{{namespace}}/{{pod}} {{container}}",
            POD => "{{namespace}}/{{pod}}",
            _ => "{{node}}{{instance}} {{eviction_signal}}",
        }
    }
}

/// Returned when a name cannot be that of an object, a label or a web page.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{}` is no {what}", Visible(.text))]
pub struct InvalidRules {
    what: &'static str,
    text: String,
}

fn valid(is_valid: bool, what: &'static str, text: &str) -> Result<String, InvalidRules> {
    if is_valid { Ok(text.to_owned()) } else { Err(InvalidRules { what, text: text.to_owned() }) }
}

/// A label as RFC 1123 has it, of 63 characters at the most.
fn is_label(text: &str) -> bool {
    is_made_of(text, 63, |byte| byte.is_ascii_lowercase() || byte == b'-')
}

/// Labels with dots between them, 253 characters at the most.
fn is_subdomain(text: &str) -> bool {
    text.len() <= 253 && text.split('.').all(is_label)
}

/// The key of a label: a name, and perhaps a domain before it.
///
/// Source: `IsQualifiedName`, `staging/src/k8s.io/apimachinery/pkg/util/validation`, Kubernetes
/// 1.36.
fn is_label_key(text: &str) -> bool {
    match text.split_once('/') {
        Some((domain, name)) => is_subdomain(domain) && is_qualified(name),
        None => is_qualified(text),
    }
}

fn is_label_value(text: &str) -> bool {
    text.is_empty() || is_qualified(text)
}

fn is_qualified(text: &str) -> bool {
    is_made_of(text, 63, |byte| byte.is_ascii_alphabetic() || b"-_.".contains(&byte))
}

/// Digits and these bytes, beginning and ending with a letter or a digit.
fn is_made_of(text: &str, most: usize, is_allowed: impl Fn(u8) -> bool) -> bool {
    let ends = [text.bytes().next(), text.bytes().last()];
    text.len() <= most
        && ends.iter().all(|end| end.is_some_and(|byte| byte.is_ascii_alphanumeric()))
        && text.bytes().all(|byte| byte.is_ascii_digit() || is_allowed(byte))
}

/// A double-quoted string of YAML.
fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for char in text.chars() {
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            char if char.is_control() || matches!(char, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                let _ = write!(out, "\\u{:04x}", u32::from(char));
            }
            char => out.push(char),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::{Rules, is_label_key, quoted};

    #[test]
    fn names_that_no_object_has() {
        let rules = Rules::new;
        for bad in ["", "A", "a b", "a\n", "-a", "a\"", "a{", "a|b", ".", &"a".repeat(64)] {
            assert!(rules().namespace(bad).is_err(), "{bad:?}");
            assert!(rules().watch([bad]).is_err(), "{bad:?}");
            assert!(rules().name(bad).is_err(), "{bad:?}");
        }
        for bad in ["", "a/b/c", "a b", "/a", "a/", "-a", "a\n: b"] {
            assert!(!is_label_key(bad), "{bad:?}");
        }
        assert!(is_label_key("app.kubernetes.io/part-of") && is_label_key("A_b.c"));
        for bad in ["", "ftp://a", "https://a b", "https://a\"", "https://{{ a }}", "https://a\n"] {
            assert!(rules().runbooks(bad).is_err(), "{bad:?}");
        }
        let error = rules().watch(["a\u{1b}"]).unwrap_err();
        assert_eq!(error.to_string(), r"`a\u{1b}` is no namespace");
    }

    #[test]
    fn strings_of_yaml() {
        assert_eq!(quoted("a\"b\\c\n\u{85}\u{2028}"), r#""a\"b\\c\u000a\u0085\u2028""#);
    }

    #[test]
    fn labels_and_namespaces() {
        let rules = Rules::new().labels([("release", "prom"), ("yes", "on")]).unwrap();
        let text = rules.namespace("monitoring").unwrap().prometheus_rule();
        let head = "apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata:\n  \
                    name: \"exitcode\"\n  namespace: \"monitoring\"\n  labels:\n    \
                    \"release\": \"prom\"\n    \"yes\": \"on\"\nspec:\n  groups:\n";
        assert!(text.starts_with(head), "{text}");
        let text = Rules::new().watch(["a", "b-1"]).unwrap().plain();
        assert!(!text.contains("[[") && !text.contains("kubelet_evictions"));
        assert!(text.contains("kube_pod_deletion_timestamp{namespace=~\"a|b-1\"}"));
        let metrics = text.matches("kube_pod_").count() + text.matches("prober_").count();
        assert_eq!(text.matches("namespace=~").count(), metrics);
    }
}
