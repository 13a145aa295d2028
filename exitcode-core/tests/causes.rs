//! Rules that every cause, remedy and check keeps.

use std::collections::{BTreeMap, BTreeSet};

use exitcode_core::{Cause, Check, Fault, Remedy, Retry, Risk, Stage, When};

/// The causes that have been promised: one id and its fault a line.
const PROMISED: &str = include_str!("oracle/causes.txt");

fn is_kebab(id: &str) -> bool {
    !id.is_empty()
        && id.split('-').all(|word| {
            !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}

fn remedies() -> impl Iterator<Item = (Cause, &'static Remedy)> {
    Cause::ALL.iter().flat_map(|&cause| cause.remedies().iter().map(move |remedy| (cause, remedy)))
}

/// Whether the process of this cause died for want of memory.
fn is_out_of_memory(cause: Cause) -> bool {
    cause.id().starts_with("oom-") || cause.id().ends_with("-heap-oom")
}

#[track_caller]
fn assert_prose(cause: Cause, text: &str) {
    assert_eq!(text.trim(), text, "{cause}: blanks around: {text}");
    assert!(!text.contains("  "), "{cause}: doubled blank: {text}");
    assert!(!text.contains(['\n', '\t']), "{cause}: line break: {text}");
    assert!(!text.to_ascii_lowercase().contains("usually"), "{cause}: says usually: {text}");
}

#[test]
fn ids_and_faults_of_a_release_are_for_ever() {
    let released: BTreeMap<_, _> = PROMISED
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split_once(' ').unwrap())
        .collect();
    for (id, fault) in &released {
        let cause: Cause = id.parse().unwrap_or_else(|_| panic!("{id} is gone from the causes"));
        assert_eq!(cause.fault().id(), *fault, "{id} had another fault when it was released");
    }
    for cause in Cause::ALL.iter().filter(|cause| cause.since() != "next") {
        assert!(released.contains_key(cause.id()), "{cause} is not in tests/oracle/causes.txt");
    }
    let distinct: BTreeSet<_> = Cause::ALL.iter().map(|cause| cause.id()).collect();
    assert_eq!(distinct.len(), Cause::ALL.len());
}

#[test]
fn ids_parse_back() {
    for &cause in Cause::ALL {
        assert!(is_kebab(cause.id()), "{cause}");
        assert_eq!(Cause::from_id(cause.id()), Some(cause));
        assert_eq!(cause.id().parse(), Ok(cause));
        assert_eq!(cause.to_string(), cause.id());
        let variant: String =
            cause.id().split('-').map(|word| word[..1].to_ascii_uppercase() + &word[1..]).collect();
        assert_eq!(format!("{cause:?}"), variant, "{cause}: variant and id differ");
    }
    assert_eq!(Cause::from_id("oom"), None);
    assert_eq!("oom".parse::<Cause>().unwrap_err().to_string(), "unknown cause");
    for &check in Check::ALL {
        assert!(is_kebab(check.id()), "{check}");
        assert_eq!(Check::from_id(check.id()), Some(check));
        assert_eq!(check.to_string(), check.id());
    }
    assert_eq!(Check::from_id("nothing"), None);
}

#[test]
fn prose_has_its_form() {
    for &cause in Cause::ALL {
        let (title, why) = (cause.title(), cause.why());
        assert!(title.len() <= 72, "{cause}: title is over 72 bytes");
        assert!(!title.ends_with('.'), "{cause}: title ends with a full stop");
        assert!(why.ends_with('.'), "{cause}: why has no full stop");
        let sentences = why.matches(". ").count() + 1;
        assert!(sentences <= 4, "{cause}: why has {sentences} sentences");
        assert_prose(cause, title);
        assert_prose(cause, why);
    }
    let titles: BTreeSet<_> = Cause::ALL.iter().map(|cause| cause.title()).collect();
    assert_eq!(titles.len(), Cause::ALL.len(), "two causes share a title");
    for (cause, remedy) in remedies() {
        let title = remedy.title();
        assert!(title.len() <= 110, "{cause}: too long: {title}");
        assert!(!title.ends_with('.'), "{cause}: full stop: {title}");
        assert!(title.starts_with(char::is_uppercase), "{cause}: lower case: {title}");
        assert_prose(cause, title);
    }
    for &check in Check::ALL {
        assert!(!check.title().ends_with('.'), "{check}");
        assert!(check.title().starts_with(char::is_uppercase), "{check}");
    }
}

#[test]
fn looking_comes_before_changing() {
    for &cause in Cause::ALL {
        let remedies = cause.remedies();
        let first = remedies.first().unwrap_or_else(|| panic!("{cause}: no remedy"));
        assert_eq!(first.risk(), Risk::Reads, "{cause}: the first remedy changes something");
        assert_eq!(first.when(), When::Always, "{cause}: the first remedy has a condition");
        assert!(remedies.is_sorted_by_key(Remedy::stage), "{cause}: stages are out of order");
        let mut seen = BTreeSet::new();
        for remedy in remedies {
            assert!(seen.insert(remedy.title()), "{cause}: twice: {}", remedy.title());
        }
    }
}

#[test]
fn what_is_wrong_has_a_check_and_a_fix() {
    for &cause in Cause::ALL {
        let has = |stage| cause.remedies().iter().any(|remedy| remedy.stage() == stage);
        assert!(!cause.checks().is_empty(), "{cause}: no check");
        let distinct: BTreeSet<_> = cause.checks().iter().collect();
        assert_eq!(distinct.len(), cause.checks().len(), "{cause}: a check stands twice");
        if !matches!(cause.fault(), Fault::None | Fault::Disruption) {
            assert!(has(Stage::Fix), "{cause}: no remedy of stage Fix");
            assert!(has(Stage::Prevent), "{cause}: no remedy of stage Prevent");
        }
    }
}

/// The dearest kind of evidence, a look at the node itself, comes after all others.
#[test]
fn the_node_is_entered_last() {
    for &cause in Cause::ALL {
        let enters = |check: &Check| matches!(check, Check::KernelLog | Check::RuntimeLog);
        assert!(
            cause.checks().is_sorted_by_key(enters),
            "{cause}: a cheap check stands behind a dear one"
        );
    }
}

#[test]
fn every_check_is_of_use() {
    let used: BTreeSet<_> = Cause::ALL.iter().flat_map(|cause| cause.checks()).collect();
    for check in Check::ALL {
        // Docker's own state is asked for where there is no pod, whatever the cause.
        assert!(used.contains(check) || *check == Check::RuntimeInspect, "{check}");
    }
}

/// A command's first words decide what it does to a running system.
#[test]
fn risk_is_what_the_command_does() {
    let reads = [
        "kubectl get ",
        "kubectl describe ",
        "kubectl logs ",
        "kubectl top ",
        "kubectl rollout history ",
        "kubectl exec ",
        "kubectl debug node/",
        "kubectl debug {pod}",
        "crane export ",
        "skopeo ",
        "docker inspect ",
        "docker logs ",
        "docker run --rm ",
        "docker buildx imagetools inspect ",
        "journalctl ",
        "openssl s_client ",
        "cosign verify ",
        "dumpbin ",
    ];
    let restarts = [
        "kubectl set ",
        "kubectl patch {workload}",
        "kubectl edit {rollout}",
        "kubectl rollout undo ",
        "kubectl rollout restart ",
        "kubectl delete pod ",
        "kubectl cordon {node} && kubectl delete pod ",
    ];
    for (cause, remedy) in remedies() {
        let Some(template) = remedy.template() else {
            assert!(remedy.risk() != Risk::Reads || remedy.stage() <= Stage::Classify, "{cause}");
            continue;
        };
        // A copy does the work of the pod, and a debugger stops what it is attached to.
        let interferes = ["--copy-to", "-- gdb "];
        if interferes.iter().any(|flag| template.text().contains(flag)) {
            assert_eq!(remedy.risk(), Risk::Changes, "{cause}: {}", template.text());
            continue;
        }
        let starts = |words: &[&str]| words.iter().any(|word| template.text().starts_with(word));
        match remedy.risk() {
            Risk::Reads => assert!(starts(&reads), "{cause}: no mere look: {}", template.text()),
            Risk::Restarts => {
                assert!(starts(&restarts), "{cause}: restarts nothing: {}", template.text());
            }
            _ => assert!(!starts(&restarts), "{cause}: restarts: {}", template.text()),
        }
    }
    for &check in Check::ALL {
        let text = check.template().text();
        assert!(reads.iter().any(|word| text.starts_with(word)), "{check}: no mere look: {text}");
    }
}

/// Raising a limit for a death that was not for want of memory wastes money and fixes nothing.
#[test]
fn only_out_of_memory_deaths_are_offered_more_memory() {
    let mut offered = 0;
    for (cause, remedy) in remedies() {
        let command = remedy.template().map_or("", |template| template.text());
        let title = remedy.title().to_ascii_lowercase();
        let offers = command.contains("memory_limit}")
            || command.contains("limits=memory")
            || (title.contains("raise") && title.contains("memory"))
            || title.contains("more memory");
        assert!(!offers || is_out_of_memory(cause), "{cause} offers memory: {}", remedy.title());
        offered += usize::from(offers);
    }
    assert!(offered > 0, "the rule finds no offer at all");
}

#[test]
fn disruption_budgets_are_for_replicated_workloads() {
    let mut found = 0;
    for (cause, remedy) in remedies() {
        let command = remedy.template().map_or("", |template| template.text());
        if command.contains("poddisruptionbudget") {
            assert_eq!(remedy.when(), When::Replicated, "{cause}: {}", remedy.title());
            found += 1;
        }
        if remedy.title().contains("updateMode") {
            assert!(remedy.title().contains("InPlaceOrRecreate"), "{cause}");
            found += 1;
        }
        // An autoscaler's mode that is deprecated.
        assert!(!remedy.title().contains("Auto,") && !command.contains("\"Auto\""), "{cause}");
    }
    assert!(found > 1);
}

/// A trigger works through its mechanisms; following them ends.
#[test]
fn mechanisms_form_no_circle() {
    for &cause in Cause::ALL {
        let mut reached: Vec<_> = cause.leads_to().to_vec();
        let mut next = 0;
        while let Some(&mechanism) = reached.get(next) {
            assert_ne!(mechanism, cause, "{cause} leads to itself");
            for &further in mechanism.leads_to() {
                if !reached.contains(&further) {
                    reached.push(further);
                }
            }
            next += 1;
        }
    }
    assert!(Cause::LivenessProbeKilled.leads_to().contains(&Cause::GracePeriodExpired));
}

#[test]
fn a_mechanism_serves_its_trigger_perhaps_through_a_third() {
    let rows = [
        (Cause::GracePeriodExpired, Cause::LivenessProbeKilled, true),
        (Cause::LivenessProbeKilled, Cause::GracePeriodExpired, false),
        // A node that was taken away is lost, and with it the state of what ran there.
        (Cause::RuntimeStateLost, Cause::NodeLost, true),
        (Cause::RuntimeStateLost, Cause::NodePreempted, true),
        (Cause::RuntimeStateLost, Cause::OomNode, false),
        (Cause::OomNode, Cause::OomNode, false),
    ];
    for (mechanism, trigger, serves) in rows {
        assert_eq!(mechanism.is_mechanism_of(trigger), serves, "{mechanism} of {trigger}");
    }
}

#[test]
fn what_ends_the_pod_ends_each_container_of_it() {
    for id in ["evicted-memory", "deadline-exceeded", "node-lost", "priority-preempted"] {
        assert!(id.parse::<Cause>().unwrap().ends_the_pod(), "{id}");
    }
    for id in ["oom-container-limit", "liveness-probe-killed", "app-exit-nonzero", "completed"] {
        assert!(!id.parse::<Cause>().unwrap().ends_the_pod(), "{id}");
    }
}

#[test]
fn what_is_said_of_causes_and_remedies_has_ids() {
    #[track_caller]
    fn has_ids<T: Copy + std::fmt::Display>(all: &[T], id: fn(T) -> &'static str, ids: &str) {
        let own: Vec<_> = all.iter().map(|&it| id(it)).collect();
        assert_eq!(own.join(" "), ids);
        let shown: Vec<_> = all.iter().map(ToString::to_string).collect();
        assert_eq!(shown.join(" "), ids);
    }
    has_ids(
        Fault::ALL,
        Fault::id,
        "application configuration image resources infrastructure disruption none",
    );
    has_ids(Retry::ALL, Retry::id, "after-fix elsewhere later yes not-needed");
    has_ids(Stage::ALL, Stage::id, "identify classify fix prevent");
    has_ids(Risk::ALL, Risk::id, "reads changes restarts");
    has_ids(
        When::ALL,
        When::id,
        "always replicated resizable unplaced jvm node python go dotnet native",
    );
}

#[test]
fn references_are_https() {
    for &cause in Cause::ALL {
        assert!(!cause.references().is_empty(), "{cause}: no reference");
        for reference in cause.references() {
            assert!(reference.starts_with("https://"), "{cause}: {reference}");
            assert!(!reference.contains(char::is_whitespace), "{cause}: {reference}");
        }
    }
}

#[test]
fn retry_follows_the_fault() {
    for &cause in Cause::ALL {
        let retry = cause.retry();
        assert!(retry == cause.fault().retry() || retry == Retry::Later, "{cause}: {retry}");
    }
    assert_eq!(Cause::OomContainerLimit.retry(), Retry::AfterFix);
    assert_eq!(Cause::NodeReboot.retry(), Retry::Elsewhere);
    assert_eq!(Cause::EvictedByApi.retry(), Retry::Yes);
    assert_eq!(Cause::ImageRateLimited.retry(), Retry::Later);
    assert_eq!(Cause::Completed.retry(), Retry::NotNeeded);
    for &fault in Fault::ALL {
        assert!(is_kebab(fault.id()), "{fault}");
    }
}

/// rustfmt leaves a whole table alone when one line in it is too long.
#[test]
fn the_tables_keep_to_100_columns() {
    for (file, text) in [
        ("causes.rs", include_str!("../src/kb/causes.rs")),
        ("checks.rs", include_str!("../src/kb/checks.rs")),
    ] {
        for (index, line) in text.lines().enumerate() {
            assert!(line.chars().count() <= 100, "{file}:{}", index + 1);
        }
    }
}
