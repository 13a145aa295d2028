use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::time::Duration;

use exitcode_k8s::text::without_secrets;
use futures_util::TryStreamExt as _;
use futures_util::io::{AsyncBufRead, AsyncBufReadExt as _, AsyncReadExt as _};
use http::header::{ACCEPT, RETRY_AFTER};
use http_body_util::BodyExt as _;
use kube::client::{AuthError, Body};
use kube::config::{KubeConfigOptions, Kubeconfig, KubeconfigError};
use kube::core::Status;
use kube::{Client, Config};
use serde_json::Value;
use tokio::time::{Instant, sleep, timeout_at};

use super::{Error, Refusal};

/// How many objects are asked for at once, as kubectl does.
const PAGE: usize = 500;

/// A list of more pages does not end: these are a million objects, and a cluster has 150,000 pods at
/// most ("Considerations for large clusters", kubernetes.io).
const MOST_PAGES: usize = 2_000;

/// How long an object may be, in bytes: etcd takes 1.5 MiB of it (`--max-request-bytes`).
const OBJECT: usize = 16 << 20;

/// How long a page of a list may be, in bytes.
const LIST: usize = 256 << 20;

/// How long a list may be that is kept as a whole, in bytes.
const WHOLE: usize = 1 << 30;

/// How long a log may be, in bytes: eight times as long as it is asked for.
const LOG: usize = 1 << 20;

/// So much of the page of an error is read, in bytes.
const ERROR: usize = 64 << 10;

/// How long to wait first where the server is busy and does not say for how long.
const FIRST_WAIT: Duration = Duration::from_millis(500);

/// How to get to the cluster.
#[derive(Debug, Default)]
pub(crate) struct Access {
    pub(crate) kubeconfig: Option<PathBuf>,
    pub(crate) context: Option<String>,
    pub(crate) timeout: Duration,
}

/// The API server, which is only asked.
#[derive(Clone)]
pub(crate) struct Api {
    client: Client,
    timeout: Duration,
}

impl Api {
    /// The API server of the user's kubeconfig, or of the cluster that the program runs in.
    pub(crate) async fn connect(access: &Access) -> Result<Self, Error> {
        let read = match &access.kubeconfig {
            Some(path) => Kubeconfig::read_from(path),
            None => Kubeconfig::read(),
        };
        let mut config = match read {
            Ok(kubeconfig) => {
                let there: Vec<_> =
                    kubeconfig.contexts.iter().map(|context| context.name.clone()).collect();
                let wanted = access.context.as_ref().or(kubeconfig.current_context.as_ref());
                match wanted.filter(|wanted| !wanted.is_empty()) {
                    None => return Err(Error::NoCurrentContext { there }),
                    Some(wanted) if !there.contains(wanted) => {
                        return Err(Error::NoContext { wanted: wanted.clone(), there });
                    }
                    Some(_) => {}
                }
                let options = KubeConfigOptions {
                    context: access.context.clone(),
                    ..KubeConfigOptions::default()
                };
                Config::from_custom_kubeconfig(kubeconfig, &options)
                    .await
                    .map_err(|error| Error::Config(chain(&error)))?
            }
            Err(error) if access.kubeconfig.is_none() && is_missing(&error) => {
                Config::incluster().map_err(|_| Error::NoConfig)?
            }
            Err(error) => {
                // What follows the place is the text there, which may be a token.
                let text = chain(&error).lines().next().unwrap_or_default().to_owned();
                return Err(Error::Config(text));
            }
        };
        if !matches!(config.cluster_url.scheme_str(), Some("http" | "https")) {
            let text = "the address of its server does not begin with https:// or http://";
            return Err(Error::Config(text.to_owned()));
        }
        config.connect_timeout = Some(access.timeout);
        // What is asked again is decided here, where it is known how much time is left.
        config.default_retry = false;
        let program = config.auth_info.exec.as_ref().and_then(|exec| exec.command.clone());
        let client = Client::try_from(config).map_err(|error| match program {
            Some(program) => Error::Exec { program, error: login_failure(&error) },
            None => Error::Config(chain(&error)),
        })?;
        Ok(Self { client, timeout: access.timeout })
    }

    /// The namespace that the kubeconfig chooses.
    pub(crate) fn namespace(&self) -> &str {
        self.client.default_namespace()
    }

