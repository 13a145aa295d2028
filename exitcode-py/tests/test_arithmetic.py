"""The arithmetic, against the program's answers and against what clusters say."""

import copy
import datetime
import json
import pickle
import subprocess
import sys

import pytest

import exitcode_py
from exitcode_py import InputError, QosClass
from test_inputs import model

MIB = 1 << 20


def program(*words):
    command = [sys.executable, "-m", "exitcode_py", *words]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def is_a_value(value):
    assert copy.deepcopy(value) == value == pickle.loads(pickle.dumps(value))
    assert hash(value) == hash(copy.copy(value)) and repr(value).startswith(f"{type(value).__name__}(")
    assert json.loads(value.to_json()) == value.to_dict()
    assert value._repr_html_().startswith("<pre>") and "<b" not in value._repr_html_()
    with pytest.raises(AttributeError):
        setattr(value, type(value).__dataclass_fields__.copy().popitem()[0], 1)


@pytest.mark.parametrize(
    "options", [{}, {"grace": 30, "pre_stop": 5, "drain": 45}, {"grace": 10, "pre_stop": 12.5}, {"turn": 20, "drain": 4}]
)
def test_shutdown_is_that_of_the_program(options):
    plan = exitcode_py.shutdown(**options)
    is_a_value(plan)
    words = [word for name, value in options.items() for word in (f"--{name.replace('_', '-')}", str(value))]
    answer = json.loads(program("shutdown", "--output", "json", *words))
    mine = plan.to_dict()
    assert answer == {key: mine[key] for key in answer}
    assert str(plan).count("\n") >= len(plan.phases)


def test_times_of_a_shutdown():
    minute = datetime.timedelta(minutes=1)
    assert exitcode_py.shutdown(minute, drain=minute) == exitcode_py.shutdown(60, drain=60.0)
    assert exitcode_py.shutdown(30, drain=5).fits is True and exitcode_py.shutdown(30, drain=31).fits is False
    assert exitcode_py.shutdown(30).fits is None
    for wrong in (float("nan"), float("inf"), -1, 1e300):
        with pytest.raises(InputError):
            exitcode_py.shutdown(30, drain=wrong)
        with pytest.raises(InputError):
            exitcode_py.shutdown(30, pre_stop=wrong)
    with pytest.raises(InputError):
        exitcode_py.shutdown(float("nan"))
    with pytest.raises(TypeError, match="drain is a number of seconds"):
        exitcode_py.shutdown(30, drain="5s")


def test_recommend():
    day = 86_400
    samples = [(1_700_000_000 + day * n, 200_000_000 + 25_000_000 * n) for n in range(8)]
    advice = exitcode_py.recommend(samples, request="128Mi", limit="512Mi")
    is_a_value(advice)
    is_a_value(exitcode_py.recommend(kills=[1_764_057_600], limit="1Gi").kill_windows[0])
    assert advice.target // 1_000_000 == 442 and advice.change == "raise" and advice.samples == 8
    assert advice.new_request > advice.target and advice.highest == 375_000_000
    as_dates = [(datetime.datetime.fromtimestamp(at, datetime.timezone.utc), str(size)) for at, size in samples]
    assert exitcode_py.recommend(as_dates, request=128 * MIB, limit=512 * MIB) == advice
    killed = exitcode_py.recommend(kills=[1_764_057_600], limit="256Mi")
    assert killed.new_limit == 448 * MIB and killed.trend == "one-off" and killed.kill_windows[0].kills == 1
    assert exitcode_py.recommend().new_limit is None and "Nothing" in str(exitcode_py.recommend())
    assert "MiB" in str(advice)
    for wrong in ({"limit": "256Mb"}, {"limit": -1}, {"peak": 1 << 70}, {"containers": 0}, {"samples": [(float("nan"), 1)]}):
        with pytest.raises(InputError):
            exitcode_py.recommend(**wrong)
    for wrong in ({"limit": 1.5}, {"samples": [("now", 1)]}, {"kills": [None]}):
        with pytest.raises(TypeError):
            exitcode_py.recommend(**wrong)


def test_qos_is_what_the_api_server_says(corpus):
    classes = []
    for path in sorted(corpus.glob("kubelet/*/pod.json")):
        text = path.read_bytes()
        pod = json.loads(text) if text.startswith(b"{") else {}
        if pod.get("status", {}).get("qosClass") and pod["spec"].get("containers"):
            classes.append(exitcode_py.qos(path))
            assert classes[-1] == pod["status"]["qosClass"], path
            assert isinstance(classes[-1], QosClass)
    assert len(classes) > 300 and set(classes) == set(QosClass)


def pods():
    def pod(name, **resources):
        return {
            "kind": "Pod",
            "metadata": {"namespace": "shop", "name": name},
            "spec": {"nodeName": "n1", "containers": [{"name": "app", "resources": resources}]},
        }

    database = pod("database", requests={"memory": "4Gi"})
    return [database, pod("cache"), pod("guard", limits={"cpu": "1", "memory": "1Gi"})]


def test_the_kill_order_is_that_of_the_program(tmp_path):
    node = {"kind": "Node", "metadata": {"name": "n1"}, "status": {"capacity": {"memory": "16Gi"}}}
    path = tmp_path / "pods.json"
    path.write_text(json.dumps({"kind": "List", "items": [*pods(), node]}))
    answer = json.loads(program("oom-score", str(path), "--output", "json"))["nodes"]
    (order,) = exitcode_py.oom_score(pods(), node=node)
    is_a_value(order)
    assert [order.to_dict()] == answer
    assert [one.pod for one in order.containers] == ["database", "cache", "guard"]
    assert order.containers[1].qos_class is QosClass.BEST_EFFORT and not order.measured
    assert str(order).startswith("1. shop/database/app: ")
    real = [model(pod, "V1Pod") for pod in pods()]
    assert exitcode_py.oom_score(real, memory="16Gi") == (order,)
    (used,) = exitcode_py.oom_score(pods(), memory="16Gi", usage={"shop/database/app": "15Gi", "cache": 1})
    assert used.measured and used.containers[0].memory_used in (1, 15 << 30)
    with pytest.raises(InputError, match="memory of node"):
        exitcode_py.oom_score(pods())
    for wrong in ("nothing", {"kind": "Pod"}, [{"metadata": {}}]):
        with pytest.raises(InputError):
            exitcode_py.oom_score(wrong, memory="16Gi")
    with pytest.raises(InputError, match="one pod"):
        exitcode_py.qos(pods())


def test_alert_rules_are_those_of_the_program():
    assert exitcode_py.alert_rules() == program("rules")
    options = {"name": "oom", "namespace": "monitoring", "labels": {"release": "prometheus"}, "watch": "shop", "cadvisor": True}
    words = ["--name", "oom", "-n", "monitoring", "-l", "release=prometheus", "--watch", "shop", "--cadvisor"]
    assert exitcode_py.alert_rules(**options) == program("rules", *words)
    assert exitcode_py.alert_rules("plain") == program("rules", "--plain")
    assert json.loads(exitcode_py.alert_rules("grafana")) == json.loads(program("rules", "--grafana"))
    for wrong in ({"form": "yaml"}, {"name": "No Name"}, {"watch": ["a\"b"]}, {"runbooks": "javascript:x"}):
        with pytest.raises(InputError):
            exitcode_py.alert_rules(**wrong)
