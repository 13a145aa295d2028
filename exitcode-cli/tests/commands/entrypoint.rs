use crate::{exitcode, exitcode_reads};

#[test]
fn reads_a_command() {
    let words = ["entrypoint", "--image", "debian:bookworm", "--", "sh", "-c", "python app.py"];
    let text = exitcode(&words).text();
    let expected = "\
The application does not get SIGTERM: the grace period runs out, then SIGKILL
(137).

Command   [\"sh\", \"-c\", \"python app.py\"]
Image     debian:bookworm
Form      shell form: a command text, run by dash
SIGTERM   goes to the shell, which stays PID 1 and drops it; the application,
          its child, hears nothing
Then      nothing, until SIGKILL at the end of the grace period
Use       [\"python\", \"app.py\"]
";
    assert_eq!(text, expected);
}

#[test]
fn says_where_a_signal_goes() {
    #[track_caller]
    fn goes(words: &[&str], expected: &str) {
        let text = exitcode(&[&["entrypoint", "--"], words].concat()).text();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(&format!("SIGTERM goes {expected}")), "{text}");
    }
    let shell = ["dash", "-c", "python app.py; true"];
    goes(&shell, "to the shell, which stays PID 1 and drops it; the application, its child");
    goes(&[&["tini"], &shell[..]].concat(), "to the shell, which ends; the application is killed");
    goes(&[&["tini", "-g"], &shell[..]].concat(), "to the whole process group, the application");
    goes(&[&["timeout", "9"], &shell[..]].concat(), "to the whole process group, which may end");
    let trap = ["tini", "dash", "-c", "trap 'exit 9' TERM; python app.py; exit 4"];
    goes(&trap, "to the shell, whose trap runs when the application has ended");
    goes(&["su", "app", "-c", "python app.py"], "to su, which does not hand it on");
    goes(&["tini", "su", "app", "-c", "python app.py"], "to su, and on as its settings say");
}

#[test]
fn says_what_depends_on_the_system() {
    let text = exitcode(&["entrypoint", "--", "sh", "-c", "python app.py"]).text();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let expected = "gets to the application? Debian and Ubuntu (dash): no, Alpine (busybox): yes, \
                    Fedora and Red Hat (bash): yes";
    assert!(text.contains(expected), "{text}");
}

#[test]
fn reads_a_dockerfile() {
    let file = b"FROM node:20-alpine AS run\nFROM run\nENTRYPOINT cd /srv && node server.js\n";
    let answer = exitcode_reads(&["entrypoint", "-", "--output", "json"], file).json();
    assert_eq!(answer["schema"], "exitcode.entrypoint/v1");
    assert_eq!(answer["image"], "node:20-alpine");
    assert_eq!(answer["shell"], "busybox");
    assert_eq!(answer["receivesSigterm"], "yes");
    assert_eq!(answer["execForm"][2], "cd /srv && exec node server.js");
}

#[test]
fn status_tells_when_asked() {
    let words = ["entrypoint", "--exit-code", "--", "sleep", "infinity"];
    assert_eq!(exitcode(&words).status, Some(1));
    let words = ["entrypoint", "--exit-code", "--", "tini", "--", "sleep", "infinity"];
    assert_eq!(exitcode(&words).status, Some(0));
}

#[test]
fn says_what_is_missing() {
    let complaint = |file: &[u8]| exitcode_reads(&["entrypoint", "-"], file).complaint();
    assert!(complaint(b"").contains("no FROM"));
    assert!(complaint(b"\xff\x00\x1b[31m").contains("no FROM"));
    let base = complaint(b"FROM evil\x1b]0;x\n");
    assert!(base.contains(r"its base image evil\u{1b}]0;x decides"), "{base}");
    exitcode(&["entrypoint"]).complaint();
    exitcode(&["entrypoint", "/nonexistent/Dockerfile"]).complaint();
}

#[test]
fn shows_control_characters() {
    let text = exitcode(&["entrypoint", "--image", "a\u{202e}b", "--", "a\u{1b}[2Jb"]).text();
    assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text}");
}
