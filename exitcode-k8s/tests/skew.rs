//! Clocks that are wrong: of what was captured from clusters, the times of one source are moved, or
//! are none at all. What is certain then is still true.

mod support;

use exitcode_k8s::parse_time;
use serde_json::Value;

/// The sources of times, and their fields.
const CLOCKS: &[&[&str]] = &[
    // The node: its kubelet and its runtime.
    &["startedAt", "finishedAt", "startTime", "firstTimestamp", "lastTimestamp", "eventTime"],
    // Its clock alone jumps: what it tells others keeps its time.
    &["startedAt", "finishedAt", "startTime"],
    // The API server.
    &["deletionTimestamp", "creationTimestamp"],
    // Other controllers, and what aggregates events.
    &["firstTimestamp", "lastTimestamp", "eventTime", "lastTransitionTime"],
];

/// What becomes of a time.
#[derive(Clone, Copy, Debug)]
enum Change {
    /// It is so many seconds later.
    Later(i64),
    Is(&'static str),
}

const CHANGES: &[Change] = &[
    Change::Later(-86_400),
    Change::Later(-30),
    Change::Later(30),
    Change::Later(86_400),
    Change::Is("0001-01-01T00:00:00Z"),
    Change::Is("1970-01-01T00:00:00Z"),
    Change::Is("2016-12-31T23:59:60Z"),
    Change::Is("9999-12-31T23:59:59Z"),
];

/// A time in RFC 3339 (the algorithm is that of <https://howardhinnant.github.io/date_algorithms.html>).
fn written(time: i64) -> String {
    let (days, seconds) = (time.div_euclid(86_400) + 719_468, time.rem_euclid(86_400));
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let (day, month) =
        (day - (153 * month + 2) / 5 + 1, if month < 10 { month + 3 } else { month - 9 });
    let year = year + era * 400 + i64::from(month <= 2);
    let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// Changes the times of these fields, and says how many there were.
fn change(value: &mut Value, fields: &[&str], change_to: Change) -> usize {
    match value {
        Value::Object(members) => members
            .iter_mut()
            .map(|(key, value)| match (value.as_str().and_then(parse_time), change_to) {
                (Some(time), Change::Later(seconds)) if fields.contains(&&**key) => {
                    *value = written(time + seconds).into();
                    1
                }
                (Some(_), Change::Is(text)) if fields.contains(&&**key) => {
                    *value = text.into();
                    1
                }
                _ => change(value, fields, change_to),
            })
            .sum(),
        Value::Array(items) => items.iter_mut().map(|item| change(item, fields, change_to)).sum(),
        _ => 0,
    }
}

#[test]
fn times_are_written_as_they_are_read() {
    for time in [
        "1970-01-01T00:00:01Z",
        "2024-02-29T23:59:59Z",
        "2026-11-22T09:47:33Z",
        "1969-12-31T00:00:00Z",
    ] {
        assert_eq!(parse_time(time).map(written).as_deref(), Some(time));
    }
}

#[test]
fn no_clock_makes_certain_what_is_not_true() {
    let (mut changed, mut certain) = (0, 0);
    for death in support::deaths() {
        for (fields, &change_to) in
            CLOCKS.iter().flat_map(|fields| CHANGES.iter().map(move |change| (fields, change)))
        {
            let mut count = 0;
            let moved: Vec<_> = death
                .texts
                .iter()
                .map(|text| match serde_json::from_str::<Value>(text) {
                    Ok(mut value) => {
                        count += change(&mut value, fields, change_to);
                        value.to_string()
                    }
                    Err(_) => text.clone(),
                })
                .collect();
            if count == 0 {
                continue;
            }
            let now = death.confirmed(&moved);
            changed += 1;
            certain += usize::from(!now.is_empty());
            assert!(
                now.is_subset(&death.allowed),
                "{}, {fields:?} {change_to:?}: {now:?}, not {:?}",
                death.id,
                death.allowed
            );
        }
    }
    assert!(changed > 1_000 && certain > 500, "{changed} changed, {certain} certain");
}
