//! `web`: the page of `examples/web`, built into `target/web` and served on this machine.
//!
//! What is built is a folder of files for any server. The server here is for trying and testing it.

use std::collections::BTreeSet;
use std::fs;
use std::hash::{DefaultHasher, Hasher as _};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::iter;
use std::net::{TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::thread;

use crate::Result;
use crate::command::{run, succeeds};
use crate::project::Project;
use crate::tools::{debian_packages, npm_install, npm_packages};
use crate::wasm;

/// What stands in `sw.js` where the list of files belongs.
const NO_FILES: &str = "const VERSION = \"\";\nconst FILES = [];\n";

/// The release of the library that drives the browser.
const PLAYWRIGHT: &str = "playwright-core@1.65.1";

/// The release of the library that drives the other browser.
const PUPPETEER: &str = "puppeteer-core@24.8.2";

/// The release of the checker of accessibility.
const AXE: &str = "axe-core@4.14.1";

/// Builds the page and serves it until it is interrupted.
pub(crate) fn serve(project: &Project, port: u16) -> Result {
    let site = Site::build(project)?;
    let listener = TcpListener::bind(("127.0.0.1", port))?;
    println!("\nhttp://{}/ shows the page; Ctrl-C ends it", listener.local_addr()?);
    site.answer(&listener);
    Ok(())
}

/// Builds the page and runs its tests in a browser.
pub(crate) fn test(project: &Project) -> Result {
    let site = Site::build(project)?;
    run(project
        .cargo()
        .args(["build", "--quiet", "--package", "exitcode-k8s"])
        .args(["--example", "answers"]))?;
    if !succeeds(project.command("node").arg("--version")) {
        debian_packages(project, &["nodejs"])?;
    }
    debian_packages(project, &["chromium", "firefox-esr"])?;
    let tests = wasm::test_files(&project.root.join("exitcode-wasm/tests/browser"))?;
    npm_install(project, &project.root.join("exitcode-wasm/tests"))?;
    let modules = npm_packages(project, "browser", &[PLAYWRIGHT, PUPPETEER, AXE])?;
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let address = format!("http://{}/", listener.local_addr()?);
    thread::spawn(move || site.answer(&listener));
    run(project
        .command("node")
        .args(["--test", "--test-reporter=dot"])
        .args(tests)
        .env("EXITCODE_PAGE", address)
        .env("EXITCODE_MODULES", modules)
        .env("EXITCODE_ANSWERS", project.target.join("debug/examples/answers")))
}

/// The page as files.
struct Site {
    folder: PathBuf,
    /// The Content-Security-Policy of the page.
    policy: String,
}

impl Site {
    fn build(project: &Project) -> Result<Self> {
        wasm::build(project)?;
        let folder = project.target.join("web");
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        let source = project.root.join("examples/web");
        let package = project.root.join("exitcode-wasm/pkg");
        let mut files = BTreeSet::new();
        for file in fs::read_dir(&source)? {
            let name = file?.file_name().to_string_lossy().into_owned();
            if name != "README.md" {
                copy(&source.join(&name), &folder.join(&name))?;
                files.insert(name);
            }
        }
        for name in scripts_and_modules(&package)? {
            let path = format!("exitcode-wasm/{name}");
            copy(&package.join(name), &folder.join(&path))?;
            files.insert(path);
        }
        // What `<exit-code>` loads: the page itself has none, so nobody needs it offline.
        for name in scripts_and_modules(&package.join("explain"))? {
            let path = Path::new("explain").join(name);
            copy(&package.join(&path), &folder.join("exitcode-wasm").join(&path))?;
        }
        for path in captures(&fs::read_to_string(source.join("examples.js"))?) {
            copy(&project.root.join(path), &folder.join(path))?;
            files.insert(path.to_owned());
        }
        keep_offline(&folder, &files)?;
        let page = fs::read_to_string(folder.join("index.html"))?;
        let policy = between(&page, "http-equiv=\"Content-Security-Policy\" content=\"", "\"");
        let policy = policy.ok_or("index.html has no Content-Security-Policy")?;
        // A page cannot say this of itself, only its server can.
        let policy = format!("{policy}; frame-ancestors 'none'");
        println!("{} files in {}", files.len(), folder.display());
        Ok(Self { folder, policy })
    }

    /// Answers requests, each in a thread.
    fn answer(&self, listener: &TcpListener) {
        thread::scope(|scope| {
            for stream in listener.incoming().flatten() {
                // A browser that hangs up is no failure.
                scope.spawn(move || drop(self.respond(&stream)));
            }
        });
    }

    fn respond(&self, stream: &TcpStream) -> Result {
        let mut request = String::new();
        let mut reader = BufReader::new(stream).take(16 << 10);
        reader.read_line(&mut request)?;
        let mut line = String::new();
        while reader.read_line(&mut line)? > 2 {
            line.clear();
        }
        let path = request.split(' ').nth(1).unwrap_or_default();
        let path = path.split('?').next().unwrap_or_default().trim_start_matches('/');
        let path = Path::new(if path.is_empty() { "index.html" } else { path });
        let inside = path.components().all(|part| matches!(part, Component::Normal(_)));
        let body = Some(path).filter(|_| inside).and_then(|p| fs::read(self.folder.join(p)).ok());
        let (status, kind) = match &body {
            Some(_) => ("200 OK", media_type(path)),
            None => ("404 Not Found", "text/plain"),
        };
        let body = body.unwrap_or_default();
        let mut stream = stream;
        write!(
            stream,
            "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\
             Content-Security-Policy: {}\r\nX-Content-Type-Options: nosniff\r\n\
             Referrer-Policy: no-referrer\r\nCache-Control: no-cache\r\nConnection: close\r\n\r\n",
            body.len(),
            self.policy
        )?;
        Ok(stream.write_all(&body)?)
    }
}

/// The names of the files of a package that a browser loads.
fn scripts_and_modules(package: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for file in fs::read_dir(package)? {
        let name = file?.file_name().to_string_lossy().into_owned();
        if (name.ends_with(".js") || name.ends_with(".wasm")) && !name.contains("node") {
            names.push(name);
        }
    }
    Ok(names)
}

fn copy(from: &Path, to: &Path) -> Result {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::copy(from, to).map_err(|error| format!("{}: {error}", from.display()))?;
    Ok(())
}

/// The files of the corpus that the examples name.
fn captures(examples: &str) -> impl Iterator<Item = &str> {
    examples.split('"').filter(|text| text.starts_with("corpus/"))
}

fn between<'t>(text: &'t str, before: &str, after: &str) -> Option<&'t str> {
    Some(text.split_once(before)?.1.split_once(after)?.0)
}

/// Tells the service worker which files to keep, and their version.
fn keep_offline(folder: &Path, files: &BTreeSet<String>) -> Result {
    let mut hasher = DefaultHasher::new();
    for file in files {
        hasher.write(file.as_bytes());
        hasher.write(&fs::read(folder.join(file))?);
    }
    let names = files.iter().map(String::as_str).filter(|name| *name != "sw.js");
    let names: Vec<_> = iter::once("./").chain(names).collect();
    let worker = folder.join("sw.js");
    let text = fs::read_to_string(&worker)?;
    let version = hasher.finish();
    let filled = format!("const VERSION = \"{version:016x}\";\nconst FILES = {names:#?};\n");
    let kept = text.replacen(NO_FILES, &filled, 1);
    if kept == text {
        return Err(format!("sw.js must have\n{NO_FILES}the task fills it in").into());
    }
    Ok(fs::write(worker, kept)?)
}

fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        _ => "text/plain; charset=utf-8",
    }
}
