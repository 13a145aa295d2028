//! Surfaces: what is shown is text, whatever the text is.

use std::cell::RefCell;

use exitcode_core::ExitCode;
use exitcode_k8s::report::Report;
use exitcode_k8s::{explain, html, text};
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};
use serde_json::Value;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory as _};

use crate::parts;
use crate::rendered::{Format, Table, markdown};

/// A report whose every text is one of the parts of the input.
pub fn render(data: &[u8]) {
    let parts = parts(data);
    let report = explain::code(ExitCode::KILLED, None, Some("Error"));
    let mut value = serde_json::to_value(&report).expect("a report has a JSON form");
    value["ignored"] = serde_json::json!([{"input": "", "start": 0, "end": 1, "why": ""}]);
    let schema = value["schema"].take();
    let mut next = parts.iter().cycle();
    replace(&mut value, &mut || next.next().cloned().unwrap_or_default());
    value["schema"] = schema;
    let report: Report = serde_json::from_value(value).expect("any text is one of a report");
    all(&report);
    table(&parts);
}

/// Puts another text in the place of each.
fn replace(value: &mut Value, next: &mut impl FnMut() -> String) {
    match value {
        Value::String(text) => *text = next(),
        Value::Array(items) => items.iter_mut().for_each(|item| replace(item, next)),
        Value::Object(members) => members.values_mut().for_each(|member| replace(member, next)),
        _ => {}
    }
}

/// A report on every surface.
pub(crate) fn all(report: &Report) {
    terminal(&text::Report::new(report).width(40).to_string());
    let coloured = text::Report::new(report).styled().to_string();
    terminal(&without_styles(&coloured));
    page(&html::Report::new(report).to_string());
    ticket(&markdown(report), report);
}

/// Panics where a text does more to a terminal than show itself.
#[track_caller]
pub(crate) fn terminal(shown: &str) {
    // Signs of Arabic and its relatives that are format characters by name and seen by everybody.
    let seen = |char: char| {
        matches!(char, '\u{600}'..='\u{605}' | '\u{6dd}' | '\u{70f}')
            || matches!(char, '\u{890}' | '\u{891}' | '\u{8e2}' | '\u{110bd}' | '\u{110cd}')
    };
    let acts = shown.chars().find(|&char| {
        (char.is_control() && char != '\n')
            || matches!(char, '\u{2028}' | '\u{2029}')
            || (char.general_category() == GeneralCategory::Format && !seen(char))
    });
    assert_eq!(acts, None, "of {shown:?}");
}

/// The text without the styles that we set ourselves: ESC [ … m.
fn without_styles(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (style, rest) = part.split_once('m').expect("a style ends");
        assert!(style.bytes().all(|byte| byte.is_ascii_digit() || byte == b';'), "{style:?}");
        plain.push_str(rest);
    }
    plain
}

/// The elements of a page that are open.
struct Page(RefCell<Vec<String>>);

impl TokenSink for Page {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        const ELEMENTS: [&str; 9] =
            ["details", "div", "em", "li", "p", "pre", "strong", "summary", "ul"];
        match token {
            Token::TagToken(tag) => {
                assert!(ELEMENTS.contains(&&*tag.name), "an element <{}>", tag.name);
                assert!(tag.attrs.is_empty() && !tag.self_closing, "{tag:?}");
                match tag.kind {
                    TagKind::StartTag => self.0.borrow_mut().push(tag.name.to_string()),
                    TagKind::EndTag => {
                        assert_eq!(self.0.borrow_mut().pop().as_deref(), Some(&*tag.name));
                    }
                }
            }
            Token::CharacterTokens(_) | Token::EOFToken => {}
            other => panic!("no text and no element of ours: {other:?}"),
        }
        TokenSinkResult::Continue
    }
}

/// Panics where a page has more than our elements and text.
#[track_caller]
fn page(html: &str) {
    let queue = BufferQueue::default();
    queue.push_back(html.into());
    let tokenizer = Tokenizer::new(Page(RefCell::default()), TokenizerOpts::default());
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    assert!(tokenizer.sink.0.borrow().is_empty(), "an element is left open");
}

/// Panics where Markdown has more than our headings, lists and commands.
#[track_caller]
fn ticket(text: &str, report: &Report) {
    terminal(text);
    let commands: Vec<&str> = report
        .diagnoses
        .iter()
        .flat_map(|one| {
            let remedies = one.findings.iter().take(1).flat_map(|finding| &finding.remedies);
            let next = one.next.iter().map(|next| &next.command);
            remedies.map(|remedy| &remedy.command).chain(next)
        })
        .flatten()
        .map(String::as_str)
        .collect();
    let (mut code, mut headings, mut lists) = (None::<String>, 0, 0_usize);
    let mut written = Vec::new();
    for event in Parser::new_ext(text, Options::all()) {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                assert!(matches!(kind, CodeBlockKind::Fenced(info) if &*info == "sh"), "{text:?}");
                code = Some(String::new());
            }
            Event::End(pulldown_cmark::TagEnd::CodeBlock) => written.extend(code.take()),
            Event::Text(part) => {
                if let Some(code) = &mut code {
                    code.push_str(&part);
                }
            }
            Event::Start(Tag::Heading { .. }) => headings += 1,
            Event::Start(Tag::List(first)) => {
                assert!(first.is_none() && lists == 0, "a list of its own in {text:?}");
                lists += 1;
            }
            Event::End(pulldown_cmark::TagEnd::List(_)) => lists -= 1,
            Event::Start(Tag::Item | Tag::Paragraph | Tag::Strong) | Event::End(_) => {}
            Event::SoftBreak => {}
            other => panic!("{other:?} in {text:?}"),
        }
    }
    assert_eq!(headings, report.diagnoses.len(), "{text:?}");
    assert_eq!(written.len(), commands.len(), "{text:?}");
}

/// Panics where a spreadsheet would see other cells, or a formula.
fn table(cells: &[String]) {
    let rows: Vec<[String; 2]> = cells.iter().map(|cell| [cell.clone(), "x".to_owned()]).collect();
    let table = Table { columns: ["cell", "next"], rows };
    let mut bytes = Vec::new();
    table.write(&mut bytes, Format::Csv).expect("writing to memory does not fail");
    let mut reader = csv::ReaderBuilder::new().has_headers(true).from_reader(bytes.as_slice());
    let read: Vec<_> = reader.records().map(|record| record.expect("a record")).collect();
    assert_eq!(read.len(), cells.len());
    for (record, cell) in read.iter().zip(cells) {
        assert_eq!((record.len(), &record[1]), (2, "x"));
        let shown = &record[0];
        assert!(shown == cell || shown.strip_prefix('\'') == Some(cell), "{shown:?} for {cell:?}");
        assert!(!shown.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{shown:?}");
    }
    for format in [Format::Json, Format::Markdown] {
        let mut bytes = Vec::new();
        table.write(&mut bytes, format).expect("writing to memory does not fail");
        let text = String::from_utf8(bytes).expect("text");
        if matches!(format, Format::Json) {
            assert!(serde_json::from_str::<Value>(&text).is_ok());
            continue;
        }
        let cells = Parser::new_ext(&text, Options::all()).fold(0, |cells, event| match event {
            Event::Start(Tag::TableCell) => cells + 1,
            Event::Start(Tag::Table(_) | Tag::TableHead | Tag::TableRow)
            | Event::End(_)
            | Event::Text(_) => cells,
            other => panic!("{other:?} in {text:?}"),
        });
        assert_eq!(cells, 2 * table.rows.len() + 2, "{text:?}");
    }
}
