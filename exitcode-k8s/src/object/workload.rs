//! Nodes, and the objects that keep pods.

use std::borrow::Cow;

use super::{Objects, controller, key, quoted, word};
use crate::document::Value;
use crate::meaning;
use crate::model::{Key, MAX_CONTAINERS, NodeRecord, Quoted, WorkloadRecord};

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
            span: Some(value.span()),
            owner: metadata.and_then(controller),
            replicas,
            conditions: conditions.unwrap_or_default(),
            revision: metadata.and_then(revision),
            images: images(value),
        });
    }
}

/// The number of the rollout, which the Deployment's controller writes down.
fn revision(metadata: Value<'_, '_>) -> Option<u64> {
    let annotations = metadata.get("annotations")?;
    annotations.get(meaning::REVISION_ANNOTATION)?.str()?.parse().ok()
}

fn images<'a>(workload: Value<'_, 'a>) -> Vec<(Cow<'a, str>, Quoted<'a>)> {
    let template = workload.get("spec").and_then(|spec| spec.get("template"));
    let spec = template.and_then(|template| template.get("spec"));
    let containers = spec.and_then(|spec| spec.get("containers"));
    let image = |container| Some((word(container, "name")?, quoted(container, "image")?));
    containers.into_iter().flat_map(Value::items).filter_map(image).take(MAX_CONTAINERS).collect()
}
