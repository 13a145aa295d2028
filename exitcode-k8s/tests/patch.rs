//! The patch of every command that changes a workload, against what the real kubectl makes of the
//! command. Where kubectl is not installed, that part is left out; `cargo xtask test` installs it.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers stand outside of tests")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use exitcode_core::Cause;
use exitcode_core::command::{ExecForm, Owner, Values};
use exitcode_k8s::patch::Patch;
use exitcode_k8s::report::Report;
use exitcode_k8s::{Input, read};
use serde_json::{Map, Value, json};

/// A pod with limits, probes and a preStop hook.
const POD: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus/kubelet/cgroupv2-oom-main-onfailure/pod.json");

/// An object that keeps the captured pod, or the pod itself, as the API server has it.
fn workload(kind: &str) -> Value {
    let pod: Value = serde_json::from_slice(&fs::read(POD).unwrap()).unwrap();
    let mut labels = json!({"app": "a"});
    let mut spec = pod["spec"].clone();
    spec["containers"][0]["imagePullPolicy"] = "Always".into();
    spec["containers"][0]["workingDir"] = "/srv".into();
    spec["containers"][0]["env"] = json!([
        {"name": "NODE_OPTIONS", "valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}}},
    ]);
    let metadata = json!({"name": "a", "namespace": "shop"});
    if kind == "Job" {
        for label in CONTROLLERS_LABELS {
            labels[label] = "a".into();
        }
    }
    let template = json!({"metadata": {"labels": labels}, "spec": spec});
    let (api_version, spec) = match kind {
        "Pod" => ("v1", spec),
        "CronJob" => {
            let job = json!({"spec": {"template": template}});
            ("batch/v1", json!({"schedule": "@daily", "jobTemplate": job}))
        }
        _ => {
            let version = if kind == "Job" { "batch/v1" } else { "apps/v1" };
            let mut spec = json!({"selector": {"matchLabels": labels}, "template": template});
            if kind == "StatefulSet" {
                spec["serviceName"] = "a".into();
            }
            (version, spec)
        }
    };
    json!({"apiVersion": api_version, "kind": kind, "metadata": metadata, "spec": spec})
}

/// What the Job controller writes into the template of a Job that brings no selector of its own.
const CONTROLLERS_LABELS: [&str; 4] = [
    "batch.kubernetes.io/controller-uid",
    "batch.kubernetes.io/job-name",
    "controller-uid",
    "job-name",
];

/// What the commands are filled with for such a workload.
fn values(kind: &str) -> Values<'_> {
    const FORM: ExecForm<'_> = ExecForm::Shell { shell: "/bin/sh", line: "server --port 80" };
    let mut values = Values::default();
    values.namespace = Some("shop");
    values.pod = Some("a");
    values.container = Some("main");
    values.owner = Some(Owner { kind, name: "a" });
    values.memory_limit = Some(64 << 20);
    values.new_memory_limit = Some(164 << 20);
    values.new_memory_request = Some(164 << 20);
    values.new_pod_memory_limit = Some(264 << 20);
    values.max_old_space = Some(48);
    values.new_grace = Some(47);
    values.new_probe_timeout = Some(5);
    values.new_failure_threshold = Some(4);
    values.exec_form = Some(FORM);
    values.run_as_user = Some(1000);
    values
}

/// Each command of the knowledge base that changes something, with its patch.
fn patches(values: &Values<'_>) -> BTreeMap<String, Patch> {
    let remedies = Cause::ALL.iter().flat_map(|cause| cause.remedies());
    let commands = remedies.filter_map(|remedy| Some(remedy.command(values)?.to_string()));
    commands
        .filter_map(|command| Some((command.clone(), Patch::of_command(&command, false)?)))
        .collect()
}

/// Those that change such a workload.
fn commands(kind: &str) -> BTreeMap<String, Patch> {
    let mut patches = patches(&values(kind));
    patches.retain(|_, patch| patch.target.kind == kind);
    patches
}

