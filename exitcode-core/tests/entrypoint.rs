//! The form of an entry point against what shells, inits and programs really do.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

use exitcode_core::arithmetic::entrypoint::{
    Answer, Entrypoint, Form, Program, Reaction, Shell, ShellForm, Takeover, Wrapper, takeover,
    takeover_of_script,
};
use exitcode_core::{Abi, ExitCode, Signal};
use proptest::prelude::*;

const FORMS: &str = include_str!("oracle/shell_forms.txt");
const MORE_FORMS: &str = include_str!("oracle/shell_forms_more.txt");
const WRAPPERS: &str = include_str!("oracle/wrappers.txt");
const PROGRAMS: &str = include_str!("oracle/programs.txt");

/// Each form of a table with its text, and the cells in the order of the shells.
fn rows(table: &str) -> impl Iterator<Item = (&str, String, Vec<&str>)> {
    table.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let mut fields = line.split('\t');
        let form = fields.next().unwrap();
        let cells: Vec<_> = fields.collect();
        assert_eq!(cells.len(), Shell::ALL.len(), "{form}");
        (form, form.replace("\\n", "\n").replace("\\t", "\t"), cells)
    })
}

fn answer(shell: Shell, text: &str) -> &'static str {
    let takeover = match text.strip_prefix("script file: ") {
        Some(script) => takeover_of_script(shell, &format!("{script}\n")),
        None => takeover(shell, text),
    };
    match takeover {
        Takeover::Replaces => "exec",
        Takeover::Forks => "forks",
        Takeover::Ends => "ends",
        Takeover::Forwards => "forwards",
        _ => "unsure",
    }
}

