//! Everything that reads a text, or writes one.

use std::hint::black_box;

use exitcode_core::arithmetic::entrypoint::{Entrypoint, Shell, takeover, takeover_of_script};
use exitcode_core::arithmetic::quantity::Quantity;
use exitcode_core::command::{ExecForm, Values};
use exitcode_core::kernel_log::{daemon_kills, faults, kills, without_victim};
use exitcode_core::signature::{Place, scan};
use exitcode_core::{Cause, Check, Event, ExitCode, Observation, Owner, Signal, diagnose};
use exitcode_k8s::patch::Patch;
use exitcode_k8s::report::{Report, Unit};
use exitcode_k8s::triage::Triage;
use exitcode_k8s::{
    Input, Items, history, html, parse_time, read, read_object, status_column, text,
};

/// The program's reader of Dockerfiles.
#[path = "../../../../exitcode-cli/src/dockerfile.rs"]
mod dockerfile;
/// The program's reader of manifests.
#[path = "../../../../exitcode-cli/src/yaml.rs"]
mod manifest;

/// What is prepared for a text is measured when it is called.
type Prepare = for<'a> fn(&'a str) -> Box<dyn FnMut() + 'a>;

pub(crate) struct Reader {
    pub(crate) name: &'static str,
    pub(crate) prepare: Prepare,
}

pub(crate) const READERS: &[Reader] = &[
    reader("paste", |text| measured(move || observed("-", text))),
    reader("log", |text| measured(move || observed("api.log", text))),
    reader("kernel log of a container", |text| measured(move || observed("dmesg.txt", text))),
    reader("report", |text| measured(move || report("-", text))),
    reader("history", |text| measured(move || history::of(&read(&[Input::new("-", text)])))),
    reader("terminal", |text| {
        let report = report("-", text);
        measured(move || text::Report::new(&report).to_string())
    }),
    reader("html", |text| {
        let report = report("-", text);
        measured(move || html::Report::new(&report).to_string())
    }),
    reader("json", |text| {
        let report = report("-", text);
        measured(move || serde_json::to_string(&report))
    }),
    reader("json, read back", |text| {
        let json = serde_json::to_string(&report("-", text)).unwrap_or_default();
        measured(move || serde_json::from_str::<Report>(&json).is_ok())
    }),
    reader("offsets of JavaScript", |text| {
        let report = report("-", text);
        measured(move || {
            report.clone().count_in(Unit::Utf16, &[Input::new("-", text)], |_| true);
        })
    }),
    reader("one object", |text| measured(move || object(text))),
    reader("status column", |text| measured(move || status_column(text))),
    reader("list", |text| measured(move || triage(text))),
    reader("manifest", |text| measured(move || manifest::documents(text).is_ok())),
    reader("patch", |text| {
        measured(move || {
            let patch = Patch::of_command(text, false);
            let set = Patch::of_command(SET, false).and_then(|set| set.operations_on(text));
            (patch.is_some(), set.is_some())
        })
    }),
    reader("bytes", |text| measured(move || Input::from_bytes("-", text.as_bytes()).text().len())),
    reader("kills", |text| measured(move || kills(text).count())),
    reader("faults", |text| measured(move || faults(text).count())),
    reader("daemon kills", |text| measured(move || daemon_kills(text).count())),
    reader("no victim", |text| measured(move || without_victim(text).count())),
    reader("kernel log as text", |text| {
        measured(move || text::KernelLog::new(text).to_string().len())
    }),
    reader("signatures", |text| {
        measured(move || {
            let mut count = 0;
            Place::ALL.iter().for_each(|place| scan(text, *place, |_| count += 1));
            count
        })
    }),
    reader("termination message", |text| {
        measured(move || cause(&Observation::new().exit_code(1).reason("Error").message(text)))
    }),
    reader("log of an observation", |text| {
        measured(move || cause(&Observation::new().exit_code(1).reason("Error").log(text)))
    }),
    reader("events of an observation", |text| {
        let event = |message| {
            let mut event = Event::default();
            (event.reason, event.message, event.count) = ("Failed".into(), message, 1);
            event
        };
        let events: Vec<_> = text.lines().map(|line| event(line.into())).collect();
        measured(move || cause(&Observation::new().exit_code(1).reason("Error").events(&events)))
    }),
    reader("words", |text| {
        measured(move || {
            let quantity = Quantity::parse(text).is_ok();
            let code = text.parse::<ExitCode>().is_ok();
            let signal = text.parse::<Signal>().is_ok();
            (quantity, code, signal, Cause::from_id(text), parse_time(text))
        })
    }),
    reader("argument vector", |text| {
        let argv: Vec<_> = text.split_ascii_whitespace().collect();
        measured(move || exec_form(Entrypoint::from_argv(&argv, Some(text))))
    }),
    reader("instruction of a Dockerfile", |text| {
        measured(move || exec_form(Entrypoint::from_dockerfile(text, &[], None)))
    }),
    reader("Dockerfile", |text| {
        measured(move || {
            let file = dockerfile::Dockerfile::read(text);
            (file.place().len(), file.stages, file.image.is_some(), file.argv.len())
        })
    }),
    reader("shell command", |text| {
        measured(move || {
            for &shell in Shell::ALL {
                black_box((takeover(shell, text), takeover_of_script(shell, text)));
            }
        })
    }),
    reader("commands to run", |text| measured(move || filled(text))),
];

