"""Case times as a town hall writes them."""

from datetime import datetime

from kit.calendar import JST

ERAS = ((datetime(2019, 5, 1, tzinfo=JST), "令和", 2018), (datetime(1989, 1, 8, tzinfo=JST), "平成", 1988))


def wareki(moment: datetime) -> str:
    """令和8年11月24日 17:15; the first year is 元年. Times before 1989 do not occur in a case."""
    local = moment.astimezone(JST)
    era, offset = next((era, offset) for start, era, offset in ERAS if local >= start)
    year = local.year - offset
    return f"{era}{'元' if year == 1 else year}年{local.month}月{local.day}日 {local:%H:%M}"
