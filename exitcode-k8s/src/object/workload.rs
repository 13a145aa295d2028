//! Nodes, and the objects that keep pods.

use super::{Objects, controller, key, word};
use crate::document::Value;
use crate::model::{Key, NodeRecord, WorkloadRecord};

impl<'a> Objects<'_, 'a> {
    pub(super) fn node(&mut self, value: Value<'_, 'a>) {
        let conditions = value.get("status").map(|status| self.conditions(status));
        self.model.nodes.push(NodeRecord {
            name: value.get("metadata").and_then(|metadata| word(metadata, "name")),
            conditions: conditions.unwrap_or_default(),
        });
    }

    pub(super) fn workload(&mut self, value: Value<'_, 'a>) {
        let metadata = value.get("metadata");
        let replicas = value.get("spec").and_then(|spec| self.number(spec, "replicas"));
        let conditions = value.get("status").map(|status| self.conditions(status));
        self.model.workloads.push(WorkloadRecord {
            kind: word(value, "kind").unwrap_or_default(),
            key: metadata.map_or_else(Key::default, key),
            owner: metadata.and_then(controller),
            replicas,
            conditions: conditions.unwrap_or_default(),
        });
    }
}
