//! Alert rules and the dashboard.

use exitcode_k8s::rules::{InvalidRules, Rules};
use wasm_bindgen::prelude::*;

use crate::error::{error, range_error};
use crate::json;
use crate::options::{Options, wrong};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
export interface AlertRulesOptions {
  /**
   * `"prometheus-rule"` for the Prometheus operator, which is also what nothing means, `"plain"` for a
   * rule file, or `"grafana"` for a dashboard with the same queries, as JSON.
   */
  format?: "prometheus-rule" | "plain" | "grafana";
  /** The name of the PrometheusRule. */
  name?: string;
  /** The namespace of the PrometheusRule. */
  namespace?: string;
  /** The labels by which Prometheus finds the PrometheusRule. */
  labels?: Readonly<Record<string, string>>;
  /** Only for the pods of these namespaces. */
  watch?: readonly string[];
  /** Also a rule on cAdvisor's counter of OOM kills. */
  cadvisor?: boolean;
  /** The page of the runbooks; the id of a cause is the anchor. */
  runbooks?: string;
}
"#;

/// Writes alert rules for Prometheus that really fire, or a dashboard for Grafana.
///
/// Throws a `RangeError` for names that no object can have.
///
/// # Errors
///
/// That, as JavaScript's value.
#[wasm_bindgen(js_name = alertRules)]
pub fn alert_rules(
    #[wasm_bindgen(unchecked_optional_param_type = "AlertRulesOptions")] options: &JsValue,
) -> Result<String, JsValue> {
    let options = Options::new(options)?;
    let invalid = |error: InvalidRules| range_error(&error.to_string());
    let mut rules = Rules::new();
    if let Some(name) = options.text("name")? {
        rules = rules.name(&name).map_err(invalid)?;
    }
    if let Some(namespace) = options.text("namespace")? {
        rules = rules.namespace(&namespace).map_err(invalid)?;
    }
    if options.get("labels")?.is_some() {
        let mut labels = Vec::new();
        for (key, value) in options.members("labels")? {
            let value = value.as_string().ok_or_else(|| wrong("labels", "an object of strings"))?;
            labels.push((key, value));
        }
        let labels = labels.iter().map(|(key, value)| (key.as_str(), value.as_str()));
        rules = rules.labels(labels).map_err(invalid)?;
    }
    for namespace in options.list("watch")? {
        let namespace = namespace.as_string().ok_or_else(|| wrong("watch", "a list of strings"))?;
        rules = rules.watch([namespace.as_str()]).map_err(invalid)?;
    }
    if let Some(page) = options.text("runbooks")? {
        rules = rules.runbooks(&page).map_err(invalid)?;
    }
    if options.flag("cadvisor")? {
        rules = rules.cadvisor();
    }
    match options.text("format")?.as_deref() {
        None | Some("prometheus-rule") => Ok(rules.prometheus_rule()),
        Some("plain") => Ok(rules.plain()),
        Some("grafana") => {
            let dashboard = json::object(&rules.dashboard())?;
            let text = js_sys::JSON::stringify_with_replacer_and_space(
                &dashboard,
                &JsValue::NULL,
                &2.into(),
            )?;
            text.as_string().ok_or_else(|| error("the dashboard is no text"))
        }
        Some(_) => Err(range_error("format is prometheus-rule, plain or grafana")),
    }
}
