//! The causes.

use exitcode_core::command::{Template, Values};
use exitcode_core::{Cause, Check, Remedy, Stage};

use super::json::Json;
use super::markdown::{Page, prose};

/// `docs/reference/causes.md`.
pub(super) fn page() -> String {
    let mut page = Page::new("Causes");
    page.block(
        "The ids are stable: they are never renamed, and never used for anything else. *Fault* is \
         what has to change; *retry* is whether to run the same thing again. Commands are as they \
         are printed when nothing is known of the cluster; with a pod at hand, exitcode fills its \
         names in.",
    );
    page.table(
        &["cause", "what happened", "fault", "retry"],
        Cause::ALL.iter().map(|cause| {
            vec![
                link(*cause),
                prose(cause.title()),
                cause.fault().to_string(),
                cause.retry().to_string(),
            ]
        }),
    );
    for cause in Cause::ALL {
        section(&mut page, *cause);
    }
    page.finish()
}

fn link(cause: Cause) -> String {
    format!("[`{cause}`](#{cause})")
}

fn section(page: &mut Page, cause: Cause) {
    page.block(&format!("## {cause}"));
    page.block(&format!("**{}.** {}", prose(cause.title()), prose(cause.why())));
    if !cause.leads_to().is_empty() {
        let mechanisms: Vec<String> = cause.leads_to().iter().copied().map(link).collect();
        page.block(&format!("It works through {}.", mechanisms.join(", ")));
    }
    if !cause.checks().is_empty() {
        page.block("What would settle it:");
        for check in cause.checks() {
            step(page, check.title(), Some(check.template()));
        }
    }
    for stage in Stage::ALL {
        let remedies: Vec<&Remedy> =
            cause.remedies().iter().filter(|remedy| remedy.stage() == *stage).collect();
        if remedies.is_empty() {
            continue;
        }
        page.block(&format!("To {stage} it:"));
        for remedy in remedies {
            let title = format!("{} ({})", remedy.title(), remedy.risk());
            step(page, &title, remedy.template());
        }
    }
    let links: Vec<String> = cause.references().iter().map(|url| format!("<{url}>")).collect();
    page.block(&format!("See {}", links.join(", ")));
}

fn step(page: &mut Page, title: &str, template: Option<Template>) {
    let Some(template) = template else { return page.block(&format!("- {}", prose(title))) };
    let command = match template.fill(&Values::default()) {
        Some(command) => command.to_string(),
        None => template.text().to_owned(),
    };
    page.block(&format!("- {}\n\n  ```sh\n  {command}\n  ```", prose(title)));
}

/// The member `causes` of the export.
pub(super) fn json() -> Json {
    let cause = |cause: &Cause| {
        Json::Object(vec![
            ("id", cause.id().into()),
            ("since", cause.since().into()),
            ("fault", cause.fault().id().into()),
            ("retry", cause.retry().id().into()),
            ("title", cause.title().into()),
            ("why", cause.why().into()),
            ("leadsTo", cause.leads_to().iter().map(|cause| cause.id()).collect()),
            ("checks", cause.checks().iter().map(|check| check.id()).collect()),
            ("remedies", Json::List(cause.remedies().iter().map(remedy).collect())),
            ("references", cause.references().iter().copied().collect()),
        ])
    };
    Cause::ALL.iter().map(cause).collect()
}

fn remedy(remedy: &Remedy) -> Json {
    Json::Object(vec![
        ("stage", remedy.stage().id().into()),
        ("risk", remedy.risk().id().into()),
        ("title", remedy.title().into()),
        ("template", remedy.template().map(Template::text).into()),
    ])
}

/// The member `checks` of the export.
pub(super) fn checks_json() -> Json {
    let check = |check: &Check| {
        Json::Object(vec![
            ("id", check.id().into()),
            ("title", check.title().into()),
            ("template", check.template().text().into()),
        ])
    };
    Check::ALL.iter().map(check).collect()
}
