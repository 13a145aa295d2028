//! Command templates, and the values that fill them in.
//!
//! A template is a line of shell with `{name}` where a name or a number of the reader's cluster
//! belongs. A value that is known stands there quoted for a POSIX shell; one that is not leaves a
//! shell variable, so that the line stays valid shell and says what to fill in. A group in
//! `[[ … ]]` vanishes when something inside it is unknown.
//!
//! Names come from untrusted input. A name that no Kubernetes object can have counts as unknown
//! and never reaches a command.

use core::fmt::{self, Write as _};

use crate::arithmetic::quantity::Quantity;

/// The values that command templates may ask for, each as far as it is known.
///
/// ```
/// use exitcode_core::{Cause, Check, command::Values};
///
/// let mut values = Values::default();
/// values.namespace = Some("shop");
/// values.pod = Some("api-7d9f");
/// assert_eq!(
///     Check::PreviousLog.command(&values).unwrap().to_string(),
///     r#"kubectl logs api-7d9f -n shop -c "$CONTAINER" --previous --tail=100"#,
/// );
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Values<'a> {
    /// Whether there is no cluster around the container, only an engine such as Docker.
    pub engine_only: bool,
    /// Whether the process ran on a machine of its own, with neither a cluster nor an engine around.
    pub host_only: bool,
    /// The pod's namespace.
    pub namespace: Option<&'a str>,
    /// The pod's name.
    pub pod: Option<&'a str>,
    /// The container's name inside the pod.
    pub container: Option<&'a str>,
    /// Whether that container stands among the pod's init containers, as sidecars do.
    pub init_container: bool,
    /// The node that the pod ran on.
    pub node: Option<&'a str>,
    /// What keeps the pod: the Deployment rather than its ReplicaSet.
    pub owner: Option<Owner<'a>>,
    /// The image reference, as the manifest spells it.
    pub image: Option<&'a str>,
    /// The container's memory limit, in bytes.
    pub memory_limit: Option<u64>,
    /// The memory limit to set, in bytes.
    pub new_memory_limit: Option<u64>,
    /// The memory request to set together with the limit, in bytes: where the class of service rests
    /// on both being the same, since a resize in place must not change it.
    pub new_memory_request: Option<u64>,
    /// The pod-level memory limit to set, in bytes.
    pub new_pod_memory_limit: Option<u64>,
    /// V8's old-generation heap to set, in MiB.
    pub max_old_space: Option<u64>,
    /// The grace period that applied, in seconds.
    pub grace: Option<u64>,
    /// The grace period to set, in seconds.
    pub new_grace: Option<u64>,
    /// The probe's `timeoutSeconds` to set.
    pub new_probe_timeout: Option<u32>,
    /// The probe's `failureThreshold` to set.
    pub new_failure_threshold: Option<u32>,
    /// The container's command, written so that the program is PID 1.
    pub exec_form: Option<ExecForm<'a>>,
    /// The Secret that the pod refers to.
    pub secret: Option<&'a str>,
    /// The ConfigMap that the pod refers to.
    pub config_map: Option<&'a str>,
    /// The key inside that Secret or ConfigMap.
    pub key: Option<&'a str>,
    /// The PersistentVolumeClaim behind the volume.
    pub claim: Option<&'a str>,
    /// The path that the volume is mounted at.
    pub mount_path: Option<&'a str>,
    /// The service account that the pod runs as.
    pub service_account: Option<&'a str>,
    /// The user id that the container runs as.
    pub run_as_user: Option<u32>,
    /// The program that could not be started, as the message or the command names it.
    pub binary: Option<&'a str>,
    /// The library that the loader could not find.
    pub library: Option<&'a str>,
    /// The port that could not be bound.
    pub port: Option<u16>,
}

/// The object that keeps a pod alive, by kind and name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Owner<'a> {
    /// The kind, such as `Deployment`, in any case.
    pub kind: &'a str,
    /// The object's name.
    pub name: &'a str,
}

