//! Writes a list of pods to standard output, made from the captured pods of the corpus.
//!
//! ```text
//! pod_list COUNT [--dense] [--indent]
//! ```
//!
//! The captured pods come from a kubelet without a cluster around it. Each gets a name and a UID of
//! its own, and what admission and controllers add in a cluster: an owner, labels and annotations,
//! environment, mounts, tolerations, managed fields. With that they have about 10 kB, as pods of
//! clusters do; with `--dense` they have 2.5 kB, nearly all of which a diagnosis reads.
//!
//! The list is as the API server sends it, or, with `--indent`, as `kubectl get pods -A -o json`
//! prints it.

use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::{env, fs};

use serde_json::{Map, Value, json};

const CAPTURED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus/kubelet");

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = env::args().skip(1);
    let count: usize = arguments.next().ok_or("how many pods?")?.parse()?;
    let (mut dense, mut indent) = (false, false);
    for argument in arguments {
        match &*argument {
            "--dense" => dense = true,
            "--indent" => indent = true,
            other => return Err(format!("no such option: {other}").into()),
        }
    }
    let mut pods = captured(Path::new(CAPTURED))?;
    for pod in &mut pods {
        if !dense {
            add_what_a_cluster_adds(pod);
        }
        if !indent && let Some(pod) = pod.as_object_mut() {
            // The items of a list that the API server sends do not name their kind.
            pod.remove("kind");
            pod.remove("apiVersion");
        }
    }
    let mut out = BufWriter::with_capacity(1 << 20, io::stdout().lock());
    out.write_all(if indent {
        b"{\n    \"apiVersion\": \"v1\",\n    \"items\": [\n"
    } else {
        br#"{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":["#
    })?;
    for number in 0..count {
        if number > 0 {
            out.write_all(if indent { b",\n" } else { b"," })?;
        }
        let index = number % pods.len();
        let pod = &mut pods[index];
        let name =
            format!("{}-{number}", pod["metadata"]["generateName"].as_str().unwrap_or("pod"));
        pod["metadata"]["name"] = name.into();
        pod["metadata"]["uid"] = format!("{number:08x}-0000-4000-8000-000000000000").into();
        write_pod(&mut out, pod, indent)?;
    }
    out.write_all(if indent {
        b"\n    ],\n    \"kind\": \"List\",\n    \"metadata\": {\n        \"resourceVersion\": \
          \"\"\n    }\n}\n"
    } else {
        b"]}\n"
    })?;
    out.flush()?;
    Ok(())
}

fn captured(folder: &Path) -> Result<Vec<Value>, Box<dyn std::error::Error>> {
    let mut files: Vec<_> = fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path().join("pod.json")))
        .collect::<io::Result<_>>()?;
    files.sort();
    let mut pods = Vec::new();
    for file in files {
        // A case without a pod has an empty file or none.
        let pod =
            fs::read(file).ok().and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok());
        pods.extend(pod.filter(|pod| pod["kind"] == "Pod"));
    }
    for pod in &mut pods {
        pod["metadata"]["generateName"] = pod["metadata"]["name"].clone();
    }
    Ok(pods)
}

