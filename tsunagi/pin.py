"""The engine's `PUT /v2/clock`, on one connection that is kept open."""

import json
from http.client import HTTPConnection, HTTPException

REQUEST_SECONDS = 10.0
JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
# Operate's login for this machine only. With Operate in its process, the engine's REST port asks for it, too.
LOGIN = "username=demo&password=demo"


class Unreachable(Exception):
    """The engine did not take the time: it is down, or starting."""


class EnginePin:
    def __init__(self, port: int) -> None:
        self._port = port
        self._connection: HTTPConnection | None = None
        self._session: dict[str, str] = {}

    def put(self, milliseconds: int) -> None:
        """Since the epoch. Raises Unreachable."""
        try:
            status = self._put(milliseconds)
            if status in (401, 403):
                self._log_in()
                status = self._put(milliseconds)
        except (OSError, HTTPException) as error:
            self.close()
            raise Unreachable(type(error).__name__) from error
        if status != 204:
            raise Unreachable(f"HTTP {status}")

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _put(self, milliseconds: int) -> int:
        return self._ask("PUT", "/v2/clock", json.dumps({"timestamp": milliseconds}), JSON | self._session)[0]

    def _log_in(self) -> None:
        self._session = {}
        _status, headers = self._ask("POST", "/api/login", LOGIN, FORM)
        cookies = [value.partition(";")[0] for name, value in headers if name.lower() == "set-cookie"]
        tokens = dict(header for header in headers if header[0].upper() == "X-CSRF-TOKEN")
        self._session = {"Cookie": "; ".join(cookies)} | tokens

    def _ask(self, method: str, path: str, body: str, headers: dict[str, str]) -> tuple[int, list[tuple[str, str]]]:
        if self._connection is None:
            self._connection = HTTPConnection("127.0.0.1", self._port, timeout=REQUEST_SECONDS)
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        answer.read()
        return answer.status, answer.getheaders()
