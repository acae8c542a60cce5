"""A job that failed: what the engine is told of it (codes only), when it is tried again, and what is kept of it.

What has used up its tries is an incident. It is kept here until its job is done or gone: the engine tells nobody of its
incidents, and counts those only that it made since it was started.
"""

import random
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy.dialects.postgresql import insert

from kit.errors import DomainError, code_of, is_outage
from kit.row_security import municipality_column
from kit.transaction import EVERY_MUNICIPALITY, DatabaseUnavailable, transaction

BACKOFF_SECONDS = (1.0, 5.0, 15.0, 60.0, 300.0)
OUTAGE_SECONDS = 15.0
FAULT = "fault"
"""The runbook's entry for what is no business refusal: the code is then the exception's name."""
log = structlog.get_logger()

_metadata = sa.MetaData()
incidents = sa.Table(
    "incidents",
    _metadata,
    sa.Column("job_key", sa.BigInteger, primary_key=True, autoincrement=False),
    municipality_column(),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("case_id", sa.Text, nullable=False),
    sa.Column("case_no", sa.Text, nullable=False),
    sa.Column("element_id", sa.Text, nullable=False),
    sa.Column("element_instance_key", sa.BigInteger, nullable=False),
    sa.Column("process_instance_key", sa.BigInteger, nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
)
tables = (incidents,)


@dataclass(frozen=True)
class Failing:
    """A job that was refused or failed, and is not done since."""

    code: str
    case_id: str
    case_no: str
    element_id: str
    element_instance_key: int
    process_instance_key: int


def failed(
    task: str, attempt: int, error: Exception, variables: Mapping[str, Any], element_id: str, *keys: int
) -> Failing:
    """Says so in the log. `keys`: of the element's instance and of the process's."""
    case_id, case_no = (str(variables.get(name) or "") for name in ("caseId", "caseNo"))
    failing = Failing(code_of(error), case_id, case_no, element_id, *keys)
    facts = {"element": element_id, "case_no": case_no, "process_instance_key": failing.process_instance_key}
    log.warning("job.failed", task=task, code=failing.code, attempt=attempt, **facts)
    return failing


def message(error: Exception, case_no: str) -> str:
    """What the engine is told, and Operate shows: code, case number, where in the runbook; nothing of anybody."""
    anchor = error.code.lower() if isinstance(error, DomainError) else FAULT
    return f"{code_of(error)} | {case_no} | docs/operators.md#{anchor}"


def backoff_ms(error: Exception, attempt: int) -> int:
    """Grows from the first attempt (1) on; an outage is looked at often."""
    seconds = BACKOFF_SECONDS[min(attempt, len(BACKOFF_SECONDS)) - 1]
    if is_outage(error):
        seconds = min(seconds, OUTAGE_SECONDS)
    return int(1000 * seconds * random.uniform(0.8, 1.2))  # noqa: S311 - jitter, not a secret


def keep(engine: sa.Engine, job_key: int, municipality_id: str, failing: Failing, at: datetime) -> bool:
    """Before the engine makes the incident. False when the database is away: then it had better be tried once more."""
    row = {"job_key": job_key, "municipality_id": municipality_id, "at": at, **vars(failing)}
    try:
        with transaction(engine, EVERY_MUNICIPALITY) as db:
            new = insert(incidents).values(row)
            db.execute(new.on_conflict_do_update(index_elements=["job_key"], set_={"code": failing.code, "at": at}))
    except DatabaseUnavailable:
        return False
    except sa.exc.SQLAlchemyError as error:  # a database that is not as it should be: the engine at least has it
        log.warning("incident.not_kept", code=failing.code, error=type(error).__name__)
    return True


def drop(db: sa.Connection, job_keys: Collection[int]) -> None:
    if job_keys:
        db.execute(incidents.delete().where(incidents.c.job_key.in_(job_keys)))


def kept(db: sa.Connection) -> dict[int, Failing]:
    """By job key."""
    names = Failing.__dataclass_fields__
    rows = db.execute(sa.select(incidents))
    return {row.job_key: Failing(**{name: getattr(row, name) for name in names}) for row in rows}


def counts(db: sa.Connection, _now: datetime) -> Iterator[tuple[str, str, Mapping[str, str], float]]:
    query = sa.select(incidents.c.code, sa.func.count()).group_by(incidents.c.code).order_by(incidents.c.code)
    for one, count in db.execute(query):
        yield "tsunagi_incidents", "Jobs that have used up their tries and are not done.", {"code": one}, count
