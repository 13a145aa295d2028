// Made by `cargo xtask gen` from the structs of exitcode-k8s, exitcode-wasm and exitcode-core.

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
  /** The input's name; of a typed object its kind and name, such as `pod/api-0`. */
  input: string;
  /** The JSON pointer of the value, in JSON and in a typed object. */
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
  /** The same as a patch, where the command changes an object and leaves nothing to fill in. */
  patch?: Patch;
}

/** A change to one object, in the form that the API server takes. */
export interface Patch {
  /** The object to change. */
  target: Target;
  /** How it is merged with the object, as `kubectl patch --type` calls it: `strategic` or `merge`. */
  type: string;
  /** The subresource that takes it: `resize`, for a running pod (Kubernetes 1.33 and newer). */
  subresource?: string;
  /** Whether the API server lets nobody change these fields, so that the object has to be deleted and created anew with the change in it. */
  replace: boolean;
  /** The patch. */
  body: unknown;
  /** The same as a JSON patch to the object as it stands in an input, if it stands in one. Each change to a container begins with a test of the container's name. */
  operations?: Operation[];
}

/** An object of the cluster. */
export interface Target {
  /** The group and the version of the API, such as `apps/v1`. */
  apiVersion: string;
  /** The kind, such as `Deployment`. */
  kind: string;
  /** The namespace. */
  namespace?: string;
  /** The name. */
  name: string;
}

