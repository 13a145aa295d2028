use std::io;
use std::path::PathBuf;
use std::time::Duration;

use kube::config::{KubeConfigOptions, Kubeconfig, KubeconfigError};
use kube::{Client, Config};
use serde_json::Value;

use super::{Error, Refusal};

/// How many objects are asked for at once, as kubectl does.
const PAGE: usize = 500;

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
            Err(error) => return Err(Error::Config(chain(&error))),
        };
        config.connect_timeout = Some(access.timeout);
        let client = Client::try_from(config).map_err(|error| Error::Config(chain(&error)))?;
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
        let request = http::Request::get(path).body(Vec::new());
        let request = request.map_err(|error| Refusal::Unreachable(chain(&error)))?;
        match tokio::time::timeout(self.timeout, self.client.request_text(request)).await {
            Ok(Ok(text)) => Ok(text),
            Ok(Err(error)) => Err(refusal(&error)),
            Err(_) => Err(Refusal::Slow(self.timeout.as_secs())),
        }
    }

    /// An object.
    pub(crate) async fn object(&self, path: &str) -> Result<Value, Refusal> {
        let text = self.get(path).await?;
        serde_json::from_str(&text).map_err(|error| Refusal::Unreachable(chain(&error)))
    }

    /// The items of a list, page by page. Where a page is no longer to be had, since the list
    /// changed, the whole list is asked for at once.
    pub(crate) async fn list(
        &self,
        path: &str,
        query: &[(&str, &str)],
    ) -> Result<Vec<Value>, Refusal> {
        let mut items = Vec::new();
        let mut more: Option<String> = None;
        let mut paged = true;
        loop {
            let limit = PAGE.to_string();
            let mut query = query.to_vec();
            if paged {
                query.push(("limit", &limit));
            }
            if let Some(more) = &more {
                query.push(("continue", more));
            }
            let page = match self.object(&with_query(path, &query)).await {
                Err(Refusal::Gone) if paged => {
                    paged = false;
                    more = None;
                    items.clear();
                    continue;
                }
                page => page?,
            };
            let Value::Object(mut page) = page else { return Ok(items) };
            if let Some(Value::Array(page)) = page.remove("items") {
                items.extend(page);
            }
            let next = page.get("metadata").and_then(|metadata| metadata["continue"].as_str());
            more = next.filter(|next| !next.is_empty()).map(str::to_owned);
            if more.is_none() {
                return Ok(items);
            }
        }
    }
}

/// Whether there is no kubeconfig, rather than a broken one.
fn is_missing(error: &KubeconfigError) -> bool {
    match error {
        KubeconfigError::FindPath => true,
        KubeconfigError::ReadConfig(error, _) => error.kind() == io::ErrorKind::NotFound,
        _ => false,
    }
}

fn refusal(error: &kube::Error) -> Refusal {
    let kube::Error::Api(status) = error else { return Refusal::Unreachable(chain(error)) };
    let message = status.message.clone();
    match status.code {
        401 => Refusal::Unauthorized(message),
        403 => Refusal::Forbidden(message),
        404 => Refusal::NotFound,
        410 => Refusal::Gone,
        code => Refusal::Status { code, message },
    }
}

/// An error with what it comes from, where that is not in its text already.
fn chain(error: &dyn std::error::Error) -> String {
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
