use crate::exitcode;

#[test]
fn an_object_for_the_operator() {
    let text = exitcode(&["rules", "-n", "monitoring", "--label", "release=prom"]).text();
    let head = "\
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: \"exitcode\"
  namespace: \"monitoring\"
  labels:
    \"release\": \"prom\"
spec:
  groups:
    - name: exitcode
      interval: 30s
      rules:
        - alert: ContainerOomKilled
";
    assert!(text.starts_with(head), "{text}");
    assert!(!text.contains("container_oom_events_total"));
    let text = exitcode(&["rules", "--plain", "--cadvisor", "--watch", "shop"]).text();
    assert!(text.starts_with("groups:\n") && text.contains("container_oom_events_total{"));
    assert!(text.contains(r#"namespace=~"shop""#));
}

#[test]
fn a_dashboard() {
    let dashboard = exitcode(&["rules", "--grafana"]).json();
    assert_eq!(dashboard["panels"][0]["title"], "ContainerOomKilled");
}

#[test]
fn names_are_checked() {
    for words in [
        &["--watch", "a\"} or vector(1) #"][..],
        &["--watch", ".*"],
        &["--name", "a\nb: c"],
        &["-n", "Shop"],
        &["--label", "a=b\nc: d"],
        &["--label", "a b=c"],
        &["--label", "novalue"],
        &["--runbooks", "javascript:alert(1)"],
        &["--runbooks", "https://a/\"\n"],
    ] {
        exitcode(&[&["rules"], words].concat()).complaint();
    }
}
