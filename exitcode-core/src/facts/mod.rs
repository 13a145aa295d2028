//! From an observation to its clues: every fact is found here, once.

mod events;
mod exit;
mod kernel;
mod pod;
mod spec;
mod text;

use crate::clue::Clues;
use crate::{Observation, Source};

/// Everything that an observation says.
pub(crate) fn clues<'a>(observation: &Observation<'a>) -> Clues<'a> {
    let mut clues = Clues::new();
    for &source in Source::ALL {
        if observation.seen.contains(source) {
            clues.read(source);
        }
    }
    exit::find(observation, &mut clues);
    pod::find(observation, &mut clues);
    spec::find(observation, &mut clues);
    events::find(observation, &mut clues);
    kernel::find(observation, &mut clues);
    text::find(observation, &mut clues);
    clues
}
