//! Rules that every row of the vocabulary keeps, and the reasons against the list that was read
//! from the sources of Kubernetes and of the runtimes.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use exitcode_core::{
    Commonness, ConditionReason, ConditionType, Convention, EventReason, EventType, ExitCode,
    Family, JobReason, KnownCode, Meaning, NodeConditionReason, Origin, PodReason, Reason,
    ReasonStatus, Reported, Signal, TerminatedReason, WaitingReason,
};

/// A line of the captured list.
struct Listed {
    reason: &'static str,
    emitter: &'static str,
    since: Option<&'static str>,
    until: Option<&'static str>,
    written: bool,
    kind: &'static str,
    context: &'static str,
}

fn listed(place: &str) -> Vec<Listed> {
    let lines = include_str!("oracle/k8s-reasons.tsv").lines().skip(1);
    let cells =
        lines.map(|line| <[&str; 8]>::try_from(line.split('\t').collect::<Vec<_>>()).unwrap());
    let version = |cell| if cell == "-" { None } else { Some(cell) };
    cells
        .filter(|cells| cells[0] == place)
        .map(|[_, reason, emitter, since, until, written, kind, context]| Listed {
            reason,
            emitter,
            since: version(since),
            until: version(until),
            written: written == "yes",
            kind,
            context,
        })
        .collect()
}

/// Compares a vocabulary with the list, both ways.
#[track_caller]
fn agrees<T: Reason>(list: &[Listed]) -> usize {
    let mut by_text: BTreeMap<&str, Vec<&Listed>> = BTreeMap::new();
    for line in list {
        by_text.entry(line.reason).or_default().push(line);
    }
    for (text, lines) in &by_text {
        let reason = T::from_text(text).unwrap_or_else(|| panic!("{text:?} is missing"));
        for line in lines {
            assert!(reason.emitter().contains(line.emitter), "{text}: {}", line.emitter);
        }
        assert_eq!(reason.since(), lines[0].since, "{text}: since");
        assert_eq!(reason.until(), lines[0].until, "{text}: until");
        let written = lines.iter().any(|line| line.written);
        let gone = lines.iter().all(|line| line.until.is_some());
        let expected = match (written, gone) {
            (true, false) => ReasonStatus::Real,
            (_, true) => ReasonStatus::Dead,
            // A constant that nothing writes was never more than declared.
            (false, false) if *text == "FailedPlacement" => ReasonStatus::Dead,
            (false, false) => ReasonStatus::Folklore,
        };
        assert_eq!(reason.status(), expected, "{text}: status");
    }
    for reason in T::ALL {
        assert!(
            by_text.contains_key(reason.as_str()),
            "{reason} is not in tests/oracle/k8s-reasons.tsv"
        );
    }
    list.len()
}

#[test]
fn reasons_are_those_of_the_sources() {
    let fixed = |place| {
        let list = listed(place).into_iter().filter(|line| line.kind == "fixed");
        list.collect::<Vec<_>>()
    };
    // A Deployment's condition is on the list of events.
    let (conditions, events): (Vec<_>, Vec<_>) =
        listed("event_reason").into_iter().partition(|line| line.kind == "condition");
    let mut pod_conditions = fixed("pod_condition_reason");
    pod_conditions.extend(conditions);

    let compared = agrees::<TerminatedReason>(&fixed("terminated"))
        + agrees::<WaitingReason>(&fixed("waiting"))
        + agrees::<PodReason>(&fixed("pod_status_reason"))
        + agrees::<ConditionReason>(&pod_conditions)
        + agrees::<NodeConditionReason>(&fixed("node_condition"))
        + agrees::<JobReason>(&fixed("job_condition_reason"))
        + agrees::<EventReason>(&events);

    let all = include_str!("oracle/k8s-reasons.tsv").lines().count() - 1;
    let others = include_str!("oracle/k8s-reasons.tsv")
        .lines()
        .filter(|line| line.contains("\tpattern\t") || line.contains("\ttype\t"));
    assert_eq!(compared + others.count(), all);
}

