"""`tsunagi bpmn deploy`: the whole folder as one set, with a record of who, when, why and what."""

import hashlib
import json
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import grpc
from pyzeebe.proto import gateway_pb2, gateway_pb2_grpc

from tsunagi.bpmn import forms
from tsunagi.bpmn.check import check_folder
from tsunagi.bpmn.linked import with_forms
from tsunagi.bpmn.weave import woven
from tsunagi.errors import StackError

SUFFIXES = (".bpmn", ".dmn")
REGISTER = Path(".tsunagi") / "deployments.jsonl"
ENGINE_STARTS_WITHIN_SECONDS = 60.0
# The engine starts, or has too much to do; the same set once more makes no second version.
NOT_YET = (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.RESOURCE_EXHAUSTED, grpc.StatusCode.DEADLINE_EXCEEDED)


@dataclass(frozen=True)
class Deployment:
    """One deployed set. `files`: name → sha256; `versions`: process or decision id → version in the engine."""

    who: str
    why: str
    at: str
    set_hash: str
    files: dict[str, str]
    versions: dict[str, int]


def deploy_folder(folder: Path, zeebe_address: str, who: str, why: str, register: Path | None = None) -> Deployment:
    """Checks, deploys as one set, records. Raises StackError with one sentence when a diagram is refused."""
    findings = check_folder(folder)
    if findings:
        told = "\n".join(map(str, findings))
        raise StackError("DIAGRAM_REFUSED", f"図に問題があります。\n{told}", "The diagrams were not deployed.")
    contents = {_name(path, folder): path.read_bytes() for path in diagrams(folder)}
    for_engine = {name: _for_engine(name, content) for name, content in contents.items()}
    answer = _deploy(zeebe_address, with_forms(for_engine, forms.read(folder)))
    deployment = Deployment(
        who=who,
        why=why,
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        set_hash=set_hash(folder),
        files={name: hashlib.sha256(content).hexdigest() for name, content in contents.items()},
        versions=_versions(answer),
    )
    _record(register or REGISTER, zeebe_address, deployment)
    return deployment


def diagrams(folder: Path) -> list[Path]:
    found = sorted(path for path in folder.iterdir() if path.suffix in SUFFIXES) + forms.files(folder)
    if not found:
        japanese = f"{folder} に図(.bpmn, .dmn)がありません。フォルダーを確かめてください。"
        raise StackError("NO_DIAGRAM", japanese, f"{folder} holds no diagram; check the folder.")
    return found


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def set_hash(folder: Path) -> str:
    """One hash for the whole set: names and contents."""
    total = hashlib.sha256()
    for path in diagrams(folder):
        total.update(f"{_name(path, folder)}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def differences(folder: Path, register: Path | None = None) -> list[str]:
    """File names in which the folder differs from what was last deployed; reported, never repaired."""
    last = _last(register or REGISTER)
    if last is None:
        return []
    now = {_name(path, folder): hashlib.sha256(path.read_bytes()).hexdigest() for path in diagrams(folder)}
    deployed: dict[str, str] = last["files"]
    return sorted(name for name in now.keys() | deployed.keys() if now.get(name) != deployed.get(name))


def _for_engine(name: str, content: bytes) -> bytes:
    return woven(content) if name.endswith(".bpmn") else content


def _deploy(address: str, contents: dict[str, bytes]) -> gateway_pb2.DeployResourceResponse:
    resources = [gateway_pb2.Resource(name=name, content=content) for name, content in contents.items()]
    request = gateway_pb2.DeployResourceRequest(resources=resources)
    deadline = time.monotonic() + ENGINE_STARTS_WITHIN_SECONDS
    with grpc.insecure_channel(address) as channel:
        stub = gateway_pb2_grpc.GatewayStub(channel)
        while True:
            try:
                return stub.DeployResource(request, timeout=60)
            except grpc.RpcError as error:
                if error.code() not in NOT_YET or time.monotonic() > deadline:
                    japanese = "エンジンが図を受け付けませんでした。下の説明の箇所を直してください。"
                    raise StackError("ENGINE_REFUSED_DIAGRAM", japanese, str(error.details())) from error
                time.sleep(0.5)


def _versions(answer: gateway_pb2.DeployResourceResponse) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in answer.deployments:
        if one.HasField("process"):
            found[one.process.bpmnProcessId] = one.process.version
        elif one.HasField("decision"):
            found[one.decision.dmnDecisionId] = one.decision.version
    return found


def _record(register: Path, engine: str, deployment: Deployment) -> None:
    register.parent.mkdir(parents=True, exist_ok=True)
    with register.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps({"engine": engine, **asdict(deployment)}, ensure_ascii=False) + "\n")


def _last(register: Path) -> dict[str, dict[str, str]] | None:
    if not register.exists():
        return None
    lines = register.read_text(encoding="utf-8").splitlines()
    found: dict[str, dict[str, str]] = json.loads(lines[-1])
    return found
