//! QoS classes and `oom_score_adj`, against Kubernetes' own test tables: `TestComputePodQOS` in
//! `pkg/apis/core/v1/helper/qos/qos_test.go` and `TestGetContainerOOMScoreAdjust` in
//! `pkg/kubelet/qos/policy_test.go`.

use exitcode_core::arithmetic::oom::{
    BEST_EFFORT, BURSTABLE_HIGHEST, BURSTABLE_LOWEST, GUARANTEED, Place, is_node_critical,
};
use exitcode_core::arithmetic::qos::QosClass::{BestEffort, Burstable, Guaranteed};
use exitcode_core::arithmetic::qos::{InitContainer, PodResources, QosClass, Resources};
use exitcode_core::arithmetic::quantity::Quantity;
use proptest::prelude::*;

/// Requests and limits, each CPU and memory; an empty text is absent.
fn resources(requests: [&str; 2], limits: [&str; 2]) -> Resources {
    let quantity = |text: &str| (!text.is_empty()).then(|| text.parse().unwrap());
    let ([cpu_request, memory_request], [cpu_limit, memory_limit]) = (requests, limits);
    Resources {
        cpu_request: quantity(cpu_request),
        cpu_limit: quantity(cpu_limit),
        memory_request: quantity(memory_request),
        memory_limit: quantity(memory_limit),
    }
}

/// One that requests memory and nothing else.
fn memory(request: &str) -> Resources {
    resources(["", request], NONE)
}

const NONE: [&str; 2] = ["", ""];

fn init(resources: Resources) -> InitContainer {
    InitContainer { resources, sidecar: false }
}

fn sidecar(resources: Resources) -> InitContainer {
    InitContainer { resources, sidecar: true }
}

#[track_caller]
fn class(containers: &[Resources], expected: QosClass) {
    let pod = PodResources { containers, ..PodResources::default() };
    assert_eq!(pod.qos_class(), expected, "{containers:?}");
}

#[track_caller]
fn pod_class(pod: Resources, containers: &[Resources], expected: QosClass) {
    let pod = PodResources { pod: Some(pod), containers, ..PodResources::default() };
    assert_eq!(pod.qos_class(), expected, "{pod:?}");
}

#[test]
fn classes_of_containers() {
    let nothing = resources(NONE, NONE);
    let equal = resources(["100m", "100Mi"], ["100m", "100Mi"]);
    class(&[equal], Guaranteed);
    class(&[equal, equal], Guaranteed);
    class(&[], BestEffort);
    class(&[nothing], BestEffort);
    class(&[nothing, nothing], BestEffort);
    class(&[nothing, resources(["1", ""], ["2", ""])], Burstable);
    class(&[nothing, resources(["10m", "100Mi"], ["10m", "100Mi"])], Burstable);
    class(&[resources(["", "100Mi"], ["", "100Mi"])], Burstable);
    class(&[resources(["100m", "100Mi"], NONE)], Burstable);
    class(&[resources(["1", "100Mi"], ["2", "100Mi"]), equal], Burstable);
    class(
        &[resources(["100m", "100Mi"], ["200m", "200Mi"]), resources(["100m", "100Mi"], NONE)],
        Burstable,
    );
    class(&[resources(["10m", "100Mi"], ["100m", "200Mi"])], Burstable);
    class(&[resources(["0", "0"], ["100m", "200Mi"])], Burstable);
    // Huge pages have no part in it, and zero is as nothing.
    class(&[resources(["0", "0"], ["0", "0"])], BestEffort);
    // The sums count, not the containers one by one.
    class(
        &[
            resources(["100m", "100Mi"], ["200m", "200Mi"]),
            resources(["200m", "200Mi"], ["100m", "100Mi"]),
        ],
        Guaranteed,
    );
    // The same amount in another spelling.
    class(&[resources(["0.1", "128Mi"], ["100m", "134217728"])], Guaranteed);
}

#[test]
fn init_containers_and_sidecars_count() {
    let equal = resources(["100m", "100Mi"], ["100m", "100Mi"]);
    let burst = resources(["10m", "100Mi"], ["100m", "200Mi"]);
    let nothing = Resources::default();
    let rows = [
        (nothing, init(burst), Burstable),
        (nothing, sidecar(burst), Burstable),
        (equal, init(equal), Guaranteed),
        (equal, sidecar(equal), Guaranteed),
        (equal, init(nothing), Burstable),
        (nothing, init(nothing), BestEffort),
    ];
    for (container, init_container, expected) in rows {
        let pod = PodResources {
            containers: &[container],
            init_containers: &[init_container],
            ..PodResources::default()
        };
        assert_eq!(pod.qos_class(), expected, "{pod:?}");
    }
}

