//! A document as a tree: what every structured format is read into, and where each value stands.
//!
//! The tree lies flat in one list of tokens, in the order of the text. A token says where its value
//! ends in the list, so that a reader that wants three fields of a pod steps over the other forty.
//! Nothing is copied: a token points into the text, and a string is decoded when somebody asks for
//! it. Since a broken text still gives the tree of what came before the break, and a value that
//! makes no sense is the business of whoever asks for it, one damaged field costs nothing else.

use std::borrow::Cow;

use exitcode_core::Span;

use crate::model::Quoted;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Followed by its members: a string token and a value each.
    Object,
    /// Followed by its items.
    Array,
    /// A string that stands in the text as it is.
    Plain,
    /// A string with JSON's escapes.
    Escaped,
    /// A string that no rule of JSON decodes: the one of that number among the decoded.
    Decoded(u32),
    /// A number, undecoded.
    Number,
    /// `true` or `false`.
    Bool(bool),
    /// `null`.
    Null,
}

/// One token. Offsets are bytes of the whole input; those of a string leave its quotes out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// The index of the token behind this value.
    pub(crate) next: u32,
}

/// A parsed text.
#[derive(Clone, Debug)]
pub(crate) struct Document<'a> {
    pub(crate) input: u16,
    pub(crate) text: &'a str,
    pub(crate) tokens: Vec<Token>,
    pub(crate) decoded: Vec<String>,
}

impl<'a> Document<'a> {
    /// The outermost value.
    pub(crate) fn root(&self) -> Option<Value<'_, 'a>> {
        self.value(0)
    }

    fn value(&self, index: u32) -> Option<Value<'_, 'a>> {
        let token = *self.tokens.get(index as usize)?;
        Some(Value { document: self, index, token })
    }
}

/// A value of a document.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Value<'d, 'a> {
    document: &'d Document<'a>,
    index: u32,
    token: Token,
}

impl<'d, 'a> Value<'d, 'a> {
    pub(crate) const fn kind(self) -> Kind {
        self.token.kind
    }

    pub(crate) const fn is_null(self) -> bool {
        matches!(self.token.kind, Kind::Null)
    }

    /// Where it stands; a string without its quotes.
    pub(crate) const fn span(self) -> Span {
        Span::new(self.document.input, self.token.start as u64, self.token.end as u64)
    }

    fn raw(self) -> &'a str {
        self.document.text.get(self.token.start as usize..self.token.end as usize).unwrap_or("")
    }

    /// The members of an object, in the order of the text; nothing for another value.
    pub(crate) fn members(self) -> impl Iterator<Item = (Value<'d, 'a>, Value<'d, 'a>)> {
        let mut children = self.children(Kind::Object);
        std::iter::from_fn(move || Some((children.next()?, children.next()?)))
    }

    /// The items of an array; nothing for another value.
    pub(crate) fn items(self) -> impl Iterator<Item = Value<'d, 'a>> {
        self.children(Kind::Array)
    }

    fn children(self, parent: Kind) -> impl Iterator<Item = Value<'d, 'a>> {
        let end = if self.token.kind == parent { self.token.next } else { 0 };
        let mut next = self.index + 1;
        std::iter::from_fn(move || {
            if next >= end {
                return None;
            }
            let child = self.document.value(next)?;
            next = child.token.next;
            Some(child)
        })
    }

    /// The member of that name, unless it is `null`.
    pub(crate) fn get(self, name: &str) -> Option<Value<'d, 'a>> {
        self.member(name).filter(|value| !value.is_null())
    }

    /// Whether there is a member of that name.
    pub(crate) fn has(self, name: &str) -> bool {
        self.member(name).is_some()
    }

    /// The first member of that name. Half of the time of reading a pod goes by in here.
    fn member(self, name: &str) -> Option<Value<'d, 'a>> {
        if self.token.kind != Kind::Object {
            return None;
        }
        let document = self.document;
        let mut index = self.index + 1;
        while index < self.token.next {
            let key = document.tokens.get(index as usize)?;
            let value = document.value(index + 1)?;
            let found = match key.kind {
                Kind::Plain => {
                    let (start, end) = (key.start as usize, key.end as usize);
                    end - start == name.len()
                        && document.text.as_bytes().get(start..end) == Some(name.as_bytes())
                }
                _ => document.value(index)?.is(name),
            };
            if found {
                return Some(value);
            }
            index = value.token.next;
        }
        None
    }

    /// Whether it is this string.
    pub(crate) fn is(self, text: &str) -> bool {
        match self.token.kind {
            Kind::Plain => self.raw() == text,
            Kind::Escaped | Kind::Decoded(_) => self.str().is_some_and(|decoded| decoded == text),
            _ => false,
        }
    }

    /// The text of a string.
    pub(crate) fn str(self) -> Option<Cow<'a, str>> {
        match self.token.kind {
            Kind::Plain => Some(Cow::Borrowed(self.raw())),
            Kind::Escaped => Some(Cow::Owned(crate::json::unescape(self.raw()))),
            Kind::Decoded(number) => {
                self.document.decoded.get(number as usize).cloned().map(Cow::Owned)
            }
            _ => None,
        }
    }

    /// The text of a string, with where it stands.
    pub(crate) fn quoted(self) -> Option<Quoted<'a>> {
        Some(Quoted { text: self.str()?, span: Some(self.span()) })
    }

    /// The undecoded text of a number.
    pub(crate) fn number(self) -> Option<&'a str> {
        (self.token.kind == Kind::Number).then(|| self.raw())
    }

    pub(crate) const fn bool(self) -> Option<bool> {
        match self.token.kind {
            Kind::Bool(value) => Some(value),
            _ => None,
        }
    }
}
