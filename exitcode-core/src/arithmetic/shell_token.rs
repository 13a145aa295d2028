//! Reads a shell command token by token, through the escapes of where it was written: an argument
//! vector, JSON, or a line of a Dockerfile.
//!
//! Words keep their quotes, and nothing is expanded: POSIX XCU 2.2 and 2.3.

/// Text of a command, with the escapes of where it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Text<'a> {
    raw: &'a str,
    escapes: Escapes,
}

/// The escapes of the place where a command is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Escapes {
    /// None: an argument as it is.
    Plain,
    /// The inside of a JSON string in a Dockerfile.
    Json,
    /// A line of a Dockerfile, where a backslash at the end of a line continues it.
    Continued,
}

/// What follows the line end of a Dockerfile that a backslash at the start of the text continues.
///
/// Docker leaves out comments and empty lines in between before it looks at anything else, and a
/// backslash at the end of the file.
pub(super) fn continued(text: &str) -> Option<&str> {
    let blank = text.strip_prefix('\\')?.trim_start_matches([' ', '\t', '\r']);
    if blank.is_empty() {
        return Some(blank);
    }
    let mut next = blank.strip_prefix('\n')?;
    while let Some((line, after)) = next.split_once('\n')
        && (line.trim_start().is_empty() || line.trim_start().starts_with('#'))
    {
        next = after;
    }
    Some(next)
}

impl<'a> Text<'a> {
    pub(super) const fn new(raw: &'a str, escapes: Escapes) -> Self {
        Self { raw, escapes }
    }

    pub(super) const fn raw(self) -> &'a str {
        self.raw
    }

    /// The text without its escapes, each character with the offset of its end.
    fn decoded(self, from: usize) -> Decoded<'a> {
        Decoded { text: self, at: from }
    }

    pub(super) fn chars(self) -> impl Iterator<Item = char> + Clone + 'a {
        self.decoded(0)
    }

    pub(super) fn is(self, other: &str) -> bool {
        self.chars().eq(other.chars())
    }

    pub(super) fn after_last(self, separator: char) -> Self {
        let raw = self.raw.rsplit(separator).next().unwrap_or("");
        Self { raw, ..self }
    }

    pub(super) fn slice(self, start: usize, end: usize) -> Self {
        Self { raw: self.raw.get(start..end).unwrap_or(""), ..self }
    }
}

#[derive(Clone, Copy, Debug)]
struct Decoded<'a> {
    text: Text<'a>,
    at: usize,
}

impl Decoded<'_> {
    fn rest(&self) -> &str {
        self.text.raw.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        let mut ahead = *self;
        ahead.next()
    }

    /// Skips the line end that a backslash before it continues.
    fn skip_continuation(&mut self) {
        while self.text.escapes != Escapes::Plain
            && let Some(next) = continued(self.rest())
        {
            self.at = self.text.raw.len() - next.len();
        }
    }
}

impl Iterator for Decoded<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        self.skip_continuation();
        let mut chars = self.rest().chars();
        let char = chars.next()?;
        let is_escape = char == '\\' && self.text.escapes == Escapes::Json;
        let char = if is_escape { chars.next()? } else { char };
        self.at = self.text.raw.len() - chars.as_str().len();
        if !is_escape {
            return Some(char);
        }
        Some(match char {
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => {
                let hex = self.rest().get(..4)?;
                let digits = u32::from_str_radix(hex, 16).ok();
                self.at += hex.len();
                digits.and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            other => other,
        })
    }
}

/// A word of a command, as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word<'a> {
    pub(super) text: Text<'a>,
    /// Has an expansion or a pattern, so that its value is not known.
    pub(super) expands: bool,
}

