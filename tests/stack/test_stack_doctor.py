"""What the machine lacks is said in one sentence each."""

from pathlib import Path

import pytest

from tsunagi import doctor

PROGRAMS = ("java", "mvn", "node", "npm", "make", "tar")


def test_each_missing_program_is_one_sentence_and_the_exit_code_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert doctor.report(quiet=True) == 1
    lines = capsys.readouterr().out.splitlines()
    for program in PROGRAMS:
        assert sum(line.startswith(f"✗ {program} がありません") for line in lines) == 1


def test_an_old_program_is_told_from_a_new_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tmp_path / "java"
    old.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\"' >&2\n")
    old.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    (java,) = [finding for finding in doctor.examine() if "java" in finding.advice]
    assert "11.0.2" in java.advice
