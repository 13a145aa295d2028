//! The causes, and the checks that tell them apart.

use exitcode_core::command::{Template, Values};
use exitcode_core::{Cause, Check, Remedy, When};

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
        let checks: Vec<String> =
            cause.checks().iter().map(|check| format!("[{check}](checks.md#{check})")).collect();
        page.block(&format!("What would settle it, the cheapest first: {}.", checks.join(", ")));
    }
    for remedy in cause.remedies() {
        let (stage, risk, title) = (remedy.stage(), remedy.risk(), prose(remedy.title()));
        let when = match remedy.when() {
            When::Always => String::new(),
            when => format!(", where {when}"),
        };
        let command = remedy.template().map(printed).unwrap_or_default();
        page.block(&format!("- **{stage}** ({risk}{when}): {title}{command}"));
    }
    let links: Vec<String> = cause.references().iter().map(|url| format!("<{url}>")).collect();
    page.block(&format!("See {}", links.join(", ")));
}

/// `docs/reference/checks.md`.
pub(super) fn checks_page() -> String {
    let mut page = Page::new("Checks");
    page.block("What can be looked at to tell causes apart, the cheapest first.");
    for check in Check::ALL {
        page.block(&format!("## {check}"));
        page.block(&format!("{}{}", prose(check.title()), printed(check.template())));
    }
    page.finish()
}

/// A command as a block inside a list: the way it is printed when no name is known.
fn printed(template: Template) -> String {
    let command = match template.fill(&Values::default()) {
        Some(command) => command.to_string(),
        None => template.text().to_owned(),
    };
    format!("\n\n  ```sh\n  {command}\n  ```")
}

/// The member `causes` of the export.
pub(super) fn json() -> Json {
    let cause = |cause: &Cause| {
        Json::object([
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
    Json::object([
        ("stage", remedy.stage().id().into()),
        ("risk", remedy.risk().id().into()),
        ("when", remedy.when().id().into()),
        ("title", remedy.title().into()),
        ("template", remedy.template().map(Template::text).into()),
    ])
}

/// The member `checks` of the export.
pub(super) fn checks_json() -> Json {
    let check = |check: &Check| {
        Json::object([
            ("id", check.id().into()),
            ("title", check.title().into()),
            ("template", check.template().text().into()),
        ])
    };
    Check::ALL.iter().map(check).collect()
}
