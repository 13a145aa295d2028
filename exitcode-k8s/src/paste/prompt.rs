//! What stands around the texts of a paste: prompts with the commands that printed them, headings,
//! fences. They say whose log follows.

/// What is said about the lines that follow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Heading<'t> {
    /// Whether a log follows.
    pub(super) log: bool,
    /// Whether it is the log of the run before.
    pub(super) previous: bool,
    /// Whether an exit code follows.
    pub(super) code: bool,
    pub(super) pod: Option<&'t str>,
    pub(super) namespace: Option<&'t str>,
    pub(super) container: Option<&'t str>,
}

/// Commands that people show the output of.
const COMMANDS: [&str; 16] = [
    "kubectl",
    "oc",
    "k",
    "microk8s",
    "k3s",
    "minikube",
    "docker",
    "podman",
    "nerdctl",
    "crictl",
    "journalctl",
    "dmesg",
    "echo",
    "uname",
    "time",
    "sudo",
];

/// Whether a line is a fence of Markdown.
pub(super) fn is_fence(text: &str) -> bool {
    let text = text.trim();
    ["```", "~~~"].iter().any(|fence| {
        text.strip_prefix(fence)
            .is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_alphanumeric()))
    })
}

/// Whether a line says that something was left out.
pub(super) fn is_elision(text: &str) -> bool {
    matches!(text.trim(), "..." | "…" | "[...]" | "<snip>" | "<...>" | "--")
}

/// Where in a line a prompt may end.
const WIDEST: usize = 80;

/// Reads a prompt with a command, or a heading such as `--- kubectl logs --previous`.
pub(super) fn heading(text: &str) -> Option<Heading<'_>> {
    let text = text.trim();
    if let Some(title) = ["---", "===", "***"].iter().find_map(|rule| text.strip_prefix(rule)) {
        let title = title.trim_matches(['-', '=', '*', ' ', ':']);
        let words = title.split_ascii_whitespace();
        let is_title = title.starts_with(|c: char| c.is_ascii_alphabetic()) && words.count() <= 12;
        // Programs put titles into their logs, too: `----- Native stack trace -----`.
        let tells = |heading: &Heading<'_>| {
            *heading != Heading::default()
                || title.split_ascii_whitespace().next().is_some_and(|it| COMMANDS.contains(&it))
        };
        return is_title.then(|| command(title)).filter(tells);
    }
    let line = if text == "echo $?" { text } else { after_prompt(text)? };
    Some(command(line))
}

/// What stands behind `$ `, `# `, `> ` or `user@host:~$ `.
fn after_prompt(text: &str) -> Option<&str> {
    let head = text.as_bytes().get(..WIDEST + 4).unwrap_or(text.as_bytes());
    let mark = memchr::memchr3(b'$', b'#', b'%', head);
    mark.or_else(|| memchr::memchr2(b'>', 0xe2, head))?;
    let marked = |line: &str| {
        let word = line.split_ascii_whitespace().next().unwrap_or_default();
        COMMANDS.contains(&word)
    };
    if let Some(line) = text.strip_prefix("$ ") {
        return Some(line.trim_start());
    }
    for mark in ["# ", "> ", "% ", "❯ ", "➜ "] {
        if let Some((before, line)) = text.split_once(mark)
            && (before.is_empty() || before.contains('@') || before.starts_with("PS "))
            && before.len() < WIDEST
            && marked(line)
        {
            return Some(line);
        }
    }
    let (before, line) = text.split_once("$ ")?;
    let is_host = before.len() < WIDEST && before.contains('@') && !before.contains(' ');
    (is_host || marked(line) && before.len() < WIDEST).then_some(line)
}

/// What a command says about its output.
fn command(line: &str) -> Heading<'_> {
    let mut heading = Heading::default();
    let has =
        |word: &str| line.split(|c: char| !c.is_ascii_alphanumeric()).any(|part| part == word);
    heading.log = has("log") || has("logs");
    heading.previous = has("previous") || heading.log && line.split(' ').any(|word| word == "-p");
    heading.code = line.contains("$?") || line.contains("ExitCode") || line.contains("exitCode");
    let mut words = line.split_ascii_whitespace();
    if words.by_ref().any(|word| word == "logs" || word == "log") {
        while let Some(word) = words.next() {
            match word {
                "-c" | "--container" => heading.container = words.next(),
                "-n" | "--namespace" => heading.namespace = words.next(),
                "|" | "(tail)" | ">" | ";" | "&&" => break,
                _ if word.starts_with("--container=") => heading.container = word.get(12..),
                _ if word.starts_with("--namespace=") => heading.namespace = word.get(12..),
                _ if word.starts_with('-') => {}
                _ if heading.pod.is_none() => {
                    heading.pod = Some(word.strip_prefix("pod/").unwrap_or(word));
                }
                _ => heading.container = heading.container.or(Some(word)),
            }
        }
    }
    heading.pod = heading.pod.filter(|name| super::event::is_name(name));
    heading.namespace = heading.namespace.filter(|name| super::event::is_label(name));
    heading.container = heading.container.filter(|name| super::event::is_label(name));
    heading
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands() {
        let logs = heading("$ kubectl logs api-0 -c main -n shop --previous").unwrap();
        assert_eq!(
            (logs.pod, logs.container, logs.namespace, logs.log, logs.previous),
            (Some("api-0"), Some("main"), Some("shop"), true, true)
        );
        assert!(heading("root@host:~# kubectl logs api-0").unwrap().log);
        assert!(heading("--- kubectl logs --previous (tail)").unwrap().previous);
        assert!(heading("=== kubectl describe pod ===").is_some());
        assert!(heading("----- Native stack trace -----").is_none());
        assert!(heading("# echo $?").unwrap().code);
        for text in
            ["# Corefile: proxy . 127.0.0.53", "costs 5$ a day", "---", "--- a/file.rs 1", ""]
        {
            assert_eq!(
                heading(text).filter(|heading| *heading != Heading::default()),
                None,
                "{text}"
            );
        }
    }
}
