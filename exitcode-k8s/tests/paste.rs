//! What people paste, format by format, and texts that nobody should.

use std::fmt::Write as _;
use std::fs;

use exitcode_core::{Exit, Observation, State, Terminated, diagnose};
use exitcode_k8s::{Input, Why, read};
use proptest::prelude::*;

const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus");

fn ended(out: &mut String, end: &Terminated<'_>) {
    match end.exit {
        Some(Exit::Code(code)) => write!(out, " code={}", code.value()).unwrap(),
        Some(Exit::Wait(status)) => write!(out, " wait={}", status.into_raw()).unwrap(),
        _ => {}
    }
    for (name, text) in [("reason", end.reason), ("message", end.message)] {
        if let Some(text) = text {
            write!(out, " {name}={:?}", text.text).unwrap();
        }
    }
    for (name, time) in [("from", end.started), ("to", end.finished)] {
        if let Some(time) = time {
            write!(out, " {name}={time}").unwrap();
        }
    }
}

/// An observation in one line: what was read, and nothing of what was not.
fn line(observation: &Observation<'_>) -> String {
    let subject = &observation.subject;
    let mut out = String::new();
    for name in [subject.namespace, subject.pod, subject.container] {
        write!(out, "{}/", name.unwrap_or_default()).unwrap();
    }
    if subject.role.as_str() != "app" {
        write!(out, " {}", subject.role.as_str()).unwrap();
    }
    match observation.state {
        State::Waiting(waiting) => {
            write!(out, " waits={:?}", waiting.reason.map(|reason| reason.text)).unwrap();
        }
        State::Running(_) => out.push_str(" runs"),
        State::Terminated(end) => {
            out.push_str(" ended");
            ended(&mut out, &end);
        }
        _ => {}
    }
    if let Some(last) = &observation.last {
        out.push_str(" last");
        ended(&mut out, last);
    }
    for (name, text) in [("phase", observation.pod.phase), ("pod", observation.pod.reason)] {
        if let Some(text) = text {
            write!(out, " {name}={}", text.text).unwrap();
        }
    }
    if let Some(restarts) = observation.restarts {
        write!(out, " restarts={restarts}").unwrap();
    }
    if let Some(limit) = observation.memory_limit {
        write!(out, " limit={limit}").unwrap();
    }
    for event in observation.events {
        write!(out, " [{}x{} {:?}]", event.reason.text, event.count, event.message.text).unwrap();
    }
    if let Some(log) = observation.log {
        write!(out, " log={:?}", log.text).unwrap();
    }
    if observation.kernel_log.is_some() {
        out.push_str(" kernel");
    }
    out
}

#[track_caller]
fn reads(text: &str, expected: &[&str]) {
    for text in [text.to_owned(), text.replace('\n', "\r\n")] {
        let inputs = [Input::new("-", &text)];
        let reading = read(&inputs);
        let mut lines = Vec::new();
        reading.observe(|observation| {
            lines.push(line(observation).replace("\\r", ""));
            spans_hold(observation, &text);
        });
        assert_eq!(lines, expected, "{text}\n{:?}", reading.problems());
        assert!(reading.recognised(), "{text}");
    }
}

#[test]
fn a_description_is_read_whole() {
    let inputs = [Input::new("-", OLD)];
    assert_eq!(read(&inputs).problems(), []);
}