/// A container's command, written so that the program itself is PID 1 and gets the stop signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExecForm<'a> {
    /// The program and its arguments, with no shell around them.
    Words(&'a [&'a str]),
    /// A shell that replaces itself: `shell -c "exec line"`.
    Shell {
        /// The shell, such as `/bin/sh`.
        shell: &'a str,
        /// One simple command, which `exec` may stand in front of.
        line: &'a str,
    },
}

/// What a placeholder's value must look like to be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// A DNS label (RFC 1123): at most 63 of `a-z`, `0-9` and `-`.
    Label,
    /// A DNS subdomain (RFC 1123): labels joined by dots, at most 253 bytes.
    Subdomain,
    /// An image reference.
    Image,
    /// A key of a ConfigMap or Secret.
    Key,
    /// A path or a file name in printable ASCII that cannot be taken for an option.
    Path,
}

#[derive(Clone, Copy, Debug)]
enum Value<'a> {
    Text(Form, &'a str),
    Fixed(&'static str),
    Number(u64),
    Size(u64),
    Owner(Owner<'a>),
    Exec(ExecForm<'a>),
}

macro_rules! placeholders {
    ($($Variant:ident = ($name:literal, $value:expr)),+ $(,)?) => {
        /// A name that may stand in braces in a template.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        enum Placeholder {
            $($Variant,)+
        }

        impl Placeholder {
            #[cfg(test)]
            const ALL: &'static [Self] = &[$(Self::$Variant),+];

            fn from_name(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$Variant),)+
                    _ => None,
                }
            }

            const fn name(self) -> &'static str {
                match self {
                    $(Self::$Variant => $name,)+
                }
            }

            fn raw<'a>(self, values: &Values<'a>) -> Option<Value<'a>> {
                match self {
                    $(Self::$Variant => {
                        let value: fn(&Values<'a>) -> Option<Value<'a>> = $value;
                        value(values)
                    })+
                }
            }
        }
    };
}

placeholders!(
    Namespace = ("namespace", |v| text(Form::Label, v.namespace)),
    Pod = ("pod", |v| text(Form::Subdomain, v.pod)),
    Container = ("container", |v| text(Form::Label, v.container)),
    // The field of the pod's spec, and of its status, that lists the container.
    Containers = ("containers", |v| Some(Value::Fixed(if v.init_container {
        "initContainers"
    } else {
        "containers"
    }))),
    Statuses = ("statuses", |v| Some(Value::Fixed(if v.init_container {
        "initContainerStatuses"
    } else {
        "containerStatuses"
    }))),
    Node = ("node", |v| text(Form::Subdomain, v.node)),
    // Any owner; one that has a template of the pod, or is the pod; one that `kubectl rollout` takes.
    Owner = ("owner", |v| v.owner.map(Value::Owner)),
    Workload = ("workload", |v| v.owner.map(Value::Owner)),
    Rollout = ("rollout", |v| v.owner.map(Value::Owner)),
    RolloutKind = ("rollout_kind", |v| v.owner?.rollout_kind().map(Value::Fixed)),
    RolloutName = ("rollout_name", |v| text(Form::Subdomain, v.owner.map(|owner| owner.name))),
    // What stands around the pod's own fields in a patch of the workload.
    TemplateStart = ("template_start", |v| Some(Value::Fixed(Keeper::of(v).around().0))),
    TemplateEnd = ("template_end", |v| Some(Value::Fixed(Keeper::of(v).around().1))),
    Image = ("image", |v| text(Form::Image, v.image)),
    // Go's collector does not count everything: a tenth stays for the rest.
    GoMemoryLimit =
        ("go_memory_limit", |v| v.memory_limit.map(|limit| Value::Number(limit / 10 * 9))),
    NewMemoryLimit = ("new_memory_limit", |v| v.new_memory_limit.map(Value::Size)),
    NewMemoryRequest = ("new_memory_request", |v| v.new_memory_request.map(Value::Size)),
    NewPodMemoryLimit = ("new_pod_memory_limit", |v| v.new_pod_memory_limit.map(Value::Size)),
    MaxOldSpace = ("max_old_space", |v| v.max_old_space.map(Value::Number)),
    Grace = ("grace", |v| v.grace.map(Value::Number)),
    NewGrace = ("new_grace", |v| v.new_grace.map(Value::Number)),
    ExecForm = ("exec_form", |v| v.exec_form.map(Value::Exec)),
    NewProbeTimeout = ("new_probe_timeout", |v| v.new_probe_timeout.map(number)),
    NewFailureThreshold = ("new_failure_threshold", |v| v.new_failure_threshold.map(number)),
    Secret = ("secret", |v| text(Form::Subdomain, v.secret)),
    ConfigMap = ("config_map", |v| text(Form::Subdomain, v.config_map)),
    Key = ("key", |v| text(Form::Key, v.key)),
    Claim = ("claim", |v| text(Form::Subdomain, v.claim)),
    MountPath = ("mount_path", |v| text(Form::Path, v.mount_path)),
    ServiceAccount = ("service_account", |v| text(Form::Subdomain, v.service_account)),
    RunAsUser = ("run_as_user", |v| v.run_as_user.map(number)),
    Binary = ("binary", |v| text(Form::Path, v.binary)),
    // As an image's archive lists it: relative to the root.
    BinaryEntry =
        ("binary_entry", |v| text(Form::Path, v.binary.map(|path| path.trim_start_matches('/')))),
    Library = ("library", |v| text(Form::Path, v.library)),
    Port = ("port", |v| v.port.map(|port| number(u32::from(port)))),
);

