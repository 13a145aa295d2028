//! Commands against a real shell: each parses, filled and unfilled, and no name breaks out.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::{Command as Process, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use exitcode_core::command::{ExecForm, Owner, Template, Values};
use exitcode_core::{Cause, Check};
use proptest::prelude::*;

/// Every template of the knowledge base, with where it stands.
fn templates() -> Vec<(String, Template)> {
    let remedies = Cause::ALL.iter().flat_map(|cause| {
        cause.remedies().iter().filter_map(move |remedy| {
            Some((format!("{cause}: {}", remedy.title()), remedy.template()?))
        })
    });
    let checks = Check::ALL.iter().map(|check| (check.to_string(), check.template()));
    remedies.chain(checks).collect()
}

fn filled<'a>() -> Values<'a> {
    let mut values = Values::default();
    values.namespace = Some("shop");
    values.pod = Some("api-7d9f8c-x2x");
    values.container = Some("api");
    values.node = Some("node-1.example.com");
    values.owner = Some(Owner { kind: "Deployment", name: "api" });
    values.image = Some("registry.example.com:5000/shop/api:v2.3.9");
    values.memory_limit = Some(256 << 20);
    values.new_memory_limit = Some(320 << 20);
    values.new_memory_request = Some(320 << 20);
    values.new_pod_memory_limit = Some(1 << 30);
    values.max_old_space = Some(240);
    values.grace = Some(30);
    values.new_grace = Some(65);
    values.new_probe_timeout = Some(5);
    values.new_failure_threshold = Some(6);
    values.exec_form = Some(ExecForm::Words(&["/app/it's", "--name=\"a b\"", "{pod}", "$HOME"]));
    values.secret = Some("api-secret");
    values.config_map = Some("api-config");
    values.key = Some("DB_HOST");
    values.claim = Some("data-api-0");
    values.mount_path = Some("/var/lib/api data");
    values.service_account = Some("api");
    values.run_as_user = Some(1000);
    values.binary = Some("/app/it's here");
    values.library = Some("libssl.so.1.1");
    values.port = Some(80);
    values
}

/// Runs a script without any program on its path, and says whether the shell could parse it.
fn parses(script: &str) -> bool {
    let status = Process::new("sh")
        .args(["-n", "-c", script])
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    status.success()
}

