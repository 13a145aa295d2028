//! What of a quotation is nobody's business: the password in an address, and what is set under a
//! name that says so.

use std::ops::Range;

/// What stands where something was left out.
const HIDDEN: &str = "***";

/// A name in front of an `@` that is as long as this is no name of a user, but a token.
const TOKEN: usize = 20;

/// What the name of a secret ends with, in any case.
const NAMES: [&str; 9] =
    ["password", "passwd", "pwd", "secret", "token", "apikey", "api_key", "api-key", "access_key"];

/// What follows the name of a scheme is a credential, and not the next word, if it is as long.
const CREDENTIAL: usize = 16;

/// The schemes of HTTP whose credentials are secrets (RFC 7617, RFC 6750).
const SCHEMES: [&str; 2] = ["basic", "bearer"];

/// The text without what can be told to be secret: `postgres://app:***@db:5432/shop` (RFC 3986,
/// 3.2.1), `--token=***`, `"password": "***"`, `Bearer ***`. Of a text that may be cut off inside of an
/// address, what may be one.
pub(crate) fn hidden(text: &str) -> String {
    without_credentials(&without_members(&without_values(&without_passwords(text))))
}

/// Whether a text ends with the name of a secret.
fn ends_as_secret(text: &str) -> bool {
    NAMES.iter().any(|name| ends_with(text, name))
}

/// Whether a text ends with this word, in any case.
fn ends_with(text: &str, word: &str) -> bool {
    let tail = text.len().checked_sub(word.len()).and_then(|from| text.get(from..));
    tail.is_some_and(|tail| tail.eq_ignore_ascii_case(word))
}

/// The text without what stands behind some of the separators in it: `secret` says where, in what
/// follows one, from what is before it.
fn without(
    text: &str,
    separator: char,
    secret: impl Fn(&str, &str) -> Option<Range<usize>>,
) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(separator) {
        shown.push_str(before);
        shown.push(separator);
        rest = after;
        if let Some(Range { start, end }) = secret(before, after).filter(|range| !range.is_empty())
        {
            shown.push_str(after.get(..start).unwrap_or(""));
            shown.push_str(HIDDEN);
            rest = after.get(end..).unwrap_or("");
        }
    }
    shown.push_str(rest);
    shown
}

/// The text without the values of `NAME=VALUE` where the name is that of a secret.
fn without_values(text: &str) -> String {
    without(text, '=', |name, after| {
        if !ends_as_secret(name) {
            return None;
        }
        let value = after.strip_prefix(['"', '\'']).unwrap_or(after);
        let ends = |c: char| c.is_whitespace() || "\"'`<>&,;)".contains(c);
        let start = after.len() - value.len();
        Some(start..start + value.find(ends).unwrap_or(value.len()))
    })
}

/// The text without the strings of JSON that are members with the name of a secret. JSON in a
/// string of JSON has a backslash in front of each quote.
fn without_members(text: &str) -> String {
    without(text, ':', |name, after| {
        let name = name.trim_end();
        let quote = ['"', '\''].into_iter().find(|quote| name.ends_with(*quote))?;
        let name = name.trim_end_matches(quote).trim_end_matches('\\');
        let begin = after.trim_start();
        let begin = begin.strip_prefix('\\').unwrap_or(begin);
        let value = begin.strip_prefix(quote).filter(|_| ends_as_secret(name))?;
        let quoted = value.split(quote).next().unwrap_or(value);
        let start = after.len() - value.len();
        Some(start..start + quoted.trim_end_matches('\\').len())
    })
}

/// The text without what stands behind the name of a scheme, as in the header `Authorization`.
fn without_credentials(text: &str) -> String {
    without(text, ' ', |before, after| {
        if !SCHEMES.iter().any(|scheme| ends_with(before, scheme)) {
            return None;
        }
        let is_token = |c: char| c.is_ascii_alphanumeric() || "-._~+/=".contains(c);
        let end = after.find(|c| !is_token(c)).unwrap_or(after.len());
        (end >= CREDENTIAL).then_some(0..end)
    })
}

/// The text without the passwords and tokens of the addresses in it.
fn without_passwords(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut parts = text.split("://").peekable();
    shown.push_str(parts.next().unwrap_or(""));
    while let Some(part) = parts.next() {
        shown.push_str("://");
        let end = part.find(|c: char| c.is_whitespace() || "\"'`<>".contains(c));
        let (address, rest) =
            part.split_at_checked(end.unwrap_or(part.len())).unwrap_or((part, ""));
        let may_be_cut = end.is_none() && parts.peek().is_none();
        match secret(address, may_be_cut) {
            Some(Range { start, end }) => {
                shown.push_str(address.get(..start).unwrap_or(""));
                shown.push_str(HIDDEN);
                shown.push_str(address.get(end..).unwrap_or(""));
            }
            None => shown.push_str(address),
        }
        shown.push_str(rest);
    }
    shown
}

