//! The names of things, as options.

use exitcode_core::{Observation, Owner, SubjectKind};

/// The names that commands are filled in with.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Names in the commands")]
pub(super) struct Names {
    /// The pod
    #[arg(long, value_name = "NAME")]
    pub(super) pod: Option<String>,
    /// Its namespace
    #[arg(short, long, value_name = "NAME")]
    pub(super) namespace: Option<String>,
    /// Its container
    #[arg(long, value_name = "NAME")]
    pub(super) container: Option<String>,
    /// The node that it runs on
    #[arg(long, value_name = "NAME")]
    node: Option<String>,
    /// What it belongs to, such as deployment/api
    #[arg(long, value_name = "KIND/NAME", value_parser = owner)]
    pub(super) owner: Option<(String, String)>,
}

fn owner(text: &str) -> Result<(String, String), String> {
    match text.split_once('/') {
        Some((kind, name)) if !kind.is_empty() && !name.is_empty() => {
            Ok((kind.to_owned(), name.to_owned()))
        }
        _ => Err("expected a kind and a name, such as deployment/api".to_owned()),
    }
}

impl Names {
    /// The observation of something with these names.
    pub(super) fn in_observation<'a>(
        &'a self,
        mut observation: Observation<'a>,
    ) -> Observation<'a> {
        let subject = &mut observation.subject;
        subject.pod = self.pod.as_deref();
        subject.namespace = self.namespace.as_deref();
        subject.container = self.container.as_deref();
        subject.node = self.node.as_deref();
        subject.owner = self.owner.as_ref().map(|(kind, name)| Owner { kind, name });
        if subject.pod.is_some() && subject.kind == SubjectKind::Process {
            subject.kind = SubjectKind::Container;
        }
        observation
    }
}
