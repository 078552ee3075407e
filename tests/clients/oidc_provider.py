"""An OpenID Connect provider on loopback, real down to its sockets; it can be made to misbehave."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from threading import Event, Thread
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, redirect, request
from flask.typing import ResponseReturnValue
from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import WSGIRequestHandler, make_server

from missions import clock
from missions.settings import Oidc

CLIENT = "trips"
SECRET = "a secret of the two"
PAGE = """<!doctype html><html lang="en"><title>The organisation</title>
<h1>The organisation</h1><form method="post"><button>Yes, it is me</button></form></html>"""


@cache
def key_pair(kid: str, turn: int = 0) -> RSAKey:
    """Return a key pair, each turn another."""
    return RSAKey.generate_key(2048, {"kid": kid, "use": "sig", "alg": "RS256", "turn": turn})


@dataclass
class Provider:
    """The provider's own side: who signs in there, and in what it is not as it should be.

    `claims` are laid over a token's right ones (None takes one out), `metadata` over the discovery
    document's. `key` signs, `published` is shown. `forge` makes a token in another way. `refuses`
    is the error that the authorize page answers. `fails` maps an endpoint to the answer that it
    gives instead. `asked` counts the questions; `hang` makes the token endpoint wait for `go`.
    """

    url: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    metadata: dict[str, Any] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: key_pair("one"))
    published: RSAKey = field(default_factory=lambda: key_pair("one"))
    forge: str = ""
    refuses: str = ""
    fails: dict[str, Response] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    issued: list[str] = field(default_factory=list)
    posts_secret: bool = False
    hang: bool = False
    go: Event = field(default_factory=Event)

    @property
    def settings(self) -> Oidc:
        """What a service is told of it."""
        return Oidc(self.url, CLIENT, SECRET, "Harbour Church")

    def document(self) -> dict[str, Any]:
        """Return the discovery document."""
        right = {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
        }
        return right | self.metadata

    def authorize(self) -> ResponseReturnValue:
        """Ask who it is; once they say so, send the browser back with a code."""
        asked = request.args.to_dict()
        assert asked["client_id"] == CLIENT
        assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
        if request.method == "GET":
            return PAGE
        answer = {"error": self.refuses} if self.refuses else {"code": self.give_code(asked)}
        return redirect(f"{asked['redirect_uri']}?{urlencode(answer | {'state': asked['state']})}")

    def give_code(self, asked: dict[str, str]) -> str:
        """Return a code that works once."""
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return code

    def token(self) -> ResponseReturnValue:
        """Exchange a code, once, for who shows the verifier."""
        if self.hang:
            self.go.wait(timeout=20)
        if not self._is_client():
            return {"error": "invalid_client"}, 401
        asked = self.codes.pop(request.form["code"], None)
        if asked is None or not _proves(asked, request.form):
            return {"error": "invalid_grant"}, 400
        token = self._signed(self._claims(asked["nonce"]))
        access = secrets.token_urlsafe(16)
        self.issued += [token, access]
        return {"access_token": access, "token_type": "Bearer", "id_token": token}

    def _is_client(self) -> bool:
        if self.posts_secret:
            return (request.form.get("client_id"), request.form.get("client_secret")) == (
                CLIENT,
                SECRET,
            )
        given = request.authorization
        return given is not None and (given.username, given.password) == (CLIENT, SECRET)

    def _claims(self, nonce: str) -> dict[str, Any]:
        now = int(clock.now().timestamp())
        right = {"iss": self.url, "aud": CLIENT, "sub": "7041", "nonce": nonce}
        right |= {"iat": now, "exp": now + 300, "email": "", "email_verified": True}
        return {name: said for name, said in (right | self.claims).items() if said is not None}

    def _signed(self, claims: dict[str, Any]) -> str:
        if self.forge:
            return forged(self.forge, claims, self.published)
        return jwt.encode({"alg": "RS256", "kid": self.key.kid}, claims, self.key)

    def answer(self, name: str) -> ResponseReturnValue:
        """Answer at an endpoint."""
        self.asked.append(name)
        if name in self.fails:
            return self.fails[name]
        match name:
            case "document":
                return self.document()
            case "keys":
                return {"keys": [self.published.as_dict(private=False)]}
            case "token":
                return self.token()
        return self.authorize()


def _proves(asked: dict[str, str], form: Any) -> bool:
    challenge = _text(hashlib.sha256(form["code_verifier"].encode()).digest())
    return (challenge, form["redirect_uri"]) == (asked["code_challenge"], asked["redirect_uri"])


def _text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def forged(alg: str, claims: dict[str, Any], key: RSAKey) -> str:
    """Return a token that nobody signed, or that the public key “signed” as if it were a secret."""
    parts = ({"alg": alg, "kid": key.kid}, claims)
    body = ".".join(_text(json.dumps(part).encode()) for part in parts)
    secret = key.as_pem(private=False)
    mac = hmac.new(secret, body.encode(), hashlib.sha256).digest() if alg == "HS256" else b""
    return f"{body}.{_text(mac)}"


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:
        """Say nothing: what the service logs is looked at."""


@contextmanager
def serving() -> Iterator[Provider]:
    """Yield a provider that listens on a port of its own until the block ends.

    Its address is another host's than the service's, as browsers see it.
    """
    app, provider = Flask("provider"), Provider()
    paths = {"/.well-known/openid-configuration": "document", "/keys": "keys", "/token": "token"}
    for path, name in (paths | {"/authorize": "authorize"}).items():
        app.add_url_rule(
            path,
            name,
            lambda name=name: provider.answer(name),
            methods=["GET", "POST"],
        )
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    provider.url = f"http://localhost:{server.server_port}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        provider.go.set()
        server.shutdown()
        thread.join(timeout=20)
        server.server_close()