/// What kubectl makes of a file, without a cluster.
fn kubectl(words: &[&str], file: &Path) -> Option<Value> {
    let output = Command::new("kubectl")
        .args(words)
        .args(["--local", "-o", "json", "-f"])
        .arg(file)
        .env("KUBECONFIG", "/dev/null")
        .output();
    let output = match output {
        Ok(output) => output,
        Err(error) => {
            eprintln!("kubectl cannot be run: {error}");
            return None;
        }
    };
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{words:?}: {complaint}");
    let mut object: Value = serde_json::from_slice(&output.stdout).unwrap();
    // What each way of writing leaves behind of fields that are not set.
    tidy(&mut object);
    Some(object)
}

/// Takes away what is empty, and sorts what has names: a merge puts new things first, a JSON patch
/// puts them last.
fn tidy(value: &mut Value) {
    match value {
        Value::Object(object) => {
            object.values_mut().for_each(tidy);
            object.retain(|_, value| !value.is_null() && *value != json!({}));
        }
        Value::Array(items) => {
            items.iter_mut().for_each(tidy);
            items.sort_by_key(|item| item["name"].as_str().map(str::to_owned));
        }
        _ => {}
    }
}

/// Each command for such an object, its patch and its JSON patch: kubectl makes the same of them.
#[track_caller]
fn agree(kind: &str, patches: usize, sets: usize) {
    let owner = workload(kind);
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{kind}.json"));
    fs::write(&file, owner.to_string()).unwrap();
    let mut before = owner.clone();
    tidy(&mut before);
    let commands = commands(kind);
    assert!(commands.len() >= patches, "{kind}: {} patches", commands.len());
    let mut set = 0;
    for (command, patch) in commands {
        let merged = ["patch", "--type", &*patch.strategy, "-p", patch.body.as_str()];
        let resize: &[&str] = match patch.subresource.as_deref() {
            Some(subresource) => &["--subresource", subresource],
            None => &[],
        };
        let Some(merged) = kubectl(&[&merged[..], resize].concat(), &file) else { return };
        assert_ne!(merged["spec"], before["spec"], "{command} changes nothing");

        let operations = patch.operations_on(&owner.to_string()).unwrap();
        let operations = serde_json::to_string(&operations).unwrap();
        let by_json = ["patch", "--type", "json", "-p", &operations];
        let by_json = kubectl(&[&by_json[..], resize].concat(), &file).unwrap();
        assert_eq!(by_json["spec"], merged["spec"], "{command}: {operations}");
        let tests = operations.starts_with(r#"[{"op":"test","path":"/spec/"#);
        assert_eq!(tests, patch.body.as_str().contains(r#""containers":"#), "{operations}");

        // A pod's image and resources can be changed, and nothing else of a bare pod; and nothing of
        // a Job's template.
        let changes = kind == "Pod" && resize.is_empty() || kind == "Job";
        assert_eq!(patch.replace, changes, "{command}");

        // The command itself, as far as it needs no cluster and no shell.
        let change = command.split(" --dry-run").next().unwrap().split(" && ").next().unwrap();
        if change.starts_with("kubectl set ") && !change.contains('\'') {
            let words: Vec<_> = change.split(' ').skip(1).collect();
            let named = format!("{}/a", kind.to_lowercase());
            let words: Vec<_> =
                words.into_iter().filter(|word| ![&*named, "-n", "shop"].contains(word)).collect();
            let by_set = kubectl(&words, &file).unwrap();
            assert_eq!(by_set["spec"], merged["spec"], "{command}");
            set += 1;
        }
    }
    assert!(set >= sets, "{kind}: {set} commands");
}

macro_rules! agree {
    ($($name:ident = ($kind:literal, $patches:literal, $sets:literal)),+ $(,)?) => {
        $(
            #[test]
            fn $name() {
                agree($kind, $patches, $sets);
            }
        )+
    };
}

agree!(
    deployment = ("Deployment", 20, 8),
    stateful_set = ("StatefulSet", 20, 8),
    daemon_set = ("DaemonSet", 20, 8),
    replica_set = ("ReplicaSet", 20, 8),
    cron_job = ("CronJob", 20, 8),
    job = ("Job", 20, 8),
    bare_pod = ("Pod", 21, 8),
);

/// What somebody writes who wants something done: by a shell, by a reader of JSON or of YAML, by a
/// pointer into JSON, by a template, by kubectl, by a terminal.
const WORDS: &[&str] = &[
    "$(>out)`>out`;>out|>out&",
    "'; >out; '",
    "\"}]}},\"x\":{\"a\":[{\"b\":\"",
    "\\\"\\\\'\\",
    "a/b~c~1d~0/-",
    "{container}[[x]]{{ .x }}$(X)$X",
    "two\nlines\r\n---\nkind: Secret",
    "-p={}",
    "--type=merge",
    "null",
    "!!python/object:x",
    "$patch",
    "\u{1b}[2J\u{1b}]8;;http://evil\u{7}x\u{202e}",
    "é\u{301}日本 \u{fffd}",
];

/// Everything that somebody may choose is one of these words, but for the container in question.
fn surrounded(kind: &str) -> Value {
    let mut owner = workload(kind);
    let words: BTreeMap<_, _> = WORDS.iter().map(|word| (*word, *word)).collect();
    owner["metadata"]["labels"] = json!(words);
    owner["metadata"]["annotations"] = json!(words);
    let template = match kind {
        "Pod" => &mut owner,
        "CronJob" => &mut owner["spec"]["jobTemplate"]["spec"]["template"],
        _ => &mut owner["spec"]["template"],
    };
    template["metadata"]["annotations"] = json!(words);
    let spec = &mut template["spec"];
    let neighbour = |word: &&str| {
        json!({
            "name": word, "image": word, "command": [word], "args": WORDS,
            "env": [{"name": word, "value": word}], "resources": {"limits": {"memory": "1Mi"}},
        })
    };
    let mut containers: Vec<_> = WORDS.iter().map(neighbour).collect();
    let mut main = spec["containers"][0].clone();
    let variable = |word: &&str| json!({"name": word, "value": word});
    main["env"] = WORDS.iter().map(variable).collect();
    (main["image"], main["args"]) = (WORDS[0].into(), json!(WORDS));
    containers.insert(WORDS.len() / 2, main);
    spec["containers"] = json!(containers);
    spec["nodeSelector"] = json!(words);
    owner
}

/// Where two objects differ: things with names by their names.
fn changed(before: &Value, after: &Value, place: &str, places: &mut Vec<String>) {
    let by_name = |list: &[Value]| -> Option<BTreeMap<String, Value>> {
        list.iter().map(|item| Some((item["name"].as_str()?.to_owned(), item.clone()))).collect()
    };
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            let keys: BTreeSet<_> = before.keys().chain(after.keys()).collect();
            for key in keys {
                let of = |object: &Map<String, Value>| object.get(key).cloned().unwrap_or_default();
                changed(&of(before), &of(after), &format!("{place}/{key}"), places);
            }
        }
        (Value::Array(one), Value::Array(other)) => match (by_name(one), by_name(other)) {
            (Some(one), Some(other)) => changed(&json!(one), &json!(other), place, places),
            _ if one != other => places.push(place.to_owned()),
            _ => {}
        },
        _ if before != after => places.push(place.to_owned()),
        _ => {}
    }
}

/// The places that a patch speaks of.
fn spoken_of(patch: &Value, place: &str, places: &mut Vec<String>) {
    match patch {
        Value::Object(members) if !members.is_empty() => {
            for (key, value) in members.iter().filter(|(key, _)| *key != "name") {
                spoken_of(value, &format!("{place}/{key}"), places);
            }
        }
        Value::Array(items) if items.iter().all(|item| item["name"].is_string()) => {
            for item in items {
                spoken_of(item, &format!("{place}/{}", item["name"].as_str().unwrap()), places);
            }
        }
        _ => places.push(place.to_owned()),
    }
}

/// The objects that come out differ from the one before in what the patch speaks of, and nowhere
/// else.
#[track_caller]
fn changes_nothing_else(before: &Value, after: &Value, patch: &Patch) {
    let body = serde_json::to_value(&patch.body).unwrap();
    let (mut differ, mut named) = (Vec::new(), Vec::new());
    changed(before, after, "", &mut differ);
    spoken_of(&body, "", &mut named);
    assert!(!differ.is_empty(), "{body}");
    for place in differ {
        let is_within = |named: &String| {
            place.strip_prefix(named).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
                // What has become empty, or was not there before.
                || named.starts_with(&format!("{place}/"))
        };
        assert!(named.iter().any(is_within), "{place} is none of {named:?}");
    }
}

/// Whatever stands around the container, each patch changes what it is for.
#[test]
fn hostile_words_around_what_is_changed() {
    let mut tried = 0;
    for kind in ["Deployment", "CronJob", "Pod"] {
        let owner = surrounded(kind);
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("hostile-{kind}.json"));
        fs::write(&file, owner.to_string()).unwrap();
        let mut before = owner.clone();
        tidy(&mut before);
        for patch in commands(kind).values() {
            let operations = patch.operations_on(&owner.to_string()).unwrap();
            let operations = serde_json::to_string(&operations).unwrap();
            for (strategy, body) in [(&*patch.strategy, patch.body.as_str()), ("json", &operations)]
            {
                let mut words = vec!["patch", "--type", strategy, "-p", body];
                words.extend(patch.subresource.iter().flat_map(|one| ["--subresource", one]));
                let Some(after) = kubectl(&words, &file) else { return };
                changes_nothing_else(&before, &after, patch);
                tried += 1;
            }
        }
    }
    assert!(tried > 120, "{tried}");
}

