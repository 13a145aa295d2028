//! Inputs of any size: a head, as many pieces as fit, a tail.

/// In a piece, `{n}` is its number.
pub(crate) struct Input {
    pub(crate) name: &'static str,
    head: &'static str,
    piece: &'static str,
    /// What stands between the halves, and what the second is made of, where it is something else.
    bridge: &'static str,
    then: &'static str,
    tail: &'static str,
}

impl Input {
    /// A text of about that many bytes.
    pub(crate) fn make(&self, size: usize) -> String {
        let mut text = String::with_capacity(size + 10_000);
        let half = if self.then.is_empty() { size } else { size / 2 };
        for (before, piece, end) in [(self.head, self.piece, half), (self.bridge, self.then, size)]
        {
            text.push_str(before);
            let parts: Vec<_> = piece.split("{n}").collect();
            let mut number = 0_usize;
            while text.len() < end {
                text.push_str(&parts.join(&*number.to_string()));
                number += 1;
            }
        }
        text.push_str(self.tail);
        text
    }
}

/// The same again and again.
const fn lines(name: &'static str, piece: &'static str) -> Input {
    inside(name, "", piece, "")
}

/// The same again and again, between the two.
const fn inside(
    name: &'static str,
    head: &'static str,
    piece: &'static str,
    tail: &'static str,
) -> Input {
    halves(name, head, [piece, "", ""], tail)
}