/// A command that sets what a container runs.
const SET: &str = "kubectl patch deployment/api -n shop -p '{\"spec\":{\"template\":{\"spec\":\
                   {\"containers\":[{\"name\":\"c1\",\"command\":[\"a\"]}]}}}}'";

const fn reader(name: &'static str, prepare: Prepare) -> Reader {
    Reader { name, prepare }
}

fn measured<'a, T>(mut run: impl FnMut() -> T + 'a) -> Box<dyn FnMut() + 'a> {
    Box::new(move || {
        black_box(run());
    })
}

fn cause(observation: &Observation<'_>) -> Option<Cause> {
    diagnose(observation).findings().next().map(|first| first.cause())
}

fn observed(name: &str, text: &str) -> usize {
    let inputs = [Input::new(name, text)];
    let mut found = 0;
    read(&inputs).observe(|observation| found += usize::from(cause(observation).is_some()));
    found
}

fn report(name: &str, text: &str) -> Report {
    let inputs = [Input::new(name, text)];
    Report::new(&inputs, &read(&inputs))
}

fn object(text: &str) -> usize {
    let input = Input::new("-", text);
    let mut found = 0;
    read_object(&input).observe(|observation| found += usize::from(cause(observation).is_some()));
    found
}

fn triage(text: &str) -> u64 {
    let mut items = Items::new(text.as_bytes());
    let mut found = Triage::default();
    while let Ok(Some(item)) = items.next_item() {
        if let Ok(object) = item.object {
            found.add(&read_object(&Input::from_bytes("-", object)));
        }
    }
    found.table(0).objects
}

fn exec_form(entry: Option<Entrypoint<'_>>) -> usize {
    entry.and_then(|entry| entry.exec_form()).map_or(0, |form| form.to_string().len())
}

fn filled(text: &str) -> usize {
    let words: Vec<_> = text.split_ascii_whitespace().collect();
    let mut values = Values::default();
    values.namespace = Some(text);
    values.pod = Some(text);
    values.container = Some(text);
    values.owner = Some(Owner { kind: "Deployment", name: text });
    values.exec_form = Some(ExecForm::Words(&words));
    values.image = Some(text);
    let remedies = Cause::ALL.iter().flat_map(|cause| cause.remedies());
    let templates = remedies.filter_map(|remedy| remedy.template());
    let checks = Check::ALL.iter().map(|check| check.template());
    // Four of them: each is as long as the text.
    let filled = templates.chain(checks).filter_map(|template| template.fill(&values));
    filled.step_by(40).map(|command| command.to_string().len()).sum()
}