/// A name that no object can have makes no patch, and no target of one.
#[test]
fn hostile_names_make_no_patch() {
    let of_all = patches(&values("Deployment")).len();
    for word in WORDS {
        let mut hostile = values(word);
        hostile.owner = Some(Owner { kind: "Deployment", name: word });
        hostile.namespace = Some(word);
        hostile.pod = Some(word);
        hostile.container = Some(word);
        hostile.image = Some(word);
        hostile.config_map = Some(word);
        hostile.key = Some(word);
        hostile.claim = Some(word);
        hostile.service_account = Some(word);
        hostile.secret = Some(word);
        let patches = patches(&hostile);
        if *word == "null" {
            // A name like any other.
            assert!(patches.len() >= of_all, "{patches:?}");
            let is_text = |patch: &Patch| patch.target.name == "null";
            assert!(patches.values().all(is_text), "{patches:?}");
        } else {
            assert!(patches.is_empty(), "{word:?}: {patches:?}");
        }
    }
}

/// The command of a container holds what its author likes: a shell and kubectl make of the line
/// what was meant, and of the patch the same.
#[test]
fn hostile_commands() {
    let owner = surrounded("Deployment");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile-commands");
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join("deployment.json");
    fs::write(&file, owner.to_string()).unwrap();
    let mut before = owner.clone();
    tidy(&mut before);
    let all = ["server"].into_iter().chain(WORDS.iter().copied()).collect::<Vec<_>>();
    let mut forms = vec![(ExecForm::Words(&all), json!(all))];
    for word in WORDS {
        let meant = json!(["/bin/sh", "-c", format!("exec {word}")]);
        forms.push((ExecForm::Shell { shell: "/bin/sh", line: word }, meant));
    }
    let mut tried = 0;
    for (form, meant) in forms {
        let mut values = values("Deployment");
        values.exec_form = Some(form);
        for (command, patch) in patches(&values) {
            if !patch.body.as_str().contains(r#""command":["#) {
                continue;
            }
            let line = command.replace(" deployment/a -n shop ", " --local -f \"$FILE\" -o json ");
            let output = Command::new("sh")
                .args(["-c", &line])
                .current_dir(&folder)
                .env("FILE", &file)
                .env("KUBECONFIG", "/dev/null")
                .output()
                .unwrap();
            let words = ["patch", "--type", &*patch.strategy, "-p", patch.body.as_str()];
            let Some(after) = kubectl(&words, &file) else { return };
            let mut by_shell: Value = serde_json::from_slice(&output.stdout).unwrap();
            tidy(&mut by_shell);
            assert_eq!(by_shell, after, "{line}");
            changes_nothing_else(&before, &after, &patch);
            let containers = after["spec"]["template"]["spec"]["containers"].as_array().unwrap();
            let main = containers.iter().find(|container| container["name"] == "main").unwrap();
            assert_eq!(main["command"], meant, "{line}");
            tried += 1;
        }
    }
    assert!(tried > WORDS.len() / 2, "{tried}");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
}

