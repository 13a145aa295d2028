// Made by `cargo xtask gen` from exitcode-k8s/src/report.rs.

class!(
    #[doc = "Why things ended, the most important first, and what was left aside."]
    Report {
        #[doc = "The name of this schema."]
        schema,
        #[doc = "A diagnosis for everything that is not as it should be."]
        diagnoses,
        #[doc = "The parts of the inputs that could not be used."]
        ignored,
    }
);

class!(
    #[doc = "The diagnosis of one container, pod or process."]
    Diagnosis {
        #[doc = "What it is about."]
        subject,
        #[doc = "What happened, in one line."]
        summary,
        #[doc = "How it ended or why it waits, as reported."]
        exit,
        #[doc = "Where the fault lies, by the first finding: the id of a fault."]
        fault as Fault,
        #[doc = "Whether to run the same thing again: the id of an advice."]
        retry as Retry,
        #[doc = "What this is a consequence of."]
        follows,
        #[doc = "The causes, the most certain first."]
        findings,
        #[doc = "The checks that would tell the causes apart, the cheapest first."]
        next,
    }
);

class!(
    #[doc = "What a diagnosis is about."]
    Subject {
        #[doc = "`container`, `pod` or `process`."]
        kind,
        #[doc = "The namespace."]
        namespace,
        #[doc = "The name of the pod."]
        pod,
        #[doc = "The name of the container."]
        container,
        #[doc = "`app`, `init`, `sidecar` or `ephemeral`, of a container."]
        role,
    }
);

class!(
    #[doc = "How something ended or why it waits, as reported."]
    Exit {
        #[doc = "The exit code."]
        code,
        #[doc = "The signal that the code or the wait status speaks of."]
        signal,
        #[doc = "The reason of the end."]
        reason,
        #[doc = "The reason of the wait."]
        waiting,
    }
);

class!(
    #[doc = "A cause, how sure it is, and why."]
    Finding {
        #[doc = "The id of the cause."]
        cause as Cause,
        #[doc = "How sure it is."]
        confidence as Confidence,
        #[doc = "What happened, in one line."]
        title,
        #[doc = "How it comes about."]
        why,
        #[doc = "What speaks for it and what against it."]
        evidence,
        #[doc = "What to do."]
        remedies,
        #[doc = "Where to read more."]
        references,
    }
);

class!(
    #[doc = "Something that speaks for or against a cause."]
    Evidence {
        #[doc = "What kind of thing it was seen in."]
        kind,
        #[doc = "Whether it speaks for the cause, and not against it."]
        supports,
        #[doc = "The sentence for a person."]
        text,
        #[doc = "Where it stands, if it stands in an input."]
        source,
    }
);

class!(
    #[doc = "A place in an input."]
    Source {
        #[doc = "The input's name; of a typed object its kind and name, such as `pod/api-0`."]
        input,
        #[doc = "The JSON pointer of the value, in JSON and in a typed object."]
        path,
        #[doc = "The offset of the first character; of the first byte, where bytes were given."]
        start,
        #[doc = "The offset behind the last character; behind the last byte, where bytes were given."]
        end,
    }
);

class!(
    #[doc = "One thing to do."]
    Remedy {
        #[doc = "`identify`, `classify`, `fix` or `prevent`."]
        stage as Stage,
        #[doc = "`reads`, `changes` or `restarts`."]
        risk as Risk,
        #[doc = "What to do, as an order."]
        title,
        #[doc = "The command that does it."]
        command,
        #[doc = "The same as a patch, where the command changes an object and leaves nothing to fill in."]
        patch,
    }
);

class!(
    #[doc = "A change to one object, in the form that the API server takes."]
    Patch {
        #[doc = "The object to change."]
        target,
        #[doc = "How it is merged with the object, as `kubectl patch --type` calls it: `strategic` or `merge`."]
        strategy,
        #[doc = "The subresource that takes it: `resize`, for a running pod (Kubernetes 1.33 and newer)."]
        subresource,
        #[doc = "Whether the API server lets nobody change these fields, so that the object has to be deleted and created anew with the change in it."]
        replace,
        #[doc = "The patch."]
        body,
        #[doc = "The same as a JSON patch to the object as it stands in an input, if it stands in one. Each change to a container begins with a test of the container's name."]
        operations,
    }
);

class!(
    #[doc = "An object of the cluster."]
    Target {
        #[doc = "The group and the version of the API, such as `apps/v1`."]
        api_version,
        #[doc = "The kind, such as `Deployment`."]
        kind,
        #[doc = "The namespace."]
        namespace,
        #[doc = "The name."]
        name,
    }
);

class!(
    #[doc = "A step of a JSON patch (RFC 6902)."]
    Operation {
        #[doc = "`test`, `add` or `remove`."]
        op,
        #[doc = "The JSON pointer of the place in the object."]
        path,
        #[doc = "What is to stand there."]
        value,
    }
);

class!(
    #[doc = "A look that would tell causes apart."]
    NextCheck {
        #[doc = "What to look at, as an order."]
        title,
        #[doc = "The command that shows it."]
        command,
        #[doc = "The ids of the causes between which it decides."]
        tells_apart as Cause,
    }
);

class!(
    #[doc = "A part of an input that could not be used."]
    Ignored {
        #[doc = "The input's name."]
        input,
        #[doc = "The offset of the first character; of the first byte, where bytes were given."]
        start,
        #[doc = "The offset behind the last character; behind the last byte, where bytes were given."]
        end,
        #[doc = "Why it was left aside."]
        why,
    }
);
