use std::fmt::{self, Write as _};

/// A text from outside with its control characters made visible, so that it cannot move the cursor,
/// change colours, or turn the direction of the line around.
#[derive(Clone, Copy, Debug)]
pub struct Visible<'a>(pub &'a str);

impl fmt::Display for Visible<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for char in self.0.chars() {
            if char.is_control() || turns_or_hides(char) {
                write!(f, "{}", char.escape_default())?;
            } else {
                f.write_char(char)?;
            }
        }
        Ok(())
    }
}

/// The characters of Unicode that change the direction of text or take no room.
const fn turns_or_hides(char: char) -> bool {
    matches!(
        char,
        '\u{ad}'
            | '\u{61c}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

#[cfg(test)]
mod tests {
    use super::Visible;

    #[test]
    fn nothing_acts_on_the_terminal() {
        let hostile = "a\u{1b}[31mred\u{7}\r\n\u{9b}2J\u{202e}txt.exe\u{200b}";
        let shown = Visible(hostile).to_string();
        assert_eq!(shown, r"a\u{1b}[31mred\u{7}\r\n\u{9b}2J\u{202e}txt.exe\u{200b}");
        assert_eq!(Visible("naïve 日本 …").to_string(), "naïve 日本 …");
    }
}