impl<'a> Word<'a> {
    /// The characters of the word without its quotes; only right if it does not expand.
    pub(super) fn value(self) -> impl Iterator<Item = char> + Clone + 'a {
        Unquoted { chars: self.text.decoded(0), quote: None }
    }

    pub(super) fn is(self, name: &str) -> bool {
        !self.expands && self.value().eq(name.chars())
    }

    /// Whether it is this reserved word; with quotes, or something to expand, it is none.
    pub(super) fn is_reserved(self, name: &str) -> bool {
        match self.text.escapes {
            Escapes::Plain => self.text.raw == name,
            Escapes::Json | Escapes::Continued => self.text.is(name),
        }
    }

    pub(super) fn is_assignment(self) -> bool {
        let mut name = self.text.chars().take_while(|&c| c != '=');
        self.text.chars().any(|c| c == '=')
            && self.text.chars().next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
            && name.all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '+' | '[' | ']'))
    }

    pub(super) fn is_one_of(self, names: &[&str]) -> bool {
        names.iter().any(|name| self.is(name))
    }
}

#[derive(Clone)]
struct Unquoted<'a> {
    chars: Decoded<'a>,
    quote: Option<char>,
}

impl Iterator for Unquoted<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        loop {
            let char = self.chars.next()?;
            match (self.quote, char) {
                (None, '\'' | '"') => self.quote = Some(char),
                (Some(quote), _) if quote == char => self.quote = None,
                (None | Some('"'), '\\') => match (self.quote, self.chars.peek()) {
                    // The line goes on.
                    (_, Some('\n')) => _ = self.chars.next(),
                    (None, _) | (_, Some('"' | '\\' | '$' | '`')) => return self.chars.next(),
                    _ => return Some('\\'),
                },
                _ => return Some(char),
            }
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Word(Word<'a>),
    Newline,
    Semicolon,
    DoubleSemicolon,
    And,
    Or,
    Pipe,
    Background,
    Open,
    Close,
    Redirection,
    End,
}

impl Token<'_> {
    pub(super) fn is_reserved(self, name: &str) -> bool {
        matches!(self, Self::Word(word) if word.is_reserved(name))
    }
}

/// What stands after the last token.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tail {
    /// A blank or a comment.
    pub(super) blank: bool,
    pub(super) newlines: u32,
    /// A blank or a comment after a line break.
    pub(super) after_newline: bool,
}

