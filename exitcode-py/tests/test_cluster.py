"""``diagnose_pod`` through the real client, which asks a real server with objects that were captured."""

import http.server
import json
import threading
import urllib.parse

import pytest
from kubernetes import client

import exitcode_py
from exitcode_py import Cause

CASES = ["kubelet/crio-oom-main-never", "kubelet/node1-liveness-fail-never-137"]


class Server(http.server.ThreadingHTTPServer):
    """An API server that has one pod."""

    daemon_threads = True

    def __init__(self, answers):
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers = answers
        self.asked = []


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        path, _, query = self.path.partition("?")
        self.server.asked.append((path, dict(urllib.parse.parse_qsl(query))))
        answer = self.server.answers.get(path, 404)
        status, body = (200, answer) if isinstance(answer, bytes) else (answer, b'{"kind": "Status"}')
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_PUT = do_PATCH = do_DELETE = lambda self: pytest.fail("only GET")

    def log_message(self, *_):
        pass


@pytest.fixture
def serve():
    servers = []

    def start(answers):
        server = Server(answers)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        configuration = client.Configuration()
        configuration.host = f"http://127.0.0.1:{server.server_port}"
        configuration.retries = False
        return server, client.CoreV1Api(client.ApiClient(configuration))

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def captured(corpus, case):
    folder = corpus / case
    pod = json.loads((folder / "pod.json").read_bytes())
    events = folder / "events.json"
    name, namespace = pod["metadata"]["name"], pod["metadata"]["namespace"]
    path = f"/api/v1/namespaces/{namespace}/pods/{name}"
    answers = {
        path: json.dumps(pod).encode(),
        f"/api/v1/namespaces/{namespace}/events": events.read_bytes() if events.exists() else b'{"items": []}',
        f"{path}/log": b"bind: address already in use\n",
    }
    return pod, name, namespace, path, answers


@pytest.mark.parametrize("case", CASES)
def test_a_pod_of_a_cluster_is_that_of_its_files(serve, corpus, case):
    pod, name, namespace, path, answers = captured(corpus, case)
    del answers[f"{path}/log"]
    server, api = serve(answers)
    report = exitcode_py.diagnose_pod(name, namespace, api=api)
    files = [corpus / case / file for file in ("pod.json", "events.json") if (corpus / case / file).exists()]
    wanted = exitcode_py.diagnose(files)
    assert [[one.cause for one in found.findings] for found in report] == [
        [one.cause for one in found.findings] for found in wanted
    ]
    asked = dict(server.asked)
    assert asked[f"/api/v1/namespaces/{namespace}/events"] == {"fieldSelector": f"involvedObject.name={name}"}
    assert f"/api/v1/nodes/{pod['spec']['nodeName']}" in asked
    # Neither the node nor the log were there.
    assert {"node", "log"} == {left.input.split()[0] for left in report.ignored}
    assert all("404" in left.why and "so " in left.why for left in report.ignored)


def test_the_log_of_the_run_before_is_asked_for(serve):
    pod = {
        "kind": "Pod",
        "metadata": {"name": "api-0", "namespace": "shop", "uid": "u1"},
        "spec": {"containers": [{"name": "api"}, {"name": "side"}]},
        "status": {
            "containerStatuses": [
                {"name": "api", "state": {"running": {}}, "lastState": {"terminated": {"exitCode": 1}}, "restartCount": 3},
                {"name": "side", "state": {"terminated": {"exitCode": 0}}},
            ]
        },
    }
    path = "/api/v1/namespaces/shop/pods/api-0"
    log = b"listen tcp :8080: bind: address already in use\n"
    others = {"items": [{"kind": "Event", "involvedObject": {"name": "api-0", "uid": "other"}, "reason": "OOMKilling"}]}
    events = json.dumps(others).encode()
    server, api = serve({path: json.dumps(pod).encode(), f"{path}/log": log, "/api/v1/namespaces/shop/events": events})
    report = exitcode_py.diagnose_pod("api-0", "shop", api=api)
    assert report[0].findings[0].cause is Cause.PORT_IN_USE, report
    (query,) = [query for asked, query in server.asked if asked.endswith("/log")]
    assert query["previous"].lower() == "true" and query["container"] == "api" and query["tailLines"] == "200"
    assert exitcode_py.diagnose_pod("api-0", "shop", container="side", api=api)[0].findings[0].cause is not Cause.PORT_IN_USE


def test_a_pod_that_is_gone_or_forbidden(serve, corpus):
    _, name, namespace, path, answers = captured(corpus, CASES[1])
    answers[path] = 404
    _, api = serve(answers)
    report = exitcode_py.diagnose_pod(name, namespace, api=api)
    assert report.ignored[-1].input == f"pod {name}" and "gone" in report.ignored[-1].why
    for status in (403, 404, 500):
        _, api = serve({path: status})
        with pytest.raises(exitcode_py.ClusterError, match=f"{namespace}/{name}: {status}") as caught:
            exitcode_py.diagnose_pod(name, namespace, api=api)
        assert caught.value.status == status and isinstance(caught.value, exitcode_py.Error)
    server, api = serve({})
    server.shutdown()
    server.server_close()
    with pytest.raises(exitcode_py.ClusterError) as caught:
        exitcode_py.diagnose_pod(name, namespace, api=api)
    assert caught.value.status is None


def test_forbidden_events_are_told(serve, corpus):
    _, name, namespace, path, answers = captured(corpus, CASES[0])
    answers[f"/api/v1/namespaces/{namespace}/events"] = 403
    _, api = serve(answers)
    report = exitcode_py.diagnose_pod(name, namespace, api=api)
    assert report[0].findings[0].cause is Cause.OOM_CONTAINER_LIMIT
    assert any(left.input == "events" and "403" in left.why for left in report.ignored)


def test_no_configuration(monkeypatch, tmp_path):
    monkeypatch.setenv("KUBECONFIG", str(tmp_path / "none"))
    monkeypatch.delenv("KUBERNETES_SERVICE_HOST", raising=False)
    monkeypatch.setattr("kubernetes.config.kube_config.KUBE_CONFIG_DEFAULT_LOCATION", str(tmp_path / "none"))
    with pytest.raises(exitcode_py.ClusterError, match="configuration"):
        exitcode_py.diagnose_pod("api-0")
    for wrong in ("", "a,b", "../x", "A", "a" * 300):
        with pytest.raises(exitcode_py.InputError):
            exitcode_py.diagnose_pod(wrong)