impl Placeholder {
    /// The value, if it is known and has the form that such values have.
    fn value<'a>(self, values: &Values<'a>) -> Option<Value<'a>> {
        let value = self.raw(values)?;
        let sound = match value {
            Value::Text(form, text) => form.accepts(text),
            Value::Owner(owner) => owner.is_sound(),
            Value::Fixed(_) | Value::Number(_) | Value::Size(_) | Value::Exec(_) => true,
        };
        sound.then_some(value)
    }

    /// The shell variable's name, in lower case, that stands for an unknown value.
    fn variable(self) -> &'static str {
        match self {
            // To the reader both are one thing, such as `deployment/api`.
            Self::Rollout => Self::Workload.name(),
            _ => self.name(),
        }
    }

    /// Whether the owner is known and of a kind that this placeholder's commands cannot change.
    fn rules_out(self, values: &Values<'_>) -> bool {
        let Some(owner) = values.owner else { return false };
        match self {
            Self::Workload => Keeper::from_kind(owner.kind).is_none(),
            Self::Rollout | Self::RolloutKind | Self::RolloutName => owner.rollout_kind().is_none(),
            _ => false,
        }
    }
}

/// What keeps a pod, as far as it decides how the pod's fields are changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Keeper {
    /// Replaces its pods when its template changes.
    Rollout,
    /// Makes Jobs of its template, the next one by the new template.
    CronJob,
    /// Has a template that the API server does not let anybody change.
    Job,
    /// Makes new pods by the new template, and leaves those that are there as they are.
    ReplicaSet,
    /// Nothing: the pod stands for itself, and the API server lets hardly any of its fields change.
    Pod,
}

impl Keeper {
    fn from_kind(kind: &str) -> Option<Self> {
        [
            ("Deployment", Self::Rollout),
            ("StatefulSet", Self::Rollout),
            ("DaemonSet", Self::Rollout),
            ("CronJob", Self::CronJob),
            ("Job", Self::Job),
            ("ReplicaSet", Self::ReplicaSet),
            ("Pod", Self::Pod),
        ]
        .into_iter()
        .find_map(|(name, keeper)| kind.eq_ignore_ascii_case(name).then_some(keeper))
    }

    fn of(values: &Values<'_>) -> Self {
        values.owner.and_then(|owner| Self::from_kind(owner.kind)).unwrap_or(Self::Rollout)
    }

