use std::io::{self, Write as _};

/// A text on a terminal that takes the place of the one before.
#[derive(Debug, Default)]
pub(crate) struct Screen {
    /// How many lines of it stand above the cursor.
    lines: usize,
}

impl Screen {
    /// Draws as much as fits and a last line, in one write, so that what is interrupted leaves
    /// nothing half done.
    pub(crate) fn draw(&mut self, text: &str, last: &str) -> io::Result<()> {
        let size = terminal_size::terminal_size();
        let (width, height) =
            size.map_or((80, 24), |(width, height)| (usize::from(width.0), usize::from(height.0)));
        let frame = self.frame(text, last, width, height);
        let mut stdout = io::stdout().lock();
        stdout.write_all(frame.as_bytes())?;
        stdout.flush()
    }

    fn frame(&mut self, text: &str, last: &str, width: usize, height: usize) -> String {
        // Below it stands the cursor.
        let most = height.saturating_sub(1).max(3);
        let mut lines: Vec<_> = text.lines().map(|line| clipped(line, width)).collect();
        if lines.len() + 1 > most {
            let shown = most - 2;
            let hidden = lines.len() - shown;
            lines.truncate(shown);
            lines.push(clipped(&format!("... {hidden} more lines"), width));
        }
        lines.push(clipped(last, width));
        let mut frame = String::from("\r");
        if self.lines > 0 {
            frame.push_str(&format!("\x1b[{}A", self.lines.min(most)));
        }
        for line in &lines {
            frame.push_str(line);
            frame.push_str("\x1b[K\n");
        }
        frame.push_str("\x1b[J");
        self.lines = lines.len();
        frame
    }
}

/// A line that is no wider than the terminal. Sequences that set a style take no room, and stay.
fn clipped(line: &str, width: usize) -> String {
    let (mut clipped, mut room, mut in_sequence) = (String::new(), width, false);
    for char in line.chars() {
        if in_sequence || char == '\x1b' {
            in_sequence = char != 'm';
            clipped.push(char);
        } else if let Some(left) = room.checked_sub(1) {
            room = left;
            clipped.push(char);
        }
    }
    clipped
}

#[cfg(test)]
mod tests {
    use super::{Screen, clipped};

    #[test]
    fn a_line_is_cut_and_its_style_ends() {
        assert_eq!(clipped("\x1b[1mCAUSE  COUNT\x1b[0m", 5), "\x1b[1mCAUSE\x1b[0m");
        assert_eq!(clipped("as it is", 8), "as it is");
        assert_eq!(clipped("", 0), "");
    }

    #[test]
    fn a_frame_takes_the_place_of_the_one_before() {
        let mut screen = Screen::default();
        let frame = screen.frame("a\nb\n", "now", 80, 24);
        assert_eq!(frame, "\ra\x1b[K\nb\x1b[K\nnow\x1b[K\n\x1b[J");
        let frame = screen.frame("c\n", "then", 80, 24);
        assert_eq!(frame, "\r\x1b[3Ac\x1b[K\nthen\x1b[K\n\x1b[J");
        let tall = screen.frame("1\n2\n3\n4\n5\n", "now", 80, 5);
        assert_eq!(tall, "\r\x1b[2A1\x1b[K\n2\x1b[K\n... 3 more lines\x1b[K\nnow\x1b[K\n\x1b[J");
    }
}
