//! The alert rules as Prometheus' own `promtool` runs them. Where it is not installed (Debian's
//! package `prometheus`), nothing is tested; `cargo xtask test rust` installs it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use exitcode_k8s::rules::Rules;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

/// A metric, its labels, and its values, one in 30 seconds, in promtool's notation.
type Series = (&'static str, &'static str, &'static str);

/// An alert that fires, of a pod and a container.
type Alert = (&'static str, &'static str, &'static str);

/// A folder for the files of one test.
fn folder(test: &str) -> PathBuf {
    let folder = env::temp_dir().join(format!("exitcode-rules-{}-{test}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    folder
}

#[track_caller]
fn promtool(arguments: &[&str], file: &Path) {
    let output = match Command::new("promtool").args(arguments).arg(file).output() {
        Ok(output) => output,
        Err(error) => {
            eprintln!("promtool cannot be run: {error}");
            return;
        }
    };
    let text = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{text}");
}

/// Runs the rules over the series, and compares the alerts that fire at each time.
#[track_caller]
fn fires(test: &str, series: &[Series], expected: &[(&str, &[Alert])]) {
    let mut yaml =
        "rule_files: [rules.yml]\nevaluation_interval: 30s\ntests:\n  - interval: 30s\n    \
                    input_series:\n"
            .to_owned();
    for (metric, labels, values) in series {
        let labels: Vec<_> =
            labels.split(',').map(|label| label.replacen('=', "=\"", 1) + "\"").collect();
        let labels = labels.join(",");
        let _ =
            writeln!(yaml, "      - series: '{metric}{{{labels}}}'\n        values: '{values}'");
    }
    yaml.push_str("    promql_expr_test:\n");
    for (time, alerts) in expected {
        let expr = "count by (alertname, pod, container) (ALERTS{alertstate=\"firing\"})";
        let _ = writeln!(yaml, "      - expr: '{expr}'\n        eval_time: {time}");
        yaml.push_str("        exp_samples:\n");
        for (alert, pod, container) in *alerts {
            let labels = [("alertname", alert), ("pod", pod), ("container", container)];
            let labels: Vec<_> = labels
                .iter()
                .filter(|(_, value)| !value.is_empty())
                .map(|(key, value)| format!("{key}=\"{value}\""))
                .collect();
            let _ = writeln!(yaml, "          - {{labels: '{{{}}}', value: 1}}", labels.join(","));
        }
    }
    let folder = folder(test);
    fs::write(folder.join("rules.yml"), Rules::new().cadvisor().plain()).unwrap();
    let file = folder.join("test.yml");
    fs::write(&file, yaml).unwrap();
    promtool(&["test", "rules"], &file);
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn promtool_accepts_them() {
    let folder = folder("check");
    let watched = Rules::new().watch(["shop", "web"]).unwrap();
    for rules in [Rules::new(), Rules::new().cadvisor(), watched] {
        let file = folder.join("rules.yml");
        fs::write(&file, rules.plain()).unwrap();
        promtool(&["check", "rules", "--lint-fatal"], &file);
        // The object for the operator has the same groups.
        let object = rules.prometheus_rule();
        let (_, spec) = object.split_once("spec:\n").unwrap();
        let spec: String = spec.lines().map(|line| format!("{}\n", &line[2..])).collect();
        assert_eq!(spec, rules.plain());
    }
    fs::remove_dir_all(folder).unwrap();
}

/// What would end a string of YAML, a matcher of PromQL, a template of an alert.
const HOSTILE: &[&str] = &[
    "\"} or vector(1) #",
    "a|.*",
    "shop\"",
    "a\n- alert: Mine",
    "{{ query \"up\" }}",
    "$(id)",
    "a: b",
    "'",
    "\\",
    "*",
    "\u{202e}",
    "\u{feff}",
    "null",
    "0x10",
    "1e3",
    "on",
];

/// Words that name things in a cluster, and others.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z0-9]([-a-z0-9.]{0,12}[a-z0-9])?",
        "[0-9e+.~]{1,6}",
        "[ -~]{1,12}",
        "\\PC{1,8}",
        select(HOSTILE).prop_map(str::to_owned),
    ]
}

#[test]
fn promtool_accepts_whatever_is_let_in() {
    let mut runner = TestRunner::deterministic();
    let page = prop_oneof!["https://[a-z.]{1,9}/[ -~]{0,12}", word()];
    let parts = (word(), word(), word(), word(), page);
    let folder = folder("hostile");
    let (mut files, mut tried) = (Vec::new(), 0);
    while files.len() < 200 {
        let (watched, name, key, value, page) = parts.new_tree(&mut runner).unwrap().current();
        let plain = Rules::new().cadvisor();
        let rules = plain.clone().watch([&*watched]).unwrap_or(plain);
        let rules = rules.clone().runbooks(&page).unwrap_or(rules);
        let rules = rules.clone().name(&name).unwrap_or(rules);
        let rules = rules.clone().labels([(&*key, &*value)]).unwrap_or(rules);
        tried += 1;
        assert!(tried < 5_000, "hardly anything is let in");
        if rules == Rules::new().cadvisor() {
            continue;
        }
        let file = folder.join(format!("{}.yml", files.len()));
        fs::write(&file, rules.plain()).unwrap();
        files.push(file);
        // Of a rule nothing but its namespaces and its runbook is somebody else's.
        let count = |text: &str| rules.plain().matches(text).count();
        assert_eq!(count("\n      - alert: "), count("runbook_url: "), "{rules:?}");
    }
    let paths: Vec<_> = files.iter().map(|file| file.to_str().unwrap()).collect();
    let (last, others) = paths.split_last().unwrap();
    promtool(&[&["check", "rules", "--lint-fatal"], others].concat(), Path::new(last));
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn the_dashboard_has_the_same_queries() {
    let rules = Rules::new().cadvisor();
    let dashboard = serde_json::to_value(rules.dashboard()).unwrap();
    let panels = dashboard["panels"].as_array().unwrap();
    assert_eq!(panels.len(), rules.plain().matches("- alert:").count());
    // Prometheus reads each of them.
    let mut yaml = "groups:\n  - name: panels\n    rules:\n".to_owned();
    for (number, panel) in panels.iter().enumerate() {
        let expr = panel["targets"][0]["expr"].as_str().unwrap();
        let _ = writeln!(yaml, "      - record: panel:{number}\n        expr: {expr:?}");
    }
    let folder = folder("dashboard");
    let file = folder.join("rules.yml");
    fs::write(&file, yaml).unwrap();
    promtool(&["check", "rules"], &file);
    fs::remove_dir_all(folder).unwrap();
}

const OOM: Alert = ("ContainerOomKilled", "p", "c");

/// Killed at 290 s, first seen at 300 s; and again at 1190 s.
#[test]
fn the_first_kill_and_the_next() {
    fires(
        "two-kills",
        &[
            (
                "kube_pod_container_status_last_terminated_reason",
                "namespace=n,pod=p,container=c,uid=u,reason=OOMKilled",
                "_x10 1x70",
            ),
            (
                "kube_pod_container_status_last_terminated_timestamp",
                "namespace=n,pod=p,container=c,uid=u",
                "_x10 290x29 1190x40",
            ),
        ],
        &[
            ("4m30s", &[]),
            ("5m", &[OOM]),
            ("6m", &[OOM]),
            ("11m", &[]),
            ("19m30s", &[]),
            ("20m", &[OOM]),
            ("30m", &[]),
        ],
    );
}

#[test]
fn a_kill_before_the_first_scrape() {
    fires(
        "first-scrape",
        &[
            (
                "kube_pod_container_status_last_terminated_reason",
                "namespace=n,pod=p,container=c,uid=u,reason=OOMKilled",
                "_x4 1x40",
            ),
            (
                "kube_pod_container_status_last_terminated_timestamp",
                "namespace=n,pod=p,container=c,uid=u",
                "_x4 110x40",
            ),
        ],
        &[("1m30s", &[]), ("2m", &[OOM]), ("3m", &[OOM]), ("8m", &[])],
    );
}

#[test]
fn a_job_that_is_not_restarted() {
    fires(
        "job",
        &[
            (
                "kube_pod_container_status_terminated_reason",
                "namespace=n,pod=p,container=c,uid=u,reason=OOMKilled",
                "_x10 1x60",
            ),
            ("kube_pod_completion_time", "namespace=n,pod=p,uid=u", "_x10 290x60"),
        ],
        &[("4m30s", &[]), ("5m", &[OOM]), ("6m", &[OOM]), ("12m", &[])],
    );
}

/// Of two containers of a Job's pod one is killed, and the other one ends well.
#[test]
fn not_the_other_container_of_a_job() {
    fires(
        "job-neighbour",
        &[
            (
                "kube_pod_container_status_terminated_reason",
                "namespace=n,pod=p,container=c,uid=u,reason=OOMKilled",
                "_x10 1x60",
            ),
            (
                "kube_pod_container_status_terminated_reason",
                "namespace=n,pod=p,container=d,uid=u,reason=Completed",
                "_x12 1x60",
            ),
            ("kube_pod_completion_time", "namespace=n,pod=p,uid=u", "_x10 290 290 350x60"),
        ],
        &[("4m30s", &[]), ("5m", &[OOM]), ("6m30s", &[OOM]), ("12m", &[])],
    );
}

/// Two instances of kube-state-metrics, as they run for availability, give one alert.
#[test]
fn one_alert_for_two_exporters() {
    fires(
        "exporters",
        &[
            (
                "kube_pod_container_status_last_terminated_reason",
                "namespace=n,pod=p,container=c,uid=u,reason=OOMKilled,instance=a",
                "_x10 1x30",
            ),
            (
                "kube_pod_container_status_last_terminated_reason",
                "namespace=n,pod=p,container=c,uid=u,reason=OOMKilled,instance=b",
                "_x11 1x30",
            ),
            (
                "kube_pod_container_status_last_terminated_timestamp",
                "namespace=n,pod=p,container=c,uid=u,instance=a",
                "_x10 290x30",
            ),
            (
                "kube_pod_container_status_last_terminated_timestamp",
                "namespace=n,pod=p,container=c,uid=u,instance=b",
                "_x11 290x30",
            ),
        ],
        &[("5m", &[OOM]), ("6m", &[OOM]), ("11m", &[])],
    );
}

/// Each rule says what it cannot see, how bad it is and where to read on, and the page has the place.
#[test]
fn every_rule_leads_on() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/reference/causes.md");
    let page = fs::read_to_string(page).unwrap();
    let anchors: Vec<_> = page.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    let text = Rules::new().cadvisor().plain();
    let count = text.matches("- alert: ").count();
    assert_eq!(text.matches("\n          limits: \"").count(), count);
    assert_eq!(text.matches("\n          severity: ").count(), count);
    let runbooks: Vec<_> = text.lines().filter_map(|line| line.split_once("/causes.md#")).collect();
    assert_eq!(runbooks.len(), count);
    for (_, anchor) in runbooks {
        assert!(anchors.contains(&anchor.trim_end_matches('"')), "{anchor}");
    }
}

/// `c1` was OOM-killed long ago, and now `c2` of the same pod crashes.
#[test]
fn not_the_container_next_to_it() {
    fires(
        "neighbour",
        &[
            (
                "kube_pod_container_status_last_terminated_reason",
                "namespace=n,pod=p,container=c1,uid=u,reason=OOMKilled",
                "1x60",
            ),
            (
                "kube_pod_container_status_last_terminated_timestamp",
                "namespace=n,pod=p,container=c1,uid=u",
                "-900x60",
            ),
            (
                "kube_pod_container_status_last_terminated_exitcode",
                "namespace=n,pod=p,container=c1,uid=u",
                "137x60",
            ),
            (
                "kube_pod_container_status_last_terminated_reason",
                "namespace=n,pod=p,container=c2,uid=u,reason=Error",
                "_x20 1x40",
            ),
            (
                "kube_pod_container_status_last_terminated_timestamp",
                "namespace=n,pod=p,container=c2,uid=u",
                "_x20 590x40",
            ),
            (
                "kube_pod_container_status_last_terminated_exitcode",
                "namespace=n,pod=p,container=c2,uid=u",
                "_x20 1x40",
            ),
        ],
        &[("5m", &[]), ("10m30s", &[]), ("12m", &[])],
    );
}

#[test]
fn sigkill_without_oom() {
    let killed: Alert = ("ContainerKilledWithoutOom", "p", "c");
    fires(
        "grace",
        &[
            (
                "kube_pod_container_status_last_terminated_reason",
                "namespace=n,pod=p,container=c,uid=u,reason=Error",
                "_x10 1x60",
            ),
            (
                "kube_pod_container_status_last_terminated_exitcode",
                "namespace=n,pod=p,container=c,uid=u",
                "_x10 137x60",
            ),
            (
                "kube_pod_container_status_last_terminated_timestamp",
                "namespace=n,pod=p,container=c,uid=u",
                "_x10 290x60",
            ),
            (
                "kube_pod_container_status_last_terminated_reason",
                "namespace=n,pod=q,container=c,uid=v,reason=OOMKilled",
                "_x10 1x60",
            ),
            (
                "kube_pod_container_status_last_terminated_exitcode",
                "namespace=n,pod=q,container=c,uid=v",
                "_x10 137x60",
            ),
            (
                "kube_pod_container_status_last_terminated_timestamp",
                "namespace=n,pod=q,container=c,uid=v",
                "_x10 290x60",
            ),
        ],
        &[("5m30s", &[killed, ("ContainerOomKilled", "q", "c")]), ("11m", &[])],
    );
}

/// The counter of failed probes begins at 3, with the death; `d` is not probed, and crashes too.
#[test]
fn a_failed_probe() {
    fires(
        "probe",
        &[
            (
                "prober_probe_total",
                "namespace=n,pod=p,container=c,pod_uid=u,probe_type=Liveness,result=failed",
                "_x10 3x80",
            ),
            (
                "prober_probe_total",
                "namespace=n,pod=p,container=d,pod_uid=u,probe_type=Liveness,result=successful",
                "0+3x80",
            ),
            (
                "prober_probe_total",
                "namespace=n,pod=p,container=d,pod_uid=u,probe_type=Readiness,result=failed",
                "0+3x80",
            ),
            (
                "kube_pod_container_status_last_terminated_timestamp",
                "namespace=n,pod=p,container=c,uid=u",
                "_x10 290x80",
            ),
            (
                "kube_pod_container_status_last_terminated_timestamp",
                "namespace=n,pod=p,container=d,uid=u",
                "_x10 290x80",
            ),
        ],
        &[("4m30s", &[]), ("5m30s", &[("ContainerKilledByProbe", "p", "c")]), ("11m", &[])],
    );
}

/// In back-off, with short runs between.
#[test]
fn a_crash_loop() {
    fires(
        "loop",
        &[
            (
                "kube_pod_container_status_waiting_reason",
                "namespace=n,pod=p,container=c,uid=u,reason=CrashLoopBackOff",
                "_x4 1x2 stale _x2 1x4 stale _x1 1x8 stale _x60",
            ),
            (
                "kube_pod_init_container_status_waiting_reason",
                "namespace=n,pod=q,container=i,uid=v,reason=CrashLoopBackOff",
                "_x4 1x20 stale _x60",
            ),
        ],
        &[
            ("6m", &[]),
            ("8m", &[("ContainerCrashLooping", "p", "c"), ("ContainerCrashLooping", "q", "i")]),
            ("30m", &[]),
        ],
    );
}

/// Older exporters give a zero for every reason that does not apply, newer ones nothing.
#[test]
fn an_eviction() {
    fires(
        "evicted",
        &[
            ("kube_pod_status_reason", "namespace=n,pod=old,uid=u,reason=Evicted", "0x9 1x60"),
            ("kube_pod_status_reason", "namespace=n,pod=new,uid=v,reason=Evicted", "_x10 1x60"),
            ("kube_pod_status_reason", "namespace=n,pod=lost,uid=w,reason=NodeLost", "1x60"),
        ],
        &[
            ("4m30s", &[]),
            ("5m30s", &[("PodEvicted", "old", ""), ("PodEvicted", "new", "")]),
            ("16m", &[]),
        ],
    );
    fires(
        "evictions",
        &[("kubelet_evictions", "node=w1,eviction_signal=memory.available", "_x10 1x60")],
        &[("4m30s", &[]), ("5m30s", &[("NodeEvictsPods", "", "")]), ("16m", &[])],
    );
}

#[test]
fn a_pod_that_should_be_gone() {
    fires(
        "outlives",
        &[("kube_pod_deletion_timestamp", "namespace=n,pod=p,uid=u", "_x8 270x12 stale")],
        &[("5m", &[]), ("7m30s", &[("PodOutlivesGracePeriod", "p", "")]), ("11m30s", &[])],
    );
}

#[test]
fn a_container_that_cannot_start() {
    let start = |pod| ("ContainerCannotStart", pod, "c");
    fires(
        "start",
        &[
            // The two reasons take turns.
            (
                "kube_pod_container_status_waiting_reason",
                "namespace=n,pod=p,container=c,uid=u,reason=ErrImagePull",
                "1x1 stale _x1 1 stale _x1 1 stale _x1 1 stale _x40",
            ),
            (
                "kube_pod_container_status_waiting_reason",
                "namespace=n,pod=p,container=c,uid=u,reason=ImagePullBackOff",
                "_x2 1x1 stale 1x1 stale 1x1 stale 1x1 stale _x40",
            ),
            (
                "kube_pod_container_status_waiting_reason",
                "namespace=n,pod=q,container=c,uid=v,reason=ContainerCreating",
                "1x40",
            ),
            (
                "kube_pod_container_status_last_terminated_reason",
                "namespace=n,pod=r,container=c,uid=w,reason=StartError",
                "1x40",
            ),
            (
                "kube_pod_container_status_running",
                "namespace=n,pod=r,container=c,uid=w",
                "0x20 1x20",
            ),
        ],
        &[("3m30s", &[start("p"), start("r")]), ("15m", &[])],
    );
}

/// PID 1 survives, so that the counter is scraped again.
#[test]
fn the_second_opinion() {
    fires(
        "cadvisor",
        &[
            (
                "container_oom_events_total",
                "namespace=n,pod=p,container=c,id=/a,name=x",
                "0x9 1x60",
            ),
            ("container_oom_events_total", "id=/kubepods", "0x9 1x60"),
        ],
        &[("4m30s", &[]), ("5m30s", &[("ContainerOomEvents", "p", "c")]), ("12m", &[])],
    );
}
