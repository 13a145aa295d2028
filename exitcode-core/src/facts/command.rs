//! What the command does with a signal.

use crate::arithmetic::entrypoint::{Answer, Entrypoint, Form};
use crate::clue::{Clues, WitnessKind};
use crate::{Fact, Observation, Text};

/// How many words of a command are looked at; the program and its shell stand at its beginning.
const WORDS: usize = 16;

/// Whether the entry point acts on SIGTERM; it only matters where SIGKILL came.
pub(super) fn find<'a>(observation: &Observation<'a>, clues: &mut Clues<'a>) {
    if !observation.argv_is_whole || !clues.has(Fact::CodeSigkill) {
        return;
    }
    let mut words = [""; WORDS];
    for (slot, word) in words.iter_mut().zip(observation.argv) {
        *slot = word.text;
    }
    let known = observation.argv.len().min(WORDS);
    let image = observation.image.map(|image| image.text);
    let Some(entry) = words.get(..known).and_then(|words| Entrypoint::from_argv(words, image))
    else {
        return;
    };
    let told = match entry.form() {
        // The command is what follows `-c`; behind it stand its arguments.
        Form::Shell => {
            let flag = |word: &&Text<'_>| {
                word.text.starts_with('-')
                    && !word.text.starts_with("--")
                    && word.text.ends_with('c')
            };
            let mut words = observation.argv.iter().skip_while(|word| !flag(word));
            words.nth(1).or_else(|| observation.argv.last())
        }
        _ => observation.argv.first(),
    };
    let fact = match entry.ends_on_sigterm() {
        Answer::No => Fact::DeafEntryPoint,
        Answer::Yes => Fact::ListeningEntryPoint,
        Answer::Unknown => return,
    };
    let text = told.copied().unwrap_or_default();
    clues.fact(fact, WitnessKind::Spec, text, 0, 0);
}
