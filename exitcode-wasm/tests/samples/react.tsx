import { createRoot } from "react-dom/client";

import { WhyItDied } from "./WhyItDied";

const pod = {
  kind: "Pod",
  metadata: { name: "api-0" },
  status: {
    containerStatuses: [{ name: "api", state: { terminated: { exitCode: 137, reason: "OOMKilled" } } }],
  },
};

const main = document.querySelector("main");
if (main) createRoot(main).render(<WhyItDied pod={pod} />);
