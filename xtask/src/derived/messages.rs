//! The messages that are understood.

use exitcode_core::Saying;
use exitcode_core::signature::{Place, Signature};

use super::json::Json;
use super::markdown::{Page, code, prose};

/// `docs/reference/messages.md`.
pub(super) fn page() -> String {
    let mut page = Page::new("Messages");
    page.block(
        "What kernels, runtimes, loaders, shells and language runtimes print when they give up. A \
         line is found by the words that are shown. Most also need others, or must not have them: \
         the words alone prove nothing.",
    );
    page.table(
        &["message", "what it says", "words", "where"],
        Saying::ALL.iter().map(|saying| {
            let shown: Vec<String> = words(*saying).into_iter().map(str::trim).map(code).collect();
            vec![code(saying.id()), prose(saying.meaning()), shown.join(" "), places(*saying)]
        }),
    );
    page.finish()
}

fn wordings(saying: Saying) -> impl Iterator<Item = Signature> {
    Signature::all().filter(move |wording| wording.saying() == saying)
}

/// The words that are looked for, each once.
fn words(saying: Saying) -> Vec<&'static str> {
    let mut words = Vec::new();
    for wording in wordings(saying) {
        if !words.contains(&wording.anchor()) {
            words.push(wording.anchor());
        }
    }
    words
}

fn places(saying: Saying) -> String {
    let heard = |place: &Place| wordings(saying).any(|wording| wording.places().contains(*place));
    let places: Vec<Place> = Place::ALL.iter().copied().filter(heard).collect();
    if places.len() == Place::ALL.len() {
        return "anywhere".to_owned();
    }
    places.into_iter().map(name).collect::<Vec<_>>().join(", ")
}

fn name(place: Place) -> &'static str {
    match place {
        Place::Message => "status",
        Place::Event => "event",
        Place::Log => "log",
        Place::Kernel => "kernel log",
        _ => "elsewhere",
    }
}

/// The member `messages` of the export.
pub(super) fn json() -> Json {
    let message = |saying: &Saying| {
        Json::object([
            ("id", saying.id().into()),
            ("meaning", saying.meaning().into()),
            ("words", words(*saying).into_iter().collect()),
        ])
    };
    Saying::ALL.iter().map(message).collect()
}
