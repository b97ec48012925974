"""Forged access tokens open nothing, whatever they claim and wherever they are sent."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from typing import Any

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import RSAAlgorithm

pytestmark = pytest.mark.soak
OWN_KEY = rsa.generate_private_key(65537, 2048)
OTHERS = ("own", "../../../dev/null", "' OR 1=1 --", "", None, 7, ["k"])


def _part(content: Any) -> str:
    text = content if isinstance(content, bytes) else json.dumps(content).encode()
    return base64.urlsafe_b64encode(text).decode().rstrip("=")


def _own(claims: dict[str, Any], header: dict[str, Any], **changes: Any) -> str:
    """Signed with the forger's own key."""
    head = {key: value for key, value in {**header, **changes}.items() if value is not None}
    return jwt.api_jws.PyJWS().encode(
        json.dumps(claims).encode(), OWN_KEY, algorithm="RS256", headers=head, is_payload_detached=False
    )


def _macs(claims: dict[str, Any], header: dict[str, Any], public: Any) -> list[str]:
    """HS256 with everything that a confused verifier may take for the secret."""
    secrets = [
        public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
        public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
        b"",
        b"secret",
    ]
    texts = [(f"{_part({**header, 'alg': 'HS256'})}.{_part(claims)}", secret) for secret in secrets]
    return [f"{text}.{_part(hmac.digest(secret, text.encode(), hashlib.sha256))}" for text, secret in texts]


def _signed_by_the_forger(root: dict[str, Any], header: dict[str, Any]) -> list[str]:
    curve = ec.generate_private_key(ec.SECP256R1())
    own = [_own(root, header, kid=kid) for kid in OTHERS if kid is None or isinstance(kid, str)]
    return [
        *own,
        _own(root, header, jwk=json.loads(RSAAlgorithm.to_jwk(OWN_KEY.public_key()))),
        _own(root, header, jku="http://127.0.0.1:1/keys"),
        _own(root, header, x5u="http://127.0.0.1:1/cert"),
        _own({**root, "exp": time.time() + 10**9}, header),
        jwt.encode(root, curve, "ES256", {**header, "alg": "ES256"}),
    ]


def _forgeries(token: str, public: Any) -> list[str]:
    """Variations of a good token."""
    head, body, seal = token.split(".")
    header = jwt.get_unverified_header(token)
    claims = jwt.decode(token, options={"verify_signature": False})
    root = {**claims, "role": "admin", "permissions": ["*"]}
    unsigned = [f"{_part({**header, 'alg': alg})}.{_part(root)}." for alg in ("none", "None", "NONE", "")]
    changed = [
        f"{head}.{_part(content)}.{seal}"
        for content in (
            root,
            {**claims, "exp": claims["exp"] + 10**6},
            {**claims, "sub": "00000000-0000-4000-8000-000000000000"},
            {**claims, "tier": "enterprise"},
            {**claims, "exp": float("inf")},
            [],
            b"",
            b"{",
        )
    ]
    headers = [
        f"{_part({**header, **change})}.{body}.{seal}"
        for change in ({"alg": "RS512"}, {"alg": "PS256"}, {"typ": "id+jwt"}, {"crit": ["b64"], "b64": False})
    ]
    odd_ids = [f"{_part({**header, 'kid': kid})}.{_part(root)}.{seal}" for kid in OTHERS]
    broken = [token[:-2], token + "A", f"{head}.{body}", f"{head}.{body}.", f".{body}.{seal}", token * 2]
    broken += [token.swapcase(), f"{head}..{seal}", f"{token}.{seal}", head, "a.b.c", "null", "undefined"]
    refresh = [_part(b"r1.") + token, "r1." + token]
    return [
        *(*unsigned, *changed, *headers, *odd_ids, *broken, *refresh),
        *_signed_by_the_forger(root, header),
        *_macs(root, header, public),
    ]


@pytest.fixture
def forged(mesh, new_user) -> list[str]:
    token = new_user(tier="enterprise", role="analyst")["access_token"]
    keys = httpx.get(f"{mesh.gateways[0]}/.well-known/jwks.json", timeout=20).json()["keys"]
    kid = jwt.get_unverified_header(token)["kid"]
    public = jwt.PyJWK(next(key for key in keys if key["kid"] == kid)).key
    return _forgeries(token, public)


async def test_no_forged_token_is_accepted_over_rest_or_by_agents(mesh, clients, forged):
    rest: Callable[..., Any] = clients[0].get
    mcp = {"accept": "application/json, text/event-stream", "mcp-protocol-version": "2025-11-25"}
    message = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    accepted = []
    for token in forged:
        bearer = {"Authorization": f"Bearer {token}"}
        for path in ("/users/me", "/api/v1/sports", "/admin/metrics"):
            answer = await rest(path, headers=bearer)
            if answer.status_code not in (401, 429):
                accepted.append((path, token, answer.status_code))
        answer = await clients[1].post(mesh.mcp, json=message, headers=mcp | bearer)
        if answer.status_code not in (401, 429):
            accepted.append(("mcp", token, answer.status_code))
    assert len(forged) >= 50
    assert accepted == []
