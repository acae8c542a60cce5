"""Folders, ports, keys and the cache."""

import json
import shutil
import socket
import stat
from pathlib import Path

import jwt
import pytest

from tsunagi import fetch, ports
from tsunagi.errors import StackError
from tsunagi.stack import Stack

FAILING_MAVEN = """#!/bin/sh
for last; do :; done
folder="${last#-DoutputDirectory=}"
mkdir -p "$folder" && echo half > "$folder/half.jar"
exit 1
"""


@pytest.fixture
def empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TSUNAGI_CACHE", str(tmp_path / "cache"))
    return tmp_path


def test_half_a_download_is_not_used(empty_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = empty_cache / "mvn"
    broken.write_text(FAILING_MAVEN)
    broken.chmod(0o755)
    with monkeypatch.context() as interrupted:
        interrupted.setenv("PATH", str(empty_cache), prepend=":")
        with pytest.raises(StackError) as failed:
            fetch.fetch("kafka")
    assert failed.value.code == "FETCH_FAILED"
    assert not fetch.is_fetched("kafka")
    fetch.fetch("kafka")
    jars = {jar.name for jar in fetch.location("kafka").iterdir()}
    assert "half.jar" not in jars
    assert "kafka_2.13-4.4.0.jar" in jars


def test_without_maven_one_sentence_says_what_to_install(empty_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(empty_cache))
    with pytest.raises(StackError) as failed:
        fetch.fetch("kafka")
    assert failed.value.code == "MAVEN_MISSING"


def test_two_stacks_choose_different_ports_and_remember_them(tmp_path: Path) -> None:
    first, second = (Stack(tmp_path / name) for name in ("first", "second"))
    assert first.zeebe_grpc != second.zeebe_grpc
    assert Stack(tmp_path / "first").zeebe_grpc == first.zeebe_grpc


def test_a_taken_port_is_named(tmp_path: Path) -> None:
    chosen = ports.of(tmp_path, None)
    with socket.create_server(("127.0.0.1", chosen["kafka"])), pytest.raises(StackError) as refused:
        ports.refuse_taken(chosen, tmp_path / "ports.json")
    assert refused.value.code == "PORT_TAKEN"
    assert f"kafka={chosen['kafka']}" in str(refused.value)


def test_every_signer_has_a_private_key_and_its_public_half_in_the_key_set(tmp_path: Path) -> None:
    stack = Stack(tmp_path / "stack")
    public = {key["kid"]: key for key in json.loads((stack.keys / "jwks.json").read_text())["keys"]}
    assert {kid: key["issuer"] for kid, key in public.items()} == {
        "demo-issuer": "demo",
        **{f"service-{name}": f"service:{name}" for name in ports.SERVICES},
    }
    for kid, key in public.items():
        private = stack.keys / f"{kid}.pem"
        assert stat.S_IMODE(private.stat().st_mode) == 0o600
        token = jwt.encode({"sub": "probe"}, private.read_text(), algorithm="EdDSA", headers={"kid": kid})
        assert jwt.decode(token, jwt.PyJWK(key), algorithms=["EdDSA"]) == {"sub": "probe"}


def test_keys_and_passwords_stay_the_same_in_a_stack(tmp_path: Path) -> None:
    before = Stack(tmp_path / "stack").service_env("intake")
    key = Path(before["SERVICE_KEY_FILE"]).read_bytes()
    again = Stack(tmp_path / "stack").service_env("intake")
    assert again == before
    assert Path(again["SERVICE_KEY_FILE"]).read_bytes() == key
    shutil.rmtree(tmp_path / "stack")
    assert Stack(tmp_path / "stack").service_env("intake")["DATABASE_URL"] != before["DATABASE_URL"]


def test_a_stack_of_an_older_version_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "passwords.json").write_text('{"postgres": "x", "intake": "y"}')
    with pytest.raises(StackError, match="make reset"):
        Stack(tmp_path)


def test_a_stack_whose_broker_knew_no_logins_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "kafka" / "data").mkdir(parents=True)
    for _ in range(2):
        with pytest.raises(StackError, match="make reset"):
            Stack(tmp_path)
