//! The pods and the events of a cluster, as they are now.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::Value;
use tokio::sync::mpsc::Receiver;
use tokio::time::{Instant, sleep_until};

use super::gather::Scope;
use super::target::{name_of, namespace_of};
use super::watch::{Change, Follow, follow};
use super::{Api, Refusal};

/// What belongs together comes within this time.
const QUIET: Duration = Duration::from_millis(300);

/// Where it never gets quiet, so often is shown what there is.
const MOST: Duration = Duration::from_secs(2);

/// What is kept of pods, and who hears of it.
pub(crate) trait Keeper {
    type Kept;

    /// What is kept of a pod that is new or has changed.
    fn keep(&self, pod: Value, events: &Events) -> Self::Kept;

    /// There is something new in the events of a pod.
    fn events(&self, _pod: &mut Self::Kept, _events: &Events) {}

    /// So many pods were read until now.
    fn progress(&mut self, _pods: usize) {}

    /// Something for a person to know.
    fn say(&mut self, text: &str);
}

/// The namespace of a pod, its name, and the name of what is kept if it is not the pod itself.
type Key = (String, String, String);

/// The events, by what they are about.
pub(crate) type Events = Mirror<Value>;

/// The objects of a list that is followed.
pub(crate) struct Mirror<T> {
    what: &'static str,
    changes: Receiver<Change>,
    /// Each with the list that it was in last.
    objects: BTreeMap<Key, (u64, T)>,
    lists: u64,
    complete: bool,
    refusal: Option<Refusal>,
}

impl<T> Mirror<T> {
    fn new(what: &'static str, changes: Receiver<Change>) -> Self {
        let objects = BTreeMap::new();
        Self { what, changes, objects, lists: 0, complete: false, refusal: None }
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = &T> {
        self.objects.values().map(|(_, object)| object)
    }

    /// What is about that pod.
    pub(crate) fn about(&self, pod: &Value) -> impl Iterator<Item = &T> {
        let (namespace, name) = (namespace_of(pod).to_owned(), name_of(pod).to_owned());
        let first = (namespace.clone(), name.clone(), String::new());
        let about = self.objects.range(first..);
        let about = about.take_while(move |((n, m, _), _)| *n == namespace && *m == name);
        about.map(|(_, (_, object))| object)
    }

    /// Why there are none, where they cannot be had.
    pub(crate) const fn refusal(&self) -> Option<&Refusal> {
        self.refusal.as_ref()
    }

    /// Whether it is known what there is, or that it cannot be known.
    const fn is_known(&self) -> bool {
        self.complete || self.refusal.is_some()
    }

    /// Takes a change over. Gives what has changed, or what there is to say.
    fn take(&mut self, change: Change, keep: impl FnOnce(Value) -> (Key, T)) -> Took {
        let what = self.what;
        match change {
            Change::Fresh => {
                self.lists += 1;
                Took::Nothing
            }
            Change::Applied(object) => {
                let (key, object) = keep(object);
                self.objects.insert(key.clone(), (self.lists, object));
                Took::Changed(Some(key))
            }
            Change::Deleted(object) => {
                let key = key(&object);
                self.objects.remove(&key);
                Took::Changed(Some(key))
            }
            Change::Complete => {
                (self.complete, self.refusal) = (true, None);
                let now = self.lists;
                self.objects.retain(|_, (list, _)| *list == now);
                Took::Changed(None)
            }
            Change::Refused(refusal) => {
                self.refusal = Some(refusal);
                Took::Changed(None)
            }
            Change::Lost(refusal, wait) => {
                Took::Say(format!("{what}: {refusal}; trying again in {} s", wait.as_secs()))
            }
            Change::Polled(refusal, every) => {
                let every = every.as_secs();
                Took::Say(format!("{what} cannot be watched: {refusal}; asking every {every} s"))
            }
            Change::Back => Took::Say(format!("{what}: connected again")),
        }
    }
}

enum Took {
    Nothing,
    Changed(Option<Key>),
    Say(String),
}

fn key(object: &Value) -> Key {
    let Some(about) = object.get("involvedObject") else {
        return (namespace_of(object).to_owned(), name_of(object).to_owned(), String::new());
    };
    let text = |key: &str| about.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    (text("namespace"), text("name"), name_of(object).to_owned())
}

/// The pods and the events of a scope.
pub(crate) struct Cluster<T> {
    how: Follow,
    pub(crate) pods: Mirror<T>,
    pub(crate) events: Events,
}

impl<T> Cluster<T> {
    pub(crate) fn follow(api: &Api, scope: &Scope, how: Follow) -> Self {
        Self {
            how,
            pods: Mirror::new("pods", follow(api, scope.pods.clone(), how)),
            events: Mirror::new("events", follow(api, scope.events.clone(), how)),
        }
    }

    /// Waits until something has changed, and then until it is quiet; or else until all is there.
    pub(crate) async fn settle(
        &mut self,
        keeper: &mut impl Keeper<Kept = T>,
    ) -> Result<(), Refusal> {
        let Self { how, pods, events } = self;
        let (mut first, mut last): (Option<Instant>, Instant) = (None, Instant::now());
        loop {
            let due = (last + QUIET).min(first.unwrap_or(last) + MOST);
            let is_known = pods.is_known() && events.is_known();
            let took = tokio::select! {
                biased;
                () = sleep_until(due), if first.is_some() && is_known => return Ok(()),
                Some(change) = events.changes.recv() => {
                    let took = events.take(change, |event| (key(&event), event));
                    if let Took::Changed(Some((namespace, name, _))) = &took {
                        let pod = (namespace.clone(), name.clone(), String::new());
                        let pod = pods.objects.get_mut(&pod);
                        pod.into_iter().for_each(|(_, pod)| keeper.events(pod, events));
                    }
                    took
                }
                // What is kept of a pod depends on its events.
                Some(change) = pods.changes.recv(), if events.is_known() => {
                    let took = pods.take(change, |pod| (key(&pod), keeper.keep(pod, events)));
                    keeper.progress(pods.objects.len());
                    took
                }
                else => return Ok(()),
            };
            match took {
                Took::Nothing => continue,
                Took::Say(text) => keeper.say(&text),
                Took::Changed(_) => {
                    last = Instant::now();
                    first = first.or(Some(last));
                }
            }
            if let Some(refusal) = pods.refusal.take() {
                return Err(refusal);
            }
            if *how == Follow::UntilComplete && pods.is_known() && events.is_known() {
                return Ok(());
            }
        }
    }
}
