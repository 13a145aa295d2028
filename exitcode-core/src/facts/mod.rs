//! From an observation to its clues: every fact is found here, once.

mod command;
mod events;
mod exit;
mod kernel;
mod pod;
mod spec;
mod text;

#[cfg(test)]
mod tests;

use crate::clue::Clues;
use crate::{Observation, Source};

/// Adds everything that an observation says.
pub(crate) fn find<'a>(observation: &Observation<'a>, clues: &mut Clues<'a>) {
    find_in_fields(observation, clues);
    command::find(observation, clues);
    kernel::find(observation, clues);
    text::find(observation, clues);
}

/// Adds what its fields say, apart from those that take a reader: the command, the kernel log, and
/// what messages and logs say in words.
pub(crate) fn find_in_fields<'a>(observation: &Observation<'a>, clues: &mut Clues<'a>) {
    for &source in Source::ALL {
        if observation.seen.contains(source) {
            clues.read(source);
        }
    }
    exit::find(observation, clues);
    pod::find(observation, clues);
    spec::find(observation, clues);
    events::find(observation, clues);
}
