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

/// The text without what can be told to be secret: `postgres://app:***@db:5432/shop` (RFC 3986,
/// 3.2.1), `--token=***`. Of a text that `is_cut` off inside of an address, what may be one.
pub(crate) fn hidden(text: &str, is_cut: bool) -> String {
    without_values(&without_passwords(text, is_cut))
}

/// The text without the values of `NAME=VALUE` where the name is that of a secret.
fn without_values(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('=') {
        shown.push_str(before);
        shown.push('=');
        rest = after;
        let named = NAMES.iter().any(|name| {
            let tail = before.len().checked_sub(name.len());
            let tail = tail.and_then(|from| before.get(from..));
            tail.is_some_and(|tail| tail.eq_ignore_ascii_case(name))
        });
        if named {
            let (quote, value) = match after.strip_prefix(['"', '\'']) {
                Some(value) => (after.len() - value.len(), value),
                None => (0, after),
            };
            let end = value.find(|c: char| c.is_whitespace() || "\"'`<>&,;)".contains(c));
            let end = end.unwrap_or(value.len());
            if end > 0 {
                shown.push_str(after.get(..quote).unwrap_or(""));
                shown.push_str(HIDDEN);
                rest = value.get(end..).unwrap_or("");
            }
        }
    }
    shown.push_str(rest);
    shown
}

/// The text without the passwords and tokens of the addresses in it.
fn without_passwords(text: &str, is_cut: bool) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut parts = text.split("://").peekable();
    shown.push_str(parts.next().unwrap_or(""));
    while let Some(part) = parts.next() {
        shown.push_str("://");
        let end = part.find(|c: char| c.is_whitespace() || "\"'`<>".contains(c));
        let (address, rest) =
            part.split_at_checked(end.unwrap_or(part.len())).unwrap_or((part, ""));
        let cut = is_cut && end.is_none() && parts.peek().is_none();
        match secret(address, cut) {
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
fn secret(address: &str, is_cut: bool) -> Option<Range<usize>> {
    let authority = address.split(['/', '?', '#']).next().unwrap_or(address);
    let colon = authority.find(':');
    let is_port = |at: usize| {
        authority.get(at + 1..).is_some_and(|port| port.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let at = match authority.rfind('@') {
        Some(at) => at,
        // A password should not have a slash, and many have.
        None => match (colon, address.find('@')) {
            (Some(colon), Some(at)) if !is_port(colon) => at,
            (Some(colon), None) if is_cut && !is_port(colon) => address.len(),
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
            assert_eq!(without_passwords(text, false), shown, "{text}");
        }
        assert_eq!(without_passwords("mysql://root:hunt", true), "mysql://root:***");
    }

    #[test]
    fn values_of_secrets() {
        for (text, shown) in [
            ("app --token=abc -Ddb.password='x y' z", "app --token=*** -Ddb.password='*** y' z"),
            ("GITHUB_TOKEN=abc,X=1 a?api_key=k&b=c", "GITHUB_TOKEN=***,X=1 a?api_key=***&b=c"),
            ("token= password=", "token= password="),
            ("tokens=5 invalid token: x", "tokens=5 invalid token: x"),
        ] {
            assert_eq!(hidden(text, false), shown, "{text}");
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
        ] {
            assert_eq!(without_passwords(text, false), text);
        }
        assert_eq!(without_passwords("http://host:80", true), "http://host:80");
    }

    #[test]
    fn many_addresses_take_linear_time() {
        for piece in ["://", "a://b:", "://@", "://b:c@", "=", "token=", "token=\"a"] {
            let text = piece.repeat(100_000);
            assert!(hidden(&text, true).len() <= 3 * text.len() + 9);
        }
    }
}
