"""The case's time follows the clock keeper's file, and is the wall clock without one."""

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kit.clock import Clock


def test_without_a_file_the_case_time_is_the_wall_clock() -> None:
    assert abs(Clock(None).now() - datetime.now(UTC)) < timedelta(seconds=1)


def test_the_offset_is_read_again_when_the_keeper_moves(tmp_path: Path) -> None:
    file = tmp_path / "clock.json"
    clock = Clock(file)
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=1)
    for round_, days in enumerate((1, 30), start=1):
        file.write_text(json.dumps({"offset_ms": days * 86_400_000}))
        os.utime(file, ns=(round_, round_))
        assert abs(clock.now() - datetime.now(UTC) - timedelta(days=days)) < timedelta(seconds=1)
