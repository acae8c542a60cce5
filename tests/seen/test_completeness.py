"""Every つなぎ that is kept has its event, its span, its element in the engine and its metric; and the other way round.

Of every case that the run has played on the moving stack, the demo's household among them.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
from prometheus_client.parser import text_string_to_metric_families

from tests.scenarios.test_scenarios import FILES, play
from tests.seen.spans import read
from tsunagi.demo.quiet import QuietKeeper
from tsunagi.demo.sight import Sight
from tsunagi.stack import Stack

DEMO = next(file for file in FILES if file.stem == "8050")
# The field that says what became of a つなぎ; an outcome that was wrong is corrected by a later event.
SAYS = {"HandoffClosed": "handoff_outcome", "HandoffEnded": "handoff_outcome", "HandoffCorrected": "now"}


@pytest.fixture(scope="module")
def rows(moving: Stack) -> list[Any]:
    saved = play(moving, DEMO)
    QuietKeeper(moving).wait_until_quiet()
    engine = sa.create_engine(moving.admin_database_url("intake"))
    with engine.connect() as db:
        found = db.execute(sa.text("SELECT * FROM handoffs")).all()
    engine.dispose()
    assert sum(row.case_id == saved["case"] for row in found) == 3
    return list(found)


@pytest.fixture(scope="module")
def ids(rows: list[Any]) -> set[str]:
    return {row.id for row in rows}


def announced(stack: Stack, cases: set[str]) -> Iterator[dict[str, Any]]:
    sight = Sight(stack)
    for case_id in sorted(cases):
        yield from (one for one in sight.events(case_id)["events"] if one["data"].get("handoff_id"))


@pytest.mark.plan("C-22")
def test_every_handoff_has_its_event_and_every_event_its_handoff(moving: Stack, rows: list[Any], ids: set[str]) -> None:
    events = list(announced(moving, {row.case_id for row in rows}))
    assert {one["data"]["handoff_id"] for one in events} == ids
    told = {one["data"]["handoff_id"]: one["data"][SAYS[one["type"]]] for one in events if one["type"] in SAYS}
    for row in rows:
        if row.state in ("COMPLETED", "NOT_COMPLETED"):
            assert told[row.id] == row.state


@pytest.mark.plan("C-22")
def test_every_handoff_that_was_taken_is_one_record_with_from_to_purpose_basis_and_due_date(rows: list[Any]) -> None:
    taken = [row for row in rows if row.state in ("COMPLETED", "NOT_COMPLETED")]
    assert len({(row.source, row.source_id) for row in rows}) == len(rows)
    for row in taken:
        said = (row.from_agency_id, row.to_agency_id, row.purpose, row.legal_basis, row.answer_due_at)
        assert all(said), row.state


@pytest.mark.plan("C-23")
def test_every_handoff_has_its_spans_and_every_span_its_handoff(moving: Stack, ids: set[str]) -> None:
    spans = [span for span in read(moving) if "handoff.id" in span.attributes]
    assert {span.attributes["handoff.id"] for span in spans} == ids
    for kind in ("CONSUMER", "PRODUCER"):
        assert {span.attributes["handoff.id"] for span in spans if span.kind == kind} == ids


@pytest.mark.plan("C-22")
def test_every_handoff_has_its_element_in_the_engines_records_and_every_such_element_its_handoff(
    moving: Stack, ids: set[str]
) -> None:
    of_instance = {
        record["value"]["processInstanceKey"]: record["value"]["value"].strip('"')
        for record in moving.records("VARIABLE", name="handoffId")
        if record["value"]["value"] != "null"
    }
    prepared = [
        of_instance[record["value"]["processInstanceKey"]]
        for record in moving.records("PROCESS_INSTANCE", "ELEMENT_COMPLETED", elementId="Task_PrepareHandoff")
    ]
    assert Counter(prepared) == Counter(ids)


@pytest.mark.plan("C-23")
def test_every_handoff_is_counted_and_every_count_is_a_handoff(moving: Stack, rows: list[Any]) -> None:
    page = httpx.get(f"{moving.http('intake')}/metrics", timeout=30).text
    counted = {
        (sample.labels["from"], sample.labels["to"], sample.labels["state"]): sample.value
        for family in text_string_to_metric_families(page)
        for sample in family.samples
        if sample.name == "tsunagi_handoffs"
    }
    assert counted == Counter((row.from_agency_id, row.to_agency_id, row.state) for row in rows)