/// Each quotation is found where it is said to stand.
#[track_caller]
fn spans_hold(observation: &Observation<'_>, text: &str) {
    let mut quotations = vec![observation.log, observation.kernel_log, observation.image];
    quotations.extend([observation.pod.phase, observation.pod.reason, observation.pod.message]);
    for event in observation.events {
        quotations.extend([Some(event.reason), Some(event.message)]);
    }
    let mut ends = vec![observation.last];
    match observation.state {
        State::Terminated(end) => ends.push(Some(end)),
        State::Waiting(waiting) => quotations.extend([waiting.reason, waiting.message]),
        _ => {}
    }
    for end in ends.into_iter().flatten() {
        quotations.extend([end.reason, end.message]);
        if let (Some(Exit::Code(code)), Some(span)) = (end.exit, end.exit_span) {
            let digits = &text[span.start as usize..span.end() as usize];
            let bits = u32::from_str_radix(digits.trim_start_matches("0x"), 16).ok();
            let same = digits.parse::<i64>().is_ok_and(|number| number as i32 == code.value());
            assert!(same || bits == Some(code.value() as u32), "{digits} is not {code:?}");
        }
    }
    for quotation in quotations.into_iter().flatten() {
        let Some(span) = quotation.span else { continue };
        let found =
            text.get(span.start as usize..span.end() as usize).expect("a range of the text");
        if span.len as usize == quotation.text.len() {
            assert!(found.eq_ignore_ascii_case(quotation.text), "{found:?} {quotation:?}");
        }
    }
}

#[track_caller]
fn says_nothing(text: &str) {
    let inputs = [Input::new("-", text)];
    let reading = read(&inputs);
    let mut lines = Vec::new();
    reading.observe(|observation| lines.push(line(observation)));
    assert_eq!(lines, Vec::<String>::new(), "{text}");
    assert!(!reading.recognised(), "{text}");
    assert!(reading.problems().iter().all(|problem| problem.why == Why::Unrecognised), "{text}");
}

#[test]
fn pieces_of_a_description() {
    reads(
        "    Last State:     Terminated\n      Reason:       OOMKilled\n      Exit Code:    137\n",
        &["/// last code=137 reason=\"OOMKilled\""],
    );
    reads(
        "Last State: Terminated\nReason: Error\nExit Code: 143\nRestart Count: 4\nLimits:\n  memory: 1Gi\n",
        &["/// last code=143 reason=\"Error\" restarts=4 limit=1073741824"],
    );
    reads("Reason: OOMKilled\nExit Code: 137\n", &["/// ended code=137 reason=\"OOMKilled\""]);
    reads(
        "Last State: Terminated  Exit Code: 137\nLimits: memory: 2000Mi\n",
        &["/// last code=137 limit=2097152000"],
    );
    reads(
        "  main:\n    Image: x\n    State: Waiting\n      Reason: CrashLoopBackOff\n    Restart Count: 2\n",
        &["//main/ waits=Some(\"CrashLoopBackOff\") restarts=2"],
    );
    reads(
        "Status:         Failed\nReason:         Shutdown\nMessage:        Node is shutting, evicting pods\n",
        &["/// phase=Failed pod=Shutdown"],
    );
}

/// As kubectl 1.10 printed it, with what its server had.
const OLD: &str = "\
Name:           web-0
Namespace:      shop
Node:           node-1/10.0.0.1
Start Time:     Tue, 01 May 2018 10:00:00 +0200
Labels:         app=web
                pod-template-hash=2035384211
Annotations:    kubernetes.io/limit-ranger=LimitRanger plugin set: cpu request
Status:         Running
IP:             10.1.0.7
Controlled By:  ReplicaSet/web-2035384211
Init Containers:
  wait:
    Container ID:  docker://aaa
    Image:         busybox
    Port:          <none>
    Command:
      sh
      -c
      until nslookup db; do
        sleep 2
      done
    State:          Terminated
      Reason:       Completed
      Exit Code:    0
      Started:      Tue, 01 May 2018 10:00:05 +0200
      Finished:     Tue, 01 May 2018 10:00:06 +0200
    Ready:          True
    Restart Count:  0
Containers:
  web:
    Container ID:   docker://bbb
    Image:          registry/web:1
    Port:           80/TCP
    State:          Waiting
      Reason:       CrashLoopBackOff
    Last State:     Terminated
      Reason:       Error
      Message:      first line
