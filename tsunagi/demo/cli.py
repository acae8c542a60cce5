"""`tsunagi demo` and the commands that need a running demo."""

from pathlib import Path
from typing import Annotated

import typer

SCENARIOS = Path(__file__).parents[2] / "examples" / "scenarios"


def register(app: typer.Typer) -> None:
    @app.command()
    def demo(
        scenario: Annotated[
            list[Path] | None,
            typer.Option(help="a scenario file, several times if wanted; default: 8050"),
        ] = None,
        leave: Annotated[bool, typer.Option("--exit", help="stop after checking the outcome")] = False,
    ) -> None:
        """Start everything, play one household to the end, check the outcome, stay up until Ctrl-C."""
        from tsunagi.cli import with_operate
        from tsunagi.demo.run import run

        files = scenario or [SCENARIOS / "8050.json"]
        raise typer.Exit(run(files, operate=with_operate(), stay=not leave))
