"""The issuer's routes and its one page, on which somebody says who they are."""

import html
import urllib.parse
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from tsunagi.issuer.realm import ALGORITHM, Asked, Realm, Refused

WARNING = "デモ専用の認証基盤です。本番では決して使いません / demonstration only, never production"
DISCOVERY, KEYS = "/.well-known/openid-configuration", "/keys"
_PAGE = """<!doctype html><html lang="ja"><meta charset="utf-8"><title>{warning}</title>
<p style="background:#b00;color:#fff;padding:1em;font-weight:bold">{warning}</p>
<h1>{issuer}</h1><p>だれとして入りますか。全員、架空の職員です。</p>{choices}</html>"""
_CHOICE = """<form method="post">{hidden}<button name="subject" value="{subject}">{name}({roles})</button></form>"""
_ASKED = ("response_type", "client_id", "redirect_uri", "scope", "state", "nonce", "code_challenge")


def create_app(realms: Sequence[Realm]) -> FastAPI:
    """Each realm below the path of its issuer. Nothing of it may be reached from another machine (`__main__`)."""
    app = FastAPI(title=WARNING, docs_url=None, redoc_url=None, openapi_url=None)
    for realm in realms:
        _add(app, urllib.parse.urlsplit(realm.issuer).path, realm)

    @app.get("/")
    def warning() -> HTMLResponse:
        return HTMLResponse(_page("", ""))

    return app


def _add(app: FastAPI, path: str, realm: Realm) -> None:
    @app.get(f"{path}{DISCOVERY}")
    def discovery() -> dict[str, Any]:
        return {
            "issuer": realm.issuer,
            "authorization_endpoint": f"{realm.issuer}/authorize",
            "token_endpoint": f"{realm.issuer}/token",
            "jwks_uri": f"{realm.issuer}{KEYS}",
            "response_types_supported": ["code"],
            "grant_types_supported": ["authorization_code"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["none"],
            "subject_types_supported": ["public"],
            "scopes_supported": ["openid"],
            "id_token_signing_alg_values_supported": [ALGORITHM],
            "tsunagi_warning": WARNING,
        }

    @app.get(f"{path}{KEYS}")
    def keys() -> dict[str, Any]:
        return {"keys": realm.keys.public()}

    @app.get(f"{path}/authorize")
    def choose(request: Request) -> Response:
        try:
            _asked(realm, request.query_params)
        except Refused as refusal:
            return _refusal(refusal)
        return HTMLResponse(_page(realm.issuer, "".join(_choices(realm, request.query_params))))

    @app.post(f"{path}/authorize")
    async def chosen(request: Request) -> Response:
        form = _form(await request.body())
        try:
            asked = _asked(realm, form)
            code = realm.code(asked, form.get("subject", ""))
        except Refused as refusal:
            return _refusal(refusal)
        answer = urllib.parse.urlencode({"code": code, "state": form.get("state", ""), "iss": realm.issuer})
        return RedirectResponse(f"{asked.redirect_uri}?{answer}", 303)

    @app.post(f"{path}/token")
    async def tokens(request: Request) -> Response:
        form = _form(await request.body())
        try:
            if form.get("grant_type") != "authorization_code":
                raise Refused("unsupported_grant_type")
            wanted = (form.get(name, "") for name in ("code", "client_id", "redirect_uri", "code_verifier"))
            return JSONResponse(realm.tokens(*wanted), headers={"cache-control": "no-store"})
        except Refused as refusal:
            return _refusal(refusal)


def _asked(realm: Realm, said: Mapping[str, str]) -> Asked:
    """Raises Refused."""
    is_code = said.get("response_type") == "code" and said.get("code_challenge_method") == "S256"
    if not is_code or "openid" not in said.get("scope", "").split():
        raise Refused("invalid_request")
    names = ("client_id", "redirect_uri", "code_challenge", "nonce")
    return realm.check(*(said.get(name, "") for name in names))


def _form(body: bytes) -> dict[str, str]:
    return dict(urllib.parse.parse_qsl(body.decode("utf-8", "replace"), max_num_fields=20))


def _choices(realm: Realm, said: Mapping[str, str]) -> list[str]:
    names = (*_ASKED, "code_challenge_method")
    hidden = "".join(f'<input type="hidden" name="{name}" value="{html.escape(said.get(name, ""))}">' for name in names)
    return [
        _CHOICE.format(
            hidden=hidden,
            subject=html.escape(one.subject),
            name=html.escape(one.name),
            roles=html.escape("、".join(one.roles)),
        )
        for one in realm.city.staff
    ]


def _page(issuer: str, choices: str) -> str:
    return _PAGE.format(warning=html.escape(WARNING), issuer=html.escape(issuer), choices=choices)


def _refusal(refusal: Refused) -> JSONResponse:
    return JSONResponse({"error": refusal.code}, 400, {"cache-control": "no-store"})
