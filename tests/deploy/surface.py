"""What the code itself says about a service's surface: its variables, paths, rpc names and topics."""

import importlib
from collections.abc import Iterator, Mapping
from types import SimpleNamespace
from typing import Any, cast

from fastapi.routing import APIRoute
from google.api import annotations_pb2

from kit import http, runtime, settings
from kit.calls import Dispatcher
from tsunagi.ports import SERVICES


class Asked(Mapping[str, str]):
    """An environment that remembers what it was asked for."""

    def __init__(self) -> None:
        self.required: set[str] = set()
        self.optional: set[str] = set()

    def __getitem__(self, name: str) -> str:
        self.required.add(name)
        return "1"

    def get(self, name: str, default: Any = None) -> Any:
        self.optional.add(name)
        return default

    def __iter__(self) -> Iterator[str]:
        return iter(self.required | self.optional)

    def __len__(self) -> int:
        return len(self.required | self.optional)


def variables(monkeypatch: Any) -> Asked:
    """What `settings.from_environment` reads; the rest of the module is left as it is."""
    asked = Asked()
    monkeypatch.setattr(settings, "os", SimpleNamespace(environ=asked))
    settings.from_environment("intake")
    return asked


def plain_paths() -> set[str]:
    """The paths of a service that belong to no rpc."""
    nobody = cast(Any, None)
    app = http.create_app(Dispatcher([], nobody, nobody, nobody, nobody), nobody, list, list, dict, bytes, list)
    return {route.path for route in app.routes if isinstance(route, APIRoute)}


def services() -> dict[str, runtime.Service]:
    return {name: importlib.import_module(f"services.{name}.app").service for name in SERVICES}


def json_paths(service: runtime.Service) -> set[str]:
    found = set()
    for method in service.descriptor.methods:
        options: Any = method.GetOptions()
        rule = options.Extensions[annotations_pb2.http]
        found |= {getattr(one, one.WhichOneof("pattern")) for one in (rule, *rule.additional_bindings)}
    return found
