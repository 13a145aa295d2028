use std::path::PathBuf;
use std::time::Duration;

use crate::cluster::Access;

/// Which cluster is asked, and how.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "The cluster")]
pub(super) struct Connection {
    /// The context of the kubeconfig
    #[arg(long, value_name = "NAME")]
    context: Option<String>,
    /// The kubeconfig, if it is not in its usual place
    #[arg(long, value_name = "FILE")]
    kubeconfig: Option<PathBuf>,
    /// How long to wait for each answer of the API server, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 10,
        value_parser = clap::value_parser!(u64).range(1..=3600))]
    request_timeout: u64,
}

impl Connection {
    pub(super) fn access(self) -> Access {
        Access {
            kubeconfig: self.kubeconfig,
            context: self.context,
            timeout: Duration::from_secs(self.request_timeout),
        }
    }

    /// Whether a cluster is named.
    pub(super) const fn is_chosen(&self) -> bool {
        self.context.is_some() || self.kubeconfig.is_some()
    }
}
