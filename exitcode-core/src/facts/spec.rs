//! What was asked for.

use crate::clue::{Clues, WitnessKind};
use crate::{Fact, Observation, PreStop, Source, Text};

pub(super) fn find<'a>(observation: &Observation<'a>, clues: &mut Clues<'a>) {
    let mut say = |fact, text, a, b| clues.fact(fact, WitnessKind::Spec, text, a, b);
    let none = Text::default();
    let spec = observation.seen.contains(Source::Spec);
    match observation.memory_limit {
        Some(bytes) => {
            let place = Text { text: "", span: observation.memory_limit_span };
            say(Fact::MemoryLimit, place, signed(bytes), 0);
        }
        None if spec => say(Fact::NoMemoryLimit, none, 0, 0),
        None => {}
    }
    if let Some(bytes) = observation.pod.memory_limit {
        say(Fact::PodMemoryLimit, none, signed(bytes), 0);
    }
    if let (Some(heap), Some(limit)) = (heap_limit(observation.argv), observation.memory_limit)
        && heap >= limit
    {
        say(Fact::HeapExceedsLimit, none, signed(heap), signed(limit));
    }
    if let Some(program) = observation.argv.first().filter(|_| observation.argv_is_whole) {
        let name = program.text.rsplit('/').next().unwrap_or_default();
        if matches!(name, "chown" | "chmod" | "chgrp") {
            say(Fact::ChangesOwners, *program, 0, 0);
        }
    }
    match observation.pod.restart_policy {
        Some("Always") => say(Fact::RestartsAlways, none, 0, 0),
        Some(policy) => say(Fact::RestartsNot, policy.into(), 0, 0),
        None => {}
    }
    if observation.liveness.is_some() {
        say(Fact::HasLiveness, none, 0, 0);
    }
    if observation.startup.is_some() {
        say(Fact::HasStartup, none, 0, 0);
    }
    if observation.post_start {
        say(Fact::HasPostStart, none, 0, 0);
    }
    if let Some(hook) = observation.pre_stop {
        say(Fact::HasPreStop, none, 0, 0);
        if let (PreStop::Sleep(seconds), Some(grace)) = (hook, observation.pod.grace)
            && seconds >= grace
        {
            say(Fact::PreStopExceedsGrace, none, seconds, grace);
        }
    }
    if let (Some(before), Some(now)) = (observation.image_before, observation.image)
        && before.text != now.text
    {
        say(Fact::ImageChanged, before, 0, 0);
    }
}

fn signed(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

/// The largest heap that the arguments allow a JVM or V8, in bytes.
fn heap_limit(argv: &[Text<'_>]) -> Option<u64> {
    argv.iter().flat_map(|word| word.text.split_ascii_whitespace()).find_map(|word| {
        if let Some(size) = word.strip_prefix("-Xmx") {
            return java_size(size);
        }
        let size = word
            .strip_prefix("--max-old-space-size=")
            .or_else(|| word.strip_prefix("--max_old_space_size="))?;
        size.parse::<u64>().ok()?.checked_mul(1 << 20)
    })
}

/// A size as the `java` launcher reads it: a number with `k`, `m`, `g` or `t`.
fn java_size(size: &str) -> Option<u64> {
    let digits = size.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match size.strip_prefix(digits)? {
        "" => 0,
        "k" | "K" => 10,
        "m" | "M" => 20,
        "g" | "G" => 30,
        "t" | "T" => 40,
        _ => return None,
    };
    digits.parse::<u64>().ok()?.checked_mul(1 << unit)
}