    /// The end of a log. Bytes that are no UTF-8 are replaced: it may begin or end in the middle of a
    /// character.
    pub(crate) async fn log(&self, path: &str) -> Result<String, Refusal> {
        self.get(path, LOG).await
    }

    /// What the API server answers to a GET of this path, up to so many bytes. A connection that
    /// breaks is tried once more.
    async fn get(&self, path: &str, most: usize) -> Result<String, Refusal> {
        match self.text(http::Request::get(path), most).await {
            Err(Refusal::Unreachable(_)) => self.text(http::Request::get(path), most).await,
            answer => answer,
        }
    }

    /// An answer as text. Where the server asks to come again later, that is done, as long as there
    /// is time.
    async fn text(&self, request: http::request::Builder, most: usize) -> Result<String, Refusal> {
        let request = request.body(()).map_err(|error| Refusal::Unreachable(chain(&error)))?;
        let (deadline, mut wait) = (Instant::now() + self.timeout, FIRST_WAIT);
        loop {
            let answer = async {
                let (text, is_whole) = read(self.open(request.clone()).await?, most).await?;
                if is_whole { Ok(text) } else { Err(Refusal::TooLong(most >> 20).into()) }
            };
            let Refused { refusal, after } = match timeout_at(deadline, answer).await {
                Ok(Ok(text)) => return Ok(text),
                Ok(Err(refused)) => refused,
                Err(_) => return Err(Refusal::Slow(self.timeout.as_secs())),
            };
            let pause = after.unwrap_or(wait);
            if !refusal.is_busy() || Instant::now() + pause >= deadline {
                return Err(refusal);
            }
            sleep(pause).await;
            wait *= 2;
        }
    }

    /// The body of an answer.
    async fn open(&self, request: http::Request<()>) -> Result<Body, Refused> {
        let response = self.client.send(request.map(|()| Body::empty())).await;
        let response = response.map_err(|error| Refusal::Unreachable(chain(&error)))?;
        let status = response.status();
        if status.is_success() {
            return Ok(response.into_body());
        }
        let after = response.headers().get(RETRY_AFTER).and_then(|after| after.to_str().ok());
        let after = after.and_then(|after| after.trim().parse().ok()).map(Duration::from_secs);
        let (text, _) = read(response.into_body(), ERROR).await?;
        let said = serde_json::from_str::<Status>(&text);
        let message = said.map_or(text, |status| status.message);
        Err(Refused { refusal: refused(status.as_u16(), message), after })
    }

    /// An object of that kind.
    pub(crate) async fn object(&self, path: &str, kind: &str) -> Result<Value, Refusal> {
        let object = json(&self.get(path, OBJECT).await?)?;
        if kind_of(&object) == Some(kind) { Ok(object) } else { Err(another(&object, kind)) }
    }

    /// A list as the API server would print it: the names, and under which heading what else.
    pub(super) async fn table(&self, path: &str) -> Result<Value, Refusal> {
        const TABLE: &str = "application/json;as=Table;v=v1;g=meta.k8s.io";
        json(&self.text(http::Request::get(path).header(ACCEPT, TABLE), LIST).await?)
    }

    /// The items of a list.
    pub(crate) async fn list(&self, list: &List) -> Result<Vec<Value>, Refusal> {
        let mut pages = self.pages(list);
        let mut items = Vec::new();
        while let Some(page) = pages.next().await? {
            match page {
                Page::Items(_) if pages.bytes > WHOLE => {
                    return Err(Refusal::TooLong(WHOLE >> 20));
                }
                Page::Items(page) => items.extend(page),
                Page::Again => items.clear(),
            }
        }
        Ok(items)
    }

    /// A list, page by page.
    pub(crate) fn pages<'a>(&'a self, list: &'a List) -> Pages<'a> {
        Pages {
            api: self,
            list,
            paged: true,
            more: None,
            version: None,
            ended: false,
            count: 0,
            bytes: 0,
        }
    }

    /// The lines of an answer that goes on until the server or the connection ends it.
    pub(super) async fn lines(&self, path: &str) -> Result<Lines, Refusal> {
        let request = http::Request::get(path).body(());
        let request = request.map_err(|error| Refusal::Unreachable(chain(&error)))?;
        match tokio::time::timeout(self.timeout, self.open(request)).await {
            Ok(Ok(body)) => {
                let body = body.into_data_stream().map_err(io::Error::other);
                Ok(Lines(Box::pin(body.into_async_read())))
            }
            Ok(Err(refused)) => Err(refused.refusal),
            Err(_) => Err(Refusal::Slow(self.timeout.as_secs())),
        }
    }