#[test]
fn open_patterns_keep_their_text() {
    let gpu: Reported<'_, PodReason> = Reported::from("OutOfnvidia.com/gpu");
    assert_eq!((gpu.known(), gpu.out_of()), (None, Some("nvidia.com/gpu")));
    let memory: Reported<'_, PodReason> = Reported::from("OutOfmemory");
    assert_eq!((memory.known(), memory.out_of()), (Some(PodReason::OutOfMemory), Some("memory")));
    assert_eq!(Reported::<PodReason>::from("OutOf").out_of(), None);
    assert_eq!(Reported::<PodReason>::from("Evicted").out_of(), None);

    let text = "failed to resolve image: invalid reference format";
    assert_eq!(Reported::<WaitingReason>::from(text).error_text(), Some(text));
    assert_eq!(Reported::<WaitingReason>::from("ErrImagePull").error_text(), None);
    assert_eq!(Reported::<WaitingReason>::from("no matching container").error_text(), None);
    assert_eq!(Reported::from(""), Reported::Known(WaitingReason::Unstated));

    let theirs: Reported<'_, TerminatedReason> = Reported::from("oomkilled");
    assert_eq!(theirs, Reported::Other("oomkilled"));
}

#[test]
fn condition_types_are_those_that_reasons_stand_in() {
    for (kind, place) in [("Pod", "pod_condition_reason"), ("Node", "node_condition")] {
        for line in listed(place) {
            let (object, types) = match line.context.split_once(' ') {
                Some(("PodGroup", rest)) => ("PodGroup", rest),
                _ => (kind, line.context),
            };
            for part in types.split(", ").flat_map(|part| part.split('=').next()) {
                for text in part.split('/').filter(|text| !text.contains('*')) {
                    let known = ConditionType::from_text(text).unwrap_or_else(|| panic!("{text}"));
                    let mut objects = known.object().split('/');
                    assert!(objects.any(|other| other == object), "{text} of a {object}");
                }
            }
        }
    }
}

#[test]
fn event_types_are_those_of_the_list() {
    for line in listed("event_reason").iter().filter(|line| line.kind == "fixed") {
        let reason = EventReason::from_text(line.reason).unwrap();
        let first = line.context.split(' ').next().unwrap();
        let exact = !line.context.contains('(') && !line.context.contains(" / ");
        if exact && reason.event_type() != EventType::Either {
            assert_eq!(reason.event_type().as_str(), first, "{reason}");
        }
        if !exact {
            assert_eq!(reason.event_type(), EventType::Either, "{reason}");
        }
    }
}

/// Programs and kernel names that are written in lower case even at the start of a sentence.
const LOWER_CASE: &[&str] = &["conmon", "containerd", "docker", "tmpfs", "unregister_netdevice"];

/// A sentence or several: begins with a capital or code, ends with a full stop.
#[track_caller]
fn prose(what: &dyn Debug, text: &str) {
    let capital = text.starts_with(|first: char| first.is_uppercase() || first == '`');
    let name = LOWER_CASE.iter().any(|name| text.starts_with(name));
    assert!(capital || name, "{what:?} begins wrongly: {text}");
    assert!(text.ends_with('.'), "{what:?} has no full stop: {text}");
    assert!(text.len() <= 260, "{what:?} is too long: {} bytes", text.len());
    plain(what, text);
}

/// A title or phrase: no full stop, not empty, not too long.
#[track_caller]
fn phrase(what: &dyn Debug, text: &str, limit: usize) {
    assert!(!text.is_empty() && !text.ends_with('.'), "{what:?}: {text:?}");
    assert!(text.len() <= limit, "{what:?} is too long: {} bytes: {text}", text.len());
    plain(what, text);
}

#[track_caller]
fn plain(what: &dyn Debug, text: &str) {
    assert!(!text.contains("  ") && !text.contains('\n'), "{what:?} is badly broken: {text}");
    assert!(text.is_ascii(), "{what:?} has characters beyond ASCII: {text}");
    assert_eq!(text.matches('`').count() % 2, 0, "{what:?} has an open quote: {text}");
    assert_eq!(text.trim(), text, "{what:?}");
}

fn every_reason<T: Reason>() -> usize {
    let mut texts = BTreeSet::new();
    for &reason in T::ALL {
        assert!(texts.insert(reason.as_str()), "{reason} stands twice");
        assert_eq!(T::from_text(reason.as_str()), Some(reason));
        assert_eq!(reason.to_string(), reason.as_str());
        prose(&reason, reason.meaning());
        phrase(&reason, reason.emitter(), 120);
        assert!(!reason.sources().is_empty(), "{reason:?} has no source");
        for source in reason.sources() {
            let (place, version) =
                source.split_once(" @ ").unwrap_or((source, "named in the path"));
            let dated = version != "named in the path" || source.contains(" before v");
            assert!(place.contains('/') && dated, "{reason:?}: {source}");
            assert!(!source.contains("read via"), "{reason:?}: {source}");
        }
        if let Some(until) = reason.until() {
            assert_ne!(reason.status(), ReasonStatus::Real, "{reason:?} ended in {until}");
        }
    }
    texts.len()
}

