//! Events, of core/v1 and of events.k8s.io/v1.

use super::{Objects, at, key, quoted, word};
use crate::document::Value;
use crate::meaning;
use crate::model::{EventRecord, Key};

impl<'a> Objects<'_, 'a> {
    /// Reads an event. The two versions call the same things by different names.
    pub(super) fn event(&mut self, value: Value<'_, 'a>) {
        let object = value.get("involvedObject").or_else(|| value.get("regarding"));
        let series = value.get("series");
        let count = self
            .number::<u32>(value, "count")
            .or_else(|| self.number(value, "deprecatedCount"))
            .or_else(|| series.and_then(|series| self.number(series, "count")));
        let time = |names: &[&str]| names.iter().find_map(|name| at(value, name));
        let first = time(&["firstTimestamp", "deprecatedFirstTimestamp", "eventTime"]);
        let last = series
            .and_then(|series| at(series, "lastObservedTime"))
            .or_else(|| time(&["lastTimestamp", "deprecatedLastTimestamp", "eventTime"]));
        let path = object.and_then(|object| word(object, "fieldPath"));
        let (container, role) = meaning::field_path(path);
        self.model.events.push(EventRecord {
            kind: object.and_then(|object| word(object, "kind")),
            object: object.map_or_else(Key::default, key),
            container,
            role,
            reason: quoted(value, "reason").unwrap_or_default(),
            message: quoted(value, "message").or_else(|| quoted(value, "note")).unwrap_or_default(),
            count: count.unwrap_or(1).max(1),
            first: first.or(last),
            last: last.or(first),
            of: None,
        });
    }
}
