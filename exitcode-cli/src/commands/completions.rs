use std::io;

use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::{Arguments, Error, Status};

/// Print the completions for a shell
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Completions {
    shell: Shell,
}

const EXAMPLES: &str = "\
Examples:
  exitcode completions bash > /etc/bash_completion.d/exitcode
  exitcode completions zsh > ~/.zfunc/_exitcode
  exitcode completions fish > ~/.config/fish/completions/exitcode.fish

kubectl completes names of pods behind `kubectl exitcode` when it finds this program by the name
kubectl_complete-exitcode:
  ln -s \"$(command -v exitcode)\" ~/.local/bin/kubectl_complete-exitcode";

impl Completions {
    pub(crate) fn run(self) -> Result<Status, Error> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Arguments::command(), "exitcode", &mut script);
        io::Write::write_all(&mut io::stdout().lock(), &script)?;
        Ok(Status::SUCCESS)
    }
}