    /// What stands around the fields of a pod in a patch.
    const fn around(self) -> (&'static str, &'static str) {
        match self {
            Self::Rollout | Self::Job | Self::ReplicaSet => (r#"{"spec":{"template":{"#, "}}}"),
            Self::CronJob => (r#"{"spec":{"jobTemplate":{"spec":{"template":{"#, "}}}}}"),
            Self::Pod => ("{", "}"),
        }
    }

    /// What comes behind a command that changes the fields of a pod, so that they take effect.
    ///
    /// An immutable object is deleted and created anew with the change in it. What the API server
    /// itself wrote into a Job, to find its pods by, would not fit the new one.
    fn tail(self, template: &str) -> &'static str {
        match self {
            Self::Rollout | Self::CronJob => "",
            Self::ReplicaSet => " && kubectl delete pod {pod}[[ -n {namespace}]]",
            Self::Job => {
                " --dry-run=client -o json | kubectl patch --local -f - --type=merge -p \
                 '{\"spec\":{\"selector\":null,\"template\":{\"metadata\":{\"labels\":\
                 {\"batch.kubernetes.io/controller-uid\":null,\"batch.kubernetes.io/job-name\":\
                 null,\"controller-uid\":null,\"job-name\":null}}}}}' -o json | kubectl replace \
                 --force -f -"
            }
            // One of the few fields that can be changed.
            Self::Pod if template.starts_with("kubectl set image ") => "",
            Self::Pod => " --dry-run=client -o json | kubectl replace --force -f -",
        }
    }
}

fn text<'a>(form: Form, text: Option<&'a str>) -> Option<Value<'a>> {
    text.map(|text| Value::Text(form, text))
}

fn number<'a>(number: u32) -> Value<'a> {
    Value::Number(u64::from(number))
}

impl Form {
    fn accepts(self, text: &str) -> bool {
        let label = |text: &str| {
            !text.is_empty()
                && !text.starts_with('-')
                && !text.ends_with('-')
                && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        };
        let starts_plain = text.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric());
        match self {
            Self::Label => text.len() <= 63 && label(text),
            // Kubernetes bounds the whole, not its labels.
            Self::Subdomain => text.len() <= 253 && text.split('.').all(label),
            Self::Image => {
                // Behind an `@` stands a digest, or what is in front of it is a user's password.
                let named = text
                    .split_once('@')
                    .is_none_or(|(_, digest)| digest.contains(':') && !digest.contains(['/', '@']));
                text.len() <= 1024
                    && starts_plain
                    && named
                    && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-/:@+".contains(&b))
            }
            Self::Key => {
                text.len() <= 253
                    && !text.is_empty()
                    && !text.starts_with('-')
                    && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
            }
            Self::Path => {
                text.len() <= 4096
                    && !text.is_empty()
                    && !text.starts_with('-')
                    && text.bytes().all(|b| b == b' ' || b.is_ascii_graphic())
            }
        }
    }
}

impl Owner<'_> {
    /// The kind as the API spells it, if it is one that `kubectl rollout` takes.
    fn rollout_kind(self) -> Option<&'static str> {
        let kinds = ["Deployment", "StatefulSet", "DaemonSet"];
        kinds.into_iter().find(|kind| self.kind.eq_ignore_ascii_case(kind))
    }

    fn is_sound(self) -> bool {
        !self.kind.is_empty()
            && self.kind.len() <= 63
            && self.kind.bytes().all(|b| b.is_ascii_alphanumeric())
            && Form::Subdomain.accepts(self.name)
    }
}

/// A line of shell with `{name}` placeholders and `[[ … ]]` groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Template(&'static str);

impl Template {
    /// Sets the memory limit of a container of a running pod, and the request where it has to be
    /// the same.
    ///
    /// The subresource is on since Kubernetes 1.33 and stable since 1.35 (KEP-1287); kubectl knows it
    /// since 1.32. The change is the pod's alone: the one that its owner makes next has the resources
    /// of the template. A container whose `resizePolicy` says `RestartContainer` is restarted by it,
    /// the pod's class of service must stay as it is, and a memory limit can be lowered since 1.34,
    /// as long as no more is in use.
    pub const RESIZE_IN_PLACE: Self = Self(
        "kubectl patch pod {pod}[[ -n {namespace}]] --subresource resize -p \
         '{\"spec\":{\"{containers}\":[{\"name\":\"{container}\",\"resources\":\
         {[[\"requests\":{\"memory\":\"{new_memory_request}\"},]]\"limits\":{\"memory\":\
         \"{new_memory_limit}\"}}}]}}'",
    );

