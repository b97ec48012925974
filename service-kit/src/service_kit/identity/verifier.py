"""Identifies the caller by the credentials of a request."""

from service_kit.identity.api_keys import KEY_START, ApiKeyVerifier
from service_kit.identity.bearer import BearerVerifier
from service_kit.identity.credentials import NOBODY, CredentialsRefused, Identity


class Verifier:
    """Accepts an access token or an API key; invalid credentials are always refused."""

    def __init__(self, bearer: BearerVerifier, api_keys: ApiKeyVerifier) -> None:
        self._bearer = bearer
        self._api_keys = api_keys

    def recall(self, authorization: bytes, now: float) -> Identity | None:
        """Returns the identity of a cached bearer token; if None, call `identify`."""
        if not authorization.startswith(b"Bearer "):
            return None
        return self._bearer.recall(authorization[7:], now)

    def trusts(self, authorization: str | None, api_key: str | None) -> bool:
        """Whether the credentials can be checked without a question about a key that may be made up."""
        scheme, _, credential = (authorization or "").partition(" ")
        key = api_key if authorization is None else credential
        if key is None or (authorization is not None and scheme.lower() != "bearer"):
            return True
        key = key.strip()
        return not key.startswith(KEY_START) or self._api_keys.knows(key)

    async def identify(self, authorization: str | None, api_key: str | None) -> Identity:
        """Returns the identity; NOBODY without credentials. Raises CredentialsRefused, Unavailable.

        `authorization` is the value of the Authorization header, `api_key` that of X-API-Key. Sending both is
        refused, because it is ambiguous.
        """
        if authorization is None:
            return NOBODY if api_key is None else await self._api_keys.verify(api_key.strip())
        scheme, _, credential = authorization.partition(" ")
        credential = credential.strip()
        if scheme.lower() != "bearer" or not credential or api_key is not None:
            raise CredentialsRefused
        if credential.startswith(KEY_START):
            return await self._api_keys.verify(credential)
        return await self._bearer.verify(credential)