second: line

      Exit Code:    137
      Started:      Tue, 01 May 2018 10:05:00 +0200
      Finished:     Tue, 01 May 2018 10:05:31 +0200
    Ready:          False
    Restart Count:  5
    Limits:
      cpu:     100m
      memory:  128Mi
    Liveness:     http-get http://:80/ delay=3s timeout=1s period=3s #success=1 #failure=3
    Environment:  <none>
    Mounts:       <none>
Conditions:
  Type           Status
  Initialized    True
  Ready          False
  PodScheduled   True
Volumes:
  settings:
    Type:        ConfigMap (a volume populated by a ConfigMap)
    Name:        settings
    Optional:    false
QoS Class:       Burstable
Events:
  Type     Reason     Age                From             Message
  ----     ------     ----               ----             -------
  Warning  Unhealthy  1m (x12 over 5m)   kubelet, node-1  Liveness probe failed: HTTP probe failed with statuscode: 500
  Normal   Killing    1m (x4 over 5m)    kubelet, node-1  Killing container with id docker://web:Container failed liveness probe.. Container will be killed and recreated.
";

#[test]
fn a_description_of_1_10() {
    let expected = [
        "shop/web-0/wait/ init ended code=0 reason=\"Completed\" from=1525161605 to=1525161606 \
         phase=Running restarts=0",
        "shop/web-0/web/ waits=Some(\"CrashLoopBackOff\") last code=137 reason=\"Error\" \
         message=\"first line\\nsecond: line\" from=1525161900 to=1525161931 phase=Running \
         restarts=5 limit=134217728",
    ];
    let events = " [Unhealthyx12 \"Liveness probe failed: HTTP probe failed with statuscode: 500\"] \
                  [Killingx4 \"Killing container with id docker://web:Container failed liveness \
                  probe.. Container will be killed and recreated.\"]";
    let expected = expected.map(|line| format!("{line}{events}"));
    reads(OLD, &expected.each_ref().map(String::as_str));
    // In a fence, in colours, quoted, behind a prompt.
    reads(&format!("```text\n{OLD}```\n"), &expected.each_ref().map(String::as_str));
    reads(
        &format!("$ kubectl describe pod web-0\n{OLD}"),
        &expected.each_ref().map(String::as_str),
    );
    let coloured: String = OLD.lines().map(|line| format!("\x1b[1m{line}\x1b[0m\n")).collect();
    let inputs = [Input::new("-", &coloured)];
    let mut codes = Vec::new();
    read(&inputs).observe(|observation| {
        codes.push(observation.death().and_then(|end| end.exit));
        spans_hold(observation, &coloured);
    });
    assert_eq!(codes.len(), 2);
}

#[test]
fn two_descriptions() {
    let second = OLD.replace("web-0", "web-1");
    let text = format!("{OLD}\n\n{second}");
    let inputs = [Input::new("-", &text)];
    let mut pods = Vec::new();
    read(&inputs).observe(|observation| pods.push(observation.subject.pod.map(str::to_owned)));
    assert_eq!(pods.iter().flatten().collect::<Vec<_>>(), ["web-0", "web-0", "web-1", "web-1"]);
}

#[test]
fn rows_of_pods() {
    reads(
        "NAMESPACE   NAME    READY   STATUS             RESTARTS       AGE\n\
         shop        web-0   0/1     CrashLoopBackOff   7 (2m ago)     13m\n\
         shop        web-1   1/1     Running            0              13m\n",
        &["shop/web-0// waits=Some(\"CrashLoopBackOff\") restarts=7"],
    );
    for (status, expected) in [
        ("OOMKilled", "/web-0// ended reason=\"OOMKilled\" restarts=3"),
        ("Init:CrashLoopBackOff", "/web-0// init waits=Some(\"CrashLoopBackOff\") restarts=3"),
        ("Init:ExitCode:2", "/web-0// init ended code=2 restarts=3"),
        ("ExitCode:255", "/web-0// ended code=255 restarts=3"),
        ("Signal:9", "/web-0// ended wait=9 restarts=3"),
        ("Evicted", "/web-0// phase=Failed pod=Evicted"),
        ("OutOfcpu", "/web-0// phase=Failed pod=OutOfcpu"),
        ("ImagePullBackOff", "/web-0// waits=Some(\"ImagePullBackOff\") restarts=3"),
    ] {
        reads(&format!("web-0   0/1   {status}   3 (5m ago)   1h\n"), &[expected]);
    }
    reads(
        "web-0   0/1     ErrImagePull   0   5s   10.1.0.7   node-1   <none>   <none>\n",
        &["/web-0// waits=Some(\"ErrImagePull\") restarts=0"],
    );
    reads("STATUS: CreateContainerError\n", &["/// waits=Some(\"CreateContainerError\")"]);
}

