//! Heaps that a start command allows, against the memory limit around them.

use exitcode_core::{Cause, Clue, Confidence, Fact, Observation, Seen, Source, Text, diagnose};

const MIB: u64 = 1 << 20;

/// Whether the heap that this word of a command allows is told to be too large for a limit.
#[track_caller]
fn exceeds(word: &str, limit: u64, expected: bool) {
    let argv = [Text::from("java"), Text::from(word), Text::from("-jar"), Text::from("app.jar")];
    let mut observation = Observation::new().exit_code(137).reason("OOMKilled").memory_limit(limit);
    observation.argv = &argv;
    observation.seen = Seen::NOTHING.with(Source::Status).with(Source::Spec);
    let diagnosis = diagnose(&observation);
    let is_told = diagnosis.findings().any(|finding| {
        finding.cause() == Cause::OomHeapExceedsLimit
            && finding.confidence() >= Confidence::Likely
            && finding
                .evidence()
                .any(|evidence| evidence.clue() == Clue::Fact(Fact::HeapExceedsLimit))
    });
    assert_eq!(is_told, expected, "{word} within {limit}");
}

#[test]
fn sizes_are_read_as_the_java_launcher_reads_them() {
    exceeds("-Xmx536870912", 512 * MIB, true);
    exceeds("-Xmx524288k", 512 * MIB, true);
    exceeds("-Xmx524288K", 512 * MIB, true);
    exceeds("-Xmx512m", 512 * MIB, true);
    exceeds("-Xmx512M", 512 * MIB, true);
    exceeds("-Xmx1g", 1024 * MIB, true);
    exceeds("-Xmx1G", 1024 * MIB, true);
    exceeds("-Xmx1t", MIB << 20, true);
    exceeds("-Xmx1T", MIB << 20, true);
    // One byte less than the limit leaves room, though little.
    exceeds("-Xmx536870911", 512 * MIB, false);
    exceeds("-Xmx511m", 512 * MIB, false);
    exceeds("-Xmx1g", 1025 * MIB, false);
    // The launcher refuses these.
    exceeds("-Xmx1gb", MIB, false);
    exceeds("-Xmx", MIB, false);
    exceeds("-Xmx18446744073709551615t", MIB, false);
    // The first heap and the stack are other things.
    exceeds("-Xms4g", MIB, false);
    exceeds("-Xss4g", MIB, false);
}

#[test]
fn node_counts_its_heap_in_mebibytes() {
    exceeds("--max-old-space-size=512", 512 * MIB, true);
    exceeds("--max_old_space_size=512", 512 * MIB, true);
    exceeds("--max-old-space-size=511", 512 * MIB, false);
    exceeds("--max-old-space-size=18446744073709551615", MIB, false);
    exceeds("--max-semi-space-size=512", MIB, false);
}

#[test]
fn options_in_one_word_are_found() {
    exceeds("-server -Xmx1g -Dx=y", 1024 * MIB, true);
    exceeds("exec java -Xmx2g -jar app.jar", 1024 * MIB, true);
}