    /// A template of one's own, for the same placeholders.
    ///
    /// ```
    /// use exitcode_core::command::{Template, Values};
    ///
    /// let mut values = Values::default();
    /// values.pod = Some("api-0");
    /// let command = Template::new("kubectl describe pod {pod}[[ -n {namespace}]]").fill(&values);
    /// assert_eq!(command.unwrap().to_string(), "kubectl describe pod api-0");
    /// ```
    #[must_use]
    pub const fn new(text: &'static str) -> Self {
        Self(text)
    }

    /// The text as it stands in the knowledge base.
    #[must_use]
    pub const fn text(self) -> &'static str {
        self.0
    }

    /// The command with these values in it.
    ///
    /// `None` when it would change the pod's owner and that owner is known to be of a kind that
    /// cannot be changed this way, such as the node of a static pod; and when it asks a cluster that
    /// is not there. Where the API server lets nobody change the fields, as with the template of a
    /// Job, the command replaces the object by one with the change in it.
    #[must_use]
    pub fn fill<'a>(self, values: &Values<'a>) -> Option<Command<'a>> {
        let ruled_out = placeholders(self.0).any(|placeholder| placeholder.rules_out(values));
        let asks = |program| self.0.contains(program);
        let elsewhere = (values.engine_only || values.host_only) && asks("kubectl ")
            || values.host_only && (asks("docker ") || asks("{image}"));
        (!ruled_out && !elsewhere).then_some(Command { template: self.0, values: *values })
    }
}

/// A command that can be shown, and run in a POSIX shell as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Command<'a> {
    template: &'static str,
    values: Values<'a>,
}

/// Splits a text at its first placeholder.
fn split_placeholder(text: &str) -> Option<(&str, Placeholder, &str)> {
    let mut from = 0;
    loop {
        let open = from + text.get(from..)?.find('{')?;
        from = open + 1;
        let end = text.get(from..)?.bytes().position(|b| !(b.is_ascii_lowercase() || b == b'_'));
        let name = text.get(from..from + end?)?;
        let after = text.get(from + name.len()..)?.strip_prefix('}');
        if let (Some(placeholder), Some(after)) = (Placeholder::from_name(name), after) {
            return Some((text.get(..open)?, placeholder, after));
        }
    }
}

/// The placeholders of a text, in order.
fn placeholders(mut text: &str) -> impl Iterator<Item = Placeholder> {
    core::iter::from_fn(move || {
        let (_, placeholder, after) = split_placeholder(text)?;
        text = after;
        Some(placeholder)
    })
}

impl fmt::Display for Command<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_template(f, self.template)?;
        if placeholders(self.template).any(|placeholder| placeholder == Placeholder::Workload) {
            self.write_template(f, Keeper::of(&self.values).tail(self.template))?;
        }
        Ok(())
    }
}