#[test]
fn rows_of_events() {
    let expected = ["shop/web-0// [BackOffx1 \"Back-off restarting failed container\"]"];
    reads(
        "NAMESPACE   LAST SEEN   TYPE      REASON    OBJECT      MESSAGE\n\
         shop        2m          Warning   BackOff   pod/web-0   Back-off restarting failed container\n",
        &expected,
    );
    // Before 1.13.
    reads(
        "LAST SEEN   FIRST SEEN   COUNT     NAME                     KIND      SUBOBJECT             TYPE      REASON    SOURCE            MESSAGE\n\
         2m          5m           4         web-0.14f2c9c5b1a3e6d7   Pod       spec.containers{web}  Warning   BackOff   kubelet, node-1   Back-off restarting failed container\n",
        &["/web-0/web/ [BackOffx4 \"Back-off restarting failed container\"]"],
    );
    reads(
        "Error: secret \"db\" not found\n",
        &["/// [Failedx1 \"Error: secret \\\"db\\\" not found\"]"],
    );
}

#[test]
fn engines() {
    reads(
        "CONTAINER ID   IMAGE     COMMAND      CREATED        STATUS                       PORTS     NAMES\n\
         0123456789ab   web:1     \"/web\"       2 hours ago    Exited (137) 2 minutes ago             web\n",
        &["//web/ ended code=137"],
    );
    reads("Exited (3221225786) 5 minutes ago\n", &["/// ended code=-1073741510"]);
}

#[test]
fn yaml() {
    let status = "\
containerStatuses:
- containerID: containerd://abc
  lastState:
    terminated:
      exitCode: 137
      finishedAt: \"2026-11-22T09:52:14Z\"
      reason: OOMKilled
  name: web
  ready: false
  restartCount: 3
  state:
    waiting:
      message: 'back-off 40s restarting failed container=web
        pod=web-0_shop(x)'
      reason: CrashLoopBackOff
";
    let expected = "//web/ waits=Some(\"CrashLoopBackOff\") last code=137 reason=\"OOMKilled\" \
                    to=1795341134 restarts=3";
    reads(status, &[expected]);
    let indented: String = status.lines().map(|line| format!("      {line}\n")).collect();
    reads(&indented, &[expected]);
    reads(&format!("$ kubectl get pod web-0 -o yaml\n{status}..."), &[expected]);
    reads("exitCode: 2\nreason: Error\n", &["/// ended code=2 reason=\"Error\""]);
    // Cut in the middle of a quotation.
    reads("state:\n  terminated:\n    exitCode: 1\n    message: \"it was", &["/// ended code=1"]);
}

#[test]
fn dumps_of_programs() {
    let expected = ["/// ended code=137 reason=\"OOMKilled\""];
    for text in [
        "{'container_id': 'containerd://x', 'exit_code': 137, 'finished_at': None, 'message': None, 'reason': 'OOMKilled'}\n",
        "V1ContainerStateTerminated(container_id=None, exit_code=137, reason='OOMKilled', signal=None)\n",
        "&ContainerStateTerminated{ExitCode:137,Signal:0,Reason:OOMKilled,Message:,StartedAt:0001-01-01 00:00:00 +0000 UTC,ContainerID:,}\n",
        "map[exitCode:137 reason:OOMKilled]\n",
    ] {
        reads(text, &expected);
    }
}

