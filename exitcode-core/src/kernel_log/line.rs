//! What stands around a kernel message: the line, its quoting, the logger's prefix.

use super::scan::{find, first_of, last_of};
use super::text::{Text, content_end, depth_at, last_newline};

/// A kernel's record is at most 1 KiB (`PRINTKRB_RECORD_MAX`, kernel/printk); escaped and wrapped it
/// is a few. Nothing looks further, so a log of one endless line costs no more than another.
pub(super) const REACH: usize = 4096;

/// `TASK_COMM_LEN` is 16 with the terminator.
const COMM_MAX: usize = 15;

/// A byte is printed as at most this many, in the kernel's escapes within JSON within JSON.
const PRINTED_MAX: usize = 8;

/// What `journalctl` ends a coloured message with.
pub(super) const COLOUR_OFF: &str = "\x1b[0m";

/// The surroundings of a position in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// Where the line begins in the text, or, in an endless line, the quoted message.
    pub(super) start: usize,
    /// Where the line ends in the text, without the line break; or, in an endless line, the message.
    pub(super) end: usize,
    /// From the start to the position.
    pub(super) before: &'a str,
    /// From the position to the end of the message.
    pub(super) after: &'a str,
    pub(super) depth: u8,
}

impl<'a> Line<'a> {
    /// The line around `at`, which has to be the position of an ASCII character.
    pub(super) fn around(text: &'a str, at: usize) -> Self {
        let behind = text.get(floor(text, at.saturating_sub(REACH))..at).unwrap_or_default();
        let ahead = text.get(at..floor(text, at.saturating_add(REACH))).unwrap_or_default();
        let newline = last_of(behind.as_bytes(), *b"\n\r");
        let before = newline.and_then(|newline| behind.get(newline + 1..)).unwrap_or(behind);
        let depth = depth_at(before);
        let line_end = first_of(ahead.as_bytes(), *b"\n\r");
        let content =
            content_end(ahead.get(..line_end.unwrap_or(ahead.len())).unwrap_or_default(), depth);
        let after = ahead.get(..content).unwrap_or_default();
        let after = after.strip_suffix(COLOUR_OFF).unwrap_or(after);
        let endless = newline.is_none() && behind.len() < at;
        let before = match before.rfind('"') {
            Some(quote) if endless && depth > 0 => before.get(quote + 1..).unwrap_or_default(),
            _ => before,
        };
        let end = match line_end {
            Some(line_end) => at + line_end,
            None if at + ahead.len() == text.len() => text.len(),
            None => at + content,
        };
        Self { start: at - before.len(), end, before, after, depth }
    }

    /// Where the message ends in the text.
    pub(super) const fn message_end(self) -> usize {
        self.start + self.before.len() + self.after.len()
    }

    pub(super) const fn text(self, raw: &'a str) -> Text<'a> {
        Text::new(raw, self.depth)
    }

    /// The machine that a syslog line names, where the line says which.
    pub(super) fn host(self) -> Option<&'a str> {
        let head = match self.before.find(" kernel:") {
            Some(at) => self.before.get(..at)?,
            None => self.before.get(..self.before.find(" kernel - - - ")?)?,
        };
        let mut words = head.split_ascii_whitespace().rev();
        let word = words.next()?;
        // busybox's syslogd writes "host kern.warn kernel:".
        if word.starts_with("kern.") { words.next() } else { Some(word) }
    }

    /// The part of the message before the position, without what loggers put in front.
    pub(super) fn message(self) -> &'a str {
        let mut rest = self.before;
        if self.depth > 0 {
            // A string may hold many lines.
            rest = rest.rsplit_once('"').map_or(rest, |(_, quoted)| quoted);
            rest = last_newline(rest).and_then(|at| rest.get(at + 2..)).unwrap_or(rest);
        }
        while let Some(shorter) = without_one_prefix(rest) {
            rest = shorter;
        }
        rest
    }

    /// The name of a task that stands between the logger's prefix and the position.
    pub(super) fn comm(self) -> Option<Text<'a>> {
        self.named(self.message())
    }

    /// `comm`, if it is short enough for the name of a task.
    pub(super) fn named(self, comm: &'a str) -> Option<Text<'a>> {
        let is_short = comm.len() <= COMM_MAX * PRINTED_MAX;
        (is_short && comm_len(comm, self.depth) <= COMM_MAX).then_some(self.text(comm))
    }
}

