"""What Camunda Operate itself says about a case, read through its own API (v1), as an operator would see it."""

import http.cookiejar
import json
import urllib.parse
import urllib.request
from collections.abc import Iterator
from typing import Any

PAGE = 200


class Operate:
    """A session at Operate; `user` and `password` are the demo's own on localhost only."""

    def __init__(self, url: str, user: str = "demo", password: str = "demo") -> None:  # noqa: S107 - localhost demo
        self._url = url.removesuffix("/operate")
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        query = urllib.parse.urlencode({"username": user, "password": password})
        answer = self._opener.open(urllib.request.Request(f"{self._url}/api/login?{query}", method="POST"), timeout=30)  # noqa: S310
        self._csrf = answer.headers.get("X-CSRF-TOKEN", "")

    def instances(self, case_no: str) -> list[dict[str, Any]]:
        """Every process instance, called ones included, that carries the case's number."""
        wanted = {"name": "caseNo", "value": json.dumps(case_no)}
        keys = {found["processInstanceKey"] for found in self._search("variables", wanted)}
        return [one for key in sorted(keys) for one in self._search("process-instances", {"key": key})]

    def variables(self, instance: dict[str, Any]) -> Iterator[dict[str, Any]]:
        yield from self._search("variables", {"processInstanceKey": instance["key"]})

    def waiting_at(self, instance: dict[str, Any]) -> list[str]:
        """Ids of the elements where the instance stands."""
        wanted = {"processInstanceKey": instance["key"], "state": "ACTIVE"}
        return [node["flowNodeId"] for node in self._search("flownode-instances", wanted)]

    def incidents(self) -> list[dict[str, Any]]:
        return list(self._search("incidents", {}))

    def retry(self, instance: dict[str, Any]) -> None:
        """What Operate's own Retry button sends."""
        self._post(f"api/process-instances/{instance['key']}/operation", {"operationType": "RESOLVE_INCIDENT"})

    def _search(self, kind: str, wanted: dict[str, Any]) -> Iterator[dict[str, Any]]:
        after: list[Any] | None = None
        while True:
            body: dict[str, Any] = {"filter": wanted, "size": PAGE, "sort": [{"field": "key", "order": "ASC"}]}
            if after:
                body["searchAfter"] = after
            page = self._post(f"v1/{kind}/search", body)
            yield from page["items"]
            if len(page["items"]) < PAGE:
                return
            after = page["sortValues"]

    def _post(self, path: str, body: dict[str, Any]) -> Any:
        request = urllib.request.Request(  # noqa: S310 - the address is the stack's own
            f"{self._url}/{path}",
            json.dumps(body).encode(),
            {"Content-Type": "application/json", "X-CSRF-TOKEN": self._csrf},
        )
        with self._opener.open(request, timeout=30) as answer:
            return json.load(answer)