#[derive(Clone)]
pub(super) struct Lexer<'a> {
    chars: Decoded<'a>,
    pub(super) tail: Tail,
    /// Something that this reader does not follow.
    pub(super) unsure: bool,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(text: Text<'a>) -> Self {
        Self { chars: text.decoded(0), tail: Tail::default(), unsure: false }
    }

    /// Where the last token ended.
    pub(super) const fn position(&self) -> usize {
        self.chars.at
    }

    fn eat(&mut self, char: char) -> bool {
        let is = self.chars.peek() == Some(char);
        if is {
            self.chars.next();
        }
        is
    }

    /// The next token and where it starts.
    pub(super) fn token(&mut self) -> (Token<'a>, usize) {
        loop {
            self.chars.skip_continuation();
            let start = self.chars.at;
            let Some(char) = self.chars.peek() else { return (Token::End, start) };
            match char {
                ' ' | '\t' | '\r' => {
                    self.chars.next();
                    self.tail.blank = true;
                    self.tail.after_newline |= self.tail.newlines > 0;
                }
                '#' => {
                    while self.chars.peek().is_some_and(|c| c != '\n') {
                        self.chars.next();
                    }
                    self.tail.blank = true;
                    self.tail.after_newline |= self.tail.newlines > 0;
                }
                '\n' => {
                    self.chars.next();
                    self.tail.newlines += 1;
                    return (Token::Newline, start);
                }
                '\\' if self.is_line_continuation() => {
                    self.chars.next();
                    self.chars.next();
                    self.tail = Tail::default();
                }
                _ => {
                    self.tail = Tail::default();
                    return (self.significant(char), start);
                }
            }
        }
    }

    fn is_line_continuation(&self) -> bool {
        let mut ahead = self.chars;
        ahead.next();
        ahead.next() == Some('\n')
    }

    fn significant(&mut self, char: char) -> Token<'a> {
        match char {
            ';' => {
                self.chars.next();
                if self.eat(';') { Token::DoubleSemicolon } else { Token::Semicolon }
            }
            '&' => {
                self.chars.next();
                if self.eat('&') {
                    Token::And
                } else if self.chars.peek() == Some('>') {
                    self.chars.next();
                    self.eat('>');
                    Token::Redirection
                } else {
                    Token::Background
                }
            }
            '|' => {
                self.chars.next();
                if self.eat('|') {
                    Token::Or
                } else {
                    self.eat('&');
                    Token::Pipe
                }
            }
            '(' => {
                self.chars.next();
                Token::Open
            }
            ')' => {
                self.chars.next();
                Token::Close
            }
            '<' | '>' => {
                self.chars.next();
                self.redirection()
            }
            _ => self.word(),
        }
    }

    /// The rest of an operator after its `<` or `>`.
    ///
    /// Here-documents and process substitutions have no word behind it, which the grammar misses.
    fn redirection(&mut self) -> Token<'a> {
        let _ = self.eat('>') || self.eat('&') || self.eat('|');
        Token::Redirection
    }

    fn word(&mut self) -> Token<'a> {
        let start = self.chars.at;
        let (mut expands, mut number) = (false, true);
        while let Some(char) = self.chars.peek() {
            match char {
                ' ' | '\t' | '\r' | '\n' | ';' | '&' | '|' | '(' | ')' => break,
                '<' | '>' if number => {
                    self.chars.next();
                    return self.redirection();
                }
                '<' | '>' => break,
                _ => {}
            }
            number &= char.is_ascii_digit();
            self.chars.next();
            match char {
                '\\' => _ = self.chars.next(),
                '\'' => self.skip_to('\''),
                '"' => expands |= self.double_quotes(),
                '$' => {
                    expands = true;
                    self.dollar();
                }
                '`' => {
                    expands = true;
                    self.skip_to('`');
                }
                '*' | '?' | '[' | '~' | '{' => expands = true,
                _ => {}
            }
        }
        let text = self.chars.text.slice(start, self.chars.at);
        // A brace alone is a reserved word, a bracket alone the command `[`.
        let expands = expands && !["{", "[", "[["].contains(&text.raw);
        Token::Word(Word { text, expands })
    }

    fn skip_to(&mut self, end: char) {
        self.unsure |= !self.chars.any(|char| char == end);
    }

    /// The rest of a double-quoted string; whether it has an expansion.
    fn double_quotes(&mut self) -> bool {
        let mut expands = false;
        while let Some(char) = self.chars.next() {
            match char {
                '"' => return expands,
                '\\' => {
                    self.chars.next();
                }
                '`' => {
                    expands = true;
                    self.skip_to('`');
                }
                '$' => {
                    expands = true;
                    self.dollar();
                }
                _ => {}
            }
        }
        self.unsure = true;
        expands
    }

    /// What follows a dollar sign, if it is in brackets.
    fn dollar(&mut self) {
        let (open, close) = match self.chars.peek() {
            Some('(') => ('(', ')'),
            Some('{') => ('{', '}'),
            _ => return,
        };
        let mut depth = 0u32;
        while let Some(char) = self.chars.next() {
            match char {
                '\\' => {
                    self.chars.next();
                }
                '\'' if open == '(' => self.skip_to('\''),
                '"' => {
                    // A string inside: plain ones only.
                    while let Some(inner) = self.chars.next() {
                        match inner {
                            '"' => break,
                            '\\' => {
                                self.chars.next();
                            }
                            '$' => self.unsure |= matches!(self.chars.peek(), Some('(' | '{')),
                            '`' => self.unsure = true,
                            _ => {}
                        }
                    }
                }
                // `case` patterns and comments inside could hold a lone bracket.
                '#' if open == '(' => self.unsure = true,
                _ if char == open => depth += 1,
                _ if char == close => {
                    depth -= 1;
                    if depth == 0 {
                        return;
                    }
                }
                _ => {}
            }
        }
        self.unsure = true;
    }
}