#[test]
fn single_lines() {
    for (text, expected) in [
        ("137\n", "/// ended code=137"),
        ("0xC000013A\n", "/// ended code=-1073741510"),
        ("-1073741819\n", "/// ended code=-1073741819"),
        ("$? = 137\n", "/// ended code=137"),
        ("command terminated with exit code 137\n", "/// ended code=137"),
        ("app.service: Main process exited, code=killed, status=9/KILL\n", "/// ended wait=9"),
        ("$ ./app; echo $?\n139\n", "/// ended code=139"),
    ] {
        reads(text, &[expected]);
    }
    for text in ["", "hello\n", "the build took 137 seconds\n", "137 apples\n", "Status: fine\n"] {
        if !text.is_empty() {
            says_nothing(text);
        }
    }
}

#[test]
fn a_node_and_a_job() {
    let node = "\
Name:               node-1
Roles:              <none>
Labels:             kubernetes.io/os=linux
                    kubernetes.io/hostname=node-1
Taints:             node.kubernetes.io/memory-pressure:NoSchedule
Conditions:
  Type             Status  LastHeartbeatTime                 LastTransitionTime                Reason                         Message
  ----             ------  -----------------                 ------------------                ------                         -------
  MemoryPressure   True    Tue, 01 May 2018 12:00:00 +0200   Tue, 01 May 2018 11:59:00 +0200   KubeletHasInsufficientMemory   kubelet has insufficient memory available
Capacity:
 cpu:     4
System Info:
 Machine ID:  x
Non-terminated Pods:  (1 in total)
  Namespace    Name          CPU Requests  CPU Limits
  ---------    ----          ------------  ----------
  kube-system  kube-proxy-x  100m (2%)     0 (0%)
Events:
  Type     Reason     Age   From     Message
  ----     ------     ----  ----     -------
  Warning  SystemOOM  5m    kubelet  System OOM encountered, victim process: java, pid: 123
";
    reads(node, &["/// [SystemOOMx1 \"System OOM encountered, victim process: java, pid: 123\"]"]);
    let job = "\
Name:           pi
Namespace:      default
Selector:       controller-uid=b1d5
Parallelism:    1
Completions:    1
Active Deadline Seconds:  10s
Pods Statuses:  0 Running / 0 Succeeded / 1 Failed
Pod Template:
  Containers:
   pi:
    Image:      perl
Events:
  Type     Reason            Age   From            Message
  ----     ------            ----  ----            -------
  Warning  DeadlineExceeded  5m    job-controller  Job was active longer than specified deadline
";
    reads(job, &["default/// pod=DeadlineExceeded"]);
}

#[test]
fn lines_of_the_kubelet() {
    reads(
        "E0719 15:51:01.578706    9505 pod_workers.go:186] Error syncing pod d932ca48 \
         (\"dns-0_kube-system(d932ca48)\"), skipping: failed to \"StartContainer\" for \"dns\" with \
         CrashLoopBackOff: \"Back-off 40s restarting failed container=dns \
         pod=dns-0_kube-system(d932ca48)\"\n",
        &["kube-system/dns-0/dns/ waits=Some(\"CrashLoopBackOff\")"],
    );
    reads(
        "I1122 10:01:43.000001 1 kuberuntime_manager.go:1107] \"Message for Container of pod\" \
         containerName=\"web\" containerStatusID=\"x\" pod=\"shop/web-0\" \
         containerMessage=\"Container web failed liveness probe, will be restarted\"\n",
        &["shop/web-0// [Killingx1 \"Container web failed liveness probe, will be restarted\"]"],
    );
}

#[test]
fn a_log_goes_to_its_container() {
    reads(
        "NAME    READY   STATUS             RESTARTS   AGE\n\
         web-0   0/1     CrashLoopBackOff   7          13m\n\
         $ kubectl logs web-0 -c web --previous\n\
         exec /web: exec format error\n",
        &["/web-0/web/ waits=Some(\"CrashLoopBackOff\") restarts=7 \
           log=\"exec /web: exec format error\""],
    );
}

