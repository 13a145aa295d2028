//! Where the texts of typed objects stand: the name of the object, and the JSON pointer of the field.
//!
//! The core's spans are numbers. For a typed object, which has no bytes, a span is the number of a
//! line in this table.

#[cfg(feature = "k8s-openapi")]
use std::borrow::Cow;
#[cfg(feature = "k8s-openapi")]
use std::fmt::{Display, Write as _};

use exitcode_core::Span;

#[cfg(feature = "k8s-openapi")]
use crate::model::Quoted;

/// The input number of typed objects, which no text has.
pub(crate) const TYPED: u16 = u16::MAX;

/// The places that spans of typed objects are numbers of.
#[derive(Clone, Debug, Default)]
pub(crate) struct Typed {
    objects: Vec<String>,
    /// The number of the object, and the pointer in it.
    places: Vec<(usize, String)>,
}

impl Typed {
    /// The object and the pointer of a span.
    pub(crate) fn place(&self, span: Span) -> Option<(&str, &str)> {
        let number = usize::try_from(span.start).ok().filter(|_| span.input == TYPED)?;
        let (object, pointer) = self.places.get(number)?;
        Some((self.objects.get(*object)?, pointer))
    }
}

#[cfg(feature = "k8s-openapi")]
impl Typed {
    /// The whole of an object.
    pub(crate) fn object(&mut self, kind: &str, name: Option<&str>) -> Place<'_> {
        self.objects.push(match name {
            Some(name) => format!("{kind}/{name}"),
            None => kind.to_owned(),
        });
        Place { typed: self, pointer: String::new() }
    }
}

/// A place in the object that was begun last.
#[cfg(feature = "k8s-openapi")]
pub(crate) struct Place<'t> {
    typed: &'t mut Typed,
    pointer: String,
}

#[cfg(feature = "k8s-openapi")]
impl Place<'_> {
    /// A field of it, or an item; no name of a field has a character that a pointer escapes.
    pub(crate) fn inside(&mut self, segment: impl Display) -> Place<'_> {
        let mut pointer = String::with_capacity(self.pointer.len() + 24);
        let _ = write!(pointer, "{}/{segment}", self.pointer);
        Place { typed: self.typed, pointer }
    }

    /// The number of this place.
    pub(crate) fn span(&mut self) -> Span {
        let number = self.typed.places.len() as u64;
        self.typed.places.push((self.typed.objects.len() - 1, self.pointer.clone()));
        Span::new(TYPED, number, number + 1)
    }

    /// The text of this place.
    pub(crate) fn value<'a>(&mut self, text: &'a str) -> Quoted<'a> {
        Quoted { text: Cow::Borrowed(text), span: Some(self.span()) }
    }

    /// The text of a field of it, if it says anything.
    pub(crate) fn quoted<'a>(
        &mut self,
        field: &str,
        text: Option<&'a String>,
    ) -> Option<Quoted<'a>> {
        let text = text.filter(|text| !text.is_empty())?;
        Some(self.inside(field).value(text))
    }
}
