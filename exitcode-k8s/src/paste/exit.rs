//! Exit codes in words: what shells, CI runners, container engines and service managers print when a
//! process ended.

/// An exit code, in decimal or hexadecimal. Windows' codes are printed with and without sign.
pub(super) fn number(text: &str) -> Option<i32> {
    let hex = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"));
    if let Some(digits) = hex {
        let whole =
            (1..=8).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_hexdigit());
        return whole.then(|| u32::from_str_radix(digits, 16).ok()).flatten().map(u32::cast_signed);
    }
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i64 = text.parse().ok()?;
    i32::try_from(number).ok().or_else(|| u32::try_from(number).ok().map(u32::cast_signed))
}