/** A step of a JSON patch (RFC 6902). */
export interface Operation {
  /** `test`, `add` or `remove`. */
  op: string;
  /** The JSON pointer of the place in the object. */
  path: string;
  /** What is to stand there. */
  value?: unknown;
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

/** How a container is stopped, in seconds from the moment at which the kubelet acts on the stop. */
export interface Shutdown {
  /** `exitcode.shutdown/v1`, the name of this schema. */
  schema: "exitcode.shutdown/v1";
  /** The grace period. */
  graceSeconds: number;
  /** What happens, in order. */
  phases: Phase[];
  /** When the stop signal is sent. */
  signalAtSeconds: number;
  /** From the stop signal to SIGKILL: what is left for the drain. */
  windowSeconds: number;
  /** When SIGKILL is sent, if the container still runs. */
  killAtSeconds: number;
  /** Whether the grace period ends before the preStop hook does. */
  preStopCut: boolean;
  /** Whether the grace period is long enough; unknown where the drain is. */
  fits: boolean | null;
  /** The grace period that fits: preStop, wait, drain and 10 s to spare. */
  recommendedGraceSeconds: number | null;
  /** The same for each container of the pod, in the order in which they get the stop signal; only where the containers were given. */
  containers?: ContainerStop[];
}

/** A step of a stop. */
export interface Phase {
  /** What happens. */
  step: Step;
  /** When it starts. */
  startsSeconds: number;
  /** How long it lasts; 0 for a moment. */
  lastsSeconds: number;
}

/** The stop of one container among those of its pod. */
export interface ContainerStop {
  /** Its name. */
  name: string;
  /** Whether it is a sidecar, which waits for the others. */
  sidecar: boolean;
  /** What happens, in order. */
  phases: Phase[];
  /** When the stop signal is sent. */
  signalAtSeconds: number;
  /** From the stop signal to SIGKILL. */
  windowSeconds: number;
  /** When it is gone at the latest. */
  endAtSeconds: number;
  /** Whether it ends by itself, with its hook done. */
  fits: boolean;
}

/** The kernel's order for one node. */
export interface KillOrder {
  /** The name of the node. */
  name: string;
  /** The node's memory in bytes. */
  memory: number;
  /** The node's swap in bytes. */
  swap: number;
  /** Whether any size is what is in use, and not what is requested. */
  measured: boolean;
  /** The first to be killed comes first. */
  containers: OomCandidate[];
  /** Why the first one dies and not the one that has most in use, or else not the next. */
  whyFirst: string | null;
}

/** A container that the kernel might kill. */
export interface OomCandidate {
  /** The namespace of the pod. */
  namespace: string;
  /** The name of the pod. */
  pod: string;
  /** The name of the container. */
  container: string;
  /** The pod's quality of service. */
  qosClass: QosClass;
  /** What the kubelet writes to `oom_score_adj`. */
  oomScoreAdj: number;
  /** What it requests, in bytes. */
  memoryRequest: number;
  /** What it uses, or requests where its use is not known, in bytes. */
  memoryUsed: number;
  /** The kernel's score in bytes: what it uses, and a thousandth of the node for each point. */
  score: number;
}

/** How much memory a container should get, in bytes. */
export interface MemoryAdvice {
  /** How many usage samples count. */
  samples: number;
  /** The mean of the samples; 0 without any. */
  average: number;
  /** The highest sample; 0 without any. */
  highest: number;
  /** Less than this is too little; unknown without samples and kills. */
  lower: number | null;
  /** The amount to request, before it is rounded. */
  target: number | null;
  /** More than this is wasted. */
  upper: number | null;
  /** `raise`, `keep` or `lower` today's request, if that is known. */
  change: Change | null;
  /** The target as one writes it, in whole MiB. */
  newRequest: number | null;
  /** The limit to set: with room above the peak, and after an OOM kill more than before. */
  newLimit: number | null;
  /** Whether the last sample is at least 50 % above the target. */
  anomaly: boolean;
  /** Whether the average fits into the limit and the highest sample does not. */
  averageHidesSpikes: boolean;
  /** `one-off` or `pattern`: whether the OOM kills are a single burst or come back. */
  trend: Trend | null;
  /** The OOM kills, by windows of 30 minutes. */
  killWindows: KillWindow[];
}

/** OOM kills that are counted together. */
export interface KillWindow {
  /** The time of the first, in unix seconds. */
  start: number;
  /** How many there are. */
  kills: number;
}

/** One way in which an exit code may have come about. */
export interface Meaning {
  /** What it says, in one line. */
  title: string;
  /** How the number came about. */
  origin: Origin;
  /** Whose way of writing numbers is supposed. */
  convention: Convention;
  /** The signal, where it says one. */
  signal?: string;
  /** How common it is, among all that the number may mean. */
  commonness: Commonness;
  /** Whether it is one of your own codes. */
  own: boolean;
  /** The well-known uses of the number, the commoner first. */
  known: CodeRow[];
}

/** A root cause that a diagnosis can name. */
export interface CauseRow {
  /** The id, for ever the same. */
  id: CauseId;
  /** What happened, in one line. */
  title: string;
  /** How it comes about. */
  why: string;
  /** Where the fault lies. */
  fault: Fault;
  /** Whether to run the same thing again. */
  retry: Retry;
  /** The causes that it brings about. */
  leadsTo: CauseId[];
  /** The checks that confirm it or rule it out. */
  checks: CheckId[];
  /** What to do. */
  remedies: RemedyRow[];
  /** Where to read more. */
  references: string[];
}

/** One thing to do, before anything is known of the case. */
export interface RemedyRow {
  /** The step of the loop that it belongs to. */
  stage: Stage;
  /** What it does to a running system. */
  risk: Risk;
  /** What to do, as an order. */
  title: string;
  /** The command that does it, with `{names}` to fill in. */
  template?: string;
}

/** A look that tells causes apart. */
export interface CheckRow {
  /** The id, for ever the same. */
  id: CheckId;
  /** What to look at, as an order. */
  title: string;
  /** The command that shows it, with `{names}` to fill in. */
  template: string;
}

/** A signal of Linux, whatever the host is. */
export interface SignalRow {
  /** The name, such as `SIGTERM`. */
  name: SignalName | `SIGRT${string}`;
  /** The number on x86, ARM and RISC-V. */
  number: number;
  /** What it says. */
  description: string;
  /** Whether Node on Linux can send it and listen for it by name: not the realtime signals. */
  supported: boolean;
  /** What it does to a process without a handler. */
  action: "terminate" | "core" | "ignore" | "pause" | "unpause";
  /** Whether it cannot be caught, blocked or ignored: SIGKILL and SIGSTOP. */
  forced: boolean;
  /** The standard or the system that it comes from. */
  standard: Standard;
  /** The exit code that shells and container runtimes write for it. */
  exitCode: number;
  /** Whether the first process of a container, without a handler, survives it. */
  ignoredAsPid1: boolean;
  /** Who sends it in practice; not in `exitcode-wasm/names`. */
  sender?: string;
  /** What it means when a container died of it; not in `exitcode-wasm/names`. */
  inContainer?: string;
}

/** A well-known use of an exit code. */
export interface CodeRow {
  /** The number. */
  code: number;
  /** The family of programs that means this by it. */
  family: FamilyId;
  /** The name that its sources have for it. */
  symbol?: string;
  /** How the number came about. */
  origin: Origin;
  /** How common it is, among all that the number may mean. */
  commonness: Commonness;
  /** What it says. */
  title: string;
}

/** A family of programs that agree on what their codes mean. */
export interface FamilyRow {
  /** The id, for ever the same. */
  id: FamilyId;
  /** Its name. */
  name: string;
  /** Where its codes are written down. */
  source: string;
}

/** A way to write down how a process ended. */
export interface ConventionRow {
  /** The id, for ever the same. */
  id: Convention;
  /** Who writes numbers so. */
  usedBy: string;
  /** What is written for a signal. */
  formula: string;
}

/** A reason of Kubernetes. */
export interface ReasonRow {
  /** Where it stands. */
  place: ReasonPlace;
  /** The reason, as the API has it. */
  reason: string;
  /** `real`, `dead` (no current version writes it) or `folklore` (nothing writes it there). */
  status: ReasonStatus;
  /** The components that write it. */
  emitter: string;
  /** The first version that writes it. */
  since?: string;
  /** The last version that wrote it. */
  until?: string;
  /** What it means. */
  meaning: string;
  /** Where the facts come from. */
  sources: string[];
}

/** A kind of message that a diagnosis understands. */
export interface MessageRow {
  /** The id, for ever the same. */
  id: MessageId;
  /** What a line of this kind says. */
  meaning: string;
  /** The words by which such lines are found. They alone prove nothing. */
  words: string[];
}

/** What happened to one container or pod, in order of time, and its memory. */
export interface History {
  /** What it is about: the subject of a diagnosis. */
  subject: Subject;
  /** What happened when. Empty where the input has no times. */
  moments: Moment[];
  /** Its memory, where anything is known of it. */
  memory?: Memory;
}

/** Something that happened at a time, or lasted for one. Times are unix seconds. */
export interface Moment {
  /** When it happened or began. */
  at: number;
  /** When it was over, if it lasted. */
  until?: number;
  /** What it was. */
  kind: MomentKind;
  /** What it was, for a person. */
  text: string;
  /** Whether it follows from other times, and nobody reported it. */
  reckoned: boolean;
}

/** How much memory a container had, in bytes. */
export interface Memory {
  /** What it requests. */
  request?: number;
  /** Its limit. */
  limit?: number;
  /** The most that it was seen to use. */
  peak?: number;
  /** The limit to set, where the first finding's remedies set one. */
  recommended?: number;
}

/** One process that the kernel killed because memory ran out, with what the log says about it. */
export interface OomKill {
  /** Where the line of the kill starts in the text, in bytes. */
  start: number;
  /** Where it ends, without the line break. */
  end: number;
  /** The victim's process id, as the host counts, not the container. */
  pid: number;
  /** The victim's name: at most 15 bytes, any bytes, and often that of a thread pool or `java`. */
  comm: string;
  /** The victim's user, as the host counts. */
  uid?: number;
  /** The victim's bias, from -1000 to 1000. */
  oomScoreAdj?: number;
  /** The address space that the victim had mapped, in bytes. */
  totalVmBytes?: number;
  /** Anonymous memory of the victim, in bytes: its heap and stacks. */
  anonRssBytes?: number;
  /** File pages that the victim had mapped, in bytes. */
  fileRssBytes?: number;
  /** Shared memory and tmpfs pages that the victim had mapped, in bytes. */
  shmemRssBytes?: number;
  /** Page tables of the victim, in bytes. */
  pgtablesBytes?: number;
  /** What confined the allocation. */
  constraint?: string;
  /** The control group whose limit was hit. */
  oomMemcg?: string;
  /** The control group that the victim was in. */
  taskMemcg?: string;
  /** The pod that the victim belonged to. */
  podUid?: string;
  /** The container that the victim belonged to: 64 hexadecimal digits. */
  containerId?: string;
  /** The container runtime, where the name of the control group says which. */
  runtime?: string;
  /** The QoS class of the victim's pod. */
  qosClass?: QosClass;
  /** How far the shortage reached, from the constraint or from the words of the line. */
  scope?: string;
  /** The level at which memory ran out, as far as the log alone can tell. */
  limitLevel?: string;
  /** The task whose allocation failed. */
  invokedBy?: Invoker;
  /** Whether somebody asked for the kill (`echo f > /proc/sysrq-trigger`), so that no memory need have been short. */
  bySysrq?: boolean;
  /** What the control group used, in bytes. */
  usageBytes?: number;
  /** Its limit, in bytes. */
  limitBytes?: number;
  /** How often the control group has hit its limit so far. */
  failcnt?: number;
  /** The cpuset of the task whose allocation failed. */
  cpuset?: string;
  /** The NUMA nodes it may use, such as `0-1`. */
  memsAllowed?: string;
  /** The victim's badness, which kernels before 5.2 print. */
  score?: number;
  /** The process that was chosen first. */
  chosenPid?: number;
  /** The control group that died as a whole, where `memory.oom.group` was set. */
  oomGroup?: string;
  /** Whether the log goes on to say that the reaper freed the victim's memory. */
  reaped: boolean;
}

/** The task whose allocation could not be met. */
export interface Invoker {
  /** The victim's name: at most 15 bytes, any bytes, and often that of a thread pool or `java`. */
  comm?: string;
  /** The victim's process id, as the host counts, not the container. */
  pid?: number;
  /** The allocation's flags, as a number. */
  gfpMask?: string;
  /** The allocation's flags, by name, such as `GFP_KERNEL`. */
  gfpFlags?: string;
  /** The allocation's size: 2^order pages. */
  order?: number;
  /** The victim's bias, from -1000 to 1000. */
  oomScoreAdj?: number;
}

/** A process that the processor stopped: it touched memory it may not touch, or ran what is no instruction. */
export interface CpuFault {
  /** Where the line of the kill starts in the text, in bytes. */
  start: number;
  /** Where it ends, without the line break. */
  end: number;
  /** What went wrong. */
  kind: string;
  /** The signal that the kernel sent for it, where the line tells. */
  signal?: string;
  /** The victim's name: at most 15 bytes, any bytes, and often that of a thread pool or `java`. */
  comm: string;
  /** The victim's process id, as the host counts, not the container. */
  pid: number;
  /** The kernel's words, such as `segfault` or `trap invalid opcode`. */
  words: string;
  /** The address that was touched. */
  address?: string;
  /** The file that the instruction came from, such as `libc.so.6`. */
  object?: string;
}

/** A kill by a daemon that acts before the kernel has to. */
export interface DaemonKill {
  /** Where the line of the kill starts in the text, in bytes. */
  start: number;
  /** Where it ends, without the line break. */
  end: number;
  /** Who killed. */
  daemon: string;
  /** The signal that the kernel sent for it, where the line tells. */
  signal: string;
  /** The victim's process id, as the host counts, not the container. */
  pid?: number;
  /** The victim's name: at most 15 bytes, any bytes, and often that of a thread pool or `java`. */
  comm?: string;
  /** The victim's user, as the host counts. */
  uid?: number;
  /** The victim's resident memory in bytes, where one process was killed. */
  rssBytes?: number;
  /** The control group, where a whole one was killed. */
  cgroup?: string;
  /** The pod that the victim belonged to. */
  podUid?: string;
  /** The systemd unit, where systemd reports a kill of systemd-oomd. */
  unit?: string;
  /** Why, in the daemon's words. */
  reason?: string;
}

/** A shortage of memory in which the kernel killed nobody. */
export interface NoVictim {
  /** Where the line of the kill starts in the text, in bytes. */
  start: number;
  /** Where it ends, without the line break. */
  end: number;
  /** Why nobody was killed. */
  why: string;
  /** Whether the machine went down over it. */
  panic: boolean;
}

/** What a kernel log says. Sizes are bytes, places are offsets in bytes of UTF-8. */
export interface KernelLog {
  schema: "exitcode.kernel-log/v1";
  /** Processes that the kernel killed for memory. */
  kills: OomKill[];
  /** Processes that the processor stopped. */
  faults: CpuFault[];
  /** Processes that a daemon killed for memory, before the kernel had to. */
  daemonKills: DaemonKill[];
  /** Shortages in which nothing could be killed. */
  withoutVictim: NoVictim[];
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

export type Change =
  | "raise"
  | "keep"
  | "lower";

export type CheckId =
  | "last-state"
  | "pod-status"
  | "pod-spec"
  | "events"
  | "previous-log"
  | "current-log"
  | "owner"
  | "rollout-history"
  | "node-conditions"
  | "node-events"
  | "node-pods"
  | "node-info"
  | "secret"
  | "config-map"
  | "service-account"
  | "claim"
  | "quota"
  | "nodes"
  | "services"
  | "metrics"
  | "image-config"
  | "image-platforms"
  | "image-files"
  | "container-cgroup"
  | "container-disk"
  | "engine-log"
  | "runtime-inspect"
  | "host-journal"
  | "kernel-log"
  | "runtime-log";

export type Commonness =
  | "common"
  | "occasional"
  | "rare";

export type Convention =
  | "posix"
  | "ksh93"
  | "yash"
  | "subprocess"
  | "systemd"
  | "ntstatus"
  | "powershell";

export type FamilyId =
  | "shell"
  | "sysexits"
  | "lsb"
  | "timeout"
  | "busybox"
  | "coreutils"
  | "xargs"
  | "setsid"
  | "flock"
  | "unshare"
  | "su"
  | "tini"
  | "dumb-init"
  | "catatonit"
  | "ssh"
  | "git"
  | "curl"
  | "wget"
  | "grep"
  | "diff"
  | "tar"
  | "ls"
  | "make"
  | "apt"
  | "mount"
  | "cargo"
  | "npm"
  | "loader"
  | "systemd"
  | "docker-cli"
  | "docker-exec"
  | "dockerd"
  | "containerd"
  | "cri-o"
  | "conmon"
  | "runc"
  | "crun"
  | "hcsshim"
  | "python"
  | "node"
  | "jvm"
  | "go"
  | "rust"
  | "native"
  | "sanitizer"
  | "perl"
  | "ruby"
  | "php"
  | "dotnet"
  | "erlang"
  | "deno"
  | "gunicorn"
  | "uvicorn"
  | "nginx"
  | "redis"
  | "postgres"
  | "memcached"
  | "haproxy"
  | "lighttpd"
  | "supervisord"
  | "ntstatus";

export type MessageId =
  | "exec-format-error"
  | "executable-not-found"
  | "exec-permission-denied"
  | "exec-is-directory"
  | "interpreter-missing"
  | "crlf-line-ending"
  | "no-command"
  | "shared-library-missing"
  | "shared-library-format"
  | "symbol-missing"
  | "libc-version-missing"
  | "cpu-feature-missing"
  | "runtime-version-too-old"
  | "working-dir-missing"
  | "mount-on-wrong-type"
  | "sub-path-missing"
  | "run-as-non-root-image"
  | "run-as-non-root-user-unknown"
  | "user-not-found"
  | "runtime-name-conflict"
  | "runtime-memory-too-low"
  | "seccomp-profile-missing"
  | "apparmor-missing"
  | "device-missing"
  | "oci-start-error"
  | "exec-in-container-failed"
  | "windows-os-mismatch"
  | "secret-missing"
  | "configmap-missing"
  | "key-missing"
  | "pull-secret-missing"
  | "service-account-missing"
  | "volume-claim-missing"
  | "volume-claim-unbound"
  | "image-not-found"
  | "image-pull-denied"
  | "image-unauthorized"
  | "image-rate-limited"
  | "image-platform-missing"
  | "image-platform-mismatch"
  | "image-name-invalid"
  | "image-never-pull"
  | "image-signature-rejected"
  | "image-unpack-failed"
  | "image-pull-failed"
  | "registry-tls"
  | "registry-unreachable"
  | "volume-mount-failed"
  | "volume-attach-failed"
  | "sandbox-create-failed"
  | "unschedulable"
  | "insufficient-resources"
  | "node-affinity-mismatch"
  | "taint-not-tolerated"
  | "scheduling-gated"
  | "quota-exceeded"
  | "admission-rejected"
  | "liveness-probe-failed"
  | "readiness-probe-failed"
  | "startup-probe-failed"
  | "liveness-probe-kill"
  | "startup-probe-kill"
  | "post-start-failed"
  | "pre-stop-failed"
  | "lifecycle-hook-failed"
  | "grace-exceeded"
  | "evicted-memory"
  | "evicted-storage"
  | "evicted-pids"
  | "evicted-pod-limit"
  | "node-under-pressure"
  | "deadline-exceeded"
  | "preempted"
  | "node-shutdown"
  | "node-rebooted"
  | "node-lost"
  | "spot-interrupted"
  | "taint-eviction"
  | "api-eviction"
  | "sandbox-changed"
  | "status-lost"
  | "container-stopping"
  | "definition-changed"
  | "runtime-timeout"
  | "reference-not-synced"
  | "resize-restart"
  | "job-failed"
  | "restart-back-off"
  | "kernel-oom-kill"
  | "system-oom"
  | "shell-killed-child"
  | "child-killed"
  | "jvm-heap-oom"
  | "jvm-metaspace-oom"
  | "jvm-direct-memory-oom"
  | "jvm-cannot-reserve"
  | "node-heap-oom"
  | "go-out-of-memory"
  | "php-memory-limit"
  | "allocation-failed"
  | "gpu-out-of-memory"
  | "shared-memory-too-small"
  | "segfault"
  | "illegal-instruction"
  | "bus-error"
  | "floating-point-exception"
  | "aborted"
  | "trace-trap"
  | "assertion-failed"
  | "heap-corruption"
  | "stack-smashing"
  | "stack-overflow"
  | "sanitizer-error"
  | "cpp-terminate"
  | "jvm-fatal-error"
  | "jvm-not-started"
  | "v8-aborted"
  | "go-panic"
  | "go-fatal"
  | "go-traceback"
  | "rust-panic"
  | "python-traceback"
  | "java-exception"
  | "node-exception"
  | "dotnet-exception"
  | "ruby-exception"
  | "php-fatal"
  | "perl-die"
  | "erlang-crash"
  | "fatal-logged"
  | "syntax-error"
  | "cannot-fork-or-thread"
  | "thread-denied"
  | "fd-limit"
  | "file-size-limit"
  | "cpu-time-limit"
  | "no-space"
  | "read-only-filesystem"
  | "permission-denied"
  | "permission-denied-volume"
  | "operation-not-permitted"
  | "selinux-denied"
  | "seccomp-killed"
  | "max-map-count"
  | "inotify-limit"
  | "kernel-limit-too-low"
  | "kernel-feature-missing"
  | "vsyscall-missing"
  | "hugepages-missing"
  | "file-missing"
  | "already-exists"
  | "lock-held"
  | "data-corrupt"
  | "port-in-use"
  | "port-bind-permission"
  | "connection-refused"
  | "connection-reset"
  | "connection-timeout"
  | "network-unreachable"
  | "name-resolution"
  | "tls-failed"
  | "authentication-failed"
  | "rbac-forbidden"
  | "api-resource-missing"
  | "leader-election-lost"
  | "unknown-flag"
  | "usage-printed"
  | "config-invalid"
  | "env-missing"
  | "module-not-found"
  | "shell-command-not-found"
  | "shell-file-not-found"
  | "shell-not-executable"
  | "broken-pipe"
  | "timeout-signalled"
  | "timeout-reached"
  | "shutdown-requested"
  | "keyboard-interrupt";

export type Origin =
  | "signal"
  | "start"
  | "program"
  | "wrapper"
  | "manager"
  | "lost";

export type QosClass =
  | "BestEffort"
  | "Burstable"
  | "Guaranteed";

export type ReasonPlace =
  | "terminated"
  | "waiting"
  | "pod"
  | "condition"
  | "node-condition"
  | "job"
  | "event";

export type ReasonStatus =
  | "real"
  | "dead"
  | "folklore";

export type SignalName =
  | "SIGHUP"
  | "SIGINT"
  | "SIGQUIT"
  | "SIGILL"
  | "SIGTRAP"
  | "SIGABRT"
  | "SIGBUS"
  | "SIGFPE"
  | "SIGKILL"
  | "SIGUSR1"
  | "SIGSEGV"
  | "SIGUSR2"
  | "SIGPIPE"
  | "SIGALRM"
  | "SIGTERM"
  | "SIGSTKFLT"
  | "SIGCHLD"
  | "SIGCONT"
  | "SIGSTOP"
  | "SIGTSTP"
  | "SIGTTIN"
  | "SIGTTOU"
  | "SIGURG"
  | "SIGXCPU"
  | "SIGXFSZ"
  | "SIGVTALRM"
  | "SIGPROF"
  | "SIGWINCH"
  | "SIGIO"
  | "SIGPWR"
  | "SIGSYS";

export type Standard =
  | "ansi"
  | "posix"
  | "bsd"
  | "systemv"
  | "other";

export type Step =
  | "killing"
  | "pre-stop"
  | "turn"
  | "stop-signal"
  | "drain"
  | "end"
  | "kill";

export type Trend =
  | "one-off"
  | "pattern";

export type MomentKind =
  | "created"
  | "run"
  | "event"
  | "probe"
  | "deletion"
  | "stop"
  | "pre-stop"
  | "stop-signal"
  | "drain"
  | "kill"
  | "grace-end"
  | "back-off";