/// The whole line for a Job, but for its last step, which writes the new one: what the API server
/// itself wrote into the old one is no longer there.
#[test]
fn a_job_is_written_anew_without_what_its_controller_wrote() {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("job-anew.json");
    fs::write(&file, workload("Job").to_string()).unwrap();
    let (command, _) =
        commands("Job").into_iter().find(|(line, _)| line.contains("memory=")).unwrap();
    let line = command.strip_suffix(" | kubectl replace --force -f -").unwrap();
    let line = line.replace(" job/a -n shop ", " --local -f \"$FILE\" ");
    let output = Command::new("sh")
        .args(["-c", &line])
        .env("FILE", &file)
        .env("KUBECONFIG", "/dev/null")
        .output()
        .unwrap();
    if String::from_utf8_lossy(&output.stderr).contains("not found") {
        eprintln!("kubectl cannot be run");
        return;
    }
    let job: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(job["spec"].get("selector"), None, "{line}");
    assert_eq!(job["spec"]["template"]["metadata"]["labels"], json!({"app": "a"}));
    let container = &job["spec"]["template"]["spec"]["containers"][0];
    assert_eq!(container["resources"]["limits"]["memory"], "164Mi");
}

/// What a pod that runs may get in place, and which does not.
#[test]
fn resizes() {
    let resize = |change: &dyn Fn(&mut Value)| {
        let mut pod: Value = serde_json::from_slice(&fs::read(POD).unwrap()).unwrap();
        pod["status"]["phase"] = "Running".into();
        change(&mut pod);
        let text = pod.to_string();
        let inputs = [Input::new("pod.json", &text)];
        let report = Report::new(&inputs, &read(&inputs));
        let remedies = report.diagnoses[0].findings[0].remedies.clone();
        let patches = remedies.into_iter().filter_map(|remedy| remedy.patch);
        { patches }.find(|patch| patch.subresource.is_some())
    };
    let patch = resize(&|_| {}).unwrap();
    assert_eq!((&*patch.target.kind, patch.subresource.as_deref()), ("Pod", Some("resize")));
    assert!(!patch.replace && !patch.body.as_str().contains("requests"), "{}", patch.body);
    assert_eq!(patch.operations.unwrap()[0].path, "/spec/containers/0/name");
    let guaranteed = resize(&|pod| pod["status"]["qosClass"] = "Guaranteed".into()).unwrap();
    assert!(guaranteed.body.as_str().contains("requests"), "{}", guaranteed.body);
    assert_eq!(resize(&|pod| pod["status"]["phase"] = "Failed".into()), None);
    let owner = json!([{"kind": "Node", "name": "n", "controller": true}]);
    assert_eq!(resize(&|pod| pod["metadata"]["ownerReferences"] = owner.clone()), None);
}

