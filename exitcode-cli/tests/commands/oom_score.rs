use std::fs;

use crate::{exitcode, exitcode_reads};

const NODE: &str = r#"{"kind": "List", "items": [
  {"kind": "Node", "metadata": {"name": "w1"}, "status": {"capacity": {"memory": "64Gi"}}},
  {"kind": "Pod", "metadata": {"name": "cache", "namespace": "shop"},
   "spec": {"nodeName": "w1", "containers": [{"name": "redis"}]}},
  {"kind": "Pod", "metadata": {"name": "db", "namespace": "shop"}, "spec": {
    "nodeName": "w1",
    "containers": [{"name": "postgres", "resources": {"requests": {"memory": "32Gi", "cpu": 1}}}],
    "initContainers": [
      {"name": "init"},
      {"name": "proxy", "restartPolicy": "Always", "resources": {"requests": {"memory": "64Mi"}}}
    ]
  }},
  {"kind": "Pod", "metadata": {"name": "gone"}, "status": {"phase": "Failed"},
   "spec": {"nodeName": "w1", "containers": [{"name": "c"}]}}
]}"#;

const TOP: &str = "\
NAMESPACE   POD     NAME       CPU(cores)   MEMORY(bytes)
shop        cache   redis      1m           10Mi
shop        db      postgres   900m         30720Mi
shop        db      proxy      1m           30Mi
";

#[test]
fn the_small_one_dies_first() {
    let top = std::env::temp_dir().join(format!("exitcode-top-{}.txt", std::process::id()));
    fs::write(&top, TOP).unwrap();
    let words = ["oom-score", "--usage", top.to_str().unwrap()];
    let text = exitcode_reads(&words, NODE.as_bytes()).text();
    fs::remove_file(&top).unwrap();
    let table = "\
ORDER  CONTAINER         QOS CLASS   OOM_SCORE_ADJ  REQUESTED  IN USE     SCORE
1      shop/cache/redis  BestEffort  1000           0 MiB      10 MiB     65545 MiB
2      shop/db/postgres  Burstable   500            32768 MiB  30720 MiB  63487 MiB
3      shop/db/proxy     Burstable   500            64 MiB     30 MiB     32797 MiB
";
    assert!(text.contains(table), "{text}");
    let why = "\
shop/cache/redis dies first: it scores 64.0 GiB (10.0 MiB of memory + 1000/1000
of 64.0 GiB, its oom_score_adj), more than shop/db/postgres with 62.0 GiB";
    assert!(text.contains(why), "{text}");
}

#[test]
fn manifests_in_yaml() {
    let yaml = b"
kind: Node
metadata: {name: w1}
status: {capacity: {memory: 8Gi}}
---
kind: Pod
metadata: {name: a}
spec:
  nodeName: w1
  containers:
  - name: c
    resources:
      requests: {memory: 2Gi}
";
    let answer = exitcode_reads(&["oom-score", "-o", "json"], yaml).json();
    assert_eq!(answer["nodes"][0]["containers"][0]["oomScoreAdj"], 750);
}

#[test]
fn without_usage_requests_count() {
    let answer = exitcode_reads(&["oom-score", "-o", "json"], NODE.as_bytes()).json();
    let node = &answer["nodes"][0];
    assert_eq!(node["measured"], false);
    assert_eq!(node["containers"][0]["container"], "postgres");
    assert_eq!(node["containers"][0]["oomScoreAdj"], 500);
    assert_eq!(node["containers"].as_array().unwrap().len(), 3);
}

#[test]
fn a_broken_pod_is_left_aside() {
    let pods = r#"
      {"kind": "Pod", "metadata": {"name": "a\u001b"}, "spec": {"containers": [{"name": "c",
        "resources": {"requests": {"memory": "1GB"}}}]}}
      {"kind": "Pod", "metadata": {"name": "b"}, "spec": {"containers": [{"name": "c"}]}}"#;
    let run = exitcode_reads(&["oom-score", "-m", "8Gi"], pods.as_bytes());
    assert_eq!(run.status, Some(0));
    assert!(run.stdout.contains("b/c") && !run.stdout.contains('\u{1b}'));
    let note = r"pod `a\u{1b}` of `-` is left aside: unknown suffix at byte 1";
    assert!(run.stderr.contains(note), "{}", run.stderr);
}

#[test]
fn says_what_is_missing() {
    let pod =
        r#"{"kind": "Pod", "metadata": {"name": "b"}, "spec": {"containers": [{"name": "c"}]}}"#;
    let complaint = |input: &str| exitcode_reads(&["oom-score"], input.as_bytes()).complaint();
    assert!(complaint(pod).contains("--node-memory"));
    assert!(complaint("").contains("neither pods nor nodes"));
    assert!(complaint("{").contains("cannot read `-`: EOF"));
    assert!(complaint(&"[".repeat(1 << 20)).contains("recursion limit"));
    exitcode(&["oom-score", "-m", "64GB"]).complaint();
}
