"""What is left of a case outside of the databases ages out: explicit values, and docs/ say the same."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.deploy.kustomize import Manifest, documents, of_kind
from tests.deploy.test_compose import COMPOSE

pytestmark = pytest.mark.privacy

REPO = Path(__file__).parents[2]
ENGINE = REPO / "deploy" / "k8s" / "engine"
DAYS, RECORD_DAYS = 90, 30
MINUTES, HOURS, MS = 24 * 60, 24, 24 * 60 * 60 * 1000
LONGEST_ABSENCE_MINUTES = 10
"""tests/faults: how long a consumer may be away and lose nothing."""
KAFKA = documents(ENGINE / "kafka.yaml")
TOPICS = of_kind(KAFKA, "KafkaTopic")
START = (REPO / "deploy" / "compose" / "kafka-start.sh").read_text(encoding="utf-8")


def environment(service: str) -> dict[str, str]:
    found: dict[str, str] = COMPOSE["services"][service]["environment"]
    return found


def broker(name: str) -> int:
    """A setting of compose's broker."""
    (value,) = re.findall(rf"^{re.escape(name)}=(\d+)$", START, re.MULTILINE)
    return int(value)


@pytest.mark.parametrize("topic", TOPICS, ids=[topic["metadata"]["name"] for topic in TOPICS])
def test_every_topic_of_a_cluster_says_how_long_it_is_kept_and_has_segments_that_let_it_end(topic: Manifest) -> None:
    config = topic["spec"]["config"]
    assert (config["retention.ms"], config["segment.ms"]) == (DAYS * MS, MS)
    assert "cleanup.policy" not in config


def test_composes_broker_keeps_its_topics_as_long_as_a_clusters() -> None:
    assert (broker("log.retention.hours"), broker("log.roll.hours")) == (DAYS * HOURS, HOURS)


def test_how_far_a_service_has_read_is_kept_as_long_as_what_it_reads_in_a_cluster_and_in_compose() -> None:
    """A service whose place was forgotten would begin again at the oldest event, months of them."""
    (cluster,) = of_kind(KAFKA, "Kafka")
    kept = {cluster["spec"]["kafka"]["config"]["offsets.retention.minutes"], broker("offsets.retention.minutes")}
    assert kept == {DAYS * MINUTES}
    assert min(kept) > LONGEST_ABSENCE_MINUTES


def test_operate_forgets_an_instance_that_ended_in_a_cluster() -> None:
    values: dict[str, Any] = yaml.safe_load((ENGINE / "camunda-values.yaml").read_text(encoding="utf-8"))
    orchestration = values["orchestration"]
    assert orchestration["data"]["secondaryStorage"]["type"] == "rdbms", "another store has another setting"
    given = {one["name"]: one.get("value") for one in orchestration["env"]}
    assert given["CAMUNDA_DATA_SECONDARYSTORAGE_RDBMS_HISTORY_DEFAULTHISTORYTTL"] == f"P{DAYS}D"
    assert given["CAMUNDA_DATA_PRIMARYSTORAGE_BACKUP_RETENTION_WINDOW"] == f"P{DAYS}D"


def test_a_clusters_backups_of_postgresql_are_kept_as_long_as_the_engines() -> None:
    (store,) = of_kind(documents(ENGINE / "postgres.yaml"), "ObjectStore")
    assert store["spec"]["retentionPolicy"] == f"{DAYS}d"


def test_operate_forgets_an_instance_that_ended_in_compose_and_records_go_when_it_has_taken_them_in() -> None:
    operate, exporter = "CAMUNDA_OPERATE_ARCHIVER", "ZEEBE_BROKER_EXPORTERS_OPENSEARCH_ARGS_RETENTION"
    shown, exported = environment("operate"), environment("zeebe")
    assert shown[f"{operate}_ILMENABLED"] == exported[f"{exporter}_ENABLED"] == "true"
    assert shown[f"{operate}_ILMMINAGEFORDELETEARCHIVEDINDICES"] == f"{DAYS}d"
    assert exported[f"{exporter}_MINIMUMAGE"] == f"{RECORD_DAYS}d"


def test_no_container_of_compose_that_runs_on_has_a_log_without_an_end() -> None:
    lasting = {name: one for name, one in COMPOSE["services"].items() if one.get("restart") == "unless-stopped"}
    assert {"intake", "postgres", "kafka", "zeebe", "operate", "opensearch", "router"} <= lasting.keys()
    for name, service in lasting.items():
        assert service["logging"] == {"driver": "json-file", "options": {"max-size": "20m", "max-file": "5"}}, name


@pytest.mark.parametrize("document", ["privacy.md", "deployment.md"])
def test_the_documents_say_the_numbers(document: str) -> None:
    told = (REPO / "docs" / document).read_text(encoding="utf-8")
    for place, days in (("Kafka", DAYS), ("Operate", DAYS), ("Operate", RECORD_DAYS), ("控え", DAYS)):
        rows = [row for row in told.splitlines() if row.startswith(f"| {place}")]
        assert any(f"{days}日" in row for row in rows), (place, days)
