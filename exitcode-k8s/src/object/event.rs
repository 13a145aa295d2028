//! Events, of core/v1 and of events.k8s.io/v1.

use std::borrow::Cow;

use exitcode_core::Role;

use super::{Objects, at, key, quoted, word};
use crate::document::Value;
use crate::model::{EventRecord, Key, Word};

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
        self.model.events.push(EventRecord {
            kind: object.and_then(|object| word(object, "kind")),
            object: object.map_or_else(Key::default, key),
            container: path.as_ref().and_then(container_of),
            role: match path.as_deref().and_then(|path| path.split_once('{')) {
                Some(("spec.initContainers", _)) => Role::Init,
                Some(("spec.ephemeralContainers", _)) => Role::Ephemeral,
                _ => Role::App,
            },
            reason: quoted(value, "reason").unwrap_or_default(),
            message: quoted(value, "message").or_else(|| quoted(value, "note")).unwrap_or_default(),
            count: count.unwrap_or(1).max(1),
            first: first.or(last),
            last: last.or(first),
            of: None,
        });
    }
}

/// The container of a field path such as `spec.containers{main}`.
fn container_of<'a>(path: &Cow<'a, str>) -> Word<'a> {
    let inside = |path: &str| {
        let (_, rest) = path.split_once('{')?;
        let name = rest.strip_suffix('}')?;
        Some((path.len() - rest.len(), name.len()))
    };
    let (start, len) = inside(path)?;
    match path {
        Cow::Borrowed(path) => path.get(start..start + len).map(Cow::Borrowed),
        Cow::Owned(path) => path.get(start..start + len).map(|name| Cow::Owned(name.to_owned())),
    }
}