#[test]
fn pod_level_resources_win() {
    let nothing = resources(NONE, NONE);
    let equal = resources(["10m", "100Mi"], ["10m", "100Mi"]);
    let small = resources(["5m", "10Mi"], ["5m", "10Mi"]);
    pod_class(equal, &[nothing], Guaranteed);
    pod_class(equal, &[resources(["3m", "10Mi"], ["5m", "20Mi"])], Guaranteed);
    pod_class(resources(["10m", "10Mi"], ["20m", "50Mi"]), &[nothing], Burstable);
    pod_class(resources(["10m", "10Mi"], ["20m", "50Mi"]), &[small], Burstable);
    pod_class(resources(["10m", "10Mi"], NONE), &[resources(["5m", "10Mi"], NONE)], Burstable);
    pod_class(
        resources(["10m", "10Mi"], ["5m", ""]),
        &[resources(["5m", "10Mi"], NONE), small],
        Burstable,
    );
    pod_class(nothing, &[equal], BestEffort);
}

#[test]
fn defaults() {
    let limits = resources(NONE, ["1", "1Gi"]);
    class(&[limits], Burstable);
    class(&[limits.with_defaults()], Guaranteed);
    assert_eq!(resources(["0", ""], ["1", ""]).with_defaults(), resources(["0", ""], ["1", ""]));

    let containers = [resources(["100m", "128Mi"], NONE), resources(["200m", ""], NONE)];
    let pod =
        |pod, containers| PodResources { pod: Some(pod), containers, ..PodResources::default() };
    let set = pod(limits, &containers).with_defaults();
    assert_eq!(set.pod, Some(resources(["300m", "128Mi"], ["1", "1Gi"])));
    assert_eq!(pod(limits, &[]).with_defaults().qos_class(), Guaranteed);
    // A limit of one kind is enough for requests of both.
    for (limits, set) in [
        (resources(NONE, ["2", ""]), resources(["300m", "128Mi"], ["2", ""])),
        (resources(NONE, ["", "2Gi"]), resources(["300m", "128Mi"], ["", "2Gi"])),
    ] {
        assert_eq!(pod(limits, &containers).with_defaults().pod, Some(set));
    }
    let requests = resources(["1", ""], NONE);
    assert_eq!(pod(requests, &containers).with_defaults().pod, Some(requests));
}

/// Kubernetes' rows, where the one container is the first.
#[test]
fn oom_score_adj_of_one_container() {
    let rows = [
        (resources(NONE, ["10", ""]), 4_000_000_000, 999),
        (resources(["0", ""], ["", "10G"]), 8_000_000_000, 999),
        (resources(NONE, ["", "0"]), 7_230_457_451, 1000),
        (Resources::default(), 4_000_000_000, 1000),
        (resources(["5m", "10G"], ["5m", "10G"]), 123_456_789, -997),
        (resources(["5m", "4000000000"], ["", "10G"]), 8_000_000_000, 500),
        (resources(["5m", "7999999999"], NONE), 8_000_000_000, 3),
        // Not in the table: no memory known, more than there is, half a byte.
        (memory("1Gi"), 0, 3),
        (memory("8Ei"), 1, 3),
        (memory("512m"), 8_000_000_000, 999),
    ];
    for (container, capacity, expected) in rows {
        let pod = PodResources { containers: &[container], ..PodResources::default() };
        let adj = pod.oom_score_adj(Place::Container(0), capacity);
        assert_eq!(adj, Some(expected), "{container:?} of {capacity}");
        let critical = PodResources { node_critical: true, ..pod };
        assert_eq!(critical.oom_score_adj(Place::Container(0), capacity), Some(GUARANTEED));
    }
}

#[test]
fn sidecars_are_no_more_at_risk_than_the_smallest_container() {
    // 8 GB: 1000 − 1000 × request ÷ capacity.
    let containers = [memory("2G"), memory("4G")];
    let init_containers =
        [init(memory("1G")), sidecar(memory("1G")), sidecar(memory("3G")), sidecar(memory(""))];
    let pod = PodResources {
        containers: &containers,
        init_containers: &init_containers,
        ..PodResources::default()
    };
    let rows = [
        (Place::Container(0), Some(750)),
        (Place::Container(1), Some(500)),
        (Place::Container(2), None),
        (Place::InitContainer(0), Some(875)),
        (Place::InitContainer(1), Some(750)),
        (Place::InitContainer(2), Some(625)),
        (Place::InitContainer(3), Some(750)),
        (Place::InitContainer(4), None),
    ];
    for (place, expected) in rows {
        assert_eq!(pod.oom_score_adj(place, 8_000_000_000), expected, "{place:?}");
    }
}