    /// How long an answer may take.
    pub(super) const fn timeout(&self) -> Duration {
        self.timeout
    }
}

/// Why there is no answer, and when the server wants to be asked again.
struct Refused {
    refusal: Refusal,
    after: Option<Duration>,
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self { refusal, after: None }
    }
}

/// The lines of an answer, as they come.
pub(super) struct Lines(Pin<Box<dyn AsyncBufRead + Send>>);

impl Lines {
    /// The next line; nothing where the answer ends.
    pub(super) async fn next(&mut self) -> Result<Option<Vec<u8>>, Refusal> {
        let mut line = Vec::new();
        let mut bounded = self.0.as_mut().take(OBJECT as u64);
        let read = bounded.read_until(b'\n', &mut line).await;
        read.map_err(|error| Refusal::Unreachable(chain(&error)))?;
        if line.len() == OBJECT && !line.ends_with(b"\n") {
            return Err(Refusal::TooLong(OBJECT >> 20));
        }
        Ok(Some(line).filter(|line| !line.is_empty()))
    }
}

/// Which objects of a kind are asked for.
#[derive(Clone, Debug)]
pub(crate) struct List {
    /// The kind of its items.
    pub(super) kind: &'static str,
    pub(super) path: String,
    pub(super) query: Vec<(&'static str, String)>,
}

impl List {
    /// The path with this query and more.
    pub(super) fn with(&self, more: &[(&str, &str)]) -> String {
        let own = self.query.iter().map(|(key, value)| (*key, value.as_str()));
        with_query(&self.path, &own.chain(more.iter().copied()).collect::<Vec<_>>())
    }
}

/// A part of a list.
pub(crate) enum Page {
    Items(Vec<Value>),
    /// The next page is no longer to be had, since the list is older than what the server keeps: it
    /// begins anew, and what came until now does not count.
    Again,
}

/// The pages of a list, one after the other.
pub(crate) struct Pages<'a> {
    api: &'a Api,
    list: &'a List,
    /// After a page that is gone the whole list is asked for at once.
    paged: bool,
    more: Option<String>,
    version: Option<String>,
    ended: bool,
    /// How many there were until now, and how many bytes they had.
    count: usize,
    bytes: usize,
}

impl Pages<'_> {
    /// The next page; nothing after the last one.
    pub(crate) async fn next(&mut self) -> Result<Option<Page>, Refusal> {
        if self.ended {
            return Ok(None);
        }
        let limit = PAGE.to_string();
        let mut query = Vec::new();
        if self.paged {
            query.push(("limit", limit.as_str()));
        }
        if let Some(more) = &self.more {
            query.push(("continue", more));
        }
        if self.count == MOST_PAGES {
            return Err(Refusal::Endless(MOST_PAGES));
        }
        let most = if self.paged { LIST } else { WHOLE };
        let text = match self.api.get(&self.list.with(&query), most).await {
            Err(Refusal::Gone) if self.paged => {
                (self.paged, self.more, self.bytes) = (false, None, 0);
                return Ok(Some(Page::Again));
            }
            text => text?,
        };
        (self.count, self.bytes) = (self.count + 1, self.bytes + text.len());
        let mut page = json(&text)?;
        if kind_of(&page).and_then(|kind| kind.strip_suffix("List")) != Some(self.list.kind) {
            return Err(another(&page, &format!("{}List", self.list.kind)));
        }
        let text = |key: &str| {
            let text = page.get("metadata").and_then(|metadata| metadata.get(key)?.as_str());
            text.filter(|text| !text.is_empty()).map(str::to_owned)
        };
        (self.more, self.version) = (text("continue"), text("resourceVersion"));
        self.ended = self.more.is_none();
        // Of no items Go writes `null`.
        let items = match page.get_mut("items").map(Value::take) {
            Some(Value::Array(items)) => items,
            _ => Vec::new(),
        };
        match items.iter().find(|item| !item.is_object()) {
            Some(item) => Err(another(item, self.list.kind)),
            None => Ok(Some(Page::Items(items))),
        }
    }

    /// The version of the list, from which on changes can be watched.
    pub(super) fn version(self) -> Option<String> {
        self.version
    }
}

