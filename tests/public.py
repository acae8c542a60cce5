"""The public side of a running stack, for tests: a client, a player, and calls as one actor."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from kit.identity import Signer
from tsunagi.demo.client import Client
from tsunagi.demo.player import Keeper, Player
from tsunagi.demo.scenario import MUNICIPALITY, ActorCard, Scenario, load
from tsunagi.demo.sight import Sight
from tsunagi.ports import SERVICES
from tsunagi.stack import Stack

Ask = Callable[..., dict[str, Any]]


def issuer(stack: Stack) -> Signer:
    return Signer(stack.keys / "demo-issuer.pem", "demo-issuer", "demo")


def client(stack: Stack, municipality: str = MUNICIPALITY) -> Client:
    return Client({service: stack.grpc(service) for service in SERVICES}, issuer(stack), municipality)


def as_actor(stack: Stack, card: ActorCard) -> Ask:
    """`ask("IntakeService.GetCase", name=…)` as this actor, for its first purpose."""
    public = client(stack)

    def ask(rpc: str, **request: Any) -> dict[str, Any]:
        return public.call(card, rpc, card.purpose, request)

    return ask


def play(
    stack: Stack, file: Path, until: int | None = None, keeper: Keeper | None = None
) -> tuple[Scenario, dict[str, Any]]:
    """Plays a file, or only its first steps; answers the scenario and what was saved."""
    whole = load(file)
    scenario = replace(whole, steps=whole.steps[:until])
    public = client(stack, scenario.municipality)
    return scenario, Player(public, scenario, keeper, sight=Sight(stack)).play()
