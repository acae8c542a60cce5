"""A service hears what it subscribes to."""

import importlib

import pytest

from kit import freezes, hands
from tsunagi.ports import SERVICES

ANYBODYS = {"tsunagi.work.v1", "tsunagi.erasure.v1"}
OWNER = "intake"


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_listens_to_every_service_whose_events_it_subscribes_to(name: str) -> None:
    service = importlib.import_module(f"services.{name}.app").service
    packages = {event_type.rpartition(".")[0] for event_type in service.subscriptions} - ANYBODYS
    assert {package.split(".")[1] for package in packages} <= set(service.listens_to)


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_hears_what_intake_erases(name: str) -> None:
    assert "intake" in importlib.import_module(f"services.{name}.app").service.listens_to


@pytest.mark.parametrize("name", [name for name in SERVICES if name != OWNER])
def test_every_service_hears_whose_access_stopped(name: str) -> None:
    """E12 holds where the records are; the owner of the reports writes it down with them."""
    service = importlib.import_module(f"services.{name}.app").service
    assert freezes.subscriptions.keys() <= service.subscriptions.keys()


@pytest.mark.parametrize("name", [name for name in SERVICES if name != OWNER])
def test_every_service_hears_whose_hands_a_case_is_in(name: str) -> None:
    """P-027 holds where the records are; intake asks its own cases."""
    service = importlib.import_module(f"services.{name}.app").service
    assert hands.subscriptions.keys() <= service.subscriptions.keys()
