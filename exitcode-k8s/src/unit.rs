//! Offsets as other languages count them.

use std::collections::HashMap;

use crate::Input;
use crate::report::Report;

/// What an offset in a text counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Unit {
    /// Unicode's code points, as Python does.
    CodePoint,
    /// The code units of UTF-16, as JavaScript does.
    Utf16,
}

impl Unit {
    /// How many there are in a text.
    ///
    /// ```
    /// use exitcode_k8s::report::Unit;
    ///
    /// assert_eq!("é😀".len(), 6);
    /// assert_eq!(Unit::CodePoint.count("é😀"), 2);
    /// assert_eq!(Unit::Utf16.count("é😀"), 3);
    /// ```
    #[must_use]
    pub fn count(self, text: &str) -> usize {
        match self {
            Self::CodePoint => text.chars().count(),
            Self::Utf16 => text.chars().map(char::len_utf16).sum(),
        }
    }
}

impl Report {
    /// Has the offsets in those inputs, by number, count something else than the bytes of UTF-8, as
    /// they do in a new report. To be done once.
    pub fn count_in(&mut self, unit: Unit, inputs: &[Input<'_>], which: impl Fn(usize) -> bool) {
        let mut texts: HashMap<&str, (&str, Vec<&mut u64>)> = HashMap::new();
        for (_, input) in inputs.iter().enumerate().filter(|(number, _)| which(*number)) {
            if !input.text().is_ascii() {
                texts.entry(input.name()).or_insert_with(|| (input.text(), Vec::new()));
            }
        }
        if texts.is_empty() {
            return;
        }
        let findings = self.diagnoses.iter_mut().flat_map(|diagnosis| &mut diagnosis.findings);
        let sources = findings
            .flat_map(|finding| &mut finding.evidence)
            .filter_map(|evidence| evidence.source.as_mut())
            .map(|source| (&*source.input, [&mut source.start, &mut source.end]));
        let ignored = self
            .ignored
            .iter_mut()
            .map(|ignored| (&*ignored.input, [&mut ignored.start, &mut ignored.end]));
        for (input, offsets) in sources.chain(ignored) {
            if let Some((_, all)) = texts.get_mut(input) {
                all.extend(offsets);
            }
        }
        for (text, mut offsets) in texts.into_values() {
            offsets.sort_unstable();
            let (mut byte, mut counted) = (0, 0);
            for offset in offsets {
                // Spans stand between characters; one that did not would be moved to the next one.
                let wanted = (*offset as usize).min(text.len());
                let end = (wanted..=text.len()).find(|&end| text.is_char_boundary(end));
                let end = end.unwrap_or(text.len()).max(byte);
                counted += unit.count(text.get(byte..end).unwrap_or_default()) as u64;
                byte = end;
                *offset = counted;
            }
        }
    }
}
