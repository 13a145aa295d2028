//! The JSON form of what was found: `exitcode.kernel-log/v1`.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{CpuFault, DaemonKill, Invoker, NoVictim, OomKill, PodUid, Text};
use crate::Signal;

impl Serialize for Text<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Serialize for PodUid<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Writes the fields that the log has, and leaves out the others.
macro_rules! entries {
    ($map:ident, $($key:literal: $value:expr),+ $(,)?) => {
        $(if let Some(value) = $value {
            $map.serialize_entry($key, &value)?;
        })+
    };
}

/// Keys are those of the fields in camelCase; sizes are bytes, and their keys end in `Bytes`.
impl Serialize for OomKill<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        entries!(
            map,
            "start": Some(self.start),
            "end": Some(self.end),
            "pid": Some(self.pid),
            "comm": Some(self.comm),
            "uid": self.uid,
            "oomScoreAdj": self.oom_score_adj,
            "totalVmBytes": self.total_vm,
            "anonRssBytes": self.anon_rss,
            "fileRssBytes": self.file_rss,
            "shmemRssBytes": self.shmem_rss,
            "pgtablesBytes": self.pgtables,
            "constraint": self.constraint.map(|constraint| constraint.name()),
            "oomMemcg": self.oom_memcg,
            "taskMemcg": self.task_memcg,
            "podUid": self.pod_uid(),
            "containerId": self.container_id(),
            "runtime": self.runtime().map(|runtime| runtime.name()),
            "qosClass": self.qos_class().map(|class| class.name()),
            "scope": self.scope.map(|scope| scope.name()),
            "limitLevel": self.limit_level().map(|level| level.id()),
            "invokedBy": self.invoked_by,
            "bySysrq": self.by_sysrq().then_some(true),
            "usageBytes": self.usage,
            "limitBytes": self.limit,
            "failcnt": self.failcnt,
            "cpuset": self.cpuset,
            "memsAllowed": self.mems_allowed,
            "score": self.score,
            "chosenPid": self.chosen_pid,
            "oomGroup": self.oom_group,
            "reaped": Some(self.reaped),
        );
        map.end()
    }
}

impl Serialize for Invoker<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        entries!(
            map,
            "comm": self.comm,
            "pid": self.pid,
            "gfpMask": self.gfp_mask.map(Hex),
            "gfpFlags": self.gfp_flags,
            "order": self.order,
            "oomScoreAdj": self.oom_score_adj,
        );
        map.end()
    }
}

impl Serialize for CpuFault<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        entries!(
            map,
            "start": Some(self.start),
            "end": Some(self.end),
            "kind": Some(self.kind.id()),
            "signal": self.signal.map(Signal::name),
            "comm": Some(self.comm),
            "pid": Some(self.pid),
            "words": Some(self.words),
            "address": self.address.map(Hex),
            "object": self.object,
        );
        map.end()
    }
}

impl Serialize for DaemonKill<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        entries!(
            map,
            "start": Some(self.start),
            "end": Some(self.end),
            "daemon": Some(self.daemon.name()),
            "signal": Some(self.signal.name()),
            "pid": self.pid,
            "comm": self.comm,
            "uid": self.uid,
            "rssBytes": self.rss,
            "cgroup": self.cgroup,
            "podUid": self.pod_uid(),
            "unit": self.unit,
            "reason": self.reason,
        );
        map.end()
    }
}

impl Serialize for NoVictim {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        entries!(
            map,
            "start": Some(self.start),
            "end": Some(self.end),
            "why": Some(self.why.id()),
            "panic": Some(self.panic),
        );
        map.end()
    }
}

/// A mask as the kernel prints it, such as `0xcc0`.
struct Hex(u64);

impl Serialize for Hex {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{:#x}", self.0))
    }
}
