"""The command's surface. Each subcommand imports what it needs when it runs, so that `--help` is quick."""

import importlib.util
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from tsunagi.errors import StackError

app = typer.Typer(no_args_is_help=True, add_completion=False, help="つなぎ / Tsunagi", pretty_exceptions_enable=False)

# Subcommands of other modules: each has `register(app)`, which adds its commands.
MODULES = ("tsunagi.bpmn.cli", "tsunagi.demo.cli")


@app.command()
def up(
    name: Annotated[str, typer.Option(help="data folder: .tsunagi/NAME")] = "up",
    base_port: Annotated[int | None, typer.Option(help="first of a block of ports; default: a free block")] = None,
    bpmn: Annotated[Path, typer.Option(help="folder of diagrams to deploy")] = Path("bpmn"),
) -> None:
    """Start engines and services, deploy the diagrams, stay up until Ctrl-C.

    OPERATE=0 leaves Operate out, TRACES=1 adds Zipkin.
    """
    from tsunagi.up import run

    run(name, base_port, bpmn, operate=with_operate(), traces=with_traces())


@app.command()
def doctor(
    quiet: Annotated[bool, typer.Option(help="print only what is missing")] = False,
    running: Annotated[bool, typer.Option(help="ask the running services what they found")] = False,
    at: Annotated[list[str] | None, typer.Option(help="with --running: http://host:port of a service")] = None,
) -> None:
    """Say what this machine lacks, and what to do; or, with --running, where services, engine and broker differ."""
    if running:
        from tsunagi import running as asking

        raise typer.Exit(asking.report(at or asking.local_services()))
    from tsunagi.doctor import report

    raise typer.Exit(report(quiet=quiet))


@app.command()
def fetch() -> None:
    """Fetch the engines into the cache (.tsunagi/cache or TSUNAGI_CACHE)."""
    from tsunagi import fetch as fetching

    fetching.fetch()


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="archive to write")],
    name: Annotated[str, typer.Option(help="data folder: .tsunagi/NAME")] = "demo",
) -> None:
    """Write database, broker and engine of a stopped stack into FILE, and the keys to read them with into FILE.keys.

    Keep the two apart; of key files keep the newest only.
    """
    from tsunagi import backup as archive
    from tsunagi.homes import home

    print(f"控えを作りました / written: {file}, {archive.backup(home(name), file)}")


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="archive of `tsunagi backup`", exists=True)],
    keys: Annotated[Path, typer.Option(help="newest key file: the erased stay erased", exists=True)],
    name: Annotated[str, typer.Option(help="data folder: .tsunagi/NAME")] = "demo",
) -> None:
    """Put all three back as they were, in the place of what is there, with the keys as they are now."""
    from tsunagi import backup as archive
    from tsunagi.homes import home

    archive.restore(home(name), file, keys)
    print(f"控えから戻しました / restored: {home(name)}")


@app.command("prepare-broker")
def prepare_broker(
    addresses: Annotated[str, typer.Argument(help="host:port of Kafka")],
    passwords: Annotated[Path, typer.Argument(help="folder with a file for each login", exists=True, file_okay=False)],
) -> None:
    """Set the services' logins, topics and permissions at a broker that is not the local stack's. Repeatable."""
    from tsunagi.broker import prepare

    prepare(addresses, passwords)
    print("Kafka のログインと権限を用意しました / the broker is prepared")


ledger = typer.Typer(no_args_is_help=True, help="開示の記録簿 / the disclosure ledger")
app.add_typer(ledger, name="ledger")


@ledger.callback()
def _ledger() -> None:
    """A group of its own, also while it has one command."""


@ledger.command()
def verify(
    database: Annotated[
        list[str] | None, typer.Option(help="service=URL, once per service; default: the stack that runs here")
    ] = None,
) -> None:
    """Walk every chain of the disclosure ledger and hold it against the checkpoints of the other services."""
    from tsunagi import ledger as verifying

    named = dict(one.split("=", 1) for one in database or ())
    raise typer.Exit(verifying.report(named or verifying.local_databases()))


data_keys = typer.Typer(no_args_is_help=True, help="記録を封じる鍵 / the keys that records are sealed with")
app.add_typer(data_keys, name="keys")
Databases = Annotated[
    list[str] | None, typer.Option(help="service=URL, once per service; default: the stack that runs here")
]
Folder = Annotated[Path | None, typer.Option(help="folder with data-<service>.json; default: of the stack that runs")]


@data_keys.command("list")
def list_keys(database: Databases = None, folder: Folder = None) -> None:
    """Which key-encryption keys are in use, with how many data keys, and which may be taken out of the file."""
    from tsunagi import data_keys as keys

    keys.report(keys.opened(database or (), folder))


@data_keys.command()
def rewrap(database: Databases = None, folder: Folder = None) -> None:
    """Wrap every data key with the current key-encryption key; services may run meanwhile."""
    from tsunagi import data_keys as keys

    found = keys.opened(database or (), folder)
    for one in found:
        print(f"{one.service}: {keys.rewrap(one)}")
    keys.report(found)


@app.command()
def reset() -> None:
    """Delete the state of every local stack; the cache stays. Refuses while one runs."""
    from tsunagi.homes import reset as delete_all

    for folder in delete_all():
        print(f"消しました / deleted: {folder}")


def with_operate() -> bool:
    """OPERATE=0 leaves Operate and OpenSearch out."""
    return os.environ.get("OPERATE", "1") != "0"


def with_traces() -> bool:
    """TRACES=1 adds Zipkin."""
    return os.environ.get("TRACES", "0") == "1"


def main() -> None:
    """Exit code 1 and one sentence when the machine or the stack refuses."""
    for module in MODULES:
        if importlib.util.find_spec(module.rpartition(".")[0]) and importlib.util.find_spec(module):
            importlib.import_module(module).register(app)
    try:
        app()
    except StackError as error:
        print(error, file=sys.stderr)
        sys.exit(1)
