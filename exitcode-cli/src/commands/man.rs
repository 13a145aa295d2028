use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use clap::CommandFactory as _;
use clap_mangen::Man;
use exitcode_k8s::text::Visible;

use crate::{Arguments, Error, Status};

/// Print the manual page, of the program or of one of its commands
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Manual {
    /// The command whose page it is; the whole program's without it
    command: Option<String>,
    /// Write all pages into this folder
    #[arg(short, long, value_name = "FOLDER", conflicts_with = "command")]
    dir: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  exitcode man | man -l -
  exitcode man explain | man -l -
  exitcode man --dir /usr/local/share/man/man1";

impl Manual {
    pub(crate) fn run(self) -> Result<Status, Error> {
        let mut program = Arguments::command();
        program.build();
        if let Some(folder) = &self.dir {
            write_page(folder, "exitcode", program.clone())?;
            for command in program.get_subcommands().filter(|one| one.get_name() != "help") {
                let name = format!("exitcode-{}", command.get_name());
                write_page(folder, &name, command.clone())?;
            }
            return Ok(Status::SUCCESS);
        }
        let page = match &self.command {
            None => page(program)?,
            Some(name) => match program.find_subcommand(name) {
                Some(command) => page(command.clone())?,
                None => {
                    let text = format!("there is no command `{}`", Visible(name));
                    return Err(Error::Unreadable(text));
                }
            },
        };
        io::stdout().lock().write_all(&page)?;
        Ok(Status::SUCCESS)
    }
}

fn page(command: clap::Command) -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    Man::new(command).render(&mut page)?;
    Ok(page)
}

fn write_page(folder: &Path, name: &str, command: clap::Command) -> Result<(), Error> {
    let path = folder.join(format!("{name}.1"));
    fs::write(&path, page(command)?).map_err(|error| {
        let path = path.display().to_string();
        Error::Unreadable(format!("cannot write `{}`: {error}", Visible(&path)))
    })
}
