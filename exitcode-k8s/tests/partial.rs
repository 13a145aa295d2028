//! Less evidence: of what was captured from clusters, each member and item is left out once. What is
//! certain then is still true.

mod support;

use serde_json::Value;

/// What says which death it is, or of which container: without it, it is another one.
const IDENTITY: [&str; 5] =
    ["/name", "/fieldPath", "/state", "/terminated", "/containerStatuses/0"];

/// What no diagnosis reads.
const UNREAD: [&str; 3] = ["/managedFields", "/annotations/", "/tolerations"];

/// One of so many is left out of a case, so that a test takes seconds.
const STRIDE: usize = 5;

/// The pointers of all members and items.
fn pointers(value: &Value, at: &str, all: &mut Vec<String>) {
    let mut below = |key: &str, value: &Value| {
        let at = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
        pointers(value, &at, all);
        all.push(at);
    };
    match value {
        Value::Object(members) => members.iter().for_each(|(key, value)| below(key, value)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, value)| below(&index.to_string(), value));
        }
        _ => {}
    }
}

fn without(value: &Value, pointer: &str) -> Value {
    let mut value = value.clone();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match value.pointer_mut(parent).unwrap() {
        Value::Object(members) => {
            members.remove(&key.replace("~1", "/").replace("~0", "~"));
        }
        Value::Array(items) => {
            items.remove(key.parse().unwrap());
        }
        _ => unreachable!(),
    }
    value
}

#[test]
fn leaving_something_out_makes_nothing_certain_that_is_not_true() {
    let (mut tried, mut certain) = (0, 0);
    for (number, death) in support::deaths().iter().enumerate() {
        for (index, text) in death.texts.iter().enumerate() {
            let Ok(value) = serde_json::from_str::<Value>(text) else { continue };
            let mut all = Vec::new();
            pointers(&value, "", &mut all);
            all.retain(|pointer| {
                !IDENTITY.iter().any(|end| pointer.ends_with(end))
                    && !UNREAD.iter().any(|part| pointer.contains(part))
            });
            for pointer in all.iter().skip(number % STRIDE).step_by(STRIDE) {
                let mut less = death.texts.clone();
                less[index] = without(&value, pointer).to_string();
                let now = death.confirmed(&less);
                tried += 1;
                certain += usize::from(!now.is_empty());
                assert!(
                    now.is_subset(&death.allowed),
                    "{}, {pointer}: {now:?}, not {:?}",
                    death.id,
                    death.allowed
                );
            }
        }
    }
    assert!(tried > 5_000 && certain > 2_000, "{tried} tried, {certain} certain");
}
