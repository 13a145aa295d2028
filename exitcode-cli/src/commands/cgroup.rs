//! The memory accounting of the control group that this process is in.

use std::fs;
use std::path::{Path, PathBuf};

/// What a control group says of its memory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Memory {
    /// How many processes the kernel has killed in it, as long as it exists.
    pub(super) oom_kills: Option<u64>,
    /// The limit in bytes: the lowest of its own and those above it.
    pub(super) limit: Option<u64>,
}

impl Memory {
    /// That of this process; nothing where there is no such file system.
    ///
    /// Sources: `Documentation/admin-guide/cgroup-v2.rst` and `cgroup-v1/memory.rst` of Linux 6.18.
    pub(super) fn read() -> Self {
        let membership = fs::read_to_string("/proc/self/cgroup").unwrap_or_default();
        Self::of(&membership, Path::new("/sys/fs/cgroup"))
    }

    fn of(membership: &str, root: &Path) -> Self {
        let unified = membership.lines().find_map(|line| line.strip_prefix("0::"));
        let split = membership.lines().find_map(|line| {
            let (_, rest) = line.split_once(':')?;
            let (controllers, path) = rest.split_once(':')?;
            controllers.split(',').any(|one| one == "memory").then_some(path)
        });
        match (split, unified) {
            (Some(path), _) => Self {
                oom_kills: field(&within(&root.join("memory"), path), "memory.oom_control"),
                limit: lowest(&root.join("memory"), path, "memory.limit_in_bytes"),
            },
            (None, Some(path)) => Self {
                oom_kills: field(&within(root, path), "memory.events"),
                limit: lowest(root, path, "memory.max"),
            },
            (None, None) => Self::default(),
        }
    }
}

/// The folder of a group. In a container, the path may be that of the host, and its own group is the
/// root that it sees.
fn within(root: &Path, path: &str) -> PathBuf {
    let inside = root.join(path.trim_start_matches('/'));
    let escapes = path.split('/').any(|part| part == "..");
    if escapes || !inside.is_dir() { root.to_owned() } else { inside }
}

/// The counter of OOM kills in a file of names and numbers.
fn field(folder: &Path, file: &str) -> Option<u64> {
    let text = fs::read_to_string(folder.join(file)).ok()?;
    text.lines().find_map(|line| line.strip_prefix("oom_kill ")?.trim().parse().ok())
}

/// The lowest limit of a group and those above it.
fn lowest(root: &Path, path: &str, file: &str) -> Option<u64> {
    /// cgroup v1 has no word for "none", but a number of pages that no machine has.
    const NONE: u64 = 1 << 60;
    let group = within(root, path);
    let groups = group.ancestors().take_while(|folder| folder.starts_with(root));
    let limits = groups.filter_map(|folder| fs::read_to_string(folder.join(file)).ok());
    limits.filter_map(|text| text.trim().parse().ok()).filter(|limit| *limit < NONE).min()
}

#[cfg(test)]
mod tests {
    use std::{env, fs};

    use super::Memory;

    #[test]
    fn both_hierarchies() {
        let root = env::temp_dir().join(format!("exitcode-cgroup-{}", std::process::id()));
        let file = |path: &str, text: &str| {
            let path = root.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        file("pods/a/memory.events", "low 0\nmax 4\noom 1\noom_kill 2\noom_group_kill 1\n");
        file("pods/a/memory.max", "max\n");
        file("pods/memory.max", "268435456\n");
        let expected = Memory { oom_kills: Some(2), limit: Some(256 << 20) };
        assert_eq!(Memory::of("0::/pods/a\n", &root), expected);

        file("memory/b/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 3\n");
        file("memory/b/memory.limit_in_bytes", "1048576\n");
        file("memory/memory.limit_in_bytes", "9223372036854771712\n");
        let membership = "5:cpu,cpuacct:/b\n4:memory:/b\n0::/\n";
        let expected = Memory { oom_kills: Some(3), limit: Some(1 << 20) };
        assert_eq!(Memory::of(membership, &root), expected);

        for membership in ["", "x", "0::/../../etc", "0::/missing", "::", "4:memory"] {
            assert_eq!(Memory::of(membership, &root), Memory::default(), "{membership}");
        }
        fs::remove_dir_all(&root).unwrap();
    }
}
