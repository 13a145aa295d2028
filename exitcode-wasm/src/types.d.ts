// Made by `cargo xtask gen` from exitcode-k8s/src/report.rs.

/** Why things ended, the most important first, and what was left aside. */
export interface Report {
  /** The name of this schema. */
  schema: "exitcode.report/v1";
  /** A diagnosis for everything that is not as it should be. */
  diagnoses: Diagnosis[];
  /** The parts of the inputs that could not be used. */
  ignored: Ignored[];
}

/** The diagnosis of one container, pod or process. */
export interface Diagnosis {
  /** What it is about. */
  subject: Subject;
  /** What happened, in one line. */
  summary: string;
  /** How it ended or why it waits, as reported. */
  exit: Exit | null;
  /** Where the fault lies, by the first finding: the id of a fault. */
  fault: Fault;
  /** Whether to run the same thing again: the id of an advice. */
  retry: Retry;
  /** What this is a consequence of. */
  follows: Subject | null;
  /** The causes, the most certain first. */
  findings: Finding[];
  /** The checks that would tell the causes apart, the cheapest first. */
  next: NextCheck[];
}

/** What a diagnosis is about. */
export interface Subject {
  /** `container`, `pod` or `process`. */
  kind: string;
  /** The namespace. */
  namespace?: string;
  /** The name of the pod. */
  pod?: string;
  /** The name of the container. */
  container?: string;
  /** `app`, `init`, `sidecar` or `ephemeral`, of a container. */
  role?: string;
}

/** How something ended or why it waits, as reported. */
export interface Exit {
  /** The exit code. */
  code?: number;
  /** The signal that the code or the wait status speaks of. */
  signal?: string;
  /** The reason of the end. */
  reason?: string;
  /** The reason of the wait. */
  waiting?: string;
}

/** A cause, how sure it is, and why. */
export interface Finding {
  /** The id of the cause. */
  cause: CauseId;
  /** How sure it is. */
  confidence: Confidence;
  /** What happened, in one line. */
  title: string;
  /** How it comes about. */
  why: string;
  /** What speaks for it and what against it. */
  evidence: Evidence[];
  /** What to do. */
  remedies: Remedy[];
  /** Where to read more. */
  references: string[];
}

/** Something that speaks for or against a cause. */
export interface Evidence {
  /** What kind of thing it was seen in. */
  kind: string;
  /** Whether it speaks for the cause, and not against it. */
  for: boolean;
  /** The sentence for a person. */
  text: string;
  /** Where it stands, if it stands in an input. */
  source?: Source;
}

/** A place in an input. */
export interface Source {
  /** The input's name. */
  input: string;
  /** The JSON pointer of the value, in JSON. */
  path?: string;
  /** The offset of the first character: UTF-16 in a text, else bytes. */
  start: number;
  /** The offset behind the last character. */
  end: number;
}

/** One thing to do. */
export interface Remedy {
  /** `identify`, `classify`, `fix` or `prevent`. */
  stage: Stage;
  /** `reads`, `changes` or `restarts`. */
  risk: Risk;
  /** What to do, as an order. */
  title: string;
  /** The command that does it. */
  command?: string;
  /** The same as a strategic merge patch in JSON, where the command changes an object and leaves nothing to fill in. */
  patch?: string;
}

/** A look that would tell causes apart. */
export interface NextCheck {
  /** What to look at, as an order. */
  title: string;
  /** The command that shows it. */
  command?: string;
  /** The ids of the causes between which it decides. */
  tellsApart: CauseId[];
}

/** A part of an input that could not be used. */
export interface Ignored {
  /** The input's name. */
  input: string;
  /** The offset of the first character: UTF-16 in a text, else bytes. */
  start: number;
  /** The offset behind the last character. */
  end: number;
  /** Why it was left aside. */
  why: string;
}

export type CauseId =
  | "oom-heap-exceeds-limit"
  | "oom-child-process"
  | "oom-pod-limit"
  | "oom-container-limit"
  | "oom-node"
  | "jvm-heap-oom"
  | "node-heap-oom"
  | "startup-probe-killed"
  | "liveness-probe-killed"
  | "prestop-overran-grace"
  | "sigterm-unhandled"
  | "grace-period-expired"
  | "poststart-hook-failed"
  | "deadline-exceeded"
  | "evicted-pod-storage-limit"
  | "evicted-memory"
  | "evicted-ephemeral-storage"
  | "evicted-pids"
  | "evicted-by-api"
  | "evicted-by-taint"
  | "priority-preempted"
  | "node-preempted"
  | "node-shutdown"
  | "node-reboot"
  | "node-lost"
  | "sandbox-lost"
  | "restarted-with-siblings"
  | "runtime-state-lost"
  | "restarted-by-resize"
  | "kubelet-admission-rejected"
  | "sigterm-graceful"
  | "sigkill-unexplained"
  | "scheduling-gated"
  | "unschedulable"
  | "sandbox-failed"
  | "config-missing-key"
  | "config-missing-secret"
  | "config-missing-configmap"
  | "volume-not-mounted"
  | "image-platform-missing"
  | "image-rate-limited"
  | "image-registry-tls"
  | "image-registry-unreachable"
  | "image-name-invalid"
  | "image-pull-never"
  | "image-signature-rejected"
  | "image-auth"
  | "image-not-found"
  | "windows-os-version-mismatch"
  | "wrong-architecture"
  | "missing-interpreter"
  | "not-executable"
  | "shared-library-missing"
  | "working-dir-missing"
  | "volume-mount-mismatch"
  | "security-context-run-as-root"
  | "runtime-name-conflict"
  | "binary-not-found"
  | "runtime-start-error"
  | "app-config-error"
  | "bad-cli-argument"
  | "dependency-unreachable"
  | "permission-denied-volume"
  | "read-only-filesystem"
  | "volume-full"
  | "port-bind-permission"
  | "port-in-use"
  | "host-kernel-setting"
  | "file-descriptor-limit"
  | "pids-limit"
  | "cpu-time-limit"
  | "file-size-limit"
  | "segfault-kernel-incompat"
  | "stack-overflow"
  | "segfault-native-code"
  | "abort-assertion"
  | "illegal-instruction-cpu"
  | "sigbus-hugepages"
  | "sigbus-storage"
  | "sigfpe-native-bug"
  | "sigpipe-pipefail"
  | "timeout-command"
  | "seccomp-blocked"
  | "selinux-blocked"
  | "windows-ctrl-c-stop"
  | "windows-dll-missing"
  | "windows-stack-overflow"
  | "windows-fail-fast"
  | "windows-access-violation"
  | "entrypoint-not-restart-safe"
  | "process-completed-in-long-running-pod"
  | "completed"
  | "interrupted"
  | "hangup"
  | "signal-unexplained"
  | "app-error-uncaught"
  | "app-exit-nonzero";

export type Confidence =
  | "possible"
  | "likely"
  | "confirmed";

export type Fault =
  | "application"
  | "configuration"
  | "image"
  | "resources"
  | "infrastructure"
  | "disruption"
  | "none";

export type Retry =
  | "after-fix"
  | "elsewhere"
  | "later"
  | "yes"
  | "not-needed";

export type Risk =
  | "reads"
  | "changes"
  | "restarts";

export type Stage =
  | "identify"
  | "classify"
  | "fix"
  | "prevent";

export type Convention =
  | "posix"
  | "ksh93"
  | "yash"
  | "subprocess"
  | "systemd"
  | "ntstatus"
  | "powershell";