#[test]
fn what_the_pod_requests_beyond_its_containers_is_shared() {
    // The pod requests 4 G. Together the containers claim 2 G and the sidecar 0.5 G, more than the
    // init container; 1.5 G remain, 0.375 G for each of the four.
    let containers = [memory("1G"), memory("1G")];
    let init_containers = [sidecar(memory("500M")), init(memory("1G"))];
    let pod = PodResources {
        pod: Some(memory("4G")),
        containers: &containers,
        init_containers: &init_containers,
        ..PodResources::default()
    };
    assert_eq!(pod.oom_score_adj(Place::Container(0), 10_000_000_000), Some(863));
    assert_eq!(pod.oom_score_adj(Place::InitContainer(0), 10_000_000_000), Some(863));
    assert_eq!(pod.oom_score_adj(Place::InitContainer(1), 10_000_000_000), Some(863));
    // An init container that needs more than all others together: 4 G − 3.5 G, a quarter of it for each.
    let init_containers = [sidecar(memory("500M")), init(memory("3G"))];
    let pod = PodResources { init_containers: &init_containers, ..pod };
    assert_eq!(pod.oom_score_adj(Place::Container(0), 10_000_000_000), Some(888));
    // The same with the large one first, where no sidecar runs beside it yet: 4 G − 3 G.
    let init_containers = [init(memory("3G")), sidecar(memory("500M"))];
    let pod = PodResources { init_containers: &init_containers, ..pod };
    assert_eq!(pod.oom_score_adj(Place::Container(0), 10_000_000_000), Some(875));
    // No memory request of the pod: nothing to share.
    let pod = PodResources { pod: Some(resources(["1", ""], NONE)), ..pod };
    assert_eq!(pod.oom_score_adj(Place::Container(0), 10_000_000_000), Some(900));
    // Nor with one of zero, though the containers claim more than that.
    let pod = PodResources { pod: Some(resources(["1", "0"], NONE)), ..pod };
    assert_eq!(pod.oom_score_adj(Place::Container(0), 10_000_000_000), Some(900));
    // 4 G − 2 G for two containers; 4 G − 2.5 G for two and a sidecar, 0.5 G each.
    let init_containers = [sidecar(memory("500M"))];
    let pod = PodResources { pod: Some(memory("4G")), init_containers: &[], ..pod };
    assert_eq!(pod.oom_score_adj(Place::Container(0), 10_000_000_000), Some(800));
    let pod = PodResources { init_containers: &init_containers, ..pod };
    assert_eq!(pod.oom_score_adj(Place::Container(0), 10_000_000_000), Some(850));
}

#[test]
fn node_critical_pods() {
    let node = "system-node-critical";
    let rows = [
        (false, Some(2_000_001_000), node, true),
        (true, None, node, true),
        (false, Some(1_999_999_999), node, false),
        (false, None, node, false),
        (false, Some(2_000_000_000), "system-cluster-critical", false),
        (true, Some(2_000_000_000), "", false),
    ];
    for (is_static, priority, class_name, expected) in rows {
        let found = is_node_critical(is_static, priority, class_name);
        assert_eq!(found, expected, "{is_static} {priority:?} {class_name}");
    }
}

#[test]
fn names() {
    for &class in QosClass::ALL {
        assert_eq!(QosClass::from_name(&class.to_string()), Some(class));
    }
    assert_eq!(QosClass::from_name("guaranteed"), None);
}

fn any_resources() -> impl Strategy<Value = Resources> {
    let quantity = || prop::option::of((0..5_i64).prop_map(|units| Quantity::milli(units * 500)));
    (quantity(), quantity(), quantity(), quantity()).prop_map(|(a, b, c, d)| Resources {
        cpu_request: a,
        cpu_limit: b,
        memory_request: c,
        memory_limit: d,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn order_does_not_matter(mut all in prop::collection::vec(any_resources(), 0..6), cut: usize) {
        let pod = PodResources { containers: &all, ..PodResources::default() };
        let as_containers = pod.qos_class();
        let cut = cut % (all.len() + 1);
        let inits: Vec<_> = all[cut..].iter().map(|&resources| sidecar(resources)).collect();
        let split = PodResources {
            containers: &all[..cut],
            init_containers: &inits,
            ..PodResources::default()
        };
        prop_assert_eq!(split.qos_class(), as_containers);
        all.reverse();
        let pod = PodResources { containers: &all, ..PodResources::default() };
        prop_assert_eq!(pod.qos_class(), as_containers);
    }

    #[test]
    fn each_class_keeps_its_range(
        containers in prop::collection::vec(any_resources(), 1..4),
        inits in prop::collection::vec((any_resources(), any::<bool>()), 0..4),
        capacity in 1..10_u64,
    ) {
        let inits: Vec<_> = inits
            .into_iter()
            .map(|(resources, sidecar)| InitContainer { resources, sidecar })
            .collect();
        let pod = PodResources {
            containers: &containers,
            init_containers: &inits,
            ..PodResources::default()
        };
        let adj = pod.oom_score_adj(Place::Container(0), capacity).unwrap();
        match pod.qos_class() {
            Guaranteed => prop_assert_eq!(adj, GUARANTEED),
            BestEffort => prop_assert_eq!(adj, BEST_EFFORT),
            Burstable => prop_assert!((BURSTABLE_LOWEST..=BURSTABLE_HIGHEST).contains(&adj)),
        }
    }

    #[test]
    fn a_larger_request_is_never_more_at_risk(
        a in 0..1_u64 << 40,
        b in 0..1_u64 << 40,
        capacity in 1..1_u64 << 40,
    ) {
        let adj = |bytes: u64| {
            let container = Resources {
                cpu_request: Some(Quantity::milli(1)),
                memory_request: Some(Quantity::bytes(bytes)),
                ..Resources::default()
            };
            let pod = PodResources { containers: &[container], ..PodResources::default() };
            pod.oom_score_adj(Place::Container(0), capacity).unwrap()
        };
        prop_assert!(adj(a.max(b)) <= adj(a.min(b)));
    }
}