/// The length of a name in the kernel, which may print a byte as `\xc3`.
fn comm_len(comm: &str, depth: u8) -> usize {
    Text::new(comm, depth)
        .chars()
        .fold((0, 0_u8), |(len, skip), c| match c {
            _ if skip > 0 => (len, skip - 1),
            '\\' => (len + 1, 3),
            _ => (len + c.len_utf8(), 0),
        })
        .0
}

fn without_one_prefix(text: &str) -> Option<&str> {
    let bytes = text.as_bytes();
    match bytes.first()? {
        0x1b => text.split_once('m').map(|(_, rest)| rest),
        b'<' => {
            let (level, rest) = text.get(1..)?.split_once('>')?;
            all(level, |b| b.is_ascii_digit()).then_some(rest)
        }
        b'[' => {
            let (stamp, rest) = text.get(1..)?.split_once(']')?;
            if !is_stamp(stamp) {
                return None;
            }
            let rest = rest.strip_prefix(':').unwrap_or(rest);
            Some(rest.strip_prefix(' ').unwrap_or(rest))
        }
        _ => text
            .strip_prefix("MESSAGE=")
            .or_else(|| syslog(text))
            .or_else(|| kmsg(text))
            .or_else(|| klog(text))
            .or_else(|| timestamped(text))
            .or_else(|| decoded(text)),
    }
}

fn all(text: &str, allowed: impl Fn(u8) -> bool) -> bool {
    !text.is_empty() && text.bytes().all(allowed)
}

/// `[   31.727714]`, `[Sun Nov 22 10:03:53 2026]`, `[2026-01-12T20:27:31.9Z]`, `[ 1.2 <    0.1>]`,
/// and the caller's `[  T123]` or `[    C0]`.
fn is_stamp(stamp: &str) -> bool {
    let day = ["Sun ", "Mon ", "Tue ", "Wed ", "Thu ", "Fri ", "Sat "];
    let date = |b: u8| b.is_ascii_digit() || b" .,:+-<>TZC".contains(&b);
    (all(stamp, date) && stamp.bytes().any(|b| b.is_ascii_digit()))
        || (day.iter().any(|day| stamp.starts_with(day)) && stamp.contains(':'))
}

/// Everything up to the `kernel:` tag of a syslog or journal line.
fn syslog(text: &str) -> Option<&str> {
    for tag in ["kernel: ", "kernel - - - "] {
        if let Some(rest) = after(text, tag)
            && let Some(before) = text.get(..text.len() - rest.len() - tag.len())
            && (before.is_empty() || before.ends_with(' '))
        {
            return Some(rest);
        }
    }
    text.strip_prefix("kernel:")
}

/// `/dev/kmsg`: `4,5704,2918623168,-;` (Documentation/ABI/testing/dev-kmsg).
fn kmsg(text: &str) -> Option<&str> {
    let (header, rest) = text.split_once(';')?;
    let ok = |b: u8| b.is_ascii_alphanumeric() || b",=-".contains(&b);
    (header.starts_with(|c: char| c.is_ascii_digit()) && header.contains(',') && all(header, ok))
        .then_some(rest)
}

/// klog: `I1122 10:11:12.131415    4321 kmsg_watcher.go:98] `.
fn klog(text: &str) -> Option<&str> {
    let header = text.strip_prefix(['I', 'W', 'E', 'F'])?;
    let (header, rest) = header.split_once("] ")?;
    (all(header.get(..4)?, |b| b.is_ascii_digit()) && header.contains(':')).then_some(rest)
}

/// A word that begins with a date or ends with a colon after an address, and CRI's stream and tag.
fn timestamped(text: &str) -> Option<&str> {
    let (word, rest) = text.split_once(' ')?;
    let digits = |range| word.get(range).is_some_and(|part| all(part, |b| b.is_ascii_digit()));
    let dated = digits(0..4) && digits(5..7) && word.contains('T') && word.contains(':');
    let address = word.ends_with(':') && word.starts_with(|c: char| c.is_ascii_digit());
    if !dated && !address {
        return None;
    }
    let tags = ["stdout F ", "stdout P ", "stderr F ", "stderr P "];
    Some(tags.iter().find_map(|tag| rest.strip_prefix(tag)).unwrap_or(rest))
}

