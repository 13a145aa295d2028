// Captures of real deaths, to click. The task that builds the page copies the files from the corpus.

export const EXAMPLES = [
  {
    title: "OOMKilled at its limit",
    about: "a pod that reached 64Mi, its events and the node's kernel log",
    files: [
      "corpus/kubelet/node1-oom-main-never/pod.json",
      "corpus/kubelet/node1-oom-main-never/events.json",
      "corpus/kubelet/node1-oom-main-never/dmesg.txt",
    ],
  },
  {
    title: "A liveness probe that failed",
    about: "exit code 143, and the probe's events say why",
    files: [
      "corpus/kubelet/node1-liveness-fail-term143/pod.json",
      "corpus/kubelet/node1-liveness-fail-term143/events.json",
    ],
  },
  {
    title: "A grace period that was too short",
    about: "SIGTERM, two seconds, SIGKILL",
    files: [
      "corpus/kubelet/node1-term-ignored-grace2/pod.json",
      "corpus/kubelet/node1-term-ignored-grace2/events.json",
    ],
  },
  {
    title: "A command that is not in the image",
    about: "what kubectl describe prints",
    files: ["corpus/kubelet/node1-cmd-missing-abs-always/describe.txt"],
  },
  {
    title: "An image that is not there",
    about: "ImagePullBackOff in kubectl describe",
    files: ["corpus/kubelet/node1-image-not-found/describe.txt"],
  },
  {
    title: "Evicted for its files",
    about: "an emptyDir beyond its size limit",
    files: ["corpus/kubelet/node1-evict-emptydir-sizelimit/describe.txt"],
  },
  {
    title: "docker inspect of a container",
    about: "no cluster, only an engine's word",
    files: ["corpus/docker/oom-java-exit3.inspect.json", "corpus/docker/oom-java-exit3.log"],
  },
  { title: "Just a number", about: "137, and what it does and does not say", text: "137" },
];
