//! Words, numbers and commands: what is understood is written so that it reads back.

use exitcode_core::arithmetic::entrypoint::{Entrypoint, Shell, takeover, takeover_of_script};
use exitcode_core::arithmetic::quantity::Quantity;
use exitcode_core::command::{ExecForm, Owner, Values};
use exitcode_core::signature::{Place, scan};
use exitcode_core::{Cause, Check, ExitCode, Reported, Signal, TerminatedReason, WaitingReason};

use crate::dockerfile::Dockerfile;
use crate::parts;

/// Names, numbers, quantities, and what a message says.
pub fn words(data: &[u8]) {
    let text = &*String::from_utf8_lossy(data);
    if let Ok(quantity) = Quantity::parse(text) {
        let shown = quantity.to_string();
        let again = Quantity::parse(&shown).expect("a quantity reads its own form");
        assert_eq!(again, quantity, "{text:?} is {shown}");
        assert_eq!(again.to_string(), shown);
    }
    if let Ok(code) = text.parse::<ExitCode>() {
        assert_eq!(code.to_string().parse(), Ok(code));
    }
    if let Ok(signal) = text.parse::<Signal>() {
        assert_eq!(signal.name().parse(), Ok(signal), "{text:?}");
        assert_eq!(signal.short_name().parse(), Ok(signal), "{text:?}");
    }
    if let Some(cause) = Cause::from_id(text) {
        assert_eq!(cause.id(), text);
    }
    assert_eq!(Reported::<TerminatedReason>::new(text).as_str(), text);
    assert_eq!(Reported::<WaitingReason>::new(text).as_str(), text);
    for &place in Place::ALL {
        scan(text, place, |hit| {
            let quote = hit.quote(text).expect("a hit is a slice of the text");
            assert_eq!(text.get(hit.range()), Some(quote));
            if let Some(subject) = hit.subject(text) {
                assert!(text.contains(subject));
            }
        });
    }
}

/// An argument vector, a Dockerfile, a shell command: the parts of the input.
pub fn command(data: &[u8]) {
    let parts = parts(data);
    let argv: Vec<&str> = parts.iter().map(String::as_str).collect();
    if let Some(entry) = Entrypoint::from_argv(&argv, argv.last().copied()) {
        exec_form(&entry);
    }
    let text = argv.first().copied().unwrap_or_default();
    for line in text.lines() {
        for line in [line.to_owned(), format!("CMD {line}")] {
            if let Some(entry) = Entrypoint::from_dockerfile(&line, &[], None) {
                exec_form(&entry);
            }
        }
    }
    let file = Dockerfile::read(text);
    let _ = (file.place(), file.stages, file.image);
    let argv_of_file: Vec<&str> = file.argv.iter().map(String::as_str).collect();
    if let Some(entry) = Entrypoint::from_argv(&argv_of_file, None) {
        exec_form(&entry);
    }
    for &shell in Shell::ALL {
        let _ = (takeover(shell, text), takeover_of_script(shell, text));
    }
    let other = argv.get(1).copied().unwrap_or_default();
    let mut values = Values::default();
    values.namespace = Some(text);
    values.pod = Some(other);
    values.container = Some(text);
    values.node = Some(other);
    values.owner = Some(Owner { kind: "Deployment", name: text });
    values.image = Some(text);
    values.exec_form = Some(ExecForm::Words(&argv));
    values.secret = Some(other);
    values.key = Some(text);
    values.mount_path = Some(other);
    values.binary = Some(text);
    values.library = Some(other);
    let templates = Cause::ALL
        .iter()
        .flat_map(|cause| cause.remedies().iter().filter_map(|remedy| remedy.template()))
        .chain(Check::ALL.iter().map(|check| check.template()));
    for command in templates.filter_map(|template| template.fill(&values)) {
        let command = command.to_string();
        assert!(!command.chars().any(char::is_control), "{command:?}");
        assert!(shlex::split(&command).is_some(), "no words of a shell: {command}");
    }
}

/// The form of an entry point that is proposed is a JSON array of words.
fn exec_form(entry: &Entrypoint<'_>) {
    if let Some(form) = entry.exec_form() {
        let shown = form.to_string();
        let words: Result<Vec<String>, _> = serde_json::from_str(&shown);
        assert!(words.is_ok_and(|words| !words.is_empty()), "{shown}");
    }
}
