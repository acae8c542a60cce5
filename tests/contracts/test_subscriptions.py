"""A service hears what it subscribes to."""

import importlib

import pytest

from tsunagi.ports import SERVICES

ANYBODYS = {"tsunagi.work.v1"}


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_listens_to_every_service_whose_events_it_subscribes_to(name: str) -> None:
    service = importlib.import_module(f"services.{name}.app").service
    packages = {event_type.rpartition(".")[0] for event_type in service.subscriptions} - ANYBODYS
    assert {package.split(".")[1] for package in packages} <= set(service.listens_to)


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_hears_what_intake_erases(name: str) -> None:
    assert "intake" in importlib.import_module(f"services.{name}.app").service.listens_to
