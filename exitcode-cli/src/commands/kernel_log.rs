use std::io::Write as _;

use exitcode_k8s::{kernel_log, text};

use super::files::{contents, text_of};
use super::write_json;
use crate::render::width;
use crate::{Error, Status};

/// Read the OOM kills and crashes out of a kernel log
///
/// Takes what dmesg, journalctl -k, a syslog file or a serial console has, from Linux 2.6.32 on, also
/// inside JSON or a container's log. Lines may be missing, and others may stand between.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct KernelLog {
    /// The log to read; `-` is standard input
    #[arg(value_name = "FILE", default_value = "-")]
    file: String,
    /// How to print what was found
    #[arg(short, long, value_enum, default_value_t)]
    output: Output,
}

const EXAMPLES: &str = "\
Examples:
  dmesg | exitcode kernel-log
  journalctl -k -b -1 | exitcode kernel-log --output json
  exitcode kernel-log /var/log/kern.log";

#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
enum Output {
    /// For a person, a paragraph each
    #[default]
    Text,
    /// `exitcode.kernel-log/v1`: sizes in bytes, places as byte ranges
    Json,
}

impl KernelLog {
    pub(crate) fn run(self) -> Result<Status, Error> {
        let log = text_of(contents(&self.file)?);
        match self.output {
            Output::Text => {
                let text = text::KernelLog::new(&log).width(width()).styled();
                let mut stdout = anstream::stdout().lock();
                write!(stdout, "{text}")?;
                stdout.flush()?;
            }
            Output::Json => write_json(&kernel_log::KernelLog::read(&log))?,
        }
        Ok(Status::SUCCESS)
    }
}
