"""`make bench` in small: one tiny round of each figure on the real parts. No ratio is judged: the machine is shared."""

import json
from pathlib import Path

import pytest

from bench.__main__ import MEASURES, run
from bench.stage import SMOKE


@pytest.mark.timeout(600)
def test_every_figure_is_measured_and_written_down(tmp_path: Path) -> None:
    figures = run(SMOKE, tmp_path)
    rows = json.loads((tmp_path / "results.json").read_text())
    assert len(rows) == len({row["name"] for row in rows}) == len(figures) >= len(MEASURES)
    for row in rows:
        assert set(row) == {"name", "value", "min", "max", "goal", "ok"}
        assert row["min"] <= row["value"] <= row["max"]
    assert (tmp_path / "results.png").read_bytes().startswith(b"\x89PNG")
    counted = {figure.name: figure for figure in figures}
    assert counted["steps over budget that are not listed with a reason"].ok
    assert counted["commits per step, most"].ok