#[test]
fn every_measured_cell_is_answered() {
    let (mut cells, mut wrong) = (0, Vec::new());
    for (form, text, measured) in rows(FORMS) {
        for (&shell, measured) in Shell::ALL.iter().zip(measured) {
            let answer = answer(shell, &text);
            if measured != "-" {
                cells += 1;
                if answer != measured {
                    wrong.push(format!("{shell:?}: {form}: {answer}, measured {measured}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cells > 230, "only {cells} cells");
}

/// The measured forms that some shells' answers leave open.
const LEFT_OPEN: &[(&str, &str)] = &[
    // The shell decided now so, now otherwise, or this form of a form was not measured.
    ("true & app", "zsh ksh93"),
    ("sleep 0 & app", "zsh ksh93"),
    ("true &\\napp", "zsh ksh93"),
    ("true & true; app", "zsh ksh93"),
    ("true & true && app", "zsh ksh93"),
    ("true &\\ntrue; app", "zsh ksh93"),
    ("true; true & app", "zsh ksh93"),
    ("app & wait; app", "zsh ksh93"),
    ("{ app; } 2>/dev/null", "busybox ksh93"),
    ("(app) 2>/dev/null", "busybox ksh93"),
    ("true | app", "yash"),
    ("exec -- app", "busybox"),
    ("true & wait; app", "zsh ksh93"),
    ("app | app", "yash"),
    ("cat </dev/null | app", "yash"),
    ("true | true | app", "yash"),
    ("(exec app) 2>/dev/null", "busybox ksh93"),
    ("cat </dev/null | { app; }", "yash"),
    ("exec -- app; true", "busybox"),
    ("true & true & app", "zsh ksh93"),
    ("true & true & true; app", "zsh ksh93"),
    ("true; true & wait; app", "zsh ksh93"),
    ("true & wait $!; app", "zsh ksh93"),
    ("f() { app; }; f; f", "yash"),
    ("true & env app", "zsh ksh93"),
    ("true & true; env app", "zsh ksh93"),
    ("true & true && env app", "zsh ksh93"),
    ("sleep 0 & env app", "zsh ksh93"),
    // A loop may come to it once more or not.
    ("for i in 1; do app; done", "zsh yash"),
    ("for i in 1 2; do app; done", "zsh yash"),
    ("while app; do break; done", "zsh yash"),
    ("until app; do break; done", "zsh yash"),
    ("for i in 1; do exec app; done", "bash dash busybox zsh ksh93 mksh yash"),
    ("for i in 1\\ndo\\napp\\ndone", "zsh yash"),
    ("while true; do exec app; done", "bash dash busybox zsh ksh93 mksh yash"),
    ("while app; do true; break; done", "zsh yash"),
    // Fish and tcsh take some of what POSIX has, and not the rest.
    ("A=1 exec app", "fish"),
    ("FOO=bar exec app", "fish"),
    ("exec app $(true)", "fish"),
    ("A=1 B=2 exec app", "fish"),
    ("time exec app", "fish tcsh"),
    ("exec app; true & wait", "fish tcsh"),
    // Either of two programs may be the one that runs for long.
    ("/bin/true; app", "bash busybox zsh ksh93 yash"),
    ("app; app", "bash busybox zsh ksh93 yash"),
    ("true\\nif false; then app; fi; true && app", "busybox zsh ksh93 yash"),
    ("if true; then app; else ! app; fi", "bash dash busybox zsh ksh93 mksh yash"),
    ("true && exec app; app", "bash dash busybox zsh ksh93 mksh yash fish tcsh"),
    ("if false; then exec app; fi; app", "bash dash busybox zsh ksh93 mksh yash tcsh"),
    ("case x in x) app;; y) exec app;; esac", "bash dash busybox zsh ksh93 mksh yash"),
    ("case x in y) exec app;; x) app;; esac", "bash dash busybox zsh ksh93 mksh yash"),
    ("if true; then exec app; else app; fi", "bash dash busybox zsh ksh93 mksh yash"),
    ("if false; then app; else exec app; fi", "bash dash busybox zsh ksh93 mksh yash"),
    ("if true; then app 2>/dev/null; else app; fi", "bash dash busybox zsh ksh93 mksh yash"),
    ("true || app; app", "bash busybox zsh ksh93 yash"),
    ("app || app", "bash busybox zsh ksh93 yash"),
    ("\"if\" true; app", "bash busybox zsh ksh93 yash"),
    ("until true; do app; done; app", "bash busybox zsh ksh93 yash"),
    ("for i in; do app; done; app", "bash busybox zsh ksh93 yash"),
    ("if true; then exec app; fi; true", "bash dash busybox zsh ksh93 mksh yash"),
    ("true && exec app; true", "bash dash busybox zsh ksh93 mksh yash fish tcsh"),
    ("f() { app; }; f; app", "bash busybox zsh ksh93 yash"),
    ("app; [ -d / ] && exec app", "bash dash busybox zsh ksh93 mksh yash fish tcsh"),
    ("app || exec app", "bash dash busybox zsh ksh93 mksh yash fish tcsh"),
    // Commands that hide a command, files that may do anything, traps that not every shell has.
    ("command app", "bash dash busybox zsh ksh93 mksh yash fish"),
    ("eval app", "bash dash busybox zsh ksh93 mksh yash fish tcsh"),
    ("eval \"app\"", "bash dash busybox zsh ksh93 mksh yash fish tcsh"),
    ("eval exec app", "bash dash busybox zsh ksh93 mksh yash fish tcsh"),
    (". /dev/null; app", "bash busybox zsh ksh93 yash"),
    ("trap \"echo x\" ERR; app", "bash busybox zsh ksh93 yash"),
    ("trap x ERR; app", "bash busybox zsh ksh93 yash"),
    ("trap x DEBUG; app", "bash busybox zsh ksh93 yash"),
    ("trap x exit; app", "bash busybox zsh ksh93 yash"),
    ("f() { trap x TERM; app; }; f", "bash dash busybox zsh ksh93 mksh yash"),
    ("trap x TERM; trap - TERM; app", "bash dash busybox zsh ksh93 mksh yash fish tcsh"),
    ("(trap x EXIT; app)", "bash dash busybox zsh ksh93 mksh yash tcsh"),
    ("exec app; eval x", "bash dash busybox zsh ksh93 mksh yash fish tcsh"),
    ("builtin exec app", "bash zsh mksh"),
    ("command exec app", "bash dash busybox ksh93 mksh yash"),
    ("noglob app", "zsh"),
    (". /dev/null\\napp", "bash busybox zsh ksh93 yash"),
    ("source /dev/null; app", "bash busybox zsh ksh93 yash"),
    ("eval true; app", "bash dash busybox zsh ksh93 mksh yash fish tcsh"),
    ("trap x RETURN; app", "bash busybox zsh ksh93 yash"),
    ("trap \"\" ERR; app", "bash busybox zsh ksh93 yash"),
    ("trap \"x\" $A; app", "bash dash busybox zsh mksh yash fish"),
    ("trap \"$x\" TERM; app", "bash dash busybox zsh ksh93 mksh yash fish"),
    ("app() { true; }; app; command app", "bash dash busybox zsh ksh93 mksh yash"),
    ("trap \"$x\" EXIT; app", "bash dash busybox zsh ksh93 mksh yash fish"),
    ("trap $x TERM; app", "bash dash busybox zsh mksh yash fish"),
    ("f() { trap x TERM; }; f; app", "bash dash busybox zsh ksh93 mksh yash"),
    // Here-documents are not read.
    ("app <<X\\nfoo\\nX", "bash dash busybox zsh ksh93 mksh yash tcsh"),
    ("app <<X\\nhi\\nX\\n", "bash dash busybox zsh ksh93 mksh yash tcsh"),
    ("cat <<X\\nhi\\nX\\napp", "bash dash busybox zsh ksh93 mksh yash tcsh"),
    ("exec app <<X\\nhi\\nX", "bash dash busybox zsh ksh93 mksh yash tcsh"),
    ("app <<< foo", "bash zsh ksh93 mksh yash"),
    // What this reader does not follow, errors of grammar among it.
    ("if app; then true; fi", "bash dash busybox zsh ksh93 mksh yash"),
    ("for i in do; do true; done; app", "bash dash busybox zsh ksh93 mksh yash tcsh"),
    ("( (app) )", "bash dash busybox zsh ksh93 mksh yash tcsh"),
    ("exec app & wait", "bash dash busybox zsh ksh93 mksh yash fish tcsh"),
    ("exec app &", "bash dash busybox zsh ksh93 mksh yash fish tcsh"),
    ("true;;app", "fish tcsh"),
    ("app;&", "tcsh"),
    ("if true; app", "tcsh"),
    ("app <(true)", "bash busybox zsh ksh93 yash"),
    ("app >(cat)", "bash busybox zsh ksh93 yash"),
    ("case x in x) app;& y) true;; esac", "bash zsh ksh93 mksh"),
    ("app $(case x in x) echo;; esac)", "bash dash busybox zsh ksh93 mksh yash"),
    ("app $(echo a # b\\n)", "bash dash busybox zsh ksh93 mksh yash fish"),
    ("app \"$(echo \"$(true)\")\"", "bash dash busybox zsh ksh93 mksh yash fish"),
    ("app \"$(echo \"`true`\")\"", "bash dash busybox zsh ksh93 mksh yash fish"),
    ("app \"$(echo \"${A:-x}\")\"", "bash dash busybox zsh ksh93 mksh yash"),
    ("app ${A:-'}'} x", "bash dash busybox zsh ksh93 mksh yash"),
    ("app `echo \\`true; true\\`` x", "bash dash busybox zsh ksh93 mksh yash fish"),
    ("app $(echo \"`true`; x\") x", "bash dash busybox zsh ksh93 mksh yash fish"),
    ("app ${A:-{} x", "bash dash busybox ksh93 mksh yash"),
    ("env app | cat", "yash"),
    ("env app && true", "bash dash busybox zsh ksh93 mksh yash fish tcsh"),
    ("env app || true", "bash dash busybox zsh ksh93 mksh yash fish tcsh"),
];

#[test]
fn no_other_form_is_answered_wrongly() {
    let (mut cells, mut unsure, mut wrong) = (0, 0, Vec::new());
    for (form, text, measured) in rows(MORE_FORMS) {
        let open = LEFT_OPEN.iter().find(|(other, _)| *other == form);
        let open: Vec<&str> = open.map_or(vec![], |(_, shells)| shells.split(' ').collect());
        for (&shell, measured) in Shell::ALL.iter().zip(measured) {
            let answer = match answer(shell, &text) {
                "ends" | "forwards" => "forks",
                answer => answer,
            };
            if measured == "-" {
                continue;
            }
            cells += 1;
            let expected = if open.contains(&shell.name()) { "unsure" } else { measured };
            unsure += usize::from(expected == "unsure");
            if answer != expected {
                wrong.push(format!("{shell:?}: {form}: {answer}, measured {measured}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {cells} wrong\n{}", wrong.len(), wrong.join("\n"));
    let listed: usize = LEFT_OPEN.iter().map(|(_, shells)| shells.split(' ').count()).sum();
    assert_eq!(unsure, listed, "a form that is left open was not measured");
}

/// dash forks for what follows, so whether `exec` was reached decides; of one branch nobody can tell.
#[test]
fn exec_in_some_branches_leaves_the_rest_open() {
    use Takeover::{Replaces, Unsure};
    for (text, expected) in [
        ("if x; then exec app; fi; app", Unsure),
        ("if x; then exec app; else true; fi; app", Unsure),
        ("if x; then true; else exec app; fi; app", Unsure),
        ("if x; then if y; then exec app; fi; else exec app; fi; app", Unsure),
        ("if x; then exec app; else exec app; fi; app", Replaces),
        ("f() { if x; then exec app; fi; }; f; app", Unsure),
        ("{ if x; then exec app; fi; }; app", Unsure),
        ("{ if x; then exec app; fi; }", Replaces),
        ("case x in y) exec app;; *) exec app;; esac; app", Unsure),
    ] {
        assert_eq!(takeover(Shell::Dash, text), expected, "{text}");
    }
}

/// bash says "syntax error near unexpected token `('" to these, and zsh takes them for something else.
#[test]
fn a_function_has_a_name_and_nothing_before_it() {
    for text in ["A=1 f() { app; }; f", ">x f() { app; }; f", "$f() { app; }; f"] {
        assert_eq!(takeover(Shell::Bash, text), Takeover::Unsure, "{text}");
    }
    assert_eq!(takeover(Shell::Bash, "f() { app; }; f"), Takeover::Forks);
}

/// What a file that is read in runs is not known, but it is not the application.
#[test]
fn a_file_that_is_read_in_is_no_application() {
    for text in [". /env; exec nginx", "source /env && exec nginx"] {
        let argv = ["bash", "-c", text];
        let entry = Entrypoint::from_argv(&argv, None).unwrap();
        assert_eq!(entry.program(), Some(Program::Nginx), "{text}");
    }
    for text in [". /start.sh", "source /start.sh"] {
        assert_eq!(takeover(Shell::Bash, text), Takeover::Unsure, "{text}");
    }
}

/// What bash, dash and mksh do as PID 1 when SIGTERM comes while the application runs. Measured, but
/// for how long the application lives on that is told.
#[track_caller]
fn with_trap(text: &str, expected: [Takeover; 3]) {
    let found = [Shell::Bash, Shell::Dash, Shell::Mksh].map(|shell| takeover(shell, text));
    assert_eq!(found, expected, "{text}");
}

#[test]
fn a_trap_runs_while_its_shell_waits() {
    use Takeover::{Ends, Forks, Forwards, Unsure};
    with_trap("app & wait", [Forks, Forks, Ends]);
    with_trap("app & wait; sleep 9", [Forks, Forks, Ends]);
    with_trap("sleep 9 & wait", [Forks, Forks, Ends]);
    with_trap("trap 'exit 0' TERM; app & wait", [Ends; 3]);
    with_trap("trap 'exit 0' TERM; sleep 9 & wait", [Ends; 3]);
    with_trap("trap 'exit 0' 15; app & wait", [Ends; 3]);
    with_trap("trap 'exit 0' INT TERM; app & wait; true", [Ends; 3]);
    with_trap("trap 'exit 0' TERM; app & sleep 1; wait", [Ends; 3]);
    with_trap("trap 'exit 0' TERM; app & p=$!; wait $p", [Ends; 3]);
    // Dash takes the name without `SIG` only, and says nothing of the trap that is not set.
    with_trap("trap 'exit 0' SIGTERM; app & wait", [Ends, Unsure, Ends]);
    with_trap("trap 'exit 0' SIGTERM; app", [Forks; 3]);
    // What runs in the foreground is waited for first.
    with_trap("trap 'exit 0' TERM; app", [Forks; 3]);
    with_trap("trap 'exit 0' TERM; app | cat", [Forks; 3]);
    with_trap("trap 'exit 0' TERM; app & sleep 9", [Forks; 3]);
    with_trap("trap 'kill $!' TERM; app & tail -f /dev/null", [Forks; 3]);
    with_trap("app & sleep 9", [Forks; 3]);
    with_trap("trap 'exit 0' TERM; app; app & wait", [Forks; 3]);
    with_trap("trap 'exit 0' TERM; app & app & wait", [Ends; 3]);
    // The action tells the application, if it does not kill it at once.
    with_trap("trap 'kill $!' TERM; app & wait", [Forwards; 3]);
    with_trap("app & p=$!; trap \"kill $p\" TERM; wait $p", [Forwards; 3]);
    with_trap("trap 'kill -9 $!' TERM; app & wait", [Ends; 3]);
    with_trap("trap 'kill -KILL $!' TERM; app & wait", [Ends; 3]);
    with_trap("trap 'kill $!' TERM; trap 'echo bye' EXIT; app & wait", [Forwards; 3]);
    with_trap("trap 'kill $!' TERM; trap 'echo bye' INT; app & wait", [Forwards; 3]);
    with_trap("trap 'kill $!' INT; trap 'exit 0' TERM; app & wait", [Ends; 3]);
    with_trap("trap 'kill $!' EXIT; trap 'exit 0' TERM; app & wait", [Forwards; 3]);
    // A trap for something else, or none.
    with_trap("trap 'echo bye' INT; app & wait", [Forks, Forks, Ends]);
    with_trap("trap 'echo bye' EXIT; app & wait", [Ends, Forks, Ends]);
    with_trap("trap 'echo bye' EXIT; app; true", [Ends, Forks, Forks]);
    with_trap("trap 'kill $!' EXIT; app & wait", [Unsure; 3]);
    with_trap("trap '' INT; app & wait", [Forks, Forks, Ends]);
    with_trap("trap '' TERM; app & wait", [Unsure; 3]);
}

#[test]
fn a_text_that_breaks_off_tells_nothing() {
    for text in [
        "",
        " ",
        "#",
        ";",
        "&",
        "|",
        "&& app",
        "| app",
        "app &&",
        "app ||",
        "app |",
        "app 'a",
        "app \"a",
        "app `a",
        "app \"`a\"",
        "app $(a",
        "app \"$(a\"",
        "app ${a",
        "app $('a)",
        "app $(\"a)",
        "app >",
        "app > ; true",
        "exec",
        "exec >log",
        "A=1",
        ">log",
        "trap",
        "(app",
        "( )",
        "app)",
        "{ app",
        "{ app; )",
        "{ }",
        "}",
        "if",
        "if app",
        "if true; then app",
        "if true; then app; else app",
        "if true; app; fi",
        "then app",
        "app; fi",
        "case x",
        "case x in",
        "case x in x",
        "case x in x) app",
        "case x in x) app;;",
        "case x x) app;; esac",
        "for",
        "for i in 1",
        "for i in 1; app",
        "for i in 1; do app",
        "for (i in 1); do app; done",
        "while true; do app",
        "while true; app; done",
        "do app; done",
        "f(",
        "f()",
        "f() {",
        "f() { app;",
        "f() { app; }",
        "f(x) { app; }; f",
        "function",
        "function ;",
        "[[ x",
        "[[ x && app",
        "$f() { app; }; f",
        "A=1 f() { app; }; f",
        ">log f() { app; }; f",
        "wait",
        "true",
        "cd /",
    ] {
        for &shell in Shell::ALL {
            assert_eq!(takeover(shell, text), Takeover::Unsure, "{shell:?}: {text}");
        }
    }
}

#[test]
fn commands_are_followed_to_a_depth_and_to_any_length() {
    let nested = |depth: usize| "{ ".repeat(depth) + "app" + &"; }".repeat(depth);
    assert_eq!(takeover(Shell::Bash, &nested(23)), Takeover::Forks);
    assert_eq!(takeover(Shell::Bash, &nested(24)), Takeover::Unsure);
    let long = "{ true; }; ".repeat(99) + "app";
    assert_eq!(takeover(Shell::Bash, &long), Takeover::Replaces);
}

/// How a shell is started, without its start-up files.
fn start(shell: Shell) -> Command {
    let mut command = Command::new(shell.name());
    match shell {
        Shell::Busybox => command.arg("sh"),
        Shell::Tcsh => command.arg("-f"),
        Shell::Zsh => command.arg("-f"),
        Shell::Fish => command.arg("--no-config"),
        _ => &mut command,
    };
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Whether a shell is here in the version that was measured; dash and mksh don't tell theirs.
fn is_comparable(shell: Shell) -> bool {
    let option = if shell == Shell::Busybox { "--help" } else { "--version" };
    let output = match Command::new(shell.name()).arg(option).stdin(Stdio::null()).output() {
        Ok(output) => [output.stdout, output.stderr].concat(),
        Err(error) if error.kind() == ErrorKind::NotFound => return false,
        Err(error) => panic!("{shell:?}: {error}"),
    };
    matches!(shell, Shell::Dash | Shell::Mksh)
        || String::from_utf8_lossy(&output).contains(shell.version())
}

/// Whether the application gets the process id of the shell; `None` if it did not run once.
fn replaces(shell: Shell, folder: &Path, form: &str) -> Option<bool> {
    let mut command = start(shell);
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap());
    match form.strip_prefix("script file: ") {
        Some(script) => {
            let file = folder.join(format!("script-{}", shell.name()));
            fs::write(&file, format!("{script}\n")).unwrap();
            command.arg(file)
        }
        None => command.args(["-c", form, "name", "app"]),
    };
    // In a folder that goes away: to tcsh, `2>&1` names a file.
    command.current_dir(folder).env("PATH", path);
    let child = command.stdout(Stdio::piped()).spawn().unwrap();
    let id = child.id().to_string();
    let output = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
    // Of several that ran, any may have written last.
    let mut runs = output.lines().filter_map(|line| line.strip_prefix("app runs as "));
    let ran = runs.next()?;
    runs.next().is_none().then_some(ran == id)
}

/// The forms that this shell takes otherwise than we say. A shell that is nowhere `/bin/sh` is given
/// the first table only, which takes seconds instead of minutes.
fn disagreements(shell: Shell, folder: &Path) -> Vec<String> {
    let agrees = |text: &str| match (replaces(shell, folder, text), answer(shell, text)) {
        (None, _) | (_, "unsure") => true,
        (Some(replaced), answer) => replaced == (answer == "exec"),
    };
    let more = if Shell::IMAGES.iter().any(|(_, sh)| *sh == shell) { MORE_FORMS } else { "" };
    rows(FORMS)
        .chain(rows(more))
        .filter(|(_, text, _)| !agrees(text))
        .map(|(form, ..)| format!("{shell:?} is not as said: {form}"))
        .collect()
}

/// The shells that are on this machine, if they are what was measured.
#[test]
fn the_shells_of_this_machine_agree() {
    let folder = std::env::temp_dir().join(format!("exitcode-shells-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let app = folder.join("app");
    fs::write(&app, "#!/bin/sh\necho \"app runs as $$\"\n").unwrap();
    fs::set_permissions(&app, fs::Permissions::from_mode(0o755)).unwrap();
    let (here, missing): (Vec<Shell>, Vec<Shell>) =
        Shell::ALL.iter().partition(|&&shell| is_comparable(shell));
    eprintln!("not installed in the measured version, not compared: {missing:?}");
    let wrong = std::thread::scope(|scope| {
        let folder = &folder;
        let shells: Vec<_> =
            here.iter().map(|&shell| scope.spawn(move || disagreements(shell, folder))).collect();
        shells.into_iter().flat_map(|shell| shell.join().unwrap()).collect::<Vec<_>>()
    });
    fs::remove_dir_all(&folder).unwrap();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(!here.is_empty(), "no shell at all");
}

#[test]
fn programs_react_as_measured() {
    fn text(reaction: Reaction) -> String {
        match reaction {
            Reaction::Survives => "survives".to_owned(),
            Reaction::Exits(code) => format!("exit-{}", code.value()),
            Reaction::Dies(signal) => format!("signal-{}", signal.number(Abi::Linux).unwrap()),
            _ => "new".to_owned(),
        }
    }
    let measured = PROGRAMS.lines().filter(|line| !line.starts_with('#'));
    let ours = Program::ALL.iter().map(|program| {
        let reactions = [program.sigterm(), program.sigterm_as_pid1(), program.sigint_as_pid1()];
        format!("{} {}", program.id(), reactions.map(text).join(" "))
    });
    assert!(ours.eq(measured.map(str::to_owned)));
}

/// What an argument vector comes to: who gets SIGTERM, and whether the container ends.
#[track_caller]
fn argv(argv: &[&str], image: Option<&str>, receives: Answer, ends: Answer) {
    let entry = Entrypoint::from_argv(argv, image).unwrap();
    assert_eq!((entry.receives_sigterm(), entry.ends_on_sigterm()), (receives, ends), "{entry:#?}");
}

#[test]
fn argument_vectors() {
    use Answer::{No, Unknown, Yes};
    argv(&["nginx", "-g", "daemon off;"], None, Yes, Yes);
    argv(&["/usr/bin/python3.11", "app.py"], None, Yes, Unknown);
    argv(&["python3", "-u", "-m", "http.server"], None, Yes, No);
    argv(&["java", "-jar", "app.jar"], None, Yes, Yes);
    argv(&["java", "-Xrs", "-jar", "app.jar"], None, Yes, Unknown);
    argv(&["sleep", "infinity"], None, Yes, No);
    argv(&["tail", "-f", "/dev/null"], None, Yes, No);
    argv(&["/app/server"], None, Yes, Unknown);
    argv(&["bash", "-c", "java -jar app.jar"], None, Yes, Yes);
    argv(&["dash", "-c", "java -jar app.jar"], None, No, No);
    argv(&["dash", "-c", "exec java -jar app.jar"], None, Yes, Yes);
    argv(&["busybox", "sh", "-c", "nginx"], None, Yes, Yes);
    argv(&["busybox", "sleep", "9"], None, Yes, No);
    argv(&["sh", "-c", "nginx"], None, Unknown, Unknown);
    argv(&["sh", "-c", "nginx"], Some("nginx:1.27-alpine"), Yes, Yes);
    argv(&["sh", "-c", "nginx"], Some("debian:12"), No, No);
    argv(&["sh", "-c", "nginx || exit 1"], None, No, No);
    argv(&["sh", "-ec", "exec nginx"], None, Yes, Yes);
    argv(&["bash", "-euo", "pipefail", "-c", "nginx"], None, Yes, Yes);
    argv(&["bash", "-o", "pipefail", "-c", "nginx | tee log"], None, No, No);
    argv(&["bash", "-lc", "nginx"], None, Unknown, Unknown);
    argv(&["bash", "-lc", "exec nginx"], None, Yes, Yes);
    argv(&["bash", "/entrypoint.sh"], None, Unknown, Unknown);
    argv(&["/docker-entrypoint.sh", "nginx"], None, Unknown, Unknown);
    argv(&["ksh", "-c", "app; true"], None, No, No);
    argv(&["bash"], None, Unknown, Unknown);
    // Inits make the program an ordinary process, which SIGTERM ends.
    argv(&["tini", "--", "sleep", "9"], None, Yes, Yes);
    argv(&["/sbin/tini", "-e", "143", "-s", "--", "sleep", "9"], None, Yes, Yes);
    argv(&["dumb-init", "sleep", "9"], None, Yes, Yes);
    argv(&["timeout", "-k", "5", "100", "sleep", "9"], None, Yes, Yes);
    // The shell ends and the program is left behind, unless the whole group is told.
    argv(&["tini", "--", "dash", "-c", "sleep 9; true"], None, No, Yes);
    argv(&["tini", "-g", "--", "dash", "-c", "sleep 9; true"], None, Yes, Yes);
    argv(&["dumb-init", "--", "dash", "-c", "sleep 9; true"], None, Yes, Yes);
    argv(&["dumb-init", "-c", "dash", "-c", "sleep 9; true"], None, No, Yes);
    argv(&["tini", "--", "dash", "-c", "trap 'exit 9' TERM; app; exit 4"], None, No, Unknown);
    // Wrappers that are replaced.
    argv(&["gosu", "postgres", "postgres"], None, Yes, Yes);
    argv(&["su-exec", "nobody:nobody", "sleep", "9"], None, Yes, No);
    argv(&["setpriv", "--reuid", "1000", "--clear-groups", "sleep", "9"], None, Yes, No);
    argv(&["setpriv", "--reuid=1000", "sleep", "9"], None, Yes, No);
    argv(&["env", "-u", "A", "B=1", "nginx"], None, Yes, Yes);
    argv(&["nice", "-n", "5", "nginx"], None, Yes, Yes);
    argv(&["tini", "--", "gosu", "app", "bash", "-c", "sleep 9"], None, Yes, Yes);
    argv(&["chroot", "/", "sleep", "9"], None, Yes, No);
    // Wrappers that are not.
    argv(&["su", "app", "-c", "nginx"], None, No, No);
    argv(&["runuser", "-u", "app", "--", "nginx"], None, No, No);
    argv(&["npm", "start"], None, Unknown, Yes);
    argv(&["yarn", "start"], None, Unknown, Unknown);
    argv(&["supervisord", "-n"], None, Yes, Yes);
    argv(&["tini"], None, Unknown, Unknown);
    // Under an init they are ordinary processes, which die of SIGTERM, or hand it on after all.
    argv(&["tini", "--", "su", "app", "-c", "nginx"], None, Unknown, Unknown);
    argv(&["timeout", "9", "dash", "-c", "sleep 9; true"], None, Unknown, Yes);
    // Another signal than was sent, and a command that is inside a string.
    argv(&["dumb-init", "--rewrite", "15:2", "nginx"], None, Unknown, Unknown);
    argv(&["env", "-S", "nginx -g"], None, Unknown, Unknown);
    // The words of an option's value are not the command.
    argv(&["bash", "-c", "-e", "nginx"], None, Yes, Yes);
    argv(&["bash", "+o", "history", "-c", "nginx"], None, Yes, Yes);
    argv(&["bash", "+c", "nginx"], None, Unknown, Unknown);
    argv(&["bash", "--posix", "-c", "nginx"], None, Yes, Yes);
    argv(&["bash", "--rcfile", "/etc/rc", "-c", "nginx"], None, Unknown, Unknown);
    argv(&["bash", "--init-file", "/etc/rc", "-c", "exec nginx"], None, Yes, Yes);
    argv(&["bash", "--login", "-c", "nginx"], None, Unknown, Unknown);
    argv(&["bash", "-c", "--", "nginx"], None, Yes, Yes);
}

/// How the application is started, and by what.
#[track_caller]
fn started(
    argv: &[&str],
    form: Form,
    shell: Option<Shell>,
    takeover: Option<Takeover>,
    wrapper: Option<Wrapper>,
) {
    let entry = Entrypoint::from_argv(argv, Some("fedora")).unwrap();
    assert_eq!(
        (entry.form(), entry.shell(), entry.takeover(), entry.wrapper()),
        (form, shell, takeover, wrapper),
        "{argv:?}"
    );
}

#[test]
fn who_stands_between() {
    use Form::{Exec, Script, Shell as Text, Wrapper as Child};
    use Shell::{Bash, Dash};
    use Takeover::{Ends, Forks, Forwards, Replaces, Unsure};
    use Wrapper::{Env, Gosu, Npm, Su, Timeout, Tini};
    started(&["nginx"], Exec, None, None, None);
    started(&["/run.sh"], Script, None, None, None);
    started(&["dash", "/run"], Script, Some(Dash), None, None);
    started(&["dash", "-e"], Text, Some(Dash), None, None);
    started(&["sh", "-c", "app"], Text, Some(Bash), Some(Replaces), None);
    started(&["dash", "-c", "app"], Text, Some(Dash), Some(Forks), None);
    started(&["ksh", "-c", "app | cat"], Text, None, Some(Forks), None);
    started(&["ksh", "-c", "cd /; app"], Text, None, Some(Unsure), None);
    started(&["dash", "-c", "trap x TERM; app & wait"], Text, Some(Dash), Some(Ends), None);
    let forwards = "trap 'kill $!' TERM; app & wait";
    started(&["dash", "-c", forwards], Text, Some(Dash), Some(Forwards), None);
    // The wrapper that withholds SIGTERM, the outermost that stays, or the outermost.
    started(&["env", "A=1", "gosu", "app", "nginx"], Exec, None, None, Some(Env));
    started(&["gosu", "app", "tini", "nginx"], Exec, None, None, Some(Tini));
    started(&["tini", "gosu", "app", "nginx"], Exec, None, None, Some(Tini));
    started(&["timeout", "9", "tini", "nginx"], Exec, None, None, Some(Timeout));
    started(&["tini", "gosu", "app", "dash", "app"], Script, Some(Dash), None, Some(Tini));
    started(&["tini", "su", "app", "-c", "nginx"], Child, None, None, Some(Su));
    started(&["tini", "npm", "start"], Child, None, None, Some(Npm));
    started(&["gosu", "app"], Child, None, None, Some(Gosu));
}

/// What is known of the program, in its place.
#[track_caller]
fn program(argv: &[&str], program: Option<Program>, reaction: Option<Reaction>) {
    let entry = Entrypoint::from_argv(argv, None).unwrap();
    assert_eq!((entry.program(), entry.reaction()), (program, reaction), "{argv:?}");
}

#[test]
fn a_program_reacts_by_its_place() {
    use Program::{Haproxy, HaproxyMaster, Sleep};
    use Reaction::{Dies, Exits, Survives};
    let dies = Some(Dies(Signal::Term));
    program(&["sleep", "9"], Some(Sleep), Some(Survives));
    program(&["tini", "sleep", "9"], Some(Sleep), dies);
    program(&["bash", "-c", "sleep 9"], Some(Sleep), Some(Survives));
    program(&["tini", "bash", "-c", "sleep 9"], Some(Sleep), dies);
    program(&["bash", "-c", "A=1 sleep 9"], Some(Sleep), Some(Survives));
    program(&["bash", "-c", "sl\\\neep \\\n 9"], Some(Sleep), Some(Survives));
    // The files of redirections are no words of it.
    program(&["zsh", "-c", "</etc/nginx sleep 9 >log"], Some(Sleep), Some(Survives));
    program(&["zsh", "-c", "haproxy >-W"], Some(Haproxy), Some(Survives));
    // A child of its shell.
    program(&["bash", "-c", "trap 'kill $!' TERM; haproxy & wait"], Some(Haproxy), dies);
    program(&["tini", "-g", "dash", "-c", "sleep 9; true"], Some(Sleep), dies);
    // It is not told, or it may be another.
    program(&["dash", "-c", "sleep 9"], None, None);
    program(&["sh", "-c", "sleep 9"], None, None);
    program(&["haproxy", "-f", "cfg"], Some(Haproxy), Some(Survives));
    program(&["haproxy", "-W", "-f", "cfg"], Some(HaproxyMaster), Some(Exits(ExitCode::SUCCESS)));
    program(&["/srv/server"], None, None);
    // A name may have a version after it, and nothing else.
    program(&["/opt/sleep9.1"], Some(Sleep), Some(Survives));
    program(&["sleep-debug"], None, None);
    program(&["sleep9x"], None, None);
    program(&["slee"], None, None);
    program(&["sleep/x"], None, None);
    let branches = "if [ $A ]; then exec sleep 9; else exec nginx; fi";
    program(&["sh", "-c", branches], None, None);
    program(&["sh", "-c", "[ -f /a ] && exec sleep 9; exec nginx"], None, None);
    program(&["sh", "-c", "true && exec sleep 9 || exec nginx"], None, None);
    program(&["sh", "-c", "exec sleep 9; exec nginx"], Some(Sleep), Some(Survives));
}

/// Every measured wrapper; what it does with a signal that it turns into another is not said.
#[test]
fn wrappers_hand_on_as_measured() {
    let table = WRAPPERS.lines().filter(|line| !line.starts_with('#'));
    let mut rows = 0;
    for line in table {
        let (command, [without, with]) = match *line.split('\t').collect::<Vec<_>>() {
            [command, without, with] => (command, [without, with]),
            _ => panic!("{line}"),
        };
        // The texts with blanks are one argument each.
        let words: Vec<&str> = match command.split_once("exec \"") {
            Some((before, _)) => {
                let text = command.trim_start_matches(before);
                let end = text.rfind("\" ").unwrap() + 1;
                let (text, after) = text.split_at(end);
                before.split_whitespace().chain([text]).chain(after.split_whitespace()).collect()
            }
            None => command.split_whitespace().map(|word| word.trim_matches('"')).collect(),
        };
        let entry = Entrypoint::from_argv(&words, Some("debian")).unwrap();
        // A handler that runs is a signal that arrived; one that survives did not get it.
        let received = if with == "exit-0" { Answer::Yes } else { Answer::No };
        let receives = entry.receives_sigterm();
        assert!(receives == received || receives == Answer::Unknown, "{command}: {receives:?}");
        // The same with a program whose reactions are known.
        let words: Vec<_> =
            words.iter().map(|&word| if word == "APP" { "sleep" } else { word }).collect();
        let entry = Entrypoint::from_argv(&words, Some("debian")).unwrap();
        let ended = if without == "survives" { Answer::No } else { Answer::Yes };
        let ends = entry.ends_on_sigterm();
        assert!(ends == ended || ends == Answer::Unknown, "{command}: {ends:?}");
        rows += 1;
    }
    assert_eq!(rows, 36);
}

#[track_caller]
fn advice(line: &str, expected: Option<&str>) {
    let entry = Entrypoint::from_dockerfile(line, &[], None).unwrap();
    let exec_form = entry.exec_form().map(|form| form.to_string());
    assert_eq!(exec_form.as_deref(), expected, "{line}");
}

#[test]
fn the_exec_form_is_derived_where_it_can_be() {
    advice("CMD app", Some(r#"["app"]"#));
    advice(
        "CMD app --flag 'two words' \"three\" a\\ b",
        Some(r#"["app", "--flag", "two words", "three", "a b"]"#),
    );
    advice("entrypoint app --quote '\"'", Some(r#"["app", "--quote", "\""]"#));
    advice("CMD app $PORT", Some(r#"["/bin/sh", "-c", "exec app $PORT"]"#));
    advice("CMD app *.conf", Some(r#"["/bin/sh", "-c", "exec app *.conf"]"#));
    for word in ["\"$X\"", "a\"${X}\"", "`x`", "\"`x`\"", "~", "a?", "[a]", "{a,b}"] {
        let entry = ["dash", "-c", &format!("app {word}")].map(str::to_owned);
        let argv = entry.each_ref().map(String::as_str);
        let form = Entrypoint::from_argv(&argv, None).unwrap().exec_form().unwrap().to_string();
        let form: Vec<String> = serde_json::from_str(&form).unwrap();
        assert_eq!(form, ["dash", "-c", &format!("exec app {word}")], "the shell is needed");
    }
    advice("CMD app '$X' \"'$'\"", Some(r#"["/bin/sh", "-c", "exec app '$X' \"'$'\""]"#));
    advice("CMD app '$X' '*' \\$ \"~\"", Some(r#"["app", "$X", "*", "$", "~"]"#));
    advice("CMD app 2>&1", Some(r#"["/bin/sh", "-c", "exec app 2>&1"]"#));
    advice("CMD A=1 app", Some(r#"["/bin/sh", "-c", "exec env A=1 app"]"#));
    advice("CMD cd /srv && app \"$X\"", Some(r#"["/bin/sh", "-c", "cd /srv && exec app \"$X\""]"#));
    advice("CMD app --one \\\n  --two", Some(r#"["app", "--one", "--two"]"#));
    advice(r#"CMD ["bash", "-ec", "app  \"x y\""]"#, Some(r#"["app", "x y"]"#));
    advice(
        r#"CMD ["tini", "--", "sh", "-c", "cd /; app"]"#,
        Some(r#"["tini", "--", "sh", "-c", "cd /; exec app"]"#),
    );
    // Docker joins lines before a shell reads them: in mid-word too, and blanks may stand between.
    advice("CMD ap\\\np \\ \t\n --two", Some(r#"["app", "--two"]"#));
    advice(r#"CMD app "a\"b" "c\d" "\$e""#, Some(r#"["app", "a\"b", "c\\d", "$e"]"#));
    advice("CMD _A1=2 app", Some(r#"["/bin/sh", "-c", "exec env _A1=2 app"]"#));
    advice("CMD a-b=1 app", Some(r#"["a-b=1", "app"]"#));
    advice("CMD 1A=2 app", Some(r#"["1A=2", "app"]"#));
    // Comments and empty lines inside a continued line are not part of it.
    advice("CMD app \\\n  # why\n\n  --two", Some(r#"["app", "--two"]"#));
    advice("CMD app \\\n  # why\\\n", Some(r#"["app"]"#));
    // A shell joins lines as well, but not in single quotes.
    let joined = r#"CMD ["sh", "-c", "a\\\np\"p\\\n\" 'a\\\nb' \\\n --two"]"#;
    advice(joined, Some(r#"["app", "a\\\nb", "--two"]"#));
    advice("CMD app \\", Some(r#"["app"]"#));
    advice("CMD app \"\t\u{1}\u{7f}\"", Some(r#"["app", "\t\u0001\u007f"]"#));
    advice("CMD bash -c 'app; b'", Some(r#"["bash", "-c", "app; b"]"#));
    // A login shell reads files, which may set what the application needs.
    advice(r#"CMD ["bash", "-lc", "app"]"#, Some(r#"["bash", "-lc", "exec app"]"#));
    advice(r#"CMD ["bash", "-c", "app", "x"]"#, Some(r#"["app"]"#));
    advice(r#"CMD ["bash", "-c", "app $0", "x"]"#, Some(r#"["bash", "-c", "exec app $0", "x"]"#));
    advice(r#"CMD ["busybox", "sh", "-c", "app\n\tone"]"#, None);
    advice(
        r#"CMD ["busybox", "ash", "-c", "app\t$A\n"]"#,
        Some(r#"["busybox", "ash", "-c", "exec app\t$A"]"#),
    );
    advice("CMD 'if' app", Some(r#"["if", "app"]"#));
    advice("CMD exec app", None);
    advice("CMD app | tee log", None);
    advice("CMD app; echo done", None);
    advice("CMD app & wait", None);
    advice("CMD trap 'echo bye' EXIT; app", None);
    advice("CMD (app)", None);
    advice("CMD if true; then app; fi", None);
    advice(r#"CMD ["app"]"#, None);
}

#[test]
fn the_derived_form_replaces_in_every_shell() {
    for (form, text, _) in rows(FORMS).chain(rows(MORE_FORMS)) {
        let argv = ["sh", "-c", &text];
        let Some(entry) = Entrypoint::from_argv(&argv, None) else { panic!("{form}") };
        let Some(exec_form) = entry.exec_form() else { continue };
        let json: Vec<String> = serde_json::from_str(&exec_form.to_string()).unwrap();
        let json: Vec<&str> = json.iter().map(String::as_str).collect();
        for image in ["debian", "alpine", "fedora"] {
            let better = Entrypoint::from_argv(&json, Some(image)).unwrap();
            assert_eq!(better.receives_sigterm(), Answer::Yes, "{form} became {exec_form}");
        }
    }
}

#[test]
fn dockerfile_lines() {
    fn entry(line: &str) -> Entrypoint<'_> {
        Entrypoint::from_dockerfile(line, &[], Some("debian")).unwrap()
    }
    assert_eq!(entry(r#"ENTRYPOINT ["nginx", "-g", "daemon off;"]"#).form(), Form::Exec);
    assert_eq!(entry("  cmd [ \"nginx\" ,\\\n \"-g\" ]  ").program(), Some(Program::Nginx));
    assert_eq!(entry(r#"CMD ["\u002fusr\/sbin\/nginx"]"#).program(), Some(Program::Nginx));
    assert_eq!(entry(r#"CMD ["\u006eginx", "x"]"#).program(), Some(Program::Nginx));
    assert_eq!(entry("CMD [\"ngi\\\nnx\"]").program(), Some(Program::Nginx));
    assert_eq!(entry("CMD [ \\\n \"nginx\" \\\n ] \\\n ").program(), Some(Program::Nginx));
    assert_eq!(entry("CMD nginx").shell(), Some(Shell::Dash));
    assert_eq!(
        entry(r#"CMD ["sh", "-c", "echo \"a;b\"; exec nginx"]"#).receives_sigterm(),
        Answer::Yes
    );
    let pipefail = ["/bin/bash", "-o", "pipefail", "-c"];
    let bash = Entrypoint::from_dockerfile("CMD nginx", &pipefail, None).unwrap();
    assert_eq!((bash.shell(), bash.receives_sigterm()), (Some(Shell::Bash), Answer::Yes));
    // Not a JSON array of strings and nothing else, so Docker gives it to the shell.
    for text in [
        "['nginx']",
        "[nginx]",
        "nginx]",
        "[\"nginx\"",
        "[\"nginx",
        "[\"nginx\", ]",
        "[\"nginx\" \"-g\"]",
        "[\"nginx\", -g]",
        "[, \"nginx\"]",
        "[\"nginx\"] # the server",
        "[\"nginx\"]]",
        "[] nginx",
        "[\"nginx\\x\"]",
        "[\"nginx\\u00zz\"]",
        "[\"nginx\ta\"]",
        "[\"nginx\na\"]",
    ] {
        assert_eq!(entry(&format!("CMD {text}")).form(), Form::Shell, "{text}");
    }
    for line in ["RUN nginx", "CMD", "", "CMD []", "# CMD nginx"] {
        assert!(Entrypoint::from_dockerfile(line, &[], None).is_none(), "{line}");
    }
}

#[test]
fn an_image_tells_its_shell() {
    #[track_caller]
    fn tells(image: &str, shell: Option<Shell>) {
        assert_eq!(Shell::from_image(image), shell, "{image}");
    }
    tells("alpine", Some(Shell::Busybox));
    tells("docker.io/library/node:20-alpine3.19", Some(Shell::Busybox));
    tells("python:3.12-slim-bookworm", Some(Shell::Dash));
    tells("Ubuntu24:latest", Some(Shell::Dash));
    tells("registry.example:5000/ubi9/ubi-minimal:9.4", Some(Shell::Bash));
    tells("debian/debian:bookworm", Some(Shell::Dash));
    // Nothing tells, or two words disagree.
    tells("", None);
    tells("shop/api:v2", None);
    tells("alpinist", None);
    tells("debian-on-alpine", None);
}

#[test]
fn tables_are_whole() {
    for &form in ShellForm::ALL {
        assert!(!form.example().is_empty());
        for &shell in Shell::ALL {
            let _ = form.takeover(shell);
        }
    }
    for &wrapper in Wrapper::ALL {
        assert!(!wrapper.name().contains('/'), "{wrapper:?}");
    }
}

#[test]
fn a_form_is_seen_in_its_own_example() {
    let mut cells = 0;
    // A file's example is no command, and where POSIX alone is known another form decides.
    let here = |form: &&ShellForm| !matches!(form, ShellForm::Script | ShellForm::PosixOnly);
    for form in ShellForm::ALL.iter().filter(here) {
        let text = form.example().replace('⏎', "\n");
        for &shell in Shell::ALL {
            let (found, expected) = (takeover(shell, &text), form.takeover(shell));
            // Another form may be seen as well, and be surer.
            assert!(found == expected || expected == Takeover::Unsure, "{shell:?}: {text:?}");
            cells += 1;
        }
    }
    assert!(cells > 150, "only {cells} cells");
}

#[test]
fn hostile_commands_end_soon() {
    let long = [
        "(".repeat(10_001),
        "{ ".repeat(10_001),
        "if ".repeat(10_001),
        "$(".repeat(10_001),
        "\"$(".repeat(10_001),
        "a;".repeat(10_001),
        "a|".repeat(10_001),
        "a&&".repeat(10_001),
        "f() ".repeat(10_001),
        "\\\n".repeat(10_001),
        "\\ ".repeat(10_001),
        "'".repeat(10_001),
        "`".repeat(10_001),
        "trap x TERM;".repeat(10_001),
        "case x in ".repeat(10_001),
        "A=1 ".repeat(10_001),
        "<".repeat(10_001),
        "#".repeat(10_001),
    ];
    for text in &long {
        let _ = takeover(Shell::Bash, text);
        let line = format!("CMD {text}");
        if let Some(entry) = Entrypoint::from_dockerfile(&line, &[], None) {
            let _ = entry.exec_form().map(|form| form.to_string());
        }
        let argv = ["tini", "--", "sh", "-c", text, text];
        let _ = Entrypoint::from_argv(&argv, Some(text));
    }
}

fn command() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "app",
        "exec ",
        "true",
        ";",
        "&&",
        "||",
        "|",
        "&",
        "\n",
        " ",
        "(",
        ")",
        "{ ",
        "; }",
        "if ",
        "then ",
        "else ",
        "fi",
        "while ",
        "do ",
        "done",
        "case x in ",
        "x) ",
        ";;",
        "esac",
        "f() ",
        "function ",
        "trap ",
        "'",
        "\"",
        "\\",
        "$",
        "$(",
        "${",
        "`",
        "#",
        "<",
        ">",
        "<<",
        "2>&1",
        "A=1 ",
        "wait",
        "TERM",
        "[[ ",
        " ]]",
        "! ",
        "time ",
        "\\\n",
        "é",
        "\u{1f980}",
    ]);
    prop::collection::vec(part, 0..24).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn no_command_panics(text in command(), other in ".{0,40}") {
        for text in [&text, &other] {
            for &shell in Shell::ALL {
                let _ = takeover(shell, text);
                let _ = takeover_of_script(shell, text);
            }
            let vector = format!("ENTRYPOINT [\"sh\", \"-c\", \"{text}\"]");
            for line in [format!("CMD {text}"), vector, text.clone()] {
                if let Some(entry) = Entrypoint::from_dockerfile(&line, &[], Some(text))
                    && let Some(form) = entry.exec_form()
                {
                    let json: Result<Vec<String>, _> = serde_json::from_str(&form.to_string());
                    prop_assert!(json.is_ok(), "{form}");
                }
            }
        }
    }

    #[test]
    fn no_vector_panics(words in prop::collection::vec(".{0,12}", 0..6), shell in any::<bool>()) {
        let mut argv: Vec<&str> = words.iter().map(String::as_str).collect();
        if shell {
            argv.splice(0..0, ["gosu", "a", "bash", "-c"]);
        }
        let _ = Entrypoint::from_argv(&argv, None);
    }
}