#[test]
fn the_kernel_speaks_alone() {
    reads(
        "[ 7063.247407] Memory cgroup out of memory: Killed process 63214 (web) total-vm:1kB, \
         anon-rss:1kB, file-rss:1kB, shmem-rss:0kB, UID:0 pgtables:1kB oom_score_adj:986\n",
        &["/// kernel"],
    );
}

#[test]
fn prose_is_set_aside() {
    let text = "Hi all, please help!\n\nReason: OOMKilled\nExit Code: 137\n\nThanks a lot\n";
    let inputs = [Input::new("-", text)];
    let reading = read(&inputs);
    let aside: Vec<_> = reading
        .problems()
        .iter()
        .map(|problem| &text[problem.span.start as usize..problem.span.end() as usize])
        .collect();
    assert_eq!(aside, ["Hi all, please help!", "Thanks a lot"]);
}

/// Reads and diagnoses a text that may be anything.
fn survives(text: &str) {
    let inputs = [Input::new("-", text)];
    let reading = read(&inputs);
    reading.observe(|observation| {
        spans_hold(observation, text);
        let _ = diagnose(observation);
    });
    for problem in reading.problems() {
        assert!(text.get(problem.span.start as usize..problem.span.end() as usize).is_some());
    }
}

/// Pieces of every format, to be put together in any order.
const PIECES: [&str; 34] = [
    "Name:  a\n",
    "Namespace:  b\n",
    "Containers:\n",
    "  c:\n",
    "    Image: x\n",
    "    State: Waiting\n",
    "      Reason: Error\n",
    "      Message: x\n",
    "      Exit Code: 1\n",
    "Events:\n",
    "  Normal  Killing  5s (x2 over 1m)  kubelet  Stopping container c\n",
    "\n",
    "\n\n",
    "a-0  0/1  Error  1 (5s ago)  1m\n",
    "ns  a-0  0/1  OOMKilled  1  1m\n",
    "Exited (1) 2 hours ago\n",
    "state:\n",
    "  terminated:\n",
    "    exitCode: 137\n",
    "- name: é\n",
    "{\"exitCode\": 1}",
    "{\"state\": [",
    "[1.5] Out of memory: Killed process 1 (x)\n",
    "$ kubectl logs a -c b\n",
    "```\n",
    "...\n",
    "\u{1b}[31m",
    "\u{1b}[0m",
    "\r",
    "exit code 3\n",
    "map[exitCode:1]",
    "> ",
    "\u{1b}",
    "Command:\n      -c\n      x\n",
];

proptest! {
    #[test]
    fn any_text(text in any::<String>()) {
        survives(&text);
    }

    #[test]
    fn any_mix(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..24)) {
        survives(&pieces.concat());
    }
}

#[test]
fn mutated_corpus() {
    let mut texts: Vec<String> = Vec::new();
    let cases = fs::read_to_string(format!("{CORPUS}/incidents/cases.jsonl")).unwrap();
    for case in cases.lines() {
        let case: serde_json::Value = serde_json::from_str(case).unwrap();
        texts.extend(case["stdin"].as_str().map(str::to_owned));
    }
    for case in ["node1-cmd-missing-abs-always", "crio-init-fail-always", "node1-termmsg-binary"] {
        texts.push(fs::read_to_string(format!("{CORPUS}/kubelet/{case}/describe.txt")).unwrap());
    }
    assert!(texts.len() > 100);
    // A linear congruential generator is random enough to cut texts with.
    let mut state = 1_u64;
    let mut below = |limit: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 33) as usize % limit.max(1)
    };
    for text in &texts {
        survives(text);
        for _ in 0..12 {
            let chars: Vec<char> = text.chars().collect();
            let (from, to) = (below(chars.len()), below(chars.len()));
            let mut cut: String = chars[from.min(to)..from.max(to)].iter().collect();
            let other: Vec<&str> = texts[below(texts.len())].lines().collect();
            if let Some(line) = other.get(below(other.len())) {
                cut.push_str(line);
            }
            survives(&cut);
            survives(&cut.replace('\n', "\r\n"));
            survives(&cut.replace(": ", ":\u{1b}[1m "));
        }
    }
}

