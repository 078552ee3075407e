"""A provider's discovery document (OpenID Connect Discovery 1.0), checked before it is used."""

from __future__ import annotations

from typing import Any

from missions.settings import is_private_way

ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
SIGNED = (
    *("RS256", "RS384", "RS512"),
    *("PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512"),
    "Ed25519",
)
"""Signatures by a key that only the provider has."""


class BadDocument(ValueError):
    """It is another issuer's, or names an endpoint that others could listen to."""


def checked(told: Any, issuer: str) -> dict[str, Any]:
    """Return what is used of a discovery document, nothing else of it.

    Raises:
        BadDocument: it is another issuer's, or names an endpoint that others could listen to.
    """
    if not isinstance(told, dict) or str(told.get("issuer")).rstrip("/") != issuer:
        raise BadDocument("another issuer")
    if not all(_usable(told.get(name), issuer) for name in ENDPOINTS):
        raise BadDocument("no usable endpoint")
    offered = _listed(told, "id_token_signing_alg_values_supported")
    signed = [name for name in SIGNED if name in offered] or ["RS256"]
    methods = _listed(told, "token_endpoint_auth_methods_supported")
    way = "client_secret_basic" if not methods or "client_secret_basic" in methods else ""
    return {
        "issuer": told["issuer"],
        **{name: told[name] for name in ENDPOINTS},
        "id_token_signing_alg_values_supported": signed,
        "token_endpoint_auth_method": way or "client_secret_post",
    }


def _listed(told: dict[str, Any], name: str) -> list[Any]:
    found = told.get(name)
    return found if isinstance(found, list) else []


def _usable(address: Any, issuer: str) -> bool:
    if not isinstance(address, str) or not address.isprintable() or not is_private_way(address):
        return False
    return address.startswith("https:") or issuer.startswith("http:")
