use exitcode_core::{Abi, Check, Family, KnownCode, Signal};

use crate::exitcode;

#[track_caller]
fn rows(words: &[&str]) -> Vec<serde_json::Value> {
    let rows = exitcode(&[&["list"], words, &["--output", "json"]].concat()).json();
    rows.as_array().unwrap().clone()
}

#[test]
fn counts_agree_with_the_lists() {
    for row in rows(&[]) {
        let list = row["list"].as_str().unwrap();
        let all = if list == "codes" { vec![list, "--family", "all"] } else { vec![list] };
        assert_eq!(rows(&all).len().to_string(), row["entries"].as_str().unwrap(), "{list}");
    }
}

#[test]
fn codes_of_a_family() {
    assert_eq!(rows(&["codes", "--family", "all"]).len(), KnownCode::ALL.len());
    for family in Family::ALL {
        let rows = rows(&["codes", "--family", family.id()]);
        assert!(!rows.is_empty() && rows.iter().all(|row| row["family"] == family.id()));
    }
    assert!(exitcode(&["list", "codes", "--family", "x"]).complaint().contains("there are shell"));
}

#[test]
fn signals_of_every_system() {
    let rows = rows(&["signals", "--abis"]);
    assert_eq!(rows.len(), Signal::ALL.len());
    let usr1 = rows.iter().find(|row| row["signal"] == "SIGUSR1").unwrap();
    assert_eq!(usr1.as_object().unwrap().len(), 1 + Abi::ALL.len());
    assert_eq!(usr1["macOS"], "30");
}

#[test]
fn reasons_of_a_place() {
    let waiting = rows(&["reasons", "--place", "waiting"]);
    assert!(waiting.iter().any(|row| row["reason"] == "CrashLoopBackOff"));
    assert!(waiting.iter().all(|row| row["place"] == "waiting"));
    exitcode(&["list", "reasons", "--place", "nowhere"]).complaint();
    exitcode(&["list", "signals", "--place", "waiting"]).complaint();
}

#[test]
fn checks_have_commands() {
    let rows = rows(&["checks"]);
    assert_eq!(rows.len(), Check::ALL.len());
    assert!(rows.iter().all(|row| !row["command"].as_str().unwrap().is_empty()));
}
