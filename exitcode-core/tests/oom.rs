//! The kernel's choice of a victim.

use exitcode_core::arithmetic::oom::{
    KUBELET, NEVER, OomScope, SANDBOX, Task, WhyFirst, kill_order,
};
use proptest::prelude::*;

const MIB: u64 = 1 << 20;
const GIB: u64 = 1 << 30;

fn task(name: &str, rss: u64, oom_score_adj: i16) -> Task<'_> {
    Task { name, ..Task::with_memory(rss, oom_score_adj) }
}

#[track_caller]
fn order(tasks: &[Task<'_>], scope: OomScope, expected: &[&str]) {
    let mut order = vec![0; tasks.len()];
    let order = kill_order(tasks, scope, &mut order).unwrap();
    let names: Vec<_> = order.iter().map(|&index| tasks[index].name).collect();
    assert_eq!(names, expected);
}

/// `points = rss + swap + page tables ÷ page size + oom_score_adj × (total pages ÷ 1000)`.
#[test]
fn badness_in_pages() {
    let node = OomScope::node(64 * GIB, 0);
    // 16,777,216 pages, so 16,777 for each point.
    let rows = [
        (task("", 10 * MIB, 1000), Some(2560 + 16_777_000)),
        (task("", 30 * GIB, 500), Some(7_864_320 + 8_388_500)),
        (task("", 30 * GIB, 600), Some(7_864_320 + 10_066_200)),
        (task("", 4096, -997), Some(1 - 16_726_669)),
        (task("", 4095, 0), Some(0)),
        (task("", 64 * GIB, NEVER), None),
        (Task { swap: 8192, page_tables: 12_288, ..task("", 4096, 0) }, Some(6)),
        (Task { page_tables: 4095, ..task("", 4096, 0) }, Some(1)),
    ];
    for (task, badness) in rows {
        assert_eq!(task.badness(node), badness, "{task:?}");
    }
    // Swap adds to what a point weighs; larger pages make the same sum of fewer.
    assert_eq!(task("", 0, 1).badness(OomScope::node(GIB, GIB)), Some(524));
    assert_eq!(task("", GIB, 0).badness(node.page_size(65_536)), Some(16_384));
    assert_eq!(
        task("", u64::MAX, 1000).badness(OomScope::node(u64::MAX, 1)),
        Some(9_007_199_254_740_495)
    );
}

#[test]
fn proc_oom_score() {
    let node = OomScope::node(64 * GIB, 0);
    let rows = [
        (task("", 0, 0), 666),
        (task("", 64 * GIB, 0), 1333),
        (task("", 64 * GIB, 1000), 1999),
        (task("", 0, -999), 1),
        (task("", 64 * GIB, NEVER), 0),
    ];
    for (task, score) in rows {
        assert_eq!(task.proc_oom_score(node), score, "{task:?}");
    }
    assert_eq!(task("", GIB, 0).proc_oom_score(OomScope::node(0, 0)), 174_763_333);
    // As much as can be told of, in units of a page: the score is exact and does not wrap.
    let most = Task { swap: u64::MAX, page_tables: u64::MAX, ..task("", u64::MAX, i16::MAX) };
    assert_eq!(most.proc_oom_score(OomScope::node(0, 0)), 9_007_199_254_740_990_666);
}

#[test]
fn what_runs_on_a_node_beside_the_containers() {
    assert_eq!((KUBELET, SANDBOX), (-999, -998));
    order(
        &[task("kubelet", 0, KUBELET), task("pause", 0, SANDBOX)],
        OomScope::node(GIB, 0),
        &["pause", "kubelet"],
    );
}

#[test]
fn page_sizes() {
    let node = OomScope::node(GIB, GIB);
    assert_eq!(node.total(), 2 * GIB);
    for (bytes, pages) in [(4096, 262_144), (16_384, 65_536), (65_536, 16_384), (0, 262_144)] {
        let scope = node.page_size(bytes);
        assert_eq!(task("", GIB, 0).badness(scope), Some(pages), "{bytes}");
        assert_eq!(scope.total(), 2 * GIB, "{bytes}");
    }
}

#[test]
fn the_sum_decides_not_the_adjustment() {
    let node = OomScope::node(64 * GIB, 0);
    let small = task("small", 10 * MIB, 1000);
    order(&[task("large", 30 * GIB, 500), small], node, &["small", "large"]);
    order(&[task("large", 30 * GIB, 600), small], node, &["large", "small"]);
    let guaranteed = task("guaranteed", 40 * GIB, -997);
    order(
        &[guaranteed, small, task("kubelet", GIB, -999)],
        node,
        &["small", "guaranteed", "kubelet"],
    );
}

#[test]
fn in_a_control_group_the_largest_dies_and_the_later_of_equals() {
    let group = OomScope::cgroup(512 * MIB, 0);
    let tasks = [task("init", MIB, 999), task("a", 200 * MIB, 999), task("b", 200 * MIB, 999)];
    order(&tasks, group, &["b", "a", "init"]);
    order(&[task("never", GIB, NEVER)], group, &[]);
    order(&[], group, &[]);
}

#[test]
fn too_few_places() {
    let tasks = [task("", 0, 0); 3];
    let node = OomScope::node(GIB, 0);
    assert_eq!(kill_order(&tasks, node, &mut [0; 2]), None);
    assert_eq!(kill_order(&tasks, node, &mut [7; 9]), Some(&[2, 1, 0][..]));
}

#[test]
fn sentences() {
    let node = OomScope::node(64 * GIB, 0);
    let why = |victim, other, scope| WhyFirst { victim, other, scope }.to_string();
    let small = task("web", 10 * MIB, 1000);
    let guaranteed = task("db", 40 * GIB, -997);
    assert_eq!(
        why(small, guaranteed, node),
        "web dies first: it scores 64.0 GiB (10.0 MiB of memory + 1000/1000 of 64.0 GiB, its \
         oom_score_adj), more than db with -23.8 GiB (40.0 GiB of memory - 997/1000 of 64.0 GiB)"
    );
    assert_eq!(
        why(guaranteed, small, node),
        "db would not die first by these numbers: it scores -23.8 GiB (40.0 GiB of memory - \
         997/1000 of 64.0 GiB, its oom_score_adj), less than web with 64.0 GiB (10.0 MiB of memory + \
         1000/1000 of 64.0 GiB)"
    );
    let group = OomScope::cgroup(512 * MIB, 0);
    assert_eq!(
        why(task("worker", 300 * MIB, 0), task("init", 512, 0), group),
        "worker dies first: it scores 300.0 MiB (300.0 MiB of memory + 0/1000 of 512.0 MiB, its \
         oom_score_adj), more than init with 0 B (512 B of memory + 0/1000 of 512.0 MiB); with equal \
         adjustments the larger one dies"
    );
    assert_eq!(
        why(task("b", GIB, 0), task("a", GIB, 0), group),
        "b dies first: it scores 1.0 GiB (1.0 GiB of memory + 0/1000 of 512.0 MiB, its \
         oom_score_adj), as much as a with 1.0 GiB (1.0 GiB of memory + 0/1000 of 512.0 MiB); of two \
         equals the one later in the task list dies"
    );
    // Sizes are rounded to the nearest tenth.
    assert_eq!(
        why(task("b", 2 * MIB - 50_000, 0), task("a", MIB + 60_000, 0), group),
        "b dies first: it scores 1.9 MiB (2.0 MiB of memory + 0/1000 of 512.0 MiB, its \
         oom_score_adj), more than a with 1.1 MiB (1.1 MiB of memory + 0/1000 of 512.0 MiB); with \
         equal adjustments the larger one dies"
    );
    let never = task("sshd", GIB, NEVER);
    assert_eq!(
        why(small, never, node),
        "web dies first: sshd has oom_score_adj -1000 and is never chosen"
    );
    assert_eq!(why(never, small, node), "sshd has oom_score_adj -1000 and is never chosen");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_is_that_of_looking_again_after_each_kill(
        tasks in prop::collection::vec((0..4 * MIB, -1000..=1000_i16), 0..40),
        total in 0..64 * MIB,
    ) {
        let tasks: Vec<_> = tasks.into_iter().map(|(rss, adj)| task("", rss, adj)).collect();
        let scope = OomScope::node(total, 0);
        let mut order = vec![0; tasks.len()];
        let order = kill_order(&tasks, scope, &mut order).unwrap();
        // The kernel's loop: skip what scores less than the chosen one, so that the later wins.
        let mut left: Vec<_> = (0..tasks.len()).collect();
        let mut expected = Vec::new();
        loop {
            let mut chosen: Option<(usize, i64)> = None;
            for &index in &left {
                match (tasks[index].badness(scope), chosen) {
                    (None, _) => {}
                    (Some(points), Some((_, most))) if points < most => {}
                    (Some(points), _) => chosen = Some((index, points)),
                }
            }
            let Some((victim, _)) = chosen else { break };
            left.retain(|&index| index != victim);
            expected.push(victim);
        }
        prop_assert_eq!(order, &expected[..]);
    }

    #[test]
    fn nothing_panics(
        a: (u64, u64, u64, i16), b: (u64, u64, u64, i16), memory: u64, swap: u64, page: u32,
    ) {
        let task = |(rss, swap, page_tables, oom_score_adj)| {
            Task { name: "t", rss, swap, page_tables, oom_score_adj }
        };
        let scope = OomScope::node(memory, swap).page_size(page);
        let why = WhyFirst { victim: task(a), other: task(b), scope }.to_string();
        prop_assert!(!why.is_empty());
        let _ = task(a).proc_oom_score(scope);
    }
}
