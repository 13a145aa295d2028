//! The signals.

use exitcode_core::{Abi, Convention, Signal, Termination};

use super::json::Json;
use super::markdown::{Page, code, prose};

/// `docs/reference/signals.md`.
pub(super) fn page() -> String {
    let mut page = Page::new("Signals");
    page.block(
        "The exit code is what POSIX shells and container runtimes write for a process that died \
         of the signal. A program may exit with the same number by itself.",
    );
    let head =
        ["signal", "number", "exit code", "by default", "as PID 1", "what it says", "sent by"];
    page.table(&head, Signal::ALL.iter().map(|signal| row(*signal)));

    page.block("## Numbers on other systems");
    page.block("Where a cell is empty, the system does not have the signal.");
    let head: Vec<&str> =
        ["signal"].into_iter().chain(Abi::ALL.iter().map(|abi| abi.name())).collect();
    page.table(
        &head,
        Signal::ALL.iter().map(|signal| {
            let numbers = Abi::ALL.iter().map(|abi| number(signal.number(*abi)));
            [code(signal.name())].into_iter().chain(numbers).collect()
        }),
    );

    page.block("## When a container died of it");
    for signal in Signal::ALL {
        page.block(&format!("- **{}** {}", signal.name(), prose(signal.in_container())));
    }
    page.finish()
}

fn row(signal: Signal) -> Vec<String> {
    let killed = Termination::Signaled { signal, core_dumped: false };
    let exit_code = signal.default_action().terminates().then(|| Convention::Posix.encode(killed));
    vec![
        code(signal.name()),
        number(signal.number(Abi::Linux)),
        exit_code.flatten().map(|code| code.to_string()).unwrap_or_default(),
        signal.default_action().to_string(),
        if signal.as_pid1().ignored_from_outside() { "ignored" } else { "" }.to_owned(),
        prose(signal.summary()),
        prose(signal.sender()),
    ]
}

fn number(number: Option<u8>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

/// The member `signals` of the export.
pub(super) fn json() -> Json {
    let signal = |signal: &Signal| {
        let numbers = Abi::ALL.iter().map(|abi| (abi.name(), signal.number(*abi).into()));
        Json::object([
            ("name", signal.name().into()),
            ("numbers", Json::object(numbers)),
            ("action", signal.default_action().as_str().into()),
            ("summary", signal.summary().into()),
            ("sender", signal.sender().into()),
            ("inContainer", signal.in_container().into()),
        ])
    };
    Signal::ALL.iter().map(signal).collect()
}
