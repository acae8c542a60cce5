"""`tsunagi bpmn check | deploy | diff`."""

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

Folder = Annotated[Path, typer.Argument(help="folder of diagrams", exists=True, file_okay=False)]
Register = Annotated[Path | None, typer.Option(help="record of deployments")]
PACKAGED = Path("bpmn")
LICENCE_NOTICE = (
    "注意: CAMUNDA_LICENSE_KEY がありません。Camunda 8.6 以降の本番利用にはライセンスキーが必要です"
    "(docs/deployment.md)。\n"
    "Notice: no CAMUNDA_LICENSE_KEY. Production use of Camunda 8.6 or newer needs a licence key."
)

bpmn = typer.Typer(no_args_is_help=True, help="業務の流れ図を検査・配備する / check and deploy the diagrams")


def register(app: typer.Typer) -> None:
    app.add_typer(bpmn, name="bpmn")


@bpmn.command()
def check(
    folder: Folder = PACKAGED,
    as_json: Annotated[bool, typer.Option("--json", help="findings as a JSON array")] = False,
) -> None:
    """Hold a folder of diagrams against the code and against bpmn/. Exit code 1 with findings."""
    from tsunagi.bpmn.check import check_folder
    from tsunagi.bpmn.finding import FileRefused

    try:
        findings = check_folder(folder)
    except FileRefused as refused:
        findings = [refused.finding]
    if as_json:
        print(json.dumps([asdict(one) for one in findings], ensure_ascii=False, indent=2))
    elif findings:
        print("\n".join(map(str, findings)))
        print(f"\n{len(findings)} 件。直し方: docs/administrators.md / how to mend them: docs/administrators.md")
    else:
        print(f"{folder}: 問題はありません / no findings")
    raise typer.Exit(1 if findings else 0)


@bpmn.command()
def deploy(
    folder: Folder,
    who: Annotated[str, typer.Option(help="who deploys")],
    why: Annotated[str, typer.Option(help="why, as the record will say it")],
    engine: Annotated[str, typer.Option(help="the engine's gRPC address, host:port")],
    register: Register = None,
    first_only: Annotated[bool, typer.Option(help="do nothing when the record names a deployment already")] = False,
) -> None:
    """Check the folder, deploy it as one set, record who, when, why and what."""
    from tsunagi.bpmn.deploy import REGISTER, deploy_folder

    if not os.environ.get("CAMUNDA_LICENSE_KEY"):
        print(LICENCE_NOTICE, file=sys.stderr)
    if first_only and (register or REGISTER).exists():
        print("配備の記録があるので、何もしません / deployed before: nothing is done")
        return
    deployment = deploy_folder(folder, engine, who, why, register)
    print(f"配備しました / deployed: {deployment.set_hash[:12]}  {deployment.at}  {deployment.who}")
    for name, version in sorted(deployment.versions.items()):
        print(f"  {name}  v{version}")


@bpmn.command()
def diff(folder: Folder = PACKAGED, register: Register = None) -> None:
    """Name the files that differ from what was last deployed. Exit code 1 when there are any."""
    from tsunagi.bpmn.deploy import REGISTER, differences

    if not (register or REGISTER).exists():
        print("配備の記録がありません / nothing was deployed yet")
        raise typer.Exit(0)
    names = differences(folder, register)
    print("\n".join(names) or "最後の配備と同じです / as last deployed")
    raise typer.Exit(1 if names else 0)
