use anstyle::Style;
use exitcode_core::arithmetic::entrypoint::{Answer, Entrypoint, Form, Reaction, Takeover};
use exitcode_k8s::text::Visible;

use super::files::{STDIN, contents, text_of};
use super::{Output, write};
use crate::dockerfile::Dockerfile;
use crate::render::{field, wrapped};
use crate::{Error, Status};

/// Say whether an application gets the SIGTERM that ends its container
///
/// The runtime sends SIGTERM to PID 1 and to nothing else. Whether the application is PID 1 depends
/// on the form of the entry point, on the shell and on wrappers, and a PID 1 without a handler
/// ignores it.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Entry {
    /// A Dockerfile; `-` is standard input
    #[arg(value_name = "DOCKERFILE", required_unless_present = "argv")]
    file: Option<String>,
    /// The image, which tells what its /bin/sh is; for a Dockerfile that of its last stage
    #[arg(short, long)]
    image: Option<String>,
    /// The command as the pod or the image has it: entry point and arguments together
    #[arg(last = true, conflicts_with = "file")]
    argv: Vec<String>,
    /// How to print the answer
    #[arg(short, long, value_enum, default_value_t)]
    output: Output,
    /// End with status 1 if SIGTERM does not end the container
    #[arg(long)]
    exit_code: bool,
}

const EXAMPLES: &str = "\
Examples:
  exitcode entrypoint Dockerfile
  exitcode entrypoint --image python:3.12-slim -- sh -c 'python app.py'
  exitcode entrypoint -- tini -- node server.js
  exitcode entrypoint Dockerfile --exit-code --output json";

#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
struct Verdict {
    /// The name of this schema.
    schema: &'static str,
    /// The command that was looked at.
    argv: Vec<String>,
    /// The image that it runs in, if that is known.
    image: Option<String>,
    /// Whether it is in shell form or in exec form.
    form: &'static str,
    /// The shell, if there is one.
    shell: Option<&'static str>,
    /// Whether the shell replaces itself by the program.
    takeover: Option<&'static str>,
    /// The init or wrapper before the program.
    wrapper: Option<&'static str>,
    /// What is known of the program.
    program: Option<&'static str>,
    /// Who gets the stop signal.
    receives_sigterm: &'static str,
    /// Whether the program ends on it.
    ends_on_sigterm: &'static str,
    /// The command written so that the program is PID 1.
    exec_form: Option<Vec<String>>,
}

impl Entry {
    pub(crate) fn run(self) -> Result<Status, Error> {
        let (argv, image, place) = match &self.file {
            None => (self.argv.clone(), self.image.clone(), None),
            Some(name) => {
                let text = text_of(contents(name)?);
                let file = Dockerfile::read(&text);
                let name = if name == STDIN { "standard input" } else { name };
                if file.argv.is_empty() {
                    let text = match file.stages {
                        0 => format!("`{name}` is no Dockerfile: it has no FROM"),
                        _ => format!(
                            "`{name}` has neither ENTRYPOINT nor CMD: its base image {} decides",
                            Visible(file.image.as_deref().unwrap_or("scratch"))
                        ),
                    };
                    return Err(Error::Unreadable(text));
                }
                let place = file.place();
                (file.argv, self.image.clone().or(file.image), Some(place))
            }
        };
        let words: Vec<_> = argv.iter().map(String::as_str).collect();
        let Some(entry) = Entrypoint::from_argv(&words, image.as_deref()) else {
            return Err(Error::Unreadable("the command is empty".to_owned()));
        };
        let exec_form = entry.exec_form().map(|form| form.to_string());
        let by_system = by_system(&words, &entry);
        let answer = || Verdict {
            schema: "exitcode.entrypoint/v1",
            argv: argv.clone(),
            image: image.clone(),
            form: form_id(entry.form()),
            shell: entry.shell().map(|shell| shell.name()),
            takeover: entry.takeover().map(takeover_id),
            wrapper: entry.wrapper().map(|wrapper| wrapper.name()),
            program: entry.program().map(|program| program.id()),
            receives_sigterm: answer_id(entry.receives_sigterm()),
            ends_on_sigterm: answer_id(entry.ends_on_sigterm()),
            exec_form: exec_form.as_deref().and_then(|form| serde_json::from_str(form).ok()),
        };
        let text = || {
            let told = Told { argv: &argv, place: place.as_deref(), image: image.as_deref() };
            text(&told, &entry, &by_system, exec_form.as_deref())
        };
        write(self.output, text, answer)?;
        let trouble = entry.ends_on_sigterm() == Answer::No;
        Ok(Status::from(u8::from(self.exit_code && trouble)))
    }
}

