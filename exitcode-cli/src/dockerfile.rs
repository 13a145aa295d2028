//! What a Dockerfile says of the command that its image runs.
//!
//! Only the instructions that decide it are read: FROM, ARG before it, SHELL, ENTRYPOINT and CMD,
//! with the stages' inheritance. Source: the Dockerfile reference of docs.docker.com, and
//! `frontend/dockerfile/parser` of BuildKit for lines, comments and here-documents.

use std::collections::HashMap;

/// The command of the last stage.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Dockerfile {
    /// Entry point and arguments together; empty where the base image decides.
    pub(crate) argv: Vec<String>,
    /// The image that the last stage is built on, through other stages.
    pub(crate) image: Option<String>,
    pub(crate) stages: usize,
    places: Vec<String>,
}

/// A stage, by the places of its instructions.
#[derive(Clone, Copy, Debug, Default)]
struct Stage<'l> {
    image: Option<&'l str>,
    shell: Option<&'l str>,
    entrypoint: Option<Instruction<'l>>,
    cmd: Option<Instruction<'l>>,
}

/// What an ENTRYPOINT or CMD says, with the SHELL in force.
#[derive(Clone, Copy, Debug)]
struct Instruction<'l> {
    line: usize,
    rest: &'l str,
    shell: Option<&'l str>,
}

impl Instruction<'_> {
    /// The vector, and whether it is of the exec form.
    fn argv(self) -> (Vec<String>, bool) {
        if let Some(argv) = vector(self.rest) {
            return (argv, true);
        }
        let default = || vec!["/bin/sh".to_owned(), "-c".to_owned()];
        let mut argv = self.shell.and_then(vector).unwrap_or_else(default);
        argv.push(self.rest.to_owned());
        (argv, false)
    }
}

impl Dockerfile {
    pub(crate) fn read(text: &str) -> Self {
        let instructions = instructions(text);
        let mut stages = 0;
        let mut stage = Stage::default();
        let mut named: HashMap<String, Stage<'_>> = HashMap::new();
        let mut name = String::new();
        let mut defaults: HashMap<&str, &str> = HashMap::new();
        for (line, text) in &instructions {
            let (word, rest) = text.split_once([' ', '\t']).unwrap_or((text, ""));
            let rest = rest.trim();
            let instruction = Instruction { line: *line, rest, shell: stage.shell };
            match word.to_ascii_uppercase().as_str() {
                "FROM" => {
                    if stages > 0 {
                        named.insert((stages - 1).to_string(), stage);
                        named.insert(std::mem::take(&mut name), stage);
                    }
                    stages += 1;
                    let mut words = rest.split_whitespace().filter(|word| !word.starts_with("--"));
                    let base = words.next().unwrap_or("");
                    if words.next().is_some_and(|word| word.eq_ignore_ascii_case("as")) {
                        name = words.next().unwrap_or("").to_ascii_lowercase();
                    }
                    let earlier = named.get(&base.to_ascii_lowercase()).copied();
                    stage = earlier.unwrap_or(Stage { image: Some(base), ..Stage::default() });
                }
                "ARG" if stages == 0 => {
                    let pairs = rest.split_whitespace().filter_map(|pair| pair.split_once('='));
                    defaults
                        .extend(pairs.map(|(name, value)| (name, value.trim_matches(['"', '\'']))));
                }
                "SHELL" if vector(rest).is_some() => stage.shell = Some(rest),
                "ENTRYPOINT" if !rest.is_empty() => stage.entrypoint = Some(instruction),
                "CMD" if !rest.is_empty() => stage.cmd = Some(instruction),
                _ => {}
            }
        }
        let mut file = Self { stages, ..Self::default() };
        if stages == 0 {
            return file;
        }
        file.image = stage.image.map(|image| substituted(image, &defaults));
        file.image = file.image.filter(|image| !image.is_empty() && image != "scratch");
        let mut takes_arguments = true;
        if let Some(entrypoint) = stage.entrypoint {
            (file.argv, takes_arguments) = entrypoint.argv();
            file.places.push(format!("ENTRYPOINT in line {}", entrypoint.line));
        }
        // The shell form of ENTRYPOINT takes no arguments.
        if let Some(cmd) = stage.cmd.filter(|_| takes_arguments) {
            file.argv.extend(cmd.argv().0);
            file.places.push(format!("CMD in line {}", cmd.line));
        }
        file
    }

    /// The instructions that the command is made of.
    pub(crate) fn place(&self) -> String {
        self.places.join(" and ")
    }
}

/// A JSON array of strings, which is Docker's exec form; anything else is a command text.
fn vector(text: &str) -> Option<Vec<String>> {
    serde_json::from_str(text).ok()
}

