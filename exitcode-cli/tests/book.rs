//! The book and the README show what the program prints, and links lead somewhere.
//!
//! Every block that is marked `console` is run: a line that begins with `$ ` is a command for sh,
//! lines that begin with `> ` continue it, and the rest is what it printed. `UPDATE_BOOK=1` writes
//! into the book what the program prints now.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

fn pages(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(ROOT).join(folder);
    let mut pages: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    pages.sort();
    pages
}

/// How the README, whose reader has not installed anything, runs the program.
const FROM_SOURCE: &str = "cargo run --release -p exitcode-cli -- ";

/// What the command prints, with the program on the path and the repository around it.
fn printed(command: &str) -> String {
    let command = command.replace(FROM_SOURCE, "exitcode ");
    let program = Path::new(env!("CARGO_BIN_EXE_exitcode"));
    let path = std::env::var("PATH").unwrap();
    let output = Command::new("sh")
        .args(["-c", &format!("exec 2>&1\n{command}")])
        .current_dir(ROOT)
        .env("PATH", format!("{}:{path}", program.parent().unwrap().display()))
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// The page with the answers of now.
fn answered(page: &str) -> (String, usize) {
    let mut answered = String::new();
    let mut commands = 0;
    let mut lines = page.lines().peekable();
    while let Some(line) = lines.next() {
        writeln!(answered, "{line}").unwrap();
        if line != "```console" {
            continue;
        }
        while let Some(line) = lines.next_if(|line| line.starts_with("$ ")) {
            writeln!(answered, "{line}").unwrap();
            let mut command = line["$ ".len()..].to_owned();
            while let Some(more) = lines.next_if(|line| line.starts_with("> ")) {
                writeln!(answered, "{more}").unwrap();
                write!(command, "\n{}", &more["> ".len()..]).unwrap();
            }
            while lines.next_if(|line| *line != "```" && !line.starts_with("$ ")).is_some() {}
            let printed = printed(&command);
            assert!(!printed.contains("```"), "{command} would end the block");
            writeln!(answered, "{}", printed.trim_end()).unwrap();
            commands += 1;
        }
    }
    (answered, commands)
}

#[test]
fn the_book_shows_what_the_program_prints() {
    let mut commands = 0;
    let mut stale = Vec::new();
    for path in pages("docs/book").into_iter().chain([Path::new(ROOT).join("README.md")]) {
        let page = fs::read_to_string(&path).unwrap();
        let (answered, run) = answered(&page);
        commands += run;
        if page == answered {
            continue;
        }
        if std::env::var_os("UPDATE_BOOK").is_some() {
            fs::write(&path, answered).unwrap();
        } else {
            let pairs = page.lines().zip(answered.lines());
            let differs = (1..).zip(pairs).find(|(_, (shown, printed))| shown != printed);
            stale.push(format!("{}: {differs:?}", path.display()));
        }
    }
    assert!(commands > 20, "only {commands} commands were run");
    assert!(stale.is_empty(), "out of date; UPDATE_BOOK=1 writes it anew:\n{}", stale.join("\n"));
}

#[test]
fn every_link_between_pages_leads_somewhere() {
    let mut dead = Vec::new();
    let mut links = 0;
    let folders = [
        "",
        "corpus",
        "corpus/oom-logs",
        "docs",
        "docs/book",
        "docs/reference",
        "examples/web",
        "exitcode-py",
        "exitcode-wasm/npm",
    ];
    for path in folders.into_iter().flat_map(pages) {
        let page = fs::read_to_string(&path).unwrap();
        for target in page.split("](").skip(1).filter_map(|rest| rest.split([')', ' ']).next()) {
            let (file, fragment) = target.split_once('#').unwrap_or((target, ""));
            if target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            links += 1;
            let leads_to = match file {
                "" => path.clone(),
                file => path.parent().unwrap().join(file),
            };
            let leads = if fragment.is_empty() {
                leads_to.exists()
            } else {
                fs::read_to_string(&leads_to).is_ok_and(|text| has_heading(&text, fragment))
            };
            if !leads {
                dead.push(format!("{}: {target}", path.display()));
            }
        }
    }
    assert!(links > 20, "only {links} links were found");
    assert!(dead.is_empty(), "links that lead nowhere:\n{}", dead.join("\n"));
}

/// Whether a heading of the page gets this name in the address.
fn has_heading(page: &str, fragment: &str) -> bool {
    page.lines().filter_map(|line| line.strip_prefix('#')).any(|line| {
        let title = line.trim_start_matches('#').trim().to_lowercase();
        let letters = title.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
        letters.map(|c| if c == ' ' { '-' } else { c }).eq(fragment.chars())
    })
}