#[test]
fn every_reason_keeps_the_rules() {
    let count = every_reason::<TerminatedReason>()
        + every_reason::<WaitingReason>()
        + every_reason::<PodReason>()
        + every_reason::<ConditionReason>()
        + every_reason::<NodeConditionReason>()
        + every_reason::<JobReason>()
        + every_reason::<EventReason>()
        + every_reason::<ConditionType>();
    assert!(count > 280, "only {count}");
}

#[test]
fn every_signal_keeps_the_rules() {
    let mut names = BTreeSet::new();
    let realtime = [32, 33, 34, 35, 64, 127].map(Signal::Realtime);
    for &signal in Signal::ALL.iter().chain(&realtime) {
        assert!(names.insert(signal.name()), "{signal} stands twice");
        assert_eq!(signal.name().strip_prefix("SIG"), Some(signal.short_name()));
        phrase(&signal, signal.summary(), 72);
        phrase(&signal, signal.sender(), 160);
        prose(&signal, signal.in_container());
        assert_eq!(signal.catchable(), !matches!(signal, Signal::Kill | Signal::Stop));
    }
}

#[test]
fn every_family_keeps_the_rules() {
    let (mut ids, mut commands, mut images) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for &family in Family::ALL {
        let id = family.id();
        assert!(ids.insert(id), "{id} stands twice");
        assert!(id.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{id}");
        assert_eq!(Family::from_id(id), Some(family));
        phrase(&family, family.name(), 72);
        phrase(&family, family.source(), 120);
        for command in family.commands() {
            assert!(commands.insert(command), "the command {command} has two families");
            assert_eq!(Family::from_command(command), Some(family));
        }
        for image in family.images() {
            assert!(images.insert(image), "the image {image} has two families");
            assert_eq!(Family::from_image(image), Some(family));
        }
        let codes = KnownCode::ALL.iter().filter(|known| known.family() == family);
        assert!(codes.count() > 0, "{family} has no code");
    }
}

#[test]
fn every_known_code_keeps_the_rules() {
    for &known in KnownCode::ALL {
        phrase(&known, known.title(), 80);
        assert_eq!(KnownCode::find(known.family(), known.code()), Some(known));
        let code = known.code();
        if known.origin() == Origin::Signal {
            let signal = Convention::Posix.signal(code);
            assert!(signal.is_some_and(|s| s.default_action().terminates()), "{known:?}");
        }
        if !known.family().is_windows() {
            assert!((-3..=255).contains(&code.value()), "{known:?}");
        }
    }
}

#[test]
fn meanings_come_in_order() {
    for code in (-70..500).map(ExitCode::from) {
        for meaning in code.meanings() {
            phrase(&code, meaning.title(), 80);
            let known: Vec<_> = meaning.known().map(|known| known.commonness()).collect();
            assert!(known.is_sorted(), "{code}: {known:?}");
            assert!(meaning.known().all(|known| known.code() == code));
        }
        let exits = code.meanings().filter(|meaning| meaning.signal().is_none());
        let order: Vec<Commonness> = exits.map(|meaning| meaning.commonness()).collect();
        let (_, before_last) = order.split_last().expect("any code may be a program's own");
        assert!(before_last.is_sorted(), "{code}: {order:?}");
    }
}

#[test]
fn meanings_in_a_convention_are_what_it_decodes() {
    for &convention in Convention::ALL {
        for code in (-70..500).chain([-1_073_741_819]).map(ExitCode::from) {
            let decoded: BTreeSet<_> = convention.decode(code).collect();
            let signals = convention.decode(code).find_map(|termination| termination.signal());
            let meanings: Vec<_> = code.meanings_in(convention).collect();
            let said: BTreeSet<_> = meanings.iter().map(|meaning| meaning.termination()).collect();
            // A runtime that lost the status writes numbers that no convention has.
            let lost = |meaning: &&Meaning<'_>| meaning.origin() == Origin::Lost;
            if !meanings.iter().any(|meaning| lost(&meaning)) {
                assert_eq!(said, decoded, "{code} in {convention}");
            }
            assert_eq!(meanings.iter().find_map(|meaning| meaning.signal()), signals);
            let first = (convention.decode(code).next(), meanings.first());
            if let (Some(termination), Some(meaning)) = first {
                assert_eq!(meaning.termination(), termination, "{code} in {convention}");
            }
        }
    }
}
