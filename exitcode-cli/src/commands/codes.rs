//! The exit codes that a user gave a meaning.

use exitcode_core::{CustomCode, ExitCode};
use exitcode_k8s::text::Visible;

use super::files::{contents, text_of};
use crate::Error;

/// Codes and what they mean, as read from a file.
#[derive(Debug, Default)]
pub(super) struct Codes(Vec<(ExitCode, String)>);

/// Where the codes of one's own are.
#[derive(Debug, clap::Args)]
pub(super) struct CodesFile {
    /// What your own exit codes mean: lines such as `42 = "bad configuration"` (TOML), or a JSON
    /// object
    #[arg(long, value_name = "FILE")]
    codes: Option<String>,
}

impl CodesFile {
    pub(super) fn read(&self) -> Result<Codes, Error> {
        let Some(name) = &self.codes else { return Ok(Codes::default()) };
        let text = text_of(contents(name)?);
        parse(&text).map(Codes).map_err(|(line, problem)| {
            Error::Unreadable(format!("`{}`, line {line}: {problem}", Visible(name)))
        })
    }
}

impl Codes {
    pub(super) fn borrowed(&self) -> Vec<CustomCode<'_>> {
        self.0.iter().map(|(code, title)| CustomCode::new(code.value(), title)).collect()
    }
}

/// The codes of a file, or the number of the line that is wrong and what is wrong with it.
fn parse(text: &str) -> Result<Vec<(ExitCode, String)>, (usize, String)> {
    if text.trim_start().starts_with('{') {
        let object: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(text).map_err(|error| (error.line(), error.to_string()))?;
        let pair = |(code, title): (String, serde_json::Value)| match title {
            serde_json::Value::String(title) => Ok((number(&code)?, title)),
            _ => Err(format!("`{}` has no text", Visible(&code))),
        };
        return object.into_iter().map(|one| pair(one).map_err(|error| (1, error))).collect();
    }
    let lines = text.lines().zip(1..).map(|(line, number)| (line.trim(), number));
    let lines = lines.filter(|(line, _)| !line.is_empty() && !line.starts_with('#'));
    lines.map(|(line, number)| pair(line).map_err(|error| (number, error))).collect()
}

/// One line: a key, a string, and perhaps a comment.
fn pair(line: &str) -> Result<(ExitCode, String), String> {
    const EXPECTED: &str = "expected a line such as 42 = \"bad configuration\"";
    let (code, value) = line.split_once('=').ok_or(EXPECTED)?;
    let code = number(code.trim().trim_matches('"'))?;
    let value = value.trim();
    let (title, rest) = match value.strip_prefix('\'') {
        Some(literal) => {
            let (title, rest) = literal.split_once('\'').ok_or(EXPECTED)?;
            (title.to_owned(), rest)
        }
        None => {
            let mut values = serde_json::Deserializer::from_str(value).into_iter::<String>();
            let title = values.next().and_then(Result::ok).ok_or(EXPECTED)?;
            (title, value.get(values.byte_offset()..).unwrap_or(""))
        }
    };
    let rest = rest.trim();
    if rest.is_empty() || rest.starts_with('#') {
        Ok((code, title))
    } else {
        Err(EXPECTED.to_owned())
    }
}

fn number(text: &str) -> Result<ExitCode, String> {
    text.parse().map_err(|error| format!("`{}` is {error}", Visible(text)))
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[track_caller]
    fn codes(text: &str, expected: &[(i32, &str)]) {
        let codes = parse(text).unwrap();
        let codes: Vec<_> = codes.iter().map(|(code, text)| (code.value(), &**text)).collect();
        assert_eq!(codes, expected);
    }

    #[test]
    fn both_forms() {
        let text = "# ours\n42 = \"bad \\\"configuration\\\"\"  # see the wiki\n\n-5='it''";
        assert_eq!(parse(text).unwrap_err().0, 4);
        codes("42 = \"a \\\"b\\\" = c\" # d\n\"43\" = 'e'\n", &[(42, "a \"b\" = c"), (43, "e")]);
        codes("0xC0000005 = \"x\"", &[(-1_073_741_819, "x")]);
        codes(" {\"42\": \"a\"}", &[(42, "a")]);
        codes("", &[]);
    }

    #[test]
    fn errors_have_lines() {
        for (text, line) in [
            ("\n42", 2),
            ("42 = bad", 1),
            ("42 = \"a\" b", 1),
            ("x = \"a\"", 1),
            ("99999999999 = \"a\"", 1),
            ("{\"42\": 1}", 1),
            ("{\n\"42\" 1}", 2),
        ] {
            assert_eq!(parse(text).unwrap_err().0, line, "{text}");
        }
    }
}