/// The names of the contexts that a kubeconfig has.
pub(crate) fn contexts(kubeconfig: Option<&Path>) -> Vec<String> {
    let read = kubeconfig.map_or_else(Kubeconfig::read, Kubeconfig::read_from);
    let contexts = read.map(|kubeconfig| kubeconfig.contexts).unwrap_or_default();
    contexts.into_iter().map(|context| context.name).collect()
}

/// Whether there is no kubeconfig, rather than a broken one.
fn is_missing(error: &KubeconfigError) -> bool {
    match error {
        KubeconfigError::FindPath => true,
        KubeconfigError::ReadConfig(error, _) => error.kind() == io::ErrorKind::NotFound,
        _ => false,
    }
}

/// A message of a server or of what stands in front of it, which may be a whole page, and may name
/// what nobody else is to know.
pub(super) fn shortened(message: &str) -> String {
    const MOST: usize = 600;
    let mut message = without_secrets(message);
    if message.len() > MOST {
        let fits = (0..=MOST).rev().find(|end| message.is_char_boundary(*end));
        message.truncate(fits.unwrap_or(0));
        message.push('…');
    }
    message
}

/// Why a program did not log in, without its arguments and what it printed, which may be a token.
fn login_failure(error: &kube::Error) -> String {
    match error {
        kube::Error::Auth(AuthError::AuthExecRun { status, .. }) => {
            format!("it ended with {status}")
        }
        error => chain(error),
    }
}

/// The text of a body up to so many bytes, and whether that is all of it.
async fn read(mut body: Body, most: usize) -> Result<(String, bool), Refusal> {
    let mut bytes = Vec::new();
    let mut is_whole = true;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| Refusal::Unreachable(chain(&error)))?;
        let Ok(more) = frame.into_data() else { continue };
        let fits = most - bytes.len();
        bytes.extend_from_slice(more.get(..fits).unwrap_or(&more));
        if more.len() > fits {
            is_whole = false;
            break;
        }
    }
    let text = String::from_utf8(bytes);
    let text = text.unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    Ok((text, is_whole))
}

fn json(text: &str) -> Result<Value, Refusal> {
    serde_json::from_str(text).map_err(|error| {
        Refusal::Unreadable(match text.trim_start().starts_with('<') {
            true => "it is a page of HTML, as of a proxy or a login".to_owned(),
            false => chain(&error),
        })
    })
}

fn kind_of(object: &Value) -> Option<&str> {
    object.get("kind")?.as_str()
}

/// Something else was answered than what was asked for.
fn another(answer: &Value, wanted: &str) -> Refusal {
    let what = match kind_of(answer) {
        Some(kind) => format!("of the kind `{}`", shortened(kind)),
        None => "of no kind".to_owned(),
    };
    Refusal::Unreadable(format!("it is {what} and no {wanted}"))
}

/// What an answer with this code means.
pub(super) fn refused(code: u16, message: String) -> Refusal {
    let message = shortened(&message);
    match code {
        401 => Refusal::Unauthorized(message),
        403 => Refusal::Forbidden(message),
        404 => Refusal::NotFound,
        410 => Refusal::Gone,
        code => Refusal::Status { code, message },
    }
}

/// An error with what it comes from, where that is not in its text already.
pub(super) fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        let more = error.to_string();
        if !text.contains(&more) {
            text.push_str(": ");
            text.push_str(&more);
        }
        source = error.source();
    }
    text
}

/// A path with a query, its values encoded (RFC 3986).
pub(super) fn with_query(path: &str, query: &[(&str, &str)]) -> String {
    let mut text = path.to_owned();
    for (index, (key, value)) in query.iter().enumerate() {
        text.push(if index == 0 { '?' } else { '&' });
        text.push_str(key);
        text.push('=');
        for byte in value.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                text.push(char::from(byte));
            } else {
                text.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::with_query;

    #[test]
    fn queries_are_encoded() {
        assert_eq!(with_query("/a", &[]), "/a");
        let query = [("labelSelector", "a in (b,c)&x=1"), ("limit", "500")];
        let encoded = "/a?labelSelector=a%20in%20%28b%2Cc%29%26x%3D1&limit=500";
        assert_eq!(with_query("/a", &query), encoded);
    }
}
