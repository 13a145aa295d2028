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

/// The characters of Unicode that change the direction of text or take no room: its
/// `Default_Ignorable_Code_Point` and its format characters, but for the two selectors that stand
/// behind many an emoji and the signs of Arabic that everybody sees.
///
/// Source: `DerivedCoreProperties.txt` and `DerivedGeneralCategory.txt` of Unicode 17.
const fn turns_or_hides(char: char) -> bool {
    matches!(
        char,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}' | '\u{1160}'
            | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0d}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{13430}'..='\u{1343f}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
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
        for harmless in ["naïve 日本 …", "⚠\u{fe0f} disk", "\u{661}\u{600}"] {
            assert_eq!(Visible(harmless).to_string(), harmless);
        }
        // A message that nobody sees, in the tags and in the selectors of variants.
        let hidden = "ok\u{e0041}\u{e0100}\u{180e}\u{3164}";
        assert_eq!(Visible(hidden).to_string(), r"ok\u{e0041}\u{e0100}\u{180e}\u{3164}");
    }
}
