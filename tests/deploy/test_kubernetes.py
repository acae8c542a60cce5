"""deploy/k8s resolves, fits the Kubernetes schemas, and says of ports, variables and paths what the code says."""

import re
import shutil
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from tests.deploy import surface
from tests.deploy.kustomize import Manifest, NotAllowed, build, containers, documents, of_kind
from tsunagi import broker
from tsunagi.ports import SERVICES

REPO = Path(__file__).parents[2]
K8S = REPO / "deploy" / "k8s"
DEPLOYMENT = (REPO / "docs" / "deployment.md").read_text(encoding="utf-8")
OVERLAYS = ("trial", "production")
VERSION = "1.36"
NOT_IN_A_CLUSTER = {"CLOCK_FILE", "CRASH_FOLDER", "SPANS_FILE", "OTEL_EXPORTER_ZIPKIN_ENDPOINT"}
# The files are packaged, and replaced by what administrators publish; five minutes suit every city.
LEFT_TO_THE_CODE = {"REFERENCE_FILE", "RECONCILE_SECONDS"}


@pytest.fixture(params=OVERLAYS)
def cluster(request: pytest.FixtureRequest) -> list[Manifest]:
    return build(K8S / "overlays" / request.param)


def environment(found: list[Manifest], container: Manifest) -> dict[str, str]:
    """Variable → value; a secret's value is its reference."""
    values: dict[str, str] = {}
    for source in container.get("envFrom", []):
        (config,) = [
            one for one in of_kind(found, "ConfigMap") if one["metadata"]["name"] == source["configMapRef"]["name"]
        ]
        values |= config["data"]
    for one in container.get("env", []):
        values[one["name"]] = one.get("value") or f"secret:{one['valueFrom']['secretKeyRef']['name']}"
    return values


def deployment(found: list[Manifest], name: str) -> Manifest:
    (one,) = [one for one in of_kind(found, "Deployment") if one["metadata"]["name"] == name]
    return one


def faults(found: list[Manifest], asked: surface.Asked) -> list[str]:
    """Where the manifests and the code disagree."""
    told: list[str] = []
    targets = {one["metadata"]["name"]: one["spec"]["ports"] for one in of_kind(found, "Service")}
    for name in SERVICES:
        (container,) = containers(deployment(found, name))
        values = environment(found, container)
        known = asked.required | asked.optional | {"SERVICE_NAME"}
        told += [f"{name}: {variable} is missing" for variable in sorted(asked.required - set(values))]
        undecided = asked.optional - NOT_IN_A_CLUSTER - LEFT_TO_THE_CODE - set(values)
        told += [f"{name}: nobody says {variable}" for variable in sorted(undecided)]
        told += [f"{name}: nobody reads {variable}" for variable in sorted(set(values) - known)]
        told += [f"{name}: {variable} is not for a cluster" for variable in sorted(NOT_IN_A_CLUSTER & set(values))]
        ports = {port["name"]: str(port["containerPort"]) for port in container["ports"]}
        if ports != {"grpc": values["GRPC_PORT"], "http": values["HTTP_PORT"]}:
            told.append(f"{name}: listens on {values['GRPC_PORT']}/{values['HTTP_PORT']}, opens {ports}")
        for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
            path = container[probe]["httpGet"]["path"]
            if path not in surface.plain_paths():
                told.append(f"{name}: {probe} asks {path}")
        if container["livenessProbe"]["httpGet"]["path"] != "/livez":
            told.append(f"{name}: what another part does would restart it")
        scraped = deployment(found, name)["spec"]["template"]["metadata"]["annotations"]
        if scraped["prometheus.io/path"] not in surface.plain_paths() or scraped["prometheus.io/port"] != ports["http"]:
            told.append(f"{name}: Prometheus asks {scraped}")
        for peer in SERVICES:
            host, _, port = values[f"{peer.upper()}_ADDRESS"].partition(":")
            if port not in [str(one["port"]) for one in targets.get(host, []) if one["name"] == "grpc"]:
                told.append(f"{name}: no Service answers {host}:{port}")
    return told


@pytest.mark.plan("C-15")
def test_every_object_fits_the_schema_of_its_kind(cluster: list[Manifest]) -> None:
    assert len(cluster) > 30
    for manifest in cluster:
        kubernetes_validate.validate(manifest, VERSION, strict=True)


