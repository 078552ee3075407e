"""The organisation's OpenID Connect provider: what it is asked, and what is taken from it.

Authlib speaks the protocol. Here stands what it leaves open: by which clock, how long an answer may
take, and that nobody is followed elsewhere.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import FlaskIntegration, FlaskOAuth2App
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from flask import current_app
from joserfc.errors import JoseError
from requests import RequestException, Response, TooManyRedirects

from missions import clock
from missions.accounts.identities import Said
from missions.settings import Oidc
from missions.web.discovery import BadDocument, checked
from missions.web.here import installation

TIMEOUT = 5.0
DISCOVERY_HOLDS = timedelta(hours=1)
LEEWAY = 60
"""So many seconds the two clocks may differ."""
_NAME = "organisation"
_NO_ANSWER = (RequestException, BadDocument)
_MALFORMED = (AuthlibBaseError, JoseError, ValueError, LookupError, TypeError, AttributeError)
"""What the readers of foreign tokens raise when they are not what they should be."""

logger = logging.getLogger(__name__)
logging.getLogger("authlib").setLevel(logging.INFO)  # below that it writes secrets down


class Unreachable(Exception):
    """The provider doesn't answer, or not as one."""


class NotTaken(ValueError):
    """What the provider says of somebody can't be believed."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A sign-in that waits for the browser to come back; `url` is where it is sent."""

    url: str
    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)


class _Session(OAuth2Session):  # type: ignore[misc]
    """Five seconds for an answer, and no way elsewhere."""

    def request(self, method: str, url: str, *rest: Any, **more: Any) -> Response:
        more.update(allow_redirects=False, timeout=TIMEOUT)
        answer: Response = super().request(method, url, *rest, **more)
        if 300 <= answer.status_code < 400:
            raise TooManyRedirects("it sends elsewhere")
        return answer


class _IdToken(CodeIDToken):  # type: ignore[misc]
    """An ID token, valid or not by this service's one clock."""

    def validate(self, now: int | None = None, leeway: int = 0) -> None:
        super().validate(int(clock.now().timestamp()), leeway)


class Provider(FlaskOAuth2App):  # type: ignore[misc]
    """The provider of one application."""

    client_cls = _Session
    _read_at: datetime | None = None

    def load_server_metadata(self) -> dict[str, Any]:
        """Return where the provider's endpoints are, read at most an hour ago."""
        read_at = self._read_at
        if read_at is None or not timedelta() <= clock.now() - read_at < DISCOVERY_HOLDS:
            self.server_metadata = self._discovered()
            self._read_at = clock.now()
        found: dict[str, Any] = self.server_metadata
        return found

    def _discovered(self) -> dict[str, Any]:
        with self._get_session() as session:
            answer = session.request("GET", self._server_metadata_url, withhold_token=True)
            answer.raise_for_status()
            return checked(answer.json(), _settings().issuer)

    def begin(self, back: str) -> Begun:
        """Return a new sign-in whose browser comes back to the address `back`.

        Raises:
            Unreachable: the provider doesn't answer.
        """
        try:
            made = self.create_authorization_url(back)
        except _NO_ANSWER as error:
            raise _down(error) from None
        return Begun(made["url"], made["state"], made["nonce"], made["code_verifier"])

    def finish(self, code: str, nonce: str, verifier: str, back: str) -> Said:
        """Return what the provider says of whoever came back with `code`.

        Raises:
            Unreachable: the provider doesn't answer.
            NotTaken: it refuses the code, or its token isn't right in every respect.
        """
        try:
            token = self.fetch_access_token(back, code=code, code_verifier=verifier)
            return self._said(token, nonce)
        except _NO_ANSWER as error:
            raise _down(error) from None
        except _MALFORMED as error:
            self._read_at = None  # its keys may be new: the next try reads them
            logger.warning("The organisation's sign-in was not taken: %s", type(error).__name__)
            raise NotTaken from None

    def _said(self, token: dict[str, Any], nonce: str) -> Said:
        issuer = self.load_server_metadata()["issuer"]
        wanted = {
            "iss": {"essential": True, "value": issuer},
            "aud": {"essential": True, "value": self.client_id},
            "exp": {"essential": True},
            "sub": {"essential": True},
        }
        claims = self.parse_id_token(token, nonce, wanted, _IdToken, leeway=LEEWAY)
        subject, email = claims["sub"], claims.get("email")
        if not isinstance(subject, str):
            raise NotTaken
        return Said(
            issuer=issuer,
            subject=subject,
            email=email if isinstance(email, str) else "",
            verified=claims.get("email_verified") is True,
            methods=frozenset(one for one in claims.get("amr") or () if isinstance(one, str)),
        )


def _down(error: Exception) -> Unreachable:
    logger.warning("The organisation's sign-in doesn't answer: %s", type(error).__name__)
    return Unreachable()


def _settings() -> Oidc:
    settings = installation().settings.oidc
    assert settings is not None
    return settings


def provider() -> Provider | None:
    """Return the provider of this application, None where there is none."""
    settings = installation().settings.oidc
    if settings is None:
        return None
    if _NAME not in current_app.extensions:
        current_app.extensions.setdefault(_NAME, _made(settings))
    found: Provider = current_app.extensions[_NAME]
    return found


def _made(settings: Oidc) -> Provider:
    return Provider(
        FlaskIntegration(_NAME),
        _NAME,
        client_id=settings.client_id,
        client_secret=settings.client_secret,
        server_metadata_url=f"{settings.issuer}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid email", "code_challenge_method": "S256"},
    )