/// What the first diagnosis of a text says: its cause, and the exit code, signal and reason it saw.
fn scrap(text: &str) -> Option<String> {
    let inputs = [Input::new("-", text)];
    let reading = read(&inputs);
    let report = exitcode_k8s::report::Report::new(&inputs, &reading);
    let diagnosis = report.diagnoses.first()?;
    let exit = diagnosis.exit.clone().unwrap_or_default();
    let words = [
        exit.code.map(|code| code.to_string()),
        exit.signal.map(|signal| signal.to_string()),
        exit.reason.map(|reason| reason.to_string()),
        exit.waiting.map(|reason| reason.to_string()),
    ];
    let words: Vec<_> = words.into_iter().flatten().collect();
    Some(format!("{}: {}", diagnosis.findings.first()?.cause, words.join(" ")))
}

/// The least that people hold: a word of a status column, a number in a sentence.
#[test]
fn scraps() {
    for (text, expected) in [
        ("0/1 OOMKilled 3", "oom-container-limit: OOMKilled"),
        ("1/2     CrashLoopBackOff   7   10m", "app-exit-nonzero: CrashLoopBackOff"),
        ("STATUS OOMKilled", "oom-container-limit: OOMKilled"),
        ("Init:Error", "app-exit-nonzero: Error"),
        ("Init:OOMKilled", "oom-container-limit: OOMKilled"),
        ("reason: Evicted", "evicted-memory: "),
        ("the pod was OOMKilled", "oom-container-limit: OOMKilled"),
        (
            "our api went OOMKilled again, exit code 137",
            "oom-container-limit: 137 SIGKILL OOMKilled",
        ),
        ("Error 137", "sigkill-unexplained: 137 SIGKILL"),
        ("npm ERR! code ELIFECYCLE\nnpm ERR! errno 137", "sigkill-unexplained: 137 SIGKILL"),
        ("wait status 9", "sigkill-unexplained: SIGKILL"),
        ("-9", "sigkill-unexplained: SIGKILL"),
        ("returned non-zero exit status -9.", "sigkill-unexplained: SIGKILL"),
        ("echo $?\n139", "segfault-native-code: 139 SIGSEGV"),
        ("Task exited with return code Negsignal.SIGKILL", "sigkill-unexplained: SIGKILL"),
        (
            "Error: Task failed with exit code 139 (core dumped)",
            "segfault-native-code: 139 SIGSEGV",
        ),
        (
            "app.service: A process of this unit has been killed by the OOM killer.\n\
             app.service: Main process exited, code=killed, status=9/KILL",
            "oom-container-limit: SIGKILL",
        ),
        (
            "2m  Warning  SystemOOM  node/n1  System OOM encountered, victim process: java, pid: 4",
            "oom-node: ",
        ),
        (
            "Warning  OOMKilling  node/n1  Memory cgroup out of memory: Killed process 12 (java)",
            "oom-container-limit: ",
        ),
        (
            "Warning  DeadlineExceeded  job/x  Job was active longer than specified deadline",
            "deadline-exceeded: ",
        ),
        ("Container image \"x:1\" is not present with pull policy of Never", "image-pull-never: "),
        (
            "Error from server (BadRequest): container \"x\" in pod \"y\" is waiting to start: \
             trying and failing to pull image",
            "image-rate-limited: ImagePullBackOff",
        ),
    ] {
        assert_eq!(scrap(text).as_deref(), Some(expected), "{text}");
    }
    for text in ["hello world", "I ate 3/4 Pies today", "the Unknown soldier", "all Running", "3/4"]
    {
        assert_eq!(scrap(text), None, "{text}");
    }
}