@pytest.mark.plan("C-15")
def test_ports_variables_addresses_and_probes_are_those_of_the_code(
    cluster: list[Manifest], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = surface.variables(monkeypatch)
    assert len(asked.required) > 8
    assert faults(cluster, asked) == []


def test_a_wrong_port_variable_probe_or_feature_in_a_copy_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = surface.variables(monkeypatch)
    edits = {
        "containerPort: 50051": "containerPort: 50052",
        "path: /readyz": "path: /ready",
        "path: /livez": "path: /readyz",
        "name: SERVICE_KEY_FILE": "name: SERVICE_KEY",
        "name: TOKEN_KEYS_FILE": "name: CLOCK_FILE",
    }
    for number, (right, wrong) in enumerate(edits.items()):
        copy = tmp_path / str(number)
        shutil.copytree(K8S, copy)
        file = copy / "base" / "intake.yaml"
        file.write_text(file.read_text().replace(right, wrong))
        assert faults(build(copy / "overlays" / "trial"), asked), wrong
    with (copy / "base" / "kustomization.yaml").open("a") as out:
        out.write("namePrefix: x-\n")
    with pytest.raises(NotAllowed):
        build(copy / "overlays" / "trial")


def test_every_service_has_a_migration_by_the_owner_a_budget_and_no_token(cluster: list[Manifest]) -> None:
    jobs = {one["metadata"]["name"]: one for one in of_kind(cluster, "Job")}
    budgets = {one["metadata"]["name"] for one in of_kind(cluster, "PodDisruptionBudget")}
    assert set(jobs) == {f"migrate-{name}" for name in SERVICES} | {"deploy-diagrams"}
    for name in SERVICES:
        (container,) = containers(jobs[f"migrate-{name}"])
        assert container["args"] == ["migrate", name]
        assert environment(cluster, container) == {"OWNER_DATABASE_URL": f"secret:{name}-database-owner"}
        assert containers(deployment(cluster, name))[0]["args"] == [name]
    assert set(SERVICES) <= budgets
    for manifest in [*of_kind(cluster, "Deployment"), *jobs.values()]:
        pod = manifest["spec"]["template"]["spec"]
        assert pod["automountServiceAccountToken"] is False
        assert pod["securityContext"]["runAsNonRoot"] is True
        assert "requests" in pod["containers"][0]["resources"]


def test_a_node_can_be_drained_with_one_replica_and_a_service_goes_on_with_two(cluster: list[Manifest]) -> None:
    replicas = {one["metadata"]["name"]: one["spec"]["replicas"] for one in of_kind(cluster, "Deployment")}
    budgets = {one["metadata"]["name"]: one["spec"] for one in of_kind(cluster, "PodDisruptionBudget")}
    assert set(budgets) == set(replicas)
    for name, budget in budgets.items():
        assert "minAvailable" not in budget
        assert budget["maxUnavailable"] == 1
        assert replicas[name] in (1, 2)
        assert budget["selector"] == deployment(cluster, name)["spec"]["selector"]


def test_an_address_that_a_city_must_choose_is_told(cluster: list[Manifest]) -> None:
    (addresses,) = [
        one["data"] for one in of_kind(cluster, "ConfigMap") if one["metadata"]["name"].startswith("addresses-")
    ]
    assert addresses["OPERATE_URL"].endswith("/operate")
    chosen_by_cities = {name for name, value in addresses.items() if not value or "example.jp" in value}
    assert {"OPERATE_URL", "OTEL_EXPORTER_OTLP_ENDPOINT", "STAFF_ISSUER"} <= chosen_by_cities
    assert sorted(name for name in chosen_by_cities if f"`{name}`" not in DEPLOYMENT) == []
    registries = {one["image"].partition("/")[0] for each in cluster for one in containers(each)}
    assert [one for one in registries if "example.jp" in one and one not in DEPLOYMENT] == []


def test_the_upgrade_in_the_text_makes_every_job_anew_and_migrates_while_no_service_runs(
    cluster: list[Manifest],
) -> None:
    """A job's pod template cannot be changed, and another version's image or addresses change it."""
    (told,) = re.findall(r"### 版を上げる.*?```\n(.*?)```", DEPLOYMENT, re.DOTALL)
    jobs = {one["metadata"]["name"] for one in of_kind(cluster, "Job")}
    migrations = {f"migrate-{name}" for name in SERVICES}
    deployments = {one["metadata"]["name"] for one in of_kind(cluster, "Deployment")}
    steps = [
        ("scale deployment", "Deployment", set(SERVICES)),
        ("wait pod", "Deployment", set(SERVICES)),
        ("delete job", "Job", jobs),
        ("apply -k", "", migrations),
        ("wait job", "Job", migrations),
        ("apply -k", "", {one["metadata"]["name"] for one in cluster}),
        ("rollout status", "Deployment", deployments),
    ]
    for command, (begins, kind, names) in zip(told.splitlines(), steps, strict=True):
        assert command.startswith(f"kubectl {begins}")
        assert chosen(command, of_kind(cluster, kind) if kind else cluster) == names
    assert "--replicas=0" in told.splitlines()[0]
    for one in of_kind(cluster, "Job"):
        assert 0 < one["spec"]["ttlSecondsAfterFinished"] <= 86_400
    for one in [*of_kind(cluster, "Job"), *of_kind(cluster, "Deployment")]:
        of_pods = one["spec"]["template"]["metadata"]["labels"]
        assert {**of_pods, **one["metadata"]["labels"]} == of_pods


def chosen(command: str, among: list[Manifest]) -> set[str]:
    """The names of the objects that its selector fits."""
    selectors = re.findall(r" -l (\S+)", command)
    wanted = dict(one.split("=") for one in selectors)
    return {one["metadata"]["name"] for one in among if wanted.items() <= one["metadata"].get("labels", {}).items()}


def test_the_router_knows_every_rpc_and_every_json_path() -> None:
    (envoy,) = documents(K8S / "base" / "router" / "envoy.yaml")
    targets = {one["name"]: host_port(one) for one in envoy["static_resources"]["clusters"]}
    listed = routes(envoy)
    for name, service in surface.services().items():
        for method in service.descriptor.methods:
            assert target(listed, f"/{service.descriptor.full_name}/{method.name}") == f"{name}_grpc"
        for path in surface.json_paths(service):
            assert target(listed, path) == f"{name}_http"
        assert (targets[f"{name}_grpc"], targets[f"{name}_http"]) == ((name, 50051), (name, 8080))


def test_only_operates_gateway_reaches_the_engines_rest_port(cluster: list[Manifest]) -> None:
    policies = {one["metadata"]["name"]: one["spec"] for one in of_kind(cluster, "NetworkPolicy")}
    assert policies["default-deny"] == {"podSelector": {}, "policyTypes": ["Ingress"]}
    admitted = [
        [peer["podSelector"]["matchLabels"] for peer in rule["from"]]
        for rule in policies["engine"]["ingress"]
        if 8080 in [port["port"] for port in rule["ports"]]
    ]
    assert admitted == [[{"tsunagi/role": "operate-gateway"}]]
    assert all(rule.get("from") and rule.get("ports") for rule in policies["engine"]["ingress"])


def test_every_secret_that_is_named_is_explained(cluster: list[Manifest]) -> None:
    named = set(strings(cluster, ("secretName",))) | {
        reference["name"] for one in cluster for reference in mappings(one, ("secretKeyRef",))
    }
    for file in (K8S / "engine").glob("*.yaml"):
        for one in documents(file):
            named |= set(strings(one, ("existingSecret",))) | {
                reference["name"]
                for reference in mappings(one, ("passwordSecret", "secretKeyRef", "accessKeyId", "secretAccessKey"))
            }
    patterns = {name.replace(service, "<service>") for name in named for service in SERVICES if service in name}
    plain = {name for name in named if not any(service in name for service in SERVICES)}
    assert sorted(name for name in patterns | plain if f"`{name}`" not in DEPLOYMENT) == []


def test_kafka_has_the_topics_that_the_services_write_and_read() -> None:
    topics = {one["metadata"]["name"] for one in of_kind(documents(K8S / "engine" / "kafka.yaml"), "KafkaTopic")}
    assert topics == {f"tsunagi.{name}.{kind}.v1" for name in SERVICES for kind in ("events", "dead-letters")}
    read = {f"tsunagi.{name}.events.v1" for service in surface.services().values() for name in service.listens_to}
    assert read <= topics
    assert {one["apiVersion"] for one in documents(K8S / "engine" / "kafka.yaml")} == {"kafka.strimzi.io/v1"}


def test_each_login_of_kafka_may_do_what_its_services_surface_says_and_nothing_else(cluster: list[Manifest]) -> None:
    manifests = documents(K8S / "engine" / "kafka.yaml")
    (kafka,) = of_kind(manifests, "Kafka")
    assert kafka["spec"]["kafka"]["authorization"] == {"type": "simple"}
    (listener,) = kafka["spec"]["kafka"]["listeners"]
    assert (listener["authentication"], listener["tls"]) == ({"type": "scram-sha-512"}, True)
    users = {one["metadata"]["name"]: one["spec"] for one in of_kind(manifests, "KafkaUser")}
    assert set(users) == set(map(broker.login, SERVICES))
    for name, service in surface.services().items():
        user = users[broker.login(name)]
        assert user["authentication"] == {"type": "scram-sha-512"}
        given = {
            (one["resource"]["type"], one["resource"]["name"], one["resource"]["patternType"], operation)
            for one in user["authorization"]["acls"]
            for operation in one["operations"]
        }
        wanted = [(acl.resource_pattern, acl.operation) for acl in broker.permissions(service)]
        assert given == {
            (
                what.resource_type.name.lower(),
                what.resource_name,
                what.pattern_type.name.lower(),
                operation.name.title(),
            )
            for what, operation in wanted
        }
        one = deployment(cluster, name)
        (container,) = containers(one)
        values = environment(cluster, container)
        assert values["KAFKA_USERNAME"] == broker.login(name)
        assert mounted(one, values["KAFKA_PASSWORD_FILE"]) == broker.login(name)
        assert mounted(one, values["KAFKA_AUTHORITIES_FILE"]) == "tsunagi-cluster-ca-cert"


def mounted(deployment: Manifest, path: str) -> str:
    """The secret that holds the file."""
    (container,) = containers(deployment)
    folder, _, file = path.rpartition("/")
    (volume,) = [one["name"] for one in container["volumeMounts"] if one["mountPath"] == folder]
    (secret,) = [one["secret"] for one in deployment["spec"]["template"]["spec"]["volumes"] if one["name"] == volume]
    assert [one["path"] for one in secret["items"]] == [file]
    return str(secret["secretName"])


def test_each_database_belongs_to_a_login_that_does_not_serve() -> None:
    manifests = documents(K8S / "engine" / "postgres.yaml")
    (cluster,) = of_kind(manifests, "Cluster")
    logins = {role["name"]: role for role in cluster["spec"]["managed"]["roles"]}
    owners = {one["spec"]["name"]: one["spec"]["owner"] for one in of_kind(manifests, "Database")}
    for name in SERVICES:
        assert owners[f"tsunagi_{name}"] == f"tsunagi_{name}_owner"
        for login in (f"tsunagi_{name}", f"tsunagi_{name}_owner"):
            assert (logins[login]["superuser"], logins[login]["bypassrls"]) == (False, False)


def test_camunda_runs_on_a_supported_line_with_a_licence_and_without_a_demo_user() -> None:
    text = (K8S / "engine" / "camunda-values.yaml").read_text(encoding="utf-8")
    values = yaml.safe_load(text)
    assert "Camunda 8.9" in text
    assert values["global"]["license"]["secret"]["existingSecret"] == "camunda-license"
    assert values["orchestration"]["security"]["initialization"]["users"] == []
    assert values["orchestration"]["data"]["secondaryStorage"]["type"] == "rdbms"


def routes(envoy: Manifest) -> list[Manifest]:
    (listener,) = envoy["static_resources"]["listeners"]
    manager = listener["filter_chains"][0]["filters"][0]["typed_config"]
    found: list[Manifest] = manager["route_config"]["virtual_hosts"][0]["routes"]
    return found


def target(listed: list[Manifest], path: str) -> str:
    """The cluster of the first route that fits, as Envoy chooses."""
    return str(next(one["route"]["cluster"] for one in listed if path.startswith(one["match"]["prefix"])))


def host_port(envoy_cluster: Manifest) -> tuple[str, int]:
    (endpoint,) = envoy_cluster["load_assignment"]["endpoints"][0]["lb_endpoints"]
    address = endpoint["endpoint"]["address"]["socket_address"]
    return address["address"], address["port_value"]


def mappings(node: Any, keys: tuple[str, ...]) -> list[Manifest]:
    return [one for one in _values(node, keys) if isinstance(one, dict)]


def strings(node: Any, keys: tuple[str, ...]) -> list[str]:
    return [one for one in _values(node, keys) if isinstance(one, str) and one]


def _values(node: Any, keys: tuple[str, ...]) -> list[Any]:
    if isinstance(node, list):
        return [found for one in node for found in _values(one, keys)]
    if not isinstance(node, dict):
        return []
    own = [value for key, value in node.items() if key in keys]
    return own + [found for value in node.values() for found in _values(value, keys)]
