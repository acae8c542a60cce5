"""`tsunagi demo` and the commands that need a running demo."""

from pathlib import Path
from typing import Annotated

import typer

from tsunagi.errors import StackError

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
        from tsunagi.cli import with_operate, with_traces
        from tsunagi.demo.mistakes import BadScenario
        from tsunagi.demo.run import run

        files = scenario or [SCENARIOS / "8050.json"]
        try:
            raise typer.Exit(run(files, operate=with_operate(), traces=with_traces(), stay=not leave))
        except BadScenario as bad:
            japanese = "シナリオのファイルを直してください。書き方は examples/scenarios/README.md にあります。"
            raise StackError("BAD_SCENARIO", japanese, str(bad)) from bad

    @app.command()
    def refer(
        file: Annotated[Path, typer.Argument(help="a referral: examples/referrals/*.json")],
        home: Annotated[Path | None, typer.Option(help="folder of the running stack; default: the demo's")] = None,
    ) -> None:
        """Refer a household to the running demo through its public gRPC."""
        from tsunagi.demo import refer as referring

        raise typer.Exit(referring.refer(file, home))

    @app.command()
    def token(
        agency: Annotated[str, typer.Option(help="agency id, W-03")],
        purpose: Annotated[list[str] | None, typer.Option(help="permitted purposes")] = None,
        home: Annotated[Path | None, typer.Option(help="folder of the running stack; default: the demo's")] = None,
    ) -> None:
        """A token for an agency, to try a client of your own. For demonstration only."""
        from tsunagi.demo import refer as referring

        print(referring.token(agency, purpose or ["INTAKE", "HANDOFF"], home))

    @app.command()
    def staff_token(
        staff: Annotated[str, typer.Argument(help="staff id of examples/staff: staff-coordinator")],
        municipality: Annotated[str, typer.Option(help="28216 or 99201")] = "28216",
        home: Annotated[Path | None, typer.Option(help="folder of the running stack; default: the demo's")] = None,
    ) -> None:
        """Sign in as one of the invented staff at the running stack's own issuer. For demonstration only."""
        from tsunagi.demo import refer as referring

        print(referring.staff_token(staff, municipality, home))
