use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use futures_util::io::AsyncBufReadExt as _;
use futures_util::stream::Stream;
use http::header::{ACCEPT, RETRY_AFTER};
use kube::client::{AuthError, Body};
use kube::config::{KubeConfigOptions, Kubeconfig, KubeconfigError};
use kube::core::Status;
use kube::{Client, Config};
use serde_json::Value;
use tokio::time::{Instant, sleep, timeout_at};

use super::{Error, Refusal};

/// How many objects are asked for at once, as kubectl does.
const PAGE: usize = 500;

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

    /// What the API server answers to a GET of this path. A connection that breaks is tried once
    /// more.
    pub(crate) async fn get(&self, path: &str) -> Result<String, Refusal> {
        match self.get_once(path).await {
            Err(Refusal::Unreachable(_)) => self.get_once(path).await,
            answer => answer,
        }
    }

    async fn get_once(&self, path: &str) -> Result<String, Refusal> {
        self.text(http::Request::get(path)).await
    }

    /// An answer as text. Bytes that are no UTF-8 are replaced: the end of a log may begin or end in
    /// the middle of a character. Where the server asks to come again later, that is done, as long
    /// as there is time.
    async fn text(&self, request: http::request::Builder) -> Result<String, Refusal> {
        let request = request.body(()).map_err(|error| Refusal::Unreachable(chain(&error)))?;
        let (deadline, mut wait) = (Instant::now() + self.timeout, FIRST_WAIT);
        loop {
            let answer = self.answer(request.clone());
            let Ok(answer) = timeout_at(deadline, answer).await else {
                return Err(Refusal::Slow(self.timeout.as_secs()));
            };
            let (refusal, after) = match answer {
                Ok((text, None)) => return Ok(text),
                Ok((text, Some((code, after)))) => {
                    let status = serde_json::from_str::<Status>(&text);
                    let message = status.map_or(text, |status| status.message);
                    (refused(code, shortened(message)), after)
                }
                Err(error) => return Err(Refusal::Unreachable(chain(&error))),
            };
            let pause = after.unwrap_or(wait);
            if !refusal.is_busy() || Instant::now() + pause >= deadline {
                return Err(refusal);
            }
            sleep(pause).await;
            wait *= 2;
        }
    }

    /// The text of an answer, and of a refusal the code and when to ask again.
    async fn answer(
        &self,
        request: http::Request<()>,
    ) -> Result<(String, Option<(u16, Option<Duration>)>), kube::Error> {
        let response = self.client.send(request.map(|()| Body::empty())).await?;
        let status = response.status();
        let after = response.headers().get(RETRY_AFTER).and_then(|after| after.to_str().ok());
        let after = after.and_then(|after| after.trim().parse().ok()).map(Duration::from_secs);
        let body = response.into_body().collect_bytes().await?;
        let text = String::from_utf8_lossy(&body).into_owned();
        Ok((text, (!status.is_success()).then(|| (status.as_u16(), after))))
    }

    /// An object.
    pub(crate) async fn object(&self, path: &str) -> Result<Value, Refusal> {
        let text = self.get(path).await?;
        serde_json::from_str(&text).map_err(|error| Refusal::Unreadable(chain(&error)))
    }

    /// A list as the API server would print it: the names, and under which heading what else.
    pub(super) async fn table(&self, path: &str) -> Result<Value, Refusal> {
        const TABLE: &str = "application/json;as=Table;v=v1;g=meta.k8s.io";
        let request = http::Request::get(path).header(ACCEPT, TABLE);
        let text = self.text(request).await?;
        serde_json::from_str(&text).map_err(|error| Refusal::Unreadable(chain(&error)))
    }

    /// The items of a list.
    pub(crate) async fn list(&self, list: &List) -> Result<Vec<Value>, Refusal> {
        let mut pages = self.pages(list);
        let mut items = Vec::new();
        while let Some(page) = pages.next().await? {
            match page {
                Page::Items(page) => items.extend(page),
                Page::Again => items.clear(),
            }
        }
        Ok(items)
    }

    /// A list, page by page.
    pub(crate) fn pages<'a>(&'a self, list: &'a List) -> Pages<'a> {
        Pages { api: self, list, paged: true, more: None, version: None, ended: false }
    }

    /// The lines of an answer that goes on until the server or the connection ends it.
    pub(super) async fn lines(
        &self,
        path: &str,
    ) -> Result<impl Stream<Item = io::Result<String>> + Unpin + use<>, Refusal> {
        let request = http::Request::get(path).body(Vec::new());
        let request = request.map_err(|error| Refusal::Unreachable(chain(&error)))?;
        match tokio::time::timeout(self.timeout, self.client.request_stream(request)).await {
            Ok(Ok(body)) => Ok(Box::pin(body.lines())),
            Ok(Err(error)) => Err(refusal(&error)),
            Err(_) => Err(Refusal::Slow(self.timeout.as_secs())),
        }
    }

    /// How long an answer may take.
    pub(super) const fn timeout(&self) -> Duration {
        self.timeout
    }
}

/// Which objects of a kind are asked for.
#[derive(Clone, Debug)]
pub(crate) struct List {
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
        let page = match self.api.object(&self.list.with(&query)).await {
            Err(Refusal::Gone) if self.paged => {
                (self.paged, self.more) = (false, None);
                return Ok(Some(Page::Again));
            }
            page => page?,
        };
        let Value::Object(mut page) = page else {
            self.ended = true;
            return Ok(None);
        };
        let text = |key: &str| {
            let text = page.get("metadata").and_then(|metadata| metadata[key].as_str());
            text.filter(|text| !text.is_empty()).map(str::to_owned)
        };
        (self.more, self.version) = (text("continue"), text("resourceVersion"));
        self.ended = self.more.is_none();
        let Some(Value::Array(items)) = page.remove("items") else { return Ok(None) };
        Ok(Some(Page::Items(items)))
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

/// A message of a server or of what stands in front of it, which may be a whole page.
fn shortened(mut message: String) -> String {
    const MOST: usize = 600;
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

fn refusal(error: &kube::Error) -> Refusal {
    match error {
        kube::Error::Api(status) => refused(status.code, status.message.clone()),
        _ => Refusal::Unreachable(chain(error)),
    }
}

/// What an answer with this code means.
pub(super) fn refused(code: u16, message: String) -> Refusal {
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