/// The words that a shell makes of a command's arguments, with no variable set.
fn words(arguments: &str) -> Vec<String> {
    let output =
        Process::new("sh").args(["-c", &format!("printf '%s\\0' {arguments}")]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.split_terminator('\0').map(str::to_owned).collect()
}

fn show(text: &'static str, values: &Values<'_>) -> String {
    let (_, template) =
        templates().into_iter().find(|(_, template)| template.text().contains(text)).unwrap();
    template.fill(values).unwrap().to_string()
}

#[test]
fn every_command_is_valid_shell_filled_and_unfilled() {
    let mut names_only = Values::default();
    names_only.pod = Some("api");
    let scripts: BTreeSet<String> = templates()
        .iter()
        .flat_map(|(place, template)| {
            let of_kind = |kind| {
                let mut values = filled();
                values.owner = Some(Owner { kind, name: "api" });
                values
            };
            let workload = template.text().contains("{workload}");
            let kinds =
                ["CronJob", "Job", "ReplicaSet", "Pod"].into_iter().filter(move |_| workload);
            let all = [Values::default(), names_only, filled()].into_iter();
            all.chain(kinds.map(of_kind)).map(move |values| {
                let command = template.fill(&values).unwrap_or_else(|| panic!("{place}"));
                let command = command.to_string();
                assert!(!command.contains("[["), "{place}: group left: {command}");
                assert!(!command.contains(['\n', '\t']), "{place}: more than a line: {command}");
                assert!(!command.contains("  "), "{place}: doubled blank: {command}");
                command
            })
        })
        .collect();
    assert!(scripts.len() > 250, "{}", scripts.len());
    // One script a shell would stop at the first error, so each has its own.
    for script in &scripts {
        assert!(parses(script), "sh -n refuses: {script}");
    }
}

/// A word in braces that is in no table would be printed as it stands.
#[test]
fn every_placeholder_is_known() {
    for (place, template) in templates() {
        for values in [Values::default(), filled()] {
            let mut values = values;
            // Its own text holds a brace on purpose.
            values.exec_form = None;
            let command = template.fill(&values).unwrap().to_string();
            for (at, _) in command.match_indices('{') {
                let name: String = command[at + 1..]
                    .chars()
                    .take_while(|c| c.is_ascii_lowercase() || *c == '_')
                    .collect();
                let closed = command[at + 1 + name.len()..].starts_with('}');
                let of_go_templates = ["range", "end"].contains(&name.as_str());
                assert!(
                    name.is_empty() || !closed || of_go_templates,
                    "{place}: unknown placeholder {{{name}}}"
                );
            }
        }
    }
}

/// Inside single quotes stand names and numbers only, or JSON would need an escape of its own.
#[test]
fn paths_stand_outside_quotes_and_nothing_stands_in_double_quotes() {
    for (place, template) in templates() {
        let (mut single, mut double) = (false, false);
        let text = template.text();
        for (at, c) in text.char_indices() {
            match c {
                '\'' if !double => single = !single,
                '"' if !single => double = !double,
                '{' => {
                    let rest = &text[at..];
                    for name in ["binary", "library", "mount_path", "image"] {
                        let here = rest.starts_with(&format!("{{{name}}}"));
                        assert!(!here || !single, "{place}: {name} in quotes");
                    }
                    assert!(!double, "{place}: a brace in double quotes");
                }
                _ => {}
            }
        }
        assert!(!single && !double, "{place}: quotes do not close");
    }
}

/// A variable that the shell sets by itself would not be missed, and mean something else.
#[test]
fn unknown_values_are_no_variables_of_the_shell() {
    let taken = [
        "COLUMNS", "EUID", "GID", "HOME", "HOST", "HOSTNAME", "IFS", "LANG", "LINES", "LOGNAME",
        "NAME", "OLDPWD", "OSTYPE", "PATH", "PPID", "PS1", "PWD", "RANDOM", "SECONDS", "SHELL",
        "STATUS", "TERM", "TMPDIR", "TTY", "UID", "USER", "USERNAME",
    ];
    for (place, template) in templates() {
        let command = template.fill(&Values::default()).unwrap().to_string();
        for (at, _) in command.match_indices("\"$") {
            let rest = &command[at + 2..];
            let name = rest.split(|c: char| !c.is_ascii_uppercase() && c != '_').next().unwrap();
            assert!(!taken.contains(&name), "{place}: ${name}");
        }
    }
}

/// JSON patches stay JSON, whatever is known.
#[test]
fn patches_are_json() {
    let mut seen = 0;
    for (place, template) in templates() {
        for values in [Values::default(), filled()] {
            let command = template.fill(&values).unwrap().to_string();
            let Some((_, patch)) = command.split_once(" -p ") else { continue };
            if !patch.starts_with("'{") {
                continue;
            }
            // An unset number leaves nothing behind its colon.
            let words = words(&patch.replace("'\"$NEW_", "0'\"$NEW_"));
            let json: Result<serde_json::Value, _> = serde_json::from_str(&words[0]);
            assert!(json.is_ok() || values == Values::default(), "{place}: {}", words[0]);
            seen += 1;
        }
    }
    assert!(seen > 20, "{seen}");
}

#[test]
fn values_stand_where_they_belong() {
    let values = filled();
    assert_eq!(
        show("--limits=memory={new_memory_limit}", &values),
        "kubectl set resources deployment/api -n shop -c api --limits=memory=320Mi"
    );
    assert_eq!(
        show("terminationGracePeriodSeconds\":{new_grace}", &values),
        "kubectl patch deployment/api -n shop -p \
         '{\"spec\":{\"template\":{\"spec\":{\"terminationGracePeriodSeconds\":65}}}}'"
    );
    assert_eq!(
        show("terminationGracePeriodSeconds\":{new_grace}", &Values::default()),
        "kubectl patch \"$WORKLOAD\" -p \
         '{\"spec\":{\"template\":{\"spec\":{\"terminationGracePeriodSeconds\":'\"$NEW_GRACE\"'}}}}'"
    );
    let autoscaler = show("VerticalPodAutoscaler", &values);
    let (object, rest) = autoscaler.strip_prefix("echo ").unwrap().split_once(" | ").unwrap();
    assert_eq!(rest, "kubectl apply -n shop -f -");
    let object: serde_json::Value = serde_json::from_str(&words(object)[0]).unwrap();
    assert_eq!(
        object["spec"]["targetRef"],
        serde_json::json!({ "apiVersion": "apps/v1", "kind": "Deployment", "name": "api" })
    );
    let patch = show("\"command\":{exec_form}", &values);
    let words = words(patch.strip_prefix("kubectl ").unwrap());
    let json: serde_json::Value = serde_json::from_str(words.last().unwrap()).unwrap();
    assert_eq!(
        json["spec"]["template"]["spec"]["containers"][0]["command"],
        serde_json::json!(["/app/it's", "--name=\"a b\"", "{pod}", "$HOME"])
    );
}

#[test]
fn values_that_are_derived() {
    let mut values = Values::default();
    values.memory_limit = Some(1000);
    assert!(show("GOMEMLIMIT", &values).ends_with(" GOMEMLIMIT=900"));
    values.binary = Some("//app/server");
    assert!(show("| file -", &values).ends_with(" | tar -xOf - app/server | file -"));
    let listeners = show("netstat", &values);
    assert!(!listeners.contains('|'), "{listeners}");
    values.port = Some(8080);
    assert!(show("netstat", &values).ends_with(" | grep ':8080 '"));
}

#[test]
fn init_containers_are_looked_up_among_their_own() {
    let mut values = filled();
    values.init_container = true;
    let check = Check::LastState.command(&values).unwrap().to_string();
    assert!(check.contains(".status.initContainerStatuses["), "{check}");
    assert!(show("\"command\":{exec_form}", &values).contains("\"initContainers\":["));
}

#[test]
fn a_shell_that_replaces_itself() {
    let mut values = filled();
    values.exec_form = Some(ExecForm::Shell { shell: "/bin/sh", line: "app --tell \"me\"" });
    let patch = show("\"command\":{exec_form}", &values);
    assert!(patch.contains(r#"["/bin/sh","-c","exec app --tell \"me\""]"#), "{patch}");
}

#[track_caller]
fn changes(kind: &'static str) -> [bool; 2] {
    let mut values = Values::default();
    values.owner = Some(Owner { kind, name: "api" });
    ["kubectl set resources {workload}", "kubectl rollout undo {rollout}"].map(|text| {
        let (_, template) = templates()
            .into_iter()
            .find(|(_, template)| template.text().starts_with(text))
            .unwrap();
        template.fill(&values).is_some()
    })
}

#[test]
fn commands_that_an_owner_does_not_take_are_not_given() {
    assert_eq!(changes("Deployment"), [true, true]);
    assert_eq!(changes("daemonset"), [true, true]);
    assert_eq!(changes("CronJob"), [true, false]);
    assert_eq!(changes("Job"), [true, false]);
    assert_eq!(changes("ReplicaSet"), [true, false]);
    assert_eq!(changes("Pod"), [true, false]);
    assert_eq!(changes("Node"), [false, false]);
    assert_eq!(changes("Rollout"), [false, false]);
}

/// The command that sets the grace period of a pod kept by an object of that kind.
fn sets_grace(kind: &str) -> String {
    let mut values = Values::default();
    values.owner = Some(Owner { kind, name: "api" });
    values.pod = Some("api-x");
    values.namespace = Some("shop");
    values.new_grace = Some(65);
    let grace = templates().into_iter().find(|(_, template)| {
        template.text().contains("\"terminationGracePeriodSeconds\":{new_grace}")
    });
    grace.unwrap().1.fill(&values).unwrap().to_string()
}

#[test]
fn a_patch_goes_to_where_the_owner_has_the_pod() {
    let fields = r#""spec":{"terminationGracePeriodSeconds":65}"#;
    assert_eq!(
        sets_grace("StatefulSet"),
        format!(
            "kubectl patch statefulset/api -n shop -p '{{\"spec\":{{\"template\":{{{fields}}}}}}}'"
        )
    );
    assert_eq!(
        sets_grace("CronJob"),
        "kubectl patch cronjob/api -n shop -p '{\"spec\":{\"jobTemplate\":{\"spec\":{\"template\":{"
            .to_owned()
            + fields + "}}}}}'"
    );
    assert_eq!(
        sets_grace("ReplicaSet"),
        format!(
            "kubectl patch replicaset/api -n shop -p '{{\"spec\":{{\"template\":{{{fields}}}}}}}' \
             && kubectl delete pod api-x -n shop"
        )
    );
    assert_eq!(
        sets_grace("Pod"),
        format!(
            "kubectl patch pod/api -n shop -p '{{{fields}}}' --dry-run=client -o json | kubectl \
             replace --force -f -"
        )
    );
    let job = sets_grace("Job");
    assert!(job.contains(" --dry-run=client -o json | kubectl patch --local -f - "), "{job}");
    assert!(job.ends_with(" | kubectl replace --force -f -"), "{job}");
}

#[test]
fn a_resize_keeps_the_class_of_service() {
    let mut values = filled();
    let guaranteed = Template::RESIZE_IN_PLACE.fill(&values).unwrap().to_string();
    assert_eq!(
        guaranteed,
        "kubectl patch pod api-7d9f8c-x2x -n shop --subresource resize -p '{\"spec\":{\"containers\":\
         [{\"name\":\"api\",\"resources\":{\"requests\":{\"memory\":\"320Mi\"},\"limits\":\
         {\"memory\":\"320Mi\"}}}]}}'"
    );
    values.new_memory_request = None;
    let burstable = Template::RESIZE_IN_PLACE.fill(&values).unwrap().to_string();
    assert!(burstable.contains(r#""resources":{"limits":{"memory":"320Mi"}}}]}}'"#), "{burstable}");
}

#[test]
fn names_that_no_object_can_have_count_as_unknown() {
    for name in ["", "-n", "Api", "a b", "a;b", "$(id)", "a/b", "ä", "a\n", ".", "a..b", "a-"] {
        let mut values = Values::default();
        values.pod = Some(name);
        values.namespace = Some(name);
        values.node = Some(name);
        let command = Check::Events.command(&values).unwrap().to_string();
        assert!(command.contains("involvedObject.name=\"$POD\""), "{name:?}: {command}");
        assert!(!command.contains("-n "), "{name:?}: {command}");
        let command = Check::NodeConditions.command(&values).unwrap().to_string();
        assert_eq!(command, "kubectl describe node \"$NODE\"", "{name:?}");
    }
    let mut values = Values::default();
    values.image = Some("--help");
    let command = Check::ImageConfig.command(&values).unwrap().to_string();
    assert_eq!(command, "skopeo inspect --config docker://\"$IMAGE\"");
}

/// A directory of its own in which a command that breaks out would leave a file.
fn trap() -> PathBuf {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let name = format!("trap-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&path).unwrap();
    path
}

/// Names that would write the file `out` if a shell took them for more than a word.
fn hostile() -> impl Strategy<Value = String> {
    let bit = prop_oneof![
        Just("$(>out)"),
        Just("`>out`"),
        Just(";>out;"),
        Just("\n>out\n"),
        Just("'"),
        Just("\""),
        Just("\\"),
        Just("{pod}"),
        Just("[["),
        Just("]]"),
        Just("&>out "),
        Just("|>out"),
        Just("\u{1b}[2J"),
        Just("\u{202e}"),
        Just("-"),
        Just("a"),
        Just("."),
        Just("\0"),
    ];
    let any = proptest::collection::vec(any::<char>(), 0..4).prop_map(String::from_iter);
    proptest::collection::vec(prop_oneof![4 => bit.prop_map(str::to_owned), 1 => any], 0..8)
        .prop_map(|bits| bits.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn hostile_names_never_break_out(name in hostile(), other in hostile()) {
        let words = [name.as_str(), other.as_str()];
        let mut values = filled();
        values.namespace = Some(&name);
        values.pod = Some(&other);
        values.container = Some(&name);
        values.node = Some(&name);
        values.owner = Some(Owner { kind: &name, name: &other });
        values.image = Some(&name);
        values.exec_form = Some(ExecForm::Words(&words));
        values.secret = Some(&name);
        values.config_map = Some(&name);
        values.key = Some(&name);
        values.claim = Some(&name);
        values.mount_path = Some(&name);
        values.service_account = Some(&name);
        values.binary = Some(&name);
        values.library = Some(&name);
        // An owner of an unknown kind takes no change; without it all commands are given.
        let mut unowned = values;
        unowned.owner = None;
        let script: Vec<String> = templates()
            .iter()
            .flat_map(|(_, template)| [template.fill(&values), template.fill(&unowned)])
            .flatten()
            .map(|command| command.to_string())
            .collect();
        for command in &script {
            let unseen = command.contains(|c: char| c.is_control() || c == '\u{202e}');
            prop_assert!(!unseen, "unseen characters: {command:?}");
        }
        let directory = trap();
        // Nothing can be found on this path, so only what the shell itself does is done.
        let status = Process::new("/bin/sh")
            .args(["-c", &script.join("\n")])
            .env_clear()
            .env("PATH", "/nonexistent")
            .current_dir(&directory)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .unwrap();
        let left: Vec<_> = fs::read_dir(&directory).unwrap().collect();
        fs::remove_dir_all(&directory).ok();
        prop_assert!(left.is_empty(), "broke out: {left:?}");
        // 2 is a syntax error; 127 the last command that was not found.
        prop_assert_ne!(status.code(), Some(2));
    }

    #[test]
    fn a_path_is_one_word_of_the_shell(path in "[ -~]{1,24}") {
        let mut values = Values::default();
        values.image = Some("image");
        values.binary = Some(&path);
        let command = show("--entrypoint ldd", &values);
        let words = words(command.strip_prefix("docker run ").unwrap());
        let expected = if path.starts_with('-') { "" } else { path.as_str() };
        prop_assert_eq!(words.last().map(String::as_str), Some(expected));
    }

    #[test]
    fn an_exec_form_survives_shell_and_json(words_in in proptest::collection::vec(any::<String>(), 0..4)) {
        let borrowed: Vec<&str> = words_in.iter().map(String::as_str).collect();
        let mut values = filled();
        values.exec_form = Some(ExecForm::Words(&borrowed));
        let patch = show("\"command\":{exec_form}", &values);
        prop_assert!(patch.is_ascii());
        let words = words(patch.strip_prefix("kubectl ").unwrap());
        let json: serde_json::Value = serde_json::from_str(words.last().unwrap()).unwrap();
        let command = &json["spec"]["template"]["spec"]["containers"][0]["command"];
        prop_assert_eq!(command, &serde_json::json!(words_in));
    }
}
