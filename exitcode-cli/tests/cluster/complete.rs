//! What the real kubectl completes behind `kubectl exitcode`.

use std::os::unix::fs::symlink;
use std::process::Command;
use std::{env, fs};

use serde_json::json;

use crate::server::{Answer, Server};
use crate::{POD, PODS, Query, Run, cluster, folder, kubeconfig, run};

fn table(columns: &[&str], rows: &[&[&str]]) -> Answer {
    let columns: Vec<_> = columns.iter().map(|column| json!({"name": column})).collect();
    let rows: Vec<_> = rows.iter().map(|cells| json!({"cells": cells, "object": null})).collect();
    Answer::Json(json!({"kind": "Table", "columnDefinitions": columns, "rows": rows}))
}

fn named(path: &str, query: &Query) -> Option<Answer> {
    let pods: &[&[&str]] = &[
        &["api-0", "0/1", "CrashLoopBackOff", "7", "5m"],
        &["api-1", "1/1", "Running", "0", "5m"],
        &["db-0", "1/1", "Running", "0", "5m"],
        &["../x", "1/1", "Running", "0", "5m"],
    ];
    let is_table = query.get("includeObject").is_some_and(|objects| objects == "None");
    Some(match path {
        _ if !is_table && path != POD && !path.ends_with("/deployments/api") => return None,
        PODS => table(&["Name", "Ready", "Status", "Restarts", "Age"], pods),
        "/api/v1/namespaces/shop/pods" => table(&["Name", "Status"], &[&["web-0", "Running"]]),
        "/api/v1/namespaces" => {
            table(&["Name", "Status"], &[&["lab2", "Active"], &["shop", "Active"]])
        }
        "/apis/apps/v1/namespaces/lab2/deployments" => table(&["Name"], &[&["api"], &["web"]]),
        "/apis/apps/v1/namespaces/lab2/deployments/api" => Answer::Json(json!({
            "kind": "Deployment",
            "spec": {"template": {"spec": {
                "initContainers": [{"name": "init", "image": "i:1"}],
                "containers": [{"name": "main", "image": "m:2"}],
            }}},
        })),
        POD => return cluster(path, query),
        _ => return None,
    })
}

/// Presses Tab behind these words.
fn complete(server: &str, words: &[&str]) -> Run {
    let folder = folder();
    for name in ["kubectl-exitcode", "kubectl_complete-exitcode"] {
        let link = folder.join(name);
        let _ = fs::remove_file(&link);
        symlink(env!("CARGO_BIN_EXE_exitcode"), &link).unwrap();
    }
    let path = env::var_os("PATH").unwrap();
    let path = env::join_paths([folder].into_iter().chain(env::split_paths(&path))).unwrap();
    let mut command = Command::new("kubectl");
    command.args(["__complete", "exitcode"]).args(words);
    run(command.env("PATH", path).env("KUBECONFIG", kubeconfig(server)))
}

#[test]
fn names_of_all_kinds() {
    let server = Server::start(named);
    let cases: &[(&[&str], &str)] = &[
        (&["api"], "api-0\tCrashLoopBackOff\napi-1\tRunning\n:4\n"),
        (&["d"], "daemonset/\ndb-0\tRunning\ndeployment/\n:4\n"),
        (&["dep"], "deployment/\n:6\n"),
        (&["deploy/a"], "deploy/api\n:4\n"),
        (&["deployment/"], "deployment/api\ndeployment/web\n:4\n"),
        (&["secret/"], ":4\n"),
        (&["-n", "shop", "w"], "web-0\tRunning\n:4\n"),
        (&["--namespace=shop", "--watch", "w"], "web-0\tRunning\n:4\n"),
        (&["-nshop", "w"], "web-0\tRunning\n:4\n"),
        (&["-n", "s"], "shop\tActive\n:4\n"),
        (&["--namespace=s"], "--namespace=shop\tActive\n:4\n"),
        (&["api-0", "a"], ":4\n"),
        (&["-A", "a"], ":4\n"),
        (&["oom-main-onfailure", "-c", ""], "main\tlab.local/box:1\n:4\n"),
        (&["deployment/api", "-c", ""], "init\ti:1\nmain\tm:2\n:4\n"),
        (&["--context", ""], "lab\n:4\n"),
        (&["-o", "j"], "json\tFor a program\n:4\n"),
        (&["--kubeconfig", ""], ":0\n"),
        (&["--request-timeout", ""], ":4\n"),
        (&["--wat"], "--watch\tGo on, and print another answer whenever there is one"),
    ];
    for (words, expected) in cases {
        let completed = complete(&server.url(), words);
        // kubectl leaves the tab out where nothing describes a candidate.
        let stdout = completed.stdout.replace("\t\n", "\n");
        assert!(stdout.starts_with(expected), "{words:?}: {stdout:?} {}", completed.stderr);
    }
    assert!(server.asked().iter().all(|(method, _)| method == "GET"));
}

#[test]
fn a_cluster_that_does_not_answer() {
    assert_eq!(complete("http://127.0.0.1:1", &["a"]).stdout, ":4\n");
    let server = Server::start(|_, _| Some(Answer::Status(403, "no")));
    assert_eq!(complete(&server.url(), &["--namespace", ""]).stdout, ":4\n");
}

/// Where there is but one file to install, a script of the other name calls the plugin.
#[test]
fn by_way_of_the_plugin() {
    let server = Server::start(named);
    let plugin = folder().join("kubectl-exitcode");
    let _ = fs::remove_file(&plugin);
    symlink(env!("CARGO_BIN_EXE_exitcode"), &plugin).unwrap();
    let mut command = Command::new(plugin);
    command.args(["__complete", "db"]).env("KUBECONFIG", kubeconfig(&server.url()));
    assert_eq!(run(&mut command).stdout, "db-0\tRunning\n:4\n");
}