/// Adds to a captured pod what only pods of a cluster have.
fn add_what_a_cluster_adds(pod: &mut Value) {
    let name = pod["metadata"]["name"].as_str().unwrap_or("pod").to_owned();
    let metadata = &mut pod["metadata"];
    metadata["ownerReferences"] = json!([{
        "apiVersion": "apps/v1", "kind": "ReplicaSet", "name": format!("{name}-6d4cf56db6"),
        "uid": "5c9b1a52-8a06-4bd4-9f4d-6f2f1c7f6a10", "controller": true,
        "blockOwnerDeletion": true,
    }]);
    for (key, value) in [
        ("app.kubernetes.io/name", &*name),
        ("app.kubernetes.io/instance", "shop-production"),
        ("app.kubernetes.io/managed-by", "Helm"),
        ("app.kubernetes.io/version", "2.14.3"),
        ("helm.sh/chart", "shop-2.14.3"),
        ("pod-template-hash", "6d4cf56db6"),
    ] {
        metadata["labels"][key] = value.into();
    }
    for (key, value) in [
        ("checksum/config", "01ba4719c80b6fe911b091a7c05124b64eeece964e09c058ef8f9805daca546b"),
        ("kubectl.kubernetes.io/restartedAt", "2026-11-20T08:15:30Z"),
        ("prometheus.io/port", "8080"),
        ("prometheus.io/scrape", "true"),
        ("cni.projectcalico.org/podIP", "10.244.17.203/32"),
    ] {
        metadata["annotations"][key] = value.into();
    }
    let spec = &mut pod["spec"];
    push(
        &mut spec["volumes"],
        json!({
            "name": "kube-api-access-x7k2p",
            "projected": {"defaultMode": 420, "sources": [
                {"serviceAccountToken": {"expirationSeconds": 3607, "path": "token"}},
                {"configMap": {
                    "name": "kube-root-ca.crt", "items": [{"key": "ca.crt", "path": "ca.crt"}],
                }},
                {"downwardAPI": {"items": [{
                    "path": "namespace",
                    "fieldRef": {"apiVersion": "v1", "fieldPath": "metadata.namespace"},
                }]}},
            ]},
        }),
    );
    push(
        &mut spec["volumes"],
        json!({
            "name": "config", "configMap": {"name": "shop-config", "defaultMode": 420},
        }),
    );
    for key in ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"] {
        push(
            &mut spec["tolerations"],
            json!({
                "key": key, "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 300,
            }),
        );
    }
    spec["affinity"] = json!({"podAntiAffinity": {
        "preferredDuringSchedulingIgnoredDuringExecution": [{"weight": 100, "podAffinityTerm": {
            "labelSelector": {"matchLabels": {"app.kubernetes.io/name": name}},
            "topologyKey": "topology.kubernetes.io/zone",
        }}],
    }});
    spec["imagePullSecrets"] = json!([{"name": "registry-credentials"}]);
    for container in spec["containers"].as_array_mut().into_iter().flatten() {
        container["ports"] = json!([
            {"name": "http", "containerPort": 8080, "protocol": "TCP"},
            {"name": "metrics", "containerPort": 9090, "protocol": "TCP"},
        ]);
        for (variable, field) in [("POD_NAME", "metadata.name"), ("POD_IP", "status.podIP")] {
            push(
                &mut container["env"],
                json!({
                    "name": variable,
                    "valueFrom": {"fieldRef": {"apiVersion": "v1", "fieldPath": field}},
                }),
            );
        }
        for number in 0..8 {
            push(
                &mut container["env"],
                json!({
                    "name": format!("SHOP_SETTING_{number}"),
                    "value": format!("https://backend-{number}.shop.svc.cluster.local:8443/v1"),
                }),
            );
        }
        push(
            &mut container["env"],
            json!({
                "name": "DATABASE_PASSWORD",
                "valueFrom": {"secretKeyRef": {"name": "shop-database", "key": "password"}},
            }),
        );
        for (name, path) in [
            ("config", "/etc/shop"),
            ("kube-api-access-x7k2p", "/var/run/secrets/kubernetes.io/serviceaccount"),
        ] {
            push(
                &mut container["volumeMounts"],
                json!({
                    "name": name, "mountPath": path, "readOnly": true,
                }),
            );
        }
        container["readinessProbe"] = json!({
            "httpGet": {"path": "/ready", "port": "http", "scheme": "HTTP"},
            "timeoutSeconds": 1, "periodSeconds": 10, "successThreshold": 1, "failureThreshold": 3,
        });
        container["securityContext"] = json!({
            "allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true,
            "runAsNonRoot": true, "runAsUser": 65532,
            "capabilities": {"drop": ["ALL"]}, "seccompProfile": {"type": "RuntimeDefault"},
        });
    }
    let managed = |parts: &[&str], manager: &str, subresource: Option<&str>| {
        let mut fields = Map::new();
        for part in parts {
            fields.insert(format!("f:{part}"), managed_fields(&pod[*part]));
        }
        let mut entry = json!({
            "manager": manager, "operation": "Update", "apiVersion": "v1",
            "time": "2026-11-20T08:15:31Z", "fieldsType": "FieldsV1", "fieldsV1": fields,
        });
        if let Some(subresource) = subresource {
            entry["subresource"] = subresource.into();
        }
        entry
    };
    let entries = json!([
        managed(&["metadata", "spec"], "kube-controller-manager", None),
        managed(&["status"], "kubelet", Some("status")),
    ]);
    pod["metadata"]["managedFields"] = entries;
}

fn push(list: &mut Value, item: Value) {
    match list {
        Value::Array(items) => items.push(item),
        other => *other = json!([item]),
    }
}

/// The names of a value's fields as `managedFields` lists them.
fn managed_fields(value: &Value) -> Value {
    let mut fields = Map::new();
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                fields.insert(format!("f:{name}"), managed_fields(value));
            }
        }
        Value::Array(items) => {
            for item in items {
                for key in ["name", "type", "mountPath", "uid", "ip"] {
                    if let Some(name) = item.get(key) {
                        let key = format!("k:{}", json!({key: name}));
                        let mut inside = managed_fields(item);
                        inside["."] = json!({});
                        fields.insert(key, inside);
                        break;
                    }
                }
            }
        }
        _ => {}
    }
    Value::Object(fields)
}

fn write_pod(out: &mut impl Write, pod: &Value, indent: bool) -> io::Result<()> {
    if indent {
        let text = serde_json::to_string_pretty(pod)?;
        for (number, line) in text.lines().enumerate() {
            let depth = line.len() - line.trim_start().len();
            let end = if number > 0 { "\n" } else { "" };
            write!(out, "{end}        {:depth$}{line}", "")?;
        }
        return Ok(());
    }
    serde_json::to_writer(out, pod)?;
    Ok(())
}
