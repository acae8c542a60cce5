"""Rows of persons that are one person's: each file has a row of its own, and they name one another in chains."""

import sqlalchemy as sa

from kit.context import Context
from services.intake.store.tables import persons

LINKS = ("id", "same_as", "same_before", "match_key")


def rows_of(ctx: Context, wanted: sa.ColumnElement[bool]) -> sa.CTE:
    """(of, of_case, id): for each wanted row (`of`, in the file `of_case`) every row of the same person, itself too.

    By the row that one continues, or continued before a merge, and by name and birth date; from each so found again,
    however long the chain.
    """
    of_city = persons.c.municipality_id == ctx.municipality_id
    own = sa.select(persons.c.id.label("of"), persons.c.case_id.label("of_case"), *_links(persons))
    found = own.where(of_city, wanted).cte("same", recursive=True)
    next_ = _next_to(ctx, found).lateral("next")
    return found.union(sa.select(found.c.of, found.c.of_case, *_links(next_)).join(next_, sa.true()))


def _next_to(ctx: Context, found: sa.CTE) -> sa.CompoundSelect[tuple[str, ...]]:
    """Each link is asked by its own index: one condition of all of them is answered by reading every person."""
    other = persons.alias("other")
    o, f = other.c, found.c
    links = (
        o.id == f.same_as,
        o.id == f.same_before,
        o.same_as == f.id,
        o.same_before == f.id,
        sa.and_(f.match_key != "", o.match_key == f.match_key),
    )
    of_city = o.municipality_id == ctx.municipality_id
    return sa.union_all(*(sa.select(*_links(other)).where(of_city, link).correlate(found) for link in links))


def _links(rows: sa.FromClause) -> list[sa.ColumnElement[str]]:
    return [rows.c[name] for name in LINKS]