/// `dmesg -x` and `talosctl dmesg`: `kern  :warn  : `.
fn decoded(text: &str) -> Option<&str> {
    let (facility, rest) = text.split_once(':')?;
    let (level, rest) = rest.split_once(':')?;
    let facilities = ["kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news"];
    let levels = ["emerg", "alert", "crit", "err", "warn", "warning", "notice", "info", "debug"];
    (facilities.contains(&facility.trim_end()) && levels.contains(&level.trim()))
        .then(|| rest.strip_prefix(' ').unwrap_or(rest))
}

/// The nearest character boundary at or before `at`.
pub(super) fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A number at the start of the text, with its sign, and what follows it.
pub(super) fn number(text: &str) -> Option<(i64, &str)> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let end = digits.bytes().position(|b| !b.is_ascii_digit()).unwrap_or(digits.len());
    let (_, rest) = digits.split_at_checked(end)?;
    let value = text.get(..text.len() - rest.len())?.parse().ok()?;
    Some((value, rest))
}

/// The number after a key, such as 42 in `pid=42` for `pid=`.
pub(super) fn number_after(text: &str, key: &str) -> Option<i64> {
    number(after(text, key)?).map(|(value, _)| value)
}

/// The size after a key, in bytes: the kernel prints kB and means KiB.
pub(super) fn size_after(text: &str, key: &str) -> Option<u64> {
    let (value, unit) = unsigned(after(text, key)?)?;
    if !unit.starts_with("kB") {
        return None;
    }
    value.checked_mul(1024)
}

pub(super) fn unsigned(text: &str) -> Option<(u64, &str)> {
    let end = text.bytes().position(|b| !b.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    Some((digits.parse().ok()?, rest))
}

/// What follows the first `key`, of four bytes or more, in a text.
pub(super) fn after<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    let (&begin, others) = key.as_bytes().split_first_chunk()?;
    let bytes = text.as_bytes();
    let mut from = 0;
    loop {
        let at = find(bytes, from, bytes.len(), &[begin])?;
        from = at + 1;
        if bytes.get(at + begin.len()..)?.starts_with(others) {
            return text.get(at + key.len()..);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Line;

    #[track_caller]
    fn strips(prefix: &str) {
        for comm in ["java", "(sd-pam)", "a) (b, c=1", "nginx: worker", "", " x", "kworker/0:1"] {
            let line = std::format!("{prefix}{comm} invoked");
            let at = line.rfind(" invoked").unwrap();
            assert_eq!(Line::around(&line, at).message(), comm, "after {prefix:?}");
        }
    }

    #[test]
    fn knows_every_loggers_prefix() {
        strips("[   31.727714] ");
        strips("<4>[   31.727714] ");
        strips("[   31.727714][  T123] ");
        strips("[ 2929.539117 <    1.243624>] ");
        strips("[Sun Nov 22 10:03:53 2026] ");
        strips("2026-11-22T10:29:11,517855+00:00 ");
        strips("kern  :warn  : [   37.284450] ");
        strips("kern  :warn  : ");
        strips("4,5704,2918623168,-;");
        strips("6,5704,2918623168,-,caller=T123;");
        strips("Nov 22 03:04:05 ip-10-1-2-3.ec2.internal kernel: ");
        strips("Nov 22 10:37:12 alpine-host kern.warn kernel: [   33.350106] ");
        strips("<4>1 2026-11-22T10:03:35.058055+00:00 ip-10-0-12-34 kernel - - - [   11.024417] ");
        strips("2026-11-22T10:34:27+0000 node kernel: \x1b[0;1;38;5;185m\x1b[0;1;39m");
        strips("[   30.104404] ip-172-31-44-9 kernel: ");
        strips("I1122 10:11:12.131415    4321 kmsg_watcher.go:98] ");
        strips("2024-05-06T07:08:09.123456780Z stdout F ");
        strips("10.0.0.7: kern:    info: [2026-01-12T20:27:31.913975631Z]: ");
        strips("MESSAGE=");
        strips("{\"time\":\"now\",\"MESSAGE\":\"");
        strips("   \"msg\": \"");
        strips("");
    }
}