/// Where the password of an address is, which begins behind its `://`.
fn secret(address: &str, may_be_cut: bool) -> Option<Range<usize>> {
    let authority = address.split(['/', '?', '#']).next().unwrap_or(address);
    let colon = authority.find(':');
    let is_port = |at: usize| {
        // Or the end of a sentence, the rest of an IPv6 address, a digest.
        let port =
            authority.get(at + 1..).unwrap_or("").trim_end_matches([':', '.', ',', ';', ')']);
        port.bytes().all(|byte| byte.is_ascii_digit())
            || authority.starts_with('[')
            || authority.get(..at).is_some_and(|before| before.starts_with("sha"))
    };
    let at = match authority.rfind('@') {
        Some(at) => at,
        // A password should not have a slash, and many have.
        None => match (colon, address.find('@')) {
            (Some(colon), Some(at)) if !is_port(colon) => at,
            (Some(colon), None) if may_be_cut && !is_port(colon) => address.len(),
            _ => return None,
        },
    };
    match colon.filter(|colon| *colon < at) {
        Some(colon) => Some(colon + 1..at),
        None => (at >= TOKEN).then_some(0..at),
    }
}

#[cfg(test)]
mod tests {
    use super::{hidden, without_passwords};

    #[test]
    fn passwords_in_addresses() {
        for (text, shown) in [
            ("connect postgres://app:pw@db:5432/x: no", "connect postgres://app:***@db:5432/x: no"),
            ("\"https://u:p@ss@r/v2/\": 401", "\"https://u:***@r/v2/\": 401"),
            ("amqp://:pw@mq redis://:a/b@c", "amqp://:***@mq redis://:***@c"),
            ("https://ghp_0123456789abcdefghij@git/x", "https://***@git/x"),
            ("a://b:c@d,e://f:g@h", "a://b:***@d,e://f:***@h"),
        ] {
            assert_eq!(without_passwords(text), shown, "{text}");
        }
        assert_eq!(without_passwords("mysql://root:hunt"), "mysql://root:***");
    }

    #[test]
    fn values_of_secrets() {
        for (text, shown) in [
            ("app --token=abc -Ddb.password='x y' z", "app --token=*** -Ddb.password='*** y' z"),
            ("GITHUB_TOKEN=abc,X=1 a?api_key=k&b=c", "GITHUB_TOKEN=***,X=1 a?api_key=***&b=c"),
            ("token= password=", "token= password="),
            ("tokens=5 invalid token: x", "tokens=5 invalid token: x"),
            (r#"{"db_password": "a:b", "x":"y"}"#, r#"{"db_password": "***", "x":"y"}"#),
            (r#"{\"token\":\"a\",\"b\":1}"#, r#"{\"token\":\"***\",\"b\":1}"#),
            (r"{'apiKey': 'a', 'b': 'c'}", r"{'apiKey': '***', 'b': 'c'}"),
            (
                r#""token": null, "pwd": "", "secret":"cut"#,
                r#""token": null, "pwd": "", "secret":"***"#,
            ),
            ("Authorization: Bearer ey0.-_0123456789==,", "Authorization: Bearer ***,"),
            ("> authorization: basic YTpiYTpiYTpiYTpi\n", "> authorization: basic ***\n"),
            ("bearer token expired; basic auth", "bearer token expired; basic auth"),
        ] {
            assert_eq!(hidden(text), shown, "{text}");
        }
    }

    #[test]
    fn other_addresses_stay() {
        for text in [
            "http://10.0.0.1:8080/healthz: connection refused",
            "https://registry:5000/v2/app@sha256:0f00",
            "ssh://git@host/x containerd://0123",
            "https://mail/?to=a:b@c",
            "://",
            "a://",
            "://@",
            "no address: a:b@c",
            "http://host:80",
            "tcp://10.0.0.3:5432: connection refused",
            "tcp://10.0.0.3:5432:",
            "http://[::1]:8080/healthz",
            "docker://sha256:0f00",
        ] {
            assert_eq!(without_passwords(text), text);
        }
    }

    #[test]
    fn many_addresses_take_linear_time() {
        for piece in [
            "://",
            "a://b:",
            "://@",
            "://b:c@",
            "=",
            "token=",
            "token=\"a",
            "\"token\":",
            "token\":\"",
            "token\":   \"\\",
            "bearer ",
            "basic a",
            "' :",
        ] {
            let text = piece.repeat(100_000);
            assert!(hidden(&text).len() <= 3 * text.len() + 9);
        }
    }
}