const fn answer_id(answer: Answer) -> &'static str {
    match answer {
        Answer::Yes => "yes",
        Answer::No => "no",
        Answer::Unknown => "unknown",
    }
}

const fn form_id(form: Form) -> &'static str {
    match form {
        Form::Exec => "exec",
        Form::Shell => "shell",
        Form::Script => "script",
        Form::Wrapper => "wrapper",
        _ => "other",
    }
}

const fn takeover_id(takeover: Takeover) -> &'static str {
    match takeover {
        Takeover::Replaces => "replaces",
        Takeover::Forks => "forks",
        Takeover::Ends => "ends",
        Takeover::Forwards => "forwards",
        _ => "unsure",
    }
}

/// Where the command was read.
struct Told<'t> {
    argv: &'t [String],
    place: Option<&'t str>,
    image: Option<&'t str>,
}

/// Images whose /bin/sh is a different shell each.
const SYSTEMS: [(&str, &str); 3] =
    [("Debian and Ubuntu", "debian"), ("Alpine", "alpine"), ("Fedora and Red Hat", "fedora")];

/// Whether the application gets SIGTERM on each system, where that depends on the system.
fn by_system(words: &[&str], entry: &Entrypoint<'_>) -> Vec<(&'static str, &'static str, Answer)> {
    if entry.receives_sigterm() != Answer::Unknown || entry.shell().is_some() {
        return Vec::new();
    }
    let answers = SYSTEMS.iter().filter_map(|&(system, image)| {
        let entry = Entrypoint::from_argv(words, Some(image))?;
        Some((system, entry.shell()?.name(), entry.receives_sigterm()))
    });
    answers.filter(|(.., answer)| *answer != Answer::Unknown).collect()
}

fn text(
    Told { argv, place, image }: &Told<'_>,
    entry: &Entrypoint<'_>,
    by_system: &[(&str, &str, Answer)],
    exec_form: Option<&str>,
) -> String {
    const BOLD: Style = Style::new().bold();
    let mut text = String::new();
    let headline = match by_system {
        [] => headline(entry),
        _ => "Whether the application gets SIGTERM depends on the image; see --image.",
    };
    wrapped(&mut text, BOLD, headline);
    text.push('\n');
    let words: Vec<_> = argv.iter().map(|word| format!("{word:?}")).collect();
    let argv = format!("[{}]", words.join(", "));
    field(&mut text, "Command", &Visible(&argv).to_string());
    if let Some(place) = place {
        field(&mut text, "From", &Visible(place).to_string());
    }
    if let Some(image) = image {
        field(&mut text, "Image", &Visible(image).to_string());
    }
    field(&mut text, "Form", &form(entry));
    if by_system.is_empty() {
        field(&mut text, "SIGTERM", &who(entry));
    } else {
        let answers: Vec<_> = by_system
            .iter()
            .map(|(system, shell, answer)| format!("{system} ({shell}): {}", answer_id(*answer)))
            .collect();
        let answers = answers.join(", ");
        field(&mut text, "SIGTERM", &format!("gets to the application? {answers}"));
    }
    field(&mut text, "Then", &then(entry));
    match exec_form {
        Some(exec_form) => field(&mut text, "Use", &Visible(exec_form).to_string()),
        None if entry.receives_sigterm() != Answer::Yes => {
            field(&mut text, "Use", advice(entry));
        }
        None => {}
    }
    text
}

