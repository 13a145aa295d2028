//! Pasted text: anything that people copy from a terminal, a web page or a chat, and mixes of it.
//!
//! The text is read once, line by line. Each format knows the lines that it may begin with, and
//! reads on as far as it understands; what no format claims is what a program printed. Formats are
//! told apart by words that only they have, so that a log is not taken for a description.

mod age;
mod describe;
mod event;
mod exit;
mod line;

use crate::model::{EventRecord, Model, PodRecord, StateRecord};
use line::Lines;

/// Reads pasted text into the model.
pub(crate) struct Paste<'m, 'a> {
    model: &'m mut Model<'a>,
    lines: Lines<'a>,
    /// The pod that the text spoke of last.
    current: Option<usize>,
    recognised: bool,
}

/// Reads a text, and says whether anything in it was understood.
pub(crate) fn read<'a>(model: &mut Model<'a>, input: u16, text: &'a str) -> bool {
    let lines = Lines::new(input, text);
    let mut paste = Paste { model, lines, current: None, recognised: false };
    paste.run();
    paste.recognised
}

impl<'a> Paste<'_, 'a> {
    fn run(&mut self) {
        loop {
            let mut behind = self.lines;
            let Some(line) = behind.next() else { break };
            if describe::begins(&line, &behind) {
                let described = describe::read(&mut self.lines);
                if self.lines.at() > line.start() {
                    self.described(described);
                    continue;
                }
            } else if let Some(event) = event::row(&line) {
                let current = self.current();
                self.event(event, current);
            }
            self.lines = behind;
        }
    }

    fn described(&mut self, described: describe::Described<'a>) {
        self.recognised = true;
        let index = match &described.pod.key.name {
            Some(_) => self.model.add_pod(described.pod),
            None => self.piece(described.pod),
        };
        self.current = Some(index);
        for event in described.events {
            self.event(event, index);
        }
    }

    fn event(&mut self, mut event: EventRecord<'a>, pod: usize) {
        self.recognised = true;
        if event.object.name.is_none() && matches!(event.kind.as_deref(), None | Some("Pod")) {
            event.of = Some(pod);
        }
        self.model.events.push(event);
    }

    /// The pod that was spoken of last, or one of which nothing is known.
    fn current(&mut self) -> usize {
        let index = self.current.unwrap_or_else(|| self.model.add_pod(PodRecord::default()));
        self.current = Some(index);
        index
    }

    /// Adds a piece that names no pod to the one that was spoken of last, unless they cannot be of
    /// the same.
    fn piece(&mut self, mut pod: PodRecord<'a>) -> usize {
        let Some(index) = self.current else { return self.model.add_pod(pod) };
        let Some(known) = self.model.pod_mut(index) else { return index };
        if let ([theirs], [mine]) = (known.containers.as_slice(), pod.containers.as_mut_slice()) {
            if mine.name.is_none() {
                mine.name = theirs.name.clone();
            } else if theirs.name.is_none() {
                let name = mine.name.clone();
                if let Some(theirs) = known.containers.first_mut() {
                    theirs.name = name;
                }
            }
        }
        let fits = pod.containers.iter().all(|mine| {
            known.containers.iter().all(|theirs| {
                let states = [&mine.state, &theirs.state];
                let both = states.iter().all(|state| !matches!(state, StateRecord::Unknown));
                mine.name != theirs.name || !(both || mine.last.is_some() && theirs.last.is_some())
            })
        });
        if fits {
            known.absorb(pod);
            return index;
        }
        self.model.add_pod(pod)
    }
}