impl Command<'_> {
    fn write_template(&self, f: &mut fmt::Formatter<'_>, template: &str) -> fmt::Result {
        let mut quoted = false;
        let mut rest = template;
        while let Some((before, after)) = rest.split_once("[[") {
            self.write_part(f, before, &mut quoted)?;
            let (group, after) = after.split_once("]]").unwrap_or((after, ""));
            if placeholders(group).all(|placeholder| placeholder.value(&self.values).is_some()) {
                self.write_part(f, group, &mut quoted)?;
            }
            rest = after;
        }
        self.write_part(f, rest, &mut quoted)
    }

    /// Writes a part without groups; `quoted` says whether it begins inside single quotes.
    fn write_part(
        &self,
        f: &mut fmt::Formatter<'_>,
        mut text: &str,
        quoted: &mut bool,
    ) -> fmt::Result {
        let flips = |text: &str| text.bytes().filter(|&b| b == b'\'').count() % 2 == 1;
        while let Some((before, placeholder, after)) = split_placeholder(text) {
            f.write_str(before)?;
            *quoted ^= flips(before);
            self.write_value(f, placeholder, *quoted)?;
            text = after;
        }
        *quoted ^= flips(text);
        f.write_str(text)
    }

    fn write_value(
        &self,
        f: &mut fmt::Formatter<'_>,
        placeholder: Placeholder,
        quoted: bool,
    ) -> fmt::Result {
        let Some(value) = placeholder.value(&self.values) else {
            f.write_str(if quoted { "'\"$" } else { "\"$" })?;
            for c in placeholder.variable().chars() {
                f.write_char(c.to_ascii_uppercase())?;
            }
            return f.write_str(if quoted { "\"'" } else { "\"" });
        };
        match value {
            Value::Fixed(text) => f.write_str(text),
            Value::Number(number) => write!(f, "{number}"),
            Value::Size(bytes) => write!(f, "{}", Quantity::bytes(bytes)),
            Value::Text(_, text) if quoted => Quoted(f).write_str(text),
            Value::Text(_, text) => write_word(f, text),
            Value::Owner(owner) => {
                for c in owner.kind.chars() {
                    f.write_char(c.to_ascii_lowercase())?;
                }
                write!(f, "/{}", owner.name)
            }
            Value::Exec(form) if quoted => write_exec(&mut Quoted(f), form),
            Value::Exec(form) => {
                f.write_char('\'')?;
                write_exec(&mut Quoted(f), form)?;
                f.write_char('\'')
            }
        }
    }
}

/// Writes text into single quotes that are already open.
struct Quoted<'f, 'g>(&'f mut fmt::Formatter<'g>);

impl fmt::Write for Quoted<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for (index, part) in text.split('\'').enumerate() {
            if index > 0 {
                self.0.write_str(r"'\''")?;
            }
            self.0.write_str(part)?;
        }
        Ok(())
    }
}

/// One shell word: bare where every byte is harmless, in single quotes otherwise.
fn write_word(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    let harmless = |b: u8| b.is_ascii_alphanumeric() || b"_@%+=:,./-".contains(&b);
    if !text.is_empty() && text.bytes().all(harmless) {
        return f.write_str(text);
    }
    f.write_char('\'')?;
    Quoted(f).write_str(text)?;
    f.write_char('\'')
}

/// A JSON array of strings in ASCII, so that no control or direction character reaches a terminal.
fn write_exec(out: &mut impl fmt::Write, form: ExecForm<'_>) -> fmt::Result {
    out.write_char('[')?;
    match form {
        ExecForm::Words(words) => {
            for (index, word) in words.iter().enumerate() {
                if index > 0 {
                    out.write_char(',')?;
                }
                out.write_char('"')?;
                write_json(out, word)?;
                out.write_char('"')?;
            }
        }
        ExecForm::Shell { shell, line } => {
            out.write_char('"')?;
            write_json(out, shell)?;
            out.write_str("\",\"-c\",\"exec ")?;
            write_json(out, line)?;
            out.write_char('"')?;
        }
    }
    out.write_char(']')
}

fn write_json(out: &mut impl fmt::Write, text: &str) -> fmt::Result {
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.write_char('\\')?;
                out.write_char(c)?;
            }
            ' '..='~' => out.write_char(c)?,
            _ => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    write!(out, "\\u{unit:04x}")?;
                }
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Cause, Check};

    #[test]
    fn every_placeholder_is_used() {
        for &placeholder in Placeholder::ALL {
            assert_eq!(Placeholder::from_name(placeholder.name()), Some(placeholder));
            let uses = |template: Template| placeholders(template.text()).any(|p| p == placeholder);
            let remedies = Cause::ALL.iter().flat_map(|cause| cause.remedies());
            assert!(
                remedies.filter_map(crate::Remedy::template).any(uses)
                    || Check::ALL.iter().any(|check| uses(check.template())),
                "{}: no template asks for it",
                placeholder.name()
            );
        }
    }
}
