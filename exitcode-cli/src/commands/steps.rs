//! The whole loop from a symptom to a cure: identify, classify, fix, prevent.

use std::collections::HashSet;

use anstyle::{AnsiColor, Style};
use exitcode_core::command::{Template, Values};
use exitcode_core::{Cause, Check, Diagnosis, Remedy, Stage, When};

use crate::render::wrapped_in;

/// One thing to do.
#[derive(Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
struct Step {
    /// What to do, as an order.
    title: &'static str,
    /// The command that does it.
    command: Option<String>,
    /// The cause that it is for; of the checks that come first, none.
    cause: Option<&'static str>,
    /// What must hold for it to be worth doing.
    when: &'static str,
}

/// The steps of every stage, in order.
#[derive(Debug, serde::Serialize)]
pub(super) struct Steps {
    /// The name of this schema.
    schema: &'static str,
    /// The stages that have steps, in order.
    stages: Vec<StageSteps>,
}

#[derive(Debug, serde::Serialize)]
struct StageSteps {
    /// The stage.
    stage: &'static str,
    /// Its steps, in order.
    steps: Vec<Step>,
}

/// How many of the causes that come into question are gone through.
const CAUSES: usize = 3;

impl Steps {
    /// Of a diagnosis whose causes are not decided.
    pub(super) fn of(diagnosis: &Diagnosis<'_>) -> Self {
        let values = diagnosis.values();
        let next: Vec<_> = diagnosis.next_checks().map(|next| next.check()).collect();
        let causes = diagnosis.findings().take(CAUSES);
        let causes: Vec<(Cause, Vec<&Remedy>)> =
            causes.map(|finding| (finding.cause(), finding.remedies().collect())).collect();
        Self::new(&values, &next, &causes)
    }

    /// Of a cause that is known already.
    pub(super) fn of_cause(cause: Cause, values: &Values<'_>) -> Self {
        Self::new(values, &[], &[(cause, cause.remedies().iter().collect())])
    }

    fn new(values: &Values<'_>, next: &[Check], causes: &[(Cause, Vec<&Remedy>)]) -> Self {
        let mut seen = HashSet::new();
        let stages = Stage::ALL.iter().map(|&stage| {
            let mut steps = Vec::new();
            let mut add = |step: Step| {
                if seen.insert(step.command.clone().unwrap_or_else(|| step.title.to_owned())) {
                    steps.push(step);
                }
            };
            let general = |title, command: Option<String>| Step {
                title,
                command,
                cause: None,
                when: When::Always.id(),
            };
            let filled = |template: Template| template.fill(values).map(|line| line.to_string());
            match stage {
                Stage::Identify => {
                    if values.pod.is_none() {
                        add(general(
                            "Find the pod: one that restarts or does not run",
                            filled(PODS),
                        ));
                    }
                    add(general("See the pod's status, restarts and node", filled(POD)));
                    add(general("See its containers and how each one ended", filled(CONTAINERS)));
                }
                Stage::Classify => {
                    add(general("Read what Kubernetes says of the pod", filled(DESCRIBE)));
                    let first = [Check::LastState, Check::PreviousLog, Check::Events];
                    for check in first.iter().chain(next) {
                        let command = check.command(values).map(|line| line.to_string());
                        add(general(check.title(), command));
                    }
                }
                _ => {}
            }
            for (cause, remedies) in causes {
                for remedy in remedies.iter().filter(|remedy| remedy.stage() == stage) {
                    add(Step {
                        title: remedy.title(),
                        command: remedy.command(values).map(|line| line.to_string()),
                        cause: Some(cause.id()),
                        when: remedy.when().id(),
                    });
                }
            }
            StageSteps { stage: stage.id(), steps }
        });
        Self { schema: "exitcode.steps/v1", stages: stages.collect() }
    }

    pub(super) fn text(&self) -> String {
        const BOLD: Style = Style::new().bold();
        let command_style = AnsiColor::Cyan.on_default();
        let mut text = String::new();
        let mut number = 1;
        for StageSteps { stage, steps } in &self.stages {
            if number > 1 {
                text.push('\n');
            }
            let title = Stage::ALL.iter().find(|known| known.id() == *stage).map(heading);
            text.push_str(&format!("{BOLD}{}{BOLD:#}\n", title.unwrap_or(stage)));
            let mut cause = None;
            for step in steps {
                if step.cause != cause {
                    cause = step.cause;
                    let known = cause.and_then(Cause::from_id);
                    if self.causes() > 1
                        && let Some(known) = known
                    {
                        let line = format!("If it is this: {}", known.title());
                        wrapped_in(&mut text, "  ", "  ", Style::new().dimmed(), &line);
                    }
                }
                let when = match step.when {
                    "always" => String::new(),
                    when => format!(" ({when} only)"),
                };
                let first = format!("{number:>3}. ");
                let title = format!("{}{when}", step.title);
                wrapped_in(&mut text, &first, "     ", Style::new(), &title);
                if let Some(command) = &step.command {
                    text.push_str(&format!("     {command_style}{command}{command_style:#}\n"));
                }
                number += 1;
            }
        }
        text
    }

    fn causes(&self) -> usize {
        let steps = self.stages.iter().flat_map(|stage| &stage.steps);
        steps.filter_map(|step| step.cause).collect::<HashSet<_>>().len()
    }
}

const fn heading(stage: &Stage) -> &'static str {
    match stage {
        Stage::Identify => "Identify: which pod and which container",
        Stage::Classify => "Classify: what ended it",
        Stage::Fix => "Fix",
        Stage::Prevent => "Prevent",
        _ => "Then",
    }
}

const PODS: Template = Template::new("kubectl get pods[[ -n {namespace}]] -o wide");
const POD: Template = Template::new("kubectl get pod {pod}[[ -n {namespace}]] -o wide");
const CONTAINERS: Template = Template::new(
    "kubectl get pod {pod}[[ -n {namespace}]] -o jsonpath='{range .status.containerStatuses[*]}\
     {.name}{\"\\t\"}{.restartCount}{\"\\t\"}{.state}{\"\\t\"}{.lastState}{\"\\n\"}{end}'",
);
const DESCRIBE: Template = Template::new("kubectl describe pod {pod}[[ -n {namespace}]]");