/// The owner of a pod that stands beside it in the inputs, in JSON.
#[test]
fn an_owner_at_hand_gives_a_json_patch() {
    let deployment = workload("Deployment");
    let mut pod: Value = serde_json::from_slice(&fs::read(POD).unwrap()).unwrap();
    pod["metadata"]["namespace"] = "shop".into();
    pod["metadata"]["ownerReferences"] =
        json!([{"kind": "ReplicaSet", "name": "a-5d", "controller": true}]);
    pod["metadata"]["labels"] = json!({"pod-template-hash": "5d"});
    let together = json!({"kind": "List", "items": [deployment, pod]}).to_string();
    let (pod, deployment) = (pod.to_string(), format!("\n{deployment}\n"));
    let apart = [Input::new("pod.json", &pod), Input::new("deployment.json", &deployment)];
    for inputs in [&[Input::new("-", &together)][..], &apart] {
        let report = Report::new(inputs, &read(inputs));
        let first = &report.diagnoses[0].findings[0];
        let patch = first.remedies.iter().find_map(|remedy| remedy.patch.as_ref()).unwrap();
        assert_eq!((&*patch.target.kind, &*patch.target.name), ("Deployment", "a"));
        let operations = patch.operations.as_ref().unwrap();
        assert_eq!(operations[0].op, "test");
        assert_eq!(operations[0].path, "/spec/template/spec/containers/0/name");
        assert_eq!(patch.operations_on(&deployment).as_ref(), Some(operations));
        let back: Report = serde_json::from_str(&serde_json::to_string(&report).unwrap()).unwrap();
        assert_eq!(back, report);
    }
    let alone = [Input::new("pod.json", &pod)];
    let report = Report::new(&alone, &read(&alone));
    let remedies = &report.diagnoses[0].findings[0].remedies;
    let patch = remedies.iter().find_map(|remedy| remedy.patch.as_ref()).unwrap();
    assert_eq!(patch.operations, None);
}