/// The text with `$NAME` and `${NAME}` set to the defaults of the file's ARGs.
///
/// No name of an image is as long as where it stops.
fn substituted(text: &str, defaults: &HashMap<&str, &str>) -> String {
    const MOST: usize = 4096;
    let mut out = String::new();
    let mut parts = text.split('$');
    out.push_str(parts.next().unwrap_or(""));
    for part in parts {
        if out.len() > MOST {
            break;
        }
        let (name, rest) = match part.strip_prefix('{').and_then(|inner| inner.split_once('}')) {
            Some((name, rest)) => (name, rest),
            None => {
                let end = part.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
                part.split_at(end.unwrap_or(part.len()))
            }
        };
        let (name, fallback) = name.split_once(":-").unwrap_or((name, ""));
        out.push_str(defaults.get(name).copied().unwrap_or(fallback));
        out.push_str(rest);
    }
    out
}

/// The instructions with the numbers of their first lines: continued lines joined, comments, empty
/// lines and here-documents left out.
fn instructions(text: &str) -> Vec<(usize, String)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let escape = escape(text);
    let mut found = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((index, line)) = lines.next() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let mut whole = String::new();
        let mut part = line;
        while let Some(before) = part.strip_suffix(escape) {
            whole.push_str(before);
            // Comments and empty lines may stand between.
            let next = lines.by_ref().map(|(_, line)| line.trim_end()).find(|line| {
                let line = line.trim_start();
                !line.is_empty() && !line.starts_with('#')
            });
            part = next.unwrap_or("");
        }
        whole.push_str(part);
        for end in here_documents(&whole) {
            let _ = lines.by_ref().find(|(_, line)| line.trim_start_matches('\t') == end);
        }
        found.push((index + 1, whole));
    }
    found
}

/// The character that continues a line: `# escape=` in a directive at the top may change it.
fn escape(text: &str) -> char {
    let directives = text.lines().map_while(|line| line.trim().strip_prefix('#'));
    let values = directives.filter_map(|line| line.trim().strip_prefix("escape="));
    if values.last().map(str::trim) == Some("`") { '`' } else { '\\' }
}

/// The words that end the here-documents of an instruction that may have them.
fn here_documents(line: &str) -> Vec<String> {
    let word = line.split_whitespace().next().unwrap_or("");
    if !["RUN", "COPY", "ADD"].iter().any(|keyword| word.eq_ignore_ascii_case(keyword)) {
        return Vec::new();
    }
    let words = line.split_whitespace().filter_map(|word| {
        let after = word.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix("<<")?;
        let end = after.strip_prefix('-').unwrap_or(after).trim_matches(['"', '\'']);
        let named = !end.is_empty() && end.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        named.then(|| end.to_owned())
    });
    words.collect()
}

#[cfg(test)]
mod tests {
    use super::Dockerfile;

    #[track_caller]
    fn argv(text: &str, expected: &[&str]) {
        assert_eq!(Dockerfile::read(text).argv, expected);
    }

    #[test]
    fn both_forms_and_their_sum() {
        argv("FROM a\nCMD app --x", &["/bin/sh", "-c", "app --x"]);
        argv("FROM a\nENTRYPOINT [\"app\"]\nCMD [\"--x\"]", &["app", "--x"]);
        argv("FROM a\nENTRYPOINT app\nCMD [\"--x\"]", &["/bin/sh", "-c", "app"]);
        argv("FROM a\nSHELL [\"bash\", \"-c\"]\nCMD app", &["bash", "-c", "app"]);
        argv("FROM a\nCMD ['app']", &["/bin/sh", "-c", "['app']"]);
        argv("from a\ncmd [\"app\"]", &["app"]);
        argv("FROM a\nCMD [\"old\"]\nCMD [\"new\"]", &["new"]);
        argv("FROM a", &[]);
        argv("CMD [\"app\"]", &[]);
        argv("", &[]);
    }

    #[test]
    fn lines() {
        argv("FROM a\nCMD [ \\\n  # a comment\n\n  \"app\" ]\r\n", &["app"]);
        argv("# escape=`\nFROM a\nCMD app `\n --x", &["/bin/sh", "-c", "app  --x"]);
        argv("FROM a\nRUN <<EOF\nCMD [\"no\"]\nEOF\nCMD [\"yes\"]", &["yes"]);
        argv("FROM a\nCMD app \\", &["/bin/sh", "-c", "app"]);
    }

    #[test]
    fn stages() {
        let text = "ARG TAG=alpine\nFROM python:3.12-${TAG} AS base\nCMD [\"a\"]\nFROM base\nRUN x";
        let file = Dockerfile::read(text);
        assert_eq!(file.argv, ["a"]);
        assert_eq!(file.image.as_deref(), Some("python:3.12-alpine"));
        assert_eq!(file.place(), "CMD in line 3");
        argv("FROM golang AS build\nCMD [\"go\"]\nFROM scratch\nENTRYPOINT [\"/app\"]", &["/app"]);
    }

    #[test]
    fn endless_input_ends() {
        for text in ["\\\n".repeat(10_000), "FROM a\n".repeat(5_000), "RUN <<A ".repeat(2_000)] {
            let _ = Dockerfile::read(&text);
        }
    }
}
