"""What an administrator does with a city's reference data, and what everybody reads of it."""

import json
from typing import Any

import sqlalchemy as sa

from kit.context import Context
from kit.errors import InvalidArgument, NotFound, PermissionDenied, Violation
from services.intake.domain.reference import (
    InvalidReference,
    Reference,
    ReferenceVersionTaken,
    check_successor,
    read,
)
from services.intake.store import reference

ADMINISTRATOR = "administrator"


def publish(db: sa.Connection, ctx: Context, text: str, reason: str) -> Reference:
    """Loads a new version; routing uses it from its first day on, without a release (P-023).

    Raises PermissionDenied, InvalidArgument, InvalidReference, LastAgencyOfField, ReferenceVersionTaken.
    """
    if ADMINISTRATOR not in ctx.actor.roles:
        raise PermissionDenied
    if not reason.strip():
        raise InvalidArgument(Violation("reason", "REQUIRED", "変更の理由を書いてください。"))
    new = _read(text)
    if new.municipality_id != ctx.municipality_id:
        raise InvalidReference(Violation("document.municipality_id", "FOREIGN", "ほかの市町村の基準データです。"))
    reference.one_at_a_time(db, ctx)
    known = reference.version(db, ctx, new.version)
    if known is not None:
        if reference.documents_equal(known.document, new.document):
            return known
        raise ReferenceVersionTaken
    before = reference.latest(db, ctx)
    if before.municipality_id == new.municipality_id:
        check_successor(new, before, reference.today(ctx))
    else:
        check_successor(new, new, reference.today(ctx))  # its first version: there is nothing that it could lose
    reference.add(db, ctx, new, reason)
    return new


def _read(text: str) -> Reference:
    """Never repeats what was sent: only the name of the key that is absent or leads nowhere."""
    try:
        document: Any = json.loads(text)
        return read(document)
    except KeyError as error:
        told = Violation("document", "MISSING_NAME", f"項目または名前が見つかりません: {str(error.args[0])[:60]}")
        raise InvalidReference(told) from error
    except (TypeError, ValueError, AttributeError) as error:
        raise InvalidReference(Violation("document", "FORMAT", "基準データの形ではありません。")) from error


def read_version(db: sa.Connection, ctx: Context, name: str) -> Reference:
    """Today's version, or the one of this name. Raises NotFound."""
    found = reference.version(db, ctx, name) if name else reference.of(db, ctx)
    if found is None:
        raise NotFound
    return found