const fn headline(entry: &Entrypoint<'_>) -> &'static str {
    match (entry.receives_sigterm(), entry.ends_on_sigterm()) {
        (Answer::Yes, Answer::Yes) => "The application gets SIGTERM and ends.",
        (Answer::Yes, Answer::No) => {
            "The application gets SIGTERM, and as it is, it lives on until SIGKILL."
        }
        (Answer::Yes, Answer::Unknown) => {
            "The application gets SIGTERM; whether it ends is up to its own handler."
        }
        (Answer::No, Answer::Yes) => {
            "The container ends on SIGTERM, but the application is not told: it is killed."
        }
        (Answer::No, _) => {
            "The application does not get SIGTERM: the grace period runs out, then SIGKILL (137)."
        }
        (Answer::Unknown, _) => "Whether the application gets SIGTERM cannot be told from this.",
    }
}

fn form(entry: &Entrypoint<'_>) -> String {
    let shell = match entry.shell() {
        Some(shell) => format!("run by {}", shell.name()),
        None => "run by a shell that the image decides".to_owned(),
    };
    let mut form = match entry.form() {
        Form::Exec => "exec form: the program itself".to_owned(),
        Form::Shell => format!("shell form: a command text, {shell}"),
        Form::Script => "a script, whose text decides".to_owned(),
        _ => "a wrapper that keeps the program as its child".to_owned(),
    };
    if let Some(wrapper) = entry.wrapper() {
        form.push_str(&format!(", started by {}", wrapper.name()));
    }
    form
}

fn who(entry: &Entrypoint<'_>) -> String {
    let text = match (entry.takeover(), entry.wrapper()) {
        (Some(Takeover::Replaces), _) => {
            "the shell replaces itself by the application, which gets it"
        }
        (Some(Takeover::Forks | Takeover::Ends), _) => {
            match (entry.receives_sigterm(), entry.ends_on_sigterm()) {
                (Answer::Yes, _) => "goes to the whole process group, the application as well",
                (Answer::Unknown, _) => {
                    "goes to the whole process group, which may end before the application hears it"
                }
                (Answer::No, Answer::Yes) => {
                    "goes to the shell, which ends; the application is killed with it, unasked"
                }
                (Answer::No, Answer::No) => {
                    "goes to the shell, which stays PID 1 and drops it; the application, its \
                     child, hears nothing"
                }
                (Answer::No, Answer::Unknown) => {
                    "goes to the shell, whose trap runs when the application has ended"
                }
            }
        }
        (Some(Takeover::Forwards), _) => "goes to the shell, which hands it on",
        (Some(_), _) => "depends on which shell runs it, or on what cannot be seen here",
        (None, Some(wrapper)) => {
            let name = wrapper.name();
            return match entry.receives_sigterm() {
                Answer::Yes => format!("goes through {name} to the application"),
                Answer::No => format!("goes to {name}, which does not hand it on"),
                Answer::Unknown => format!("goes to {name}, and on as its settings say"),
            };
        }
        (None, None) => match entry.receives_sigterm() {
            Answer::Yes => "goes to the application, which is PID 1",
            Answer::No => "does not reach the application",
            Answer::Unknown => "goes to the script, which has to `exec` the application",
        },
    };
    text.to_owned()
}

fn then(entry: &Entrypoint<'_>) -> String {
    let program = entry.program().map_or("the application", |program| program.id());
    match (entry.reaction(), entry.ends_on_sigterm()) {
        (Some(Reaction::Exits(code)), _) => format!("{program} ends with exit code {code}"),
        (Some(Reaction::Dies(signal)), _) => {
            format!("{program} dies of {} (exit code {})", signal.name(), 128 + posix(signal))
        }
        (Some(_), Answer::Unknown) => format!(
            "{program} lives on unless its code installs a handler: as PID 1 it ignores signals \
             that have none"
        ),
        (Some(_), _) => format!("{program} lives on until SIGKILL: exit code 137"),
        (None, Answer::Yes) => "the container ends".to_owned(),
        (None, Answer::No) => "nothing, until SIGKILL at the end of the grace period".to_owned(),
        (None, Answer::Unknown) => {
            "depends on the application: PID 1 ignores SIGTERM unless it installs a handler"
                .to_owned()
        }
    }
}

fn posix(signal: exitcode_core::Signal) -> u16 {
    signal.number(exitcode_core::Abi::Linux).map_or(0, u16::from)
}

const fn advice(entry: &Entrypoint<'_>) -> &'static str {
    match entry.form() {
        Form::Script => {
            "`exec \"$@\"` as the script's last line, so that the application replaces it"
        }
        Form::Wrapper => "the program itself as the command, without the wrapper",
        _ => {
            "no exec form can be derived: the text needs its shell. Put `exec` before the \
             application, or start it by an init such as tini with -g"
        }
    }
}