/// As much of one as of the other, with something in between.
const fn halves(
    name: &'static str,
    head: &'static str,
    [piece, bridge, then]: [&'static str; 3],
    tail: &'static str,
) -> Input {
    Input { name, head, piece, bridge, then, tail }
}

macro_rules! corpus {
    ($path:literal) => {
        include_str!(concat!("../../../../corpus/", $path))
    };
}

pub(crate) const INPUTS: &[Input] = &[
    // As people have them.
    lines("table of pods", "api-7d9f6c5b8-x{n}   0/1   CrashLoopBackOff   7 (2m ago)   13m\n"),
    lines("table of healthy pods", "api-7d9f6c5b8-x{n}   1/1   Running   0   13m\n"),
    lines("describe", corpus!("kubelet/node1-oom-child-always-parent-exit1/describe.txt")),
    lines(
        "events",
        "2m{n}s       Warning   BackOff     pod/api-{n}   Back-off restarting failed container \
         api in pod \
         api-{n}_shop(5c9b1a52-8a06-4bd4-9f4d-6f2f1c7f6a10)\n",
    ),
    lines("log", "2026-11-22T10:00:00.{n}Z INFO GET /api/orders/{n} 200 7 ms\n"),
    lines("log that ends in many failures", "java.net.ConnectException: Connection refused {n}\n"),
    lines(
        "kernel log",
        "Nov 22 10:00:01 node-7 kernel: [{n}.000001] cni0: port 7(veth{n}) entered blocking \
         state\n",
    ),
    lines("kernel log of kills", corpus!("oom-logs/host618-c-besteffort-systemd-crio.raw.log")),
    lines("objects", corpus!("kubelet/node1-oom-child-always-parent-exit1/pod.json")),
    inside(
        "list of objects",
        "{\"kind\":\"List\",\"items\":[{}",
        concat!(",", corpus!("kubelet/node1-oom-child-always-parent-exit1/pod.json")),
        "]}",
    ),
    inside(
        "docker inspect",
        "[{}",
        concat!(
            ",",
            "{\"Id\":\"{n}\",\"Name\":\"/a{n}\",\"State\":{\"Status\":\"exited\",\
                 \"ExitCode\":137,\"OOMKilled\":true,\"StartedAt\":\"2026-11-22T10:00:00Z\"},\
                 \"Config\":{\"Cmd\":[\"a\"]},\"HostConfig\":{}}"
        ),
        "]",
    ),
    lines(
        "yaml",
        "---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: api-{n}\n  namespace: shop\nspec:\n  \
         containers:\n  - name: api\n    image: api:1\nstatus:\n  phase: Running\n  \
         containerStatuses:\n  - name: api\n    restartCount: 3\n    lastState:\n      \
         terminated:\n        \
         exitCode: 137\n        reason: OOMKilled\n",
    ),
    lines(
        "prose",
        "Our pod keeps dying with exit code 137 every few minutes, and nobody knows why. ",
    ),
    lines(
        "docker ps",
        "0123456789ab   api:1   \"/app\"   2 hours ago   Exited (137) 2 hours ago   a{n}\n",
    ),
    lines(
        "Dockerfile",
        "FROM alpine AS s{n}\nARG A={n}\nRUN a && \\\n  b {n}\nCMD [\"a\", \"{n}\"]\n",
    ),
    lines("shell command", "cd /srv/{n} && export A={n}; "),
    // Everything at once.
    lines(
        "describe and events in turn",
        "Name:  a{n}\nNamespace:  b\nEvents:\n  Type  Reason  Age  From  Message\n  Warning  \
         Failed  1s  \
         kubelet  Error: {n}\n\n",
    ),
    halves(
        "pods, then a kernel log",
        "",
        [
            "api-{n}   0/1   OOMKilled   7   13m\n",
            "",
            "[ {n}.1] Memory cgroup out of memory: Killed process {n} (a) total-vm:8kB, \
             anon-rss:4kB\n",
        ],
        "",
    ),
    halves(
        "pods, then logs",
        "",
        [
            "api-{n}   0/1   OOMKilled   7   13m\n",
            "",
            "$ kubectl logs -c c{n}\nsegmentation fault (core dumped) {n}\n\n",
        ],
        "",
    ),
    halves(
        "pods, then events",
        "",
        [
            "api-{n}   0/1   OOMKilled   7   13m\n",
            "",
            "1m  Warning  BackOff  pod/api-{n}  Back-off restarting failed container\n",
        ],
        "",
    ),
    halves(
        "statuses, then events",
        "{\"kind\":\"List\",\"items\":[{\"kind\":\"Pod\",\"metadata\":{\"name\":\"a\"},\"status\":\
         {\"containerStatuses\":[{}",
        [
            ",{\"name\":\"c{n}\",\"state\":{\"waiting\":{\"reason\":\"CreateContainerError\"}}}",
            "]}}",
            ",{\"kind\":\"Event\",\"reason\":\"Failed\",\"message\":\"Error: m{n}\",\
             \"involvedObject\":{\"kind\":\"Pod\",\"name\":\"a\"}}",
        ],
        "]}",
    ),
    halves(
        "conditions of a node, then its pods",
        "{\"kind\":\"List\",\"items\":[{\"kind\":\"Node\",\"metadata\":{\"name\":\"n\"},\"status\":\
         {\"conditions\":[{}",
        [
            ",{\"type\":\"a{n}\",\"status\":\"True\"}",
            "]}}",
            ",{\"kind\":\"Pod\",\"metadata\":{\"name\":\"a{n}\"},\"spec\":{\"nodeName\":\"n\"},\
             \"status\":{\"phase\":\"Failed\"}}",
        ],
        "]}",
    ),
    lines(
        "pods and logs in turn",
        "api-{n}   0/1   Error   7   13m\nsegmentation fault (core dumped) {n}\n\n$ x\n",
    ),
    lines(
        "prompts and logs in turn",
        "$ kubectl logs api-{n} -c c{n}\nfatal: connection refused {n}\n",
    ),
    lines(
        "broken objects",
        "{\"kind\":\"Pod\",\"status\":{\"phase\":\"Failed\",\"containerStatuses\":[{]}}\n\nx\n",
    ),
    lines("objects of no use", "{\"a\": {\"apiVersion\": \"{n}\"}}\n"),
    lines("objects in a log", "10:00 {\"a\": {\"containers\": [{n}, \n"),
    lines("yaml of no use", "name: a{n}\nstatus: b\nx\n"),
    lines("endless yaml", "name: a{n}\n"),
    inside("yaml of anchors", "apiVersion: v1\nkind: Pod\n", "a{n}: &a{n} [*a{n}, *a{n}]\n", ""),
    inside("yaml, one long list", "kind: Pod\nspec:\n  containers:\n", "  - name: c{n}\n", ""),
    inside("yaml, one folded text", "kind: Pod\nstatus:\n  message: >\n", "    word {n}\n", ""),
    inside(
        "yaml, one quoted text",
        "kind: Pod\nstatus:\n  message: \"",
        "word {n}\n    \\\n    ",
        "\"\n",
    ),
    inside("yaml, one flow", "kind: Pod\nstatus: {", "a{n}: [b, {c: d}], ", "}\n"),
    inside("yaml, flow without end", "kind: Pod\nstatus: ", "[{a: ", ""),
    inside("yaml, ever deeper", "kind: Pod\n", "- ", "a\n"),
    // Objects of everything.
    inside(
        "containers",
        "{\"kind\":\"Pod\",\"metadata\":{\"name\":\"a\"},\"spec\":{\"containers\":[{}",
        ",{\"name\":\"c{n}\",\"image\":\"i\"}",
        "]},\"status\":{\"phase\":\"Running\"}}",
    ),
    inside(
        "statuses",
        "{\"kind\":\"Pod\",\"metadata\":{\"name\":\"a\"},\"status\":{\"containerStatuses\":[{}",
        ",{\"name\":\"c{n}\",\"state\":{\"terminated\":{\"exitCode\":137,\
         \"reason\":\"OOMKilled\"}}}",
        "]}}",
    ),
    inside(
        "conditions",
        "{\"kind\":\"Pod\",\"metadata\":{\"name\":\"a\"},\"status\":{\"phase\":\"Failed\",\
         \"conditions\":[{}",
        ",{\"type\":\"Ready\",\"status\":\"False\",\"reason\":\"r{n}\"}",
        "]}}",
    ),
    inside(
        "owners",
        "{\"kind\":\"Pod\",\"metadata\":{\"name\":\"a\",\"ownerReferences\":[{}",
        ",{\"kind\":\"ReplicaSet\",\"name\":\"r{n}\",\"controller\":false}",
        "]},\"status\":{\"phase\":\"Failed\"}}",
    ),
    inside(
        "arguments",
        "{\"kind\":\"Pod\",\"metadata\":{\"name\":\"a\"},\"status\":{\"phase\":\"Failed\"},\
         \"spec\":{\"containers\":[{\"name\":\"c1\",\"command\":[\"sh\",\"-c\"",
        ",\"a{n} && 'b'\"",
        "]}]}}",
    ),
    inside(
        "list of events",
        "{\"kind\":\"List\",\"items\":[{\"kind\":\"Pod\",\"metadata\":{\"name\":\"a\"},\"status\":\
         {\"phase\":\"Failed\",\"containerStatuses\":[{\"name\":\"c1\",\"state\":{\"terminated\":\
         {\"exitCode\":1}}}]}}",
        ",{\"kind\":\"Event\",\"reason\":\"Failed\",\"message\":\"Error: m{n}\",\"involvedObject\":\
         {\"kind\":\"Pod\",\"name\":\"a\"}}",
        "]}",
    ),
    inside(
        "events of a node with many pods",
        "{\"kind\":\"List\",\"items\":[{}",
        ",{\"kind\":\"Event\",\"reason\":\"SystemOOM\",\"message\":\"m{n}\",\"involvedObject\":\
         {\"kind\":\"Node\",\"name\":\"n\"}},{\"kind\":\"Pod\",\"metadata\":{\"name\":\"a{n}\"},\
         \"spec\":{\"nodeName\":\"n\"},\"status\":{\"phase\":\"Failed\"}}",
        "]}",
    ),
    inside(
        "rollouts",
        "{\"kind\":\"List\",\"items\":[{}",
        ",{\"kind\":\"ReplicaSet\",\"metadata\":{\"name\":\"r{n}\",\"annotations\":\
         {\"deployment.kubernetes.io/revision\":\"{n}\"},\
         \"ownerReferences\":[{\"kind\":\"Deployment\",\
         \"name\":\"d\",\"controller\":true}]},\"spec\":{\"template\":{\"spec\":{\"containers\":\
         [{\"name\":\"c\",\"image\":\"i\"}]}}}},{\"kind\":\"Pod\",\"metadata\":{\"name\":\"a{n}\",\
         \"ownerReferences\":[{\"kind\":\"ReplicaSet\",\"name\":\"r{n}\",\"controller\":true}]},\
         \"status\":{\"containerStatuses\":[{\"name\":\"c\",\
         \"state\":{\"terminated\":{\"exitCode\":1}}}]}}",
        "]}",
    ),
    inside(
        "jobs",
        "{\"kind\":\"List\",\"items\":[{}",
        ",{\"kind\":\"Job\",\"metadata\":{\"name\":\"j{n}\"},\"status\":{\"conditions\":[{\"type\":\
         \"Failed\",\"status\":\"True\",\"reason\":\"BackoffLimitExceeded\"}]}}",
        "]}",
    ),
    inside("members", "{\"kind\":\"Pod\",\"status\":{", "\"k{n}\":{n},", "\"phase\":\"Failed\"}}"),
    inside(
        "the same member",
        "{\"kind\":\"Pod\",\"status\":{",
        "\"phase\":\"Failed\",\"containerStatuses\":[{\"name\":\"c{n}\"}],",
        "\"phase\":\"Failed\"}}",
    ),
    inside(
        "nested to the limit",
        "[0",
        concat!(
            ",[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
            "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"
        ),
        "]",
    ),
    lines("brackets", "["),
    lines("braces", "{\"a\":"),
    lines("braces of lines", "{\n"),
    lines("closing", "]}"),
    lines("quotation marks", "\""),
    lines("backslashes", "\\"),
    inside("escapes", "{\"kind\":\"Pod\",\"status\":{\"message\":\"", "\\\"\\u00e9\\n", "\"}}"),
    inside("string without end", "{\"kind\":\"Pod\",\"status\":{\"message\":\"", "word {n} ", ""),
    inside("huge number", "{\"kind\":\"Pod\",\"status\":{\"exitCode\":", "9", "}}"),
    lines("digits", "1"),
    lines("numbers", "{n}e999 "),
    // Lines.
    lines("one endless line", "a"),
    lines("words", "word "),
    lines("empty lines", "\n"),
    lines("lines of a blank", " \n"),
    lines("carriage returns", "\r\n"),
    lines("returns alone", "\r"),
    lines("blanks", " "),
    lines("tabs", "\t"),
    lines("cells", "a  "),
    lines("cells, each with a key", "Reason: a  Message: b  "),
    lines("cells, each with a key, in colours", "\u{1b}[1mReason: a  Message: b  "),
    lines("cells and tabs", "Normal\ta  {n}"),
    lines("combining characters", "e\u{301}\u{302}"),
    lines("wide characters", "\u{754c}\u{1f600}"),
    lines("characters that nobody sees", "\u{200b}\u{202e}\u{feff}"),
    lines("escape sequences", "\u{1b}[31mError: \u{1b}[0m"),
    lines("escape sequences without end", "\u{1b}[3"),
    lines("lines with escape sequences", "\u{1b}[31mapi-{n}\u{1b}[0m   0/1   Error   1   1m\n"),
    lines("quoted lines", "> api-{n}  0/1  Error  1  1m\n"),
    lines("NUL", "\0"),
    lines("commas", ","),
    lines("equals signs", "a="),
    lines("colons", "a: "),
    lines("slashes", "a/"),
    lines("dollars", "${A:-$(b"),
    lines("continued lines", "RUN a \\\n"),
    lines("here-documents", "RUN <<A{n} <<B\n"),
    lines("stages", "FROM s{n} AS s{n}\nCMD a\n"),
    lines("shell words", "if a; then b 'c' \"d\" `e` $(f); fi; "),
    lines("shell brackets", "( { "),
    // The words that readers look for, on one line and on many.
    lines("kernel anchors", "a[1]: segfault at a[1] trap b ip: a[1]: unhandled "),
    lines("faults on one line", "a[{n}]: segfault at 0 ip 0 sp 0 error 4 in a[0+1] "),
    lines("faults", "[1.2] a[{n}]: segfault at 0 ip 0 sp 0 error 4 in a[0+1]\n"),
    lines("faults behind prefixes", "1.1: 1.1: 1.1: 1.1: 1.1: 1.1: a[{n}]: segfault at 0 "),
    lines("daemon anchors", "sending SIG Sending SIGKILL to cgroup Killed /systemd-oomd killed "),
    lines(
        "daemon kills on one line",
        "Killed /a due to memory b sending SIGTERM to process {n} \"a\": ",
    ),
    lines("no victim anchors", "panic_on_oom is Out of memory and no killable processes "),
    lines("kill anchors", "Killed process {n} (a) oom_reaper: reaped process {n} (a) "),
    lines(
        "kills on one line",
        "Out of memory: Killed process {n} (a) total-vm:8kB, anon-rss:4kB, file-rss:0kB, \
         shmem-rss:0kB ",
    ),
    lines("kills", "Out of memory: Killed process {n} (a) total-vm:8kB, anon-rss:4kB\n"),
    lines(
        "incident anchors",
        "oom-kill:constraint=a invoked oom-killer memory: usage 1kB Kill process 1 (a) ",
    ),
    lines(
        "incidents",
        "a invoked oom-killer: gfp_mask=0x1(A), order=0\noom-kill:constraint=C,task=a,pid={n}\n",
    ),
    inside(
        "invocations, then a kill",
        "",
        "a invoked oom-killer: b\n",
        "Out of memory: Killed process 1 (a) total-vm:8kB, anon-rss:4kB\n",
    ),
    lines(
        "journal in JSON",
        "{\"MESSAGE\":\"Out of memory: Killed process {n} (a\\\"b) total-vm:8kB\"}\n",
    ),
    inside("journal in one string", "{\"log\":\"", "Killed process {n} (a) total-vm:8kB\\n", "\"}"),
    lines("describe anchors on one line", "Exit Code: 1  Last State: Terminated  Reason: Error  "),
    lines("describe anchors", "Last State:  Terminated\n  Reason:  Error\n  Exit Code:  {n}\n"),
    lines("messages of describe", "    Message:  a{n}\nb\nState:  Waiting\n"),
    lines("messages of describe on one line", "Message:  a  Reason:  b  "),
    lines("heads of describe", "Name:  a{n}\n"),
    lines("heads of tables", "NAME READY STATUS\n"),
    lines("heads of events", "LAST SEEN  TYPE  REASON  OBJECT  MESSAGE\n"),
    lines("types of events on one line", "Normal  Warning  "),
    lines("statuses on one line", "CrashLoopBackOff OOMKilled "),
    lines("status words", "OOMKilled\n"),
    lines("exit codes in words", "exited with code {n}, exit status {n}, exit code: {n}. "),
    lines("exit codes in lines", "command terminated with exit code {n}\n"),
    lines("docker exits on one line", "Exited (1) Restarting (2) "),
    lines("dictionaries on one line", "{'exit_code': 1, 'state': map[exitCode:1 "),
    lines("prompts", "$ kubectl logs a -c b\n"),
    lines("fences", "```\n"),
    lines("elisions", "...\n"),
    lines("passwords", "https://u:p@h/ token={n} password={n} "),
    lines(
        "kubelet messages on one line",
        "pod \"a_b(c)\" Back-off restarting failed container=a pod=b_c(d) ",
    ),
    lines(
        "kubelet messages",
        "Error: failed to create containerd task: exec: \"a{n}\": not found\n",
    ),
    lines(
        "signatures on one line",
        "exec format error connection refused no such file or directory ",
    ),
    lines(
        "signatures, nearly",
        "exec format erro connection refuse OutOfMemoryErro Killed proces ",
    ),
    lines(
        "signatures with their rest missing",
        "exec: \"a: executable file not foun failed to pull image ",
    ),
    lines("stack traces", "\tat a.b.C.d(C.java:{n})\nCaused by: java.lang.OutOfMemoryError: x\n"),
    inside(
        "many names in one message",
        "{\"kind\":\"Pod\",\"metadata\":{\"name\":\"a\"},\
         \"status\":{\"containerStatuses\":[{\"name\":\"c\",\
         \"state\":{\"waiting\":{\"reason\":\"CrashLoopBackOff\",\"message\":\"",
        "exec: \\\"a{n}\\\": not found: ",
        "\"}}}]}}",
    ),
    inside(
        "one long name",
        "{\"kind\":\"Pod\",\"metadata\":{\"name\":\"",
        "a{n}",
        "\"},\"status\":{\"containerStatuses\":[{\"name\":\"c\",\
         \"state\":{\"terminated\":{\"exitCode\":137,\
         \"reason\":\"OOMKilled\"}}}]}}",
    ),
];
