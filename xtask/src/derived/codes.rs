//! The well-known exit codes.

use exitcode_core::{Family, KnownCode};

use super::json::Json;
use super::markdown::{Page, code, prose};

/// `docs/reference/codes.md`.
pub(super) fn page() -> String {
    let mut page = Page::new("Exit codes");
    page.block(
        "A number has no meaning of its own: it means what the program that gave it means by it. \
         How common a meaning is among all that share a number is a coarse judgement from public \
         incidents, for the order in which they are told, and no evidence. Numbers that a shell or \
         a runtime makes of a signal are in [signals.md](signals.md).",
    );
    let mut codes = KnownCode::ALL.to_vec();
    // As unsigned numbers: those of Windows come last.
    codes.sort_by_key(|known| (known.code().bits(), known.commonness()));
    page.table(
        &["code", "given by", "what happened", "name", "how it came about", "how common"],
        codes.iter().map(|known| {
            vec![
                number(*known),
                known.family().name().to_owned(),
                prose(known.title()),
                known.symbol().map(code).unwrap_or_default(),
                known.origin().phrase().to_owned(),
                known.commonness().to_string(),
            ]
        }),
    );

    page.block("## Who gives them");
    page.table(
        &["family", "commands", "source"],
        Family::ALL.iter().map(|family| {
            vec![family.name().to_owned(), words(family.commands()), prose(family.source())]
        }),
    );
    page.finish()
}

/// The number, and as Windows writes it where it is one of its 32-bit codes.
fn number(known: KnownCode) -> String {
    let code = known.code();
    if (0..=255).contains(&code.value()) {
        code.to_string()
    } else {
        format!("{code} (0x{:08X})", code.bits())
    }
}

fn words(words: &[&str]) -> String {
    words.iter().map(|word| code(word)).collect::<Vec<_>>().join(", ")
}

/// The member `codes` of the export.
pub(super) fn json() -> Json {
    let known = |known: &KnownCode| {
        Json::object([
            ("code", Json::Number(known.code().value().into())),
            ("family", known.family().id().into()),
            ("title", known.title().into()),
            ("symbol", known.symbol().into()),
            ("origin", known.origin().id().into()),
            ("commonness", known.commonness().as_str().into()),
        ])
    };
    KnownCode::ALL.iter().map(known).collect()
}

/// The member `families` of the export.
pub(super) fn families_json() -> Json {
    let family = |family: &Family| {
        Json::object([
            ("id", family.id().into()),
            ("name", family.name().into()),
            ("source", family.source().into()),
            ("commands", family.commands().iter().copied().collect()),
            ("images", family.images().iter().copied().collect()),
        ])
    };
    Family::ALL.iter().map(family).collect()
}
