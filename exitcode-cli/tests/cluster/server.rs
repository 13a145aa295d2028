//! An API server that answers with what was captured from real ones, and remembers what it was
//! asked.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use std::{fs, thread};

use serde_json::{Value, json};

/// Where routes find the header of that name, beside the query.
pub(crate) const AUTHORIZATION: &str = "Authorization:";

const CAPTURED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus/kubelet");

/// What is answered to a request.
#[derive(Clone)]
pub(crate) enum Answer {
    Json(Value),
    Text(String),
    Bytes(Vec<u8>),
    /// An error with this code and this message.
    Status(u16, &'static str),
    /// No time now, as a text, with the value of `Retry-After`.
    Busy(&'static str),
    /// An answer after so long.
    After(Duration, Box<Answer>),
    /// The connection breaks in the middle of the answer.
    Cut,
    /// A page for people, with this code.
    Page(u16, String),
    /// An answer in chunks, a line each, as a watch gives it.
    Stream(Vec<Step>),
    /// Not even what every answer begins with.
    Bare(Vec<Step>),
}

/// What happens in the course of an answer.
#[derive(Clone)]
pub(crate) enum Step {
    /// A change, such as `MODIFIED`, of an object.
    Change(&'static str, Value),
    Wait(Duration),
    /// Waits until so many logs were asked for, as each answer of the program asks for one.
    Logs(usize),
    /// These bytes, as they are.
    Bytes(Vec<u8>),
    /// These bytes again and again, for as long as somebody reads them.
    Forever(Vec<u8>),
    /// Half a chunk, and no more of the connection.
    Cut,
}

impl Step {
    /// A chunk of this text.
    pub(crate) fn chunk(text: &str) -> Vec<u8> {
        format!("{:x}\r\n{text}\r\n", text.len()).into_bytes()
    }
}

type Routes = Arc<dyn Fn(&str, &HashMap<String, String>) -> Option<Answer> + Send + Sync>;

pub(crate) struct Server {
    address: String,
    /// The methods and the paths that were asked for.
    asked: Arc<Mutex<Vec<(String, String)>>>,
}

impl Server {
    /// Answers by path and query; what has no answer is not found.
    pub(crate) fn start(
        routes: impl Fn(&str, &HashMap<String, String>) -> Option<Answer> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (remembered, routes): (_, Routes) = (Arc::clone(&asked), Arc::new(routes));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (remembered, routes) = (Arc::clone(&remembered), Arc::clone(&routes));
                thread::spawn(move || serve(stream, &remembered, &routes));
            }
        });
        Self { address, asked }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn asked(&self) -> Vec<(String, String)> {
        self.asked.lock().unwrap().clone()
    }
}

fn serve(mut stream: TcpStream, asked: &Mutex<Vec<(String, String)>>, routes: &Routes) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut first = String::new();
    reader.read_line(&mut first).unwrap();
    let mut header = String::new();
    let mut authorization = String::new();
    while reader.read_line(&mut header).unwrap() > 2 {
        if let Some(("authorization", value)) = header.trim().split_once(": ") {
            authorization = value.to_owned();
        }
        header.clear();
    }
    let mut words = first.split_whitespace();
    let (Some(method), Some(target)) = (words.next(), words.next()) else { return };
    asked.lock().unwrap().push((method.to_owned(), target.to_owned()));
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let query = query.split('&').filter_map(|pair| pair.split_once('='));
    let query = query.map(|(key, value)| (key.to_owned(), decoded(value)));
    // A name that no query has.
    let query = query.chain([(AUTHORIZATION.to_owned(), authorization)]).collect();
    let mut answer = routes(path, &query).unwrap_or(Answer::Status(404, "not found"));
    while let Answer::After(time, later) = answer {
        thread::sleep(time);
        answer = *later;
    }
    let mut after = String::new();
    let (code, kind, body) = match answer {
        Answer::Json(value) => (200, "application/json", value.to_string().into_bytes()),
        Answer::Text(text) => (200, "text/plain", text.into_bytes()),
        Answer::Bytes(bytes) => (200, "text/plain", bytes),
        Answer::Busy(seconds) => {
            after = format!("Retry-After: {seconds}\r\n");
            (429, "text/plain", b"Too many requests, please try again later.\n".to_vec())
        }
        Answer::Status(code, message) => {
            let status = json!({
                "kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Failure",
                "message": message, "code": code,
            });
            (code, "application/json", status.to_string().into_bytes())
        }
        Answer::Page(code, page) => (code, "text/html", page.into_bytes()),
        Answer::Stream(steps) => {
            let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\
                        Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
            let _ = stream.write_all(head.as_bytes());
            return stream_of(&mut stream, &steps, asked);
        }
        Answer::Bare(steps) => return stream_of(&mut stream, &steps, asked),
        Answer::Cut | Answer::After(..) => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"kind\"");
            return;
        }
    };
    let _ = write!(
        stream,
        "HTTP/1.1 {code} X\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\
         {after}Connection: close\r\n\r\n",
        body.len()
    );
    let _ = stream.write_all(&body);
}

fn stream_of(stream: &mut TcpStream, steps: &[Step], asked: &Mutex<Vec<(String, String)>>) {
    for step in steps {
        match step {
            Step::Bytes(bytes) => drop(stream.write_all(bytes)),
            Step::Forever(bytes) => while stream.write_all(bytes).is_ok() {},
            Step::Change(kind, object) => {
                let line = json!({"type": kind, "object": object}).to_string() + "\n";
                let _ = write!(stream, "{:x}\r\n{line}\r\n", line.len());
            }
            Step::Wait(time) => thread::sleep(*time),
            Step::Logs(wanted) => {
                let logs = || {
                    let asked = asked.lock().unwrap();
                    asked.iter().filter(|(_, path)| path.contains("/log?")).count()
                };
                while logs() < *wanted {
                    thread::sleep(Duration::from_millis(20));
                }
                // The log is the last thing that is asked for.
                thread::sleep(Duration::from_millis(50));
            }
            Step::Cut => return drop(stream.write_all(b"1000\r\n{\"type\": \"MODI")),
        }
    }
    let _ = stream.write_all(b"0\r\n\r\n");
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        if *first == b'%' {
            let digits = str::from_utf8(&after[..2]).unwrap();
            bytes.push(u8::from_str_radix(digits, 16).unwrap());
            rest = &after[2..];
        } else {
            bytes.push(*first);
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// A captured object.
pub(crate) fn captured(file: &str) -> Value {
    serde_json::from_slice(&fs::read(format!("{CAPTURED}/{file}")).unwrap()).unwrap()
}

pub(crate) fn list(kind: &str, items: &[Value]) -> Answer {
    let metadata = json!({"resourceVersion": "100"});
    Answer::Json(json!({"kind": kind, "apiVersion": "v1", "metadata": metadata, "items": items}))
}
