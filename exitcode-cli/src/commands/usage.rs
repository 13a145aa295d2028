//! Memory usage over time: what Prometheus answers to a range query, and what `kubectl top` prints.

use std::collections::{BTreeMap, BTreeSet};

use exitcode_core::arithmetic::quantity::Quantity;
use exitcode_core::arithmetic::recommend::{Recommendation, Sample};
use exitcode_k8s::text::Visible;
use serde_json::Value;

use super::top;
use crate::Error;

/// A container of a workload, over all of its pods.
#[derive(Debug, Default)]
pub(super) struct Series {
    /// In order of time.
    pub(super) samples: Vec<Sample>,
    pub(super) pods: BTreeSet<String>,
}

/// The recommendation that an autoscaler has made, in bytes.
#[derive(Clone, Copy, Debug, serde::Serialize)]
pub(super) struct Advice {
    /// What is too little.
    pub(super) lower: Option<u64>,
    /// What to request.
    pub(super) target: u64,
    /// What is wasted.
    pub(super) upper: Option<u64>,
}

impl Advice {
    /// The same where no bound is missing: one that is is the target.
    pub(super) fn recommendation(self) -> Recommendation {
        let Self { lower, target, upper } = self;
        Recommendation { lower: lower.unwrap_or(target), target, upper: upper.unwrap_or(target) }
    }
}

/// Namespace and container.
pub(super) type Key = (String, String);

/// What the inputs say of each container.
#[derive(Debug, Default)]
pub(super) struct Usage {
    pub(super) series: BTreeMap<Key, Series>,
    pub(super) advice: BTreeMap<Key, Advice>,
    /// The containers of each pod.
    together: BTreeMap<(String, String), BTreeSet<String>>,
}

/// `kubectl top` does not say when: its lines count as a minute apart.
const STEP: i64 = 60;

impl Usage {
    pub(super) fn read(&mut self, name: &str, text: &str) -> Result<(), Error> {
        let unreadable = |error: &dyn std::fmt::Display| {
            Error::Unreadable(format!("cannot read `{}`: {error}", Visible(name)))
        };
        let found = if text.trim_start().starts_with(['{', '[']) {
            let value: Value = serde_json::from_str(text).map_err(|error| unreadable(&error))?;
            self.add_json(&value)
        } else {
            self.add_top(text)
        };
        if found {
            return Ok(());
        }
        Err(unreadable(
            &"no answer of Prometheus, no VerticalPodAutoscaler, no lines of kubectl top",
        ))
    }

    /// Puts the samples in order of time.
    pub(super) fn sorted(mut self) -> Self {
        for series in self.series.values_mut() {
            series.samples.sort_by_key(|sample| sample.at);
        }
        self
    }

    /// How many containers a pod of this one has.
    pub(super) fn containers(&self, (namespace, container): &Key, series: &Series) -> u32 {
        let of = |pod: &String| self.together.get(&(namespace.clone(), pod.clone()));
        let counts = series.pods.iter().filter_map(of).filter(|all| all.contains(container));
        u32::try_from(counts.map(BTreeSet::len).max().unwrap_or(1)).unwrap_or(u32::MAX)
    }

    fn add(&mut self, namespace: &str, pod: &str, container: &str, samples: Vec<Sample>) {
        let key = (namespace.to_owned(), container.to_owned());
        let series = self.series.entry(key).or_default();
        series.samples.extend(samples);
        series.pods.insert(pod.to_owned());
        let pod = (namespace.to_owned(), pod.to_owned());
        self.together.entry(pod).or_default().insert(container.to_owned());
    }

    fn add_top(&mut self, text: &str) -> bool {
        let mut seen: BTreeMap<(&str, &str, &str), i64> = BTreeMap::new();
        for top::Usage { namespace, pod, container, bytes } in top::lines(text) {
            let (namespace, container) = (namespace.unwrap_or(""), container.unwrap_or(""));
            let number = seen.entry((namespace, pod, container)).or_insert(0);
            let sample = Sample { at: *number * STEP, bytes };
            *number += 1;
            self.add(namespace, pod, container, vec![sample]);
        }
        !seen.is_empty()
    }

    fn add_json(&mut self, value: &Value) -> bool {
        if let Some(items) = value.get("items").and_then(Value::as_array) {
            // All of them, whether the first is known or not.
            return items.iter().filter(|item| self.add_json(item)).count() > 0;
        }
        if value.get("kind").and_then(Value::as_str) == Some("VerticalPodAutoscaler") {
            return self.add_autoscaler(value);
        }
        let result = value.pointer("/data/result").or_else(|| value.get("result"));
        let Some(result) = result.and_then(Value::as_array) else { return false };
        for series in result {
            let label = |name: &str| {
                series
                    .pointer("/metric")
                    .and_then(|metric| metric.get(name)?.as_str())
                    .unwrap_or("")
            };
            let container = label("container");
            // cAdvisor's sums over a pod, and its sandbox.
            if container == "POD" || (container.is_empty() && !label("pod").is_empty()) {
                continue;
            }
            let values = series.get("values").and_then(Value::as_array).map(Vec::as_slice);
            let one = series.get("value").map(std::slice::from_ref);
            let samples = values.or(one).unwrap_or_default().iter().filter_map(sample).collect();
            self.add(label("namespace"), label("pod"), container, samples);
        }
        true
    }

    fn add_autoscaler(&mut self, value: &Value) -> bool {
        let namespace = value.pointer("/metadata/namespace").and_then(Value::as_str).unwrap_or("");
        let containers = value
            .pointer("/status/recommendation/containerRecommendations")
            .and_then(Value::as_array);
        for one in containers.into_iter().flatten() {
            let amount = |field: &str| {
                let text = one.get(field)?.get("memory")?.as_str()?;
                u64::try_from(text.parse::<Quantity>().ok()?.value()).ok()
            };
            let container = one.get("containerName").and_then(Value::as_str);
            if let (Some(container), Some(target)) = (container, amount("target")) {
                let (lower, upper) = (amount("lowerBound"), amount("upperBound"));
                let key = (namespace.to_owned(), container.to_owned());
                self.advice.insert(key, Advice { lower, target, upper });
            }
        }
        true
    }
}

/// A pair of a time and a number that is written as a string.
fn sample(pair: &Value) -> Option<Sample> {
    let [at, bytes] = pair.as_array()?.as_slice() else { return None };
    let bytes: f64 = bytes.as_str()?.parse().ok()?;
    let at = at.as_f64()?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it saturates")]
    let sample = Sample { at: at as i64, bytes: bytes as u64 };
    (bytes.is_finite() && bytes >= 0.0 && at.is_finite()).then_some(sample)
}
