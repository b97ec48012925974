"""Links to a file that are valid for a time: signed by the bucket, or by us if the files are in a folder."""

import base64
import binascii
import hmac
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Final

import orjson

from service_kit.clock.clocks import Clock
from service_kit.errors import PermissionDenied
from service_kit.files.settings import FileSettings
from service_kit.files.store import FileStore

PATH: Final = "/api/v1/files/links/{token}"
LONGEST: Final = timedelta(days=7)
"""The longest lifetime that version 4 of signed URLs allows."""

_PURPOSE: Final = b"file links"


class LinkInvalid(PermissionDenied):
    """The link was changed, or signed by another mesh."""

    reason = "LINK_INVALID"


class LinkExpired(PermissionDenied):
    """The time of the link is over."""

    reason = "LINK_EXPIRED"


@dataclass(frozen=True, slots=True)
class Linked:
    """The file behind a link."""

    key: str
    name: str
    content_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link and the time at which it stops working."""

    url: str
    expires_at: datetime


class FileLinks:
    """Makes links, and opens those that we signed."""

    def __init__(self, store: FileStore, secret: bytes, base_url: str, clock: Clock) -> None:
        self._store = store
        self._key = blake2b(secret, digest_size=32, person=_PURPOSE).digest()
        self._base_url = base_url
        self._clock = clock

    @classmethod
    def from_settings(cls, settings: FileSettings, store: FileStore, clock: Clock) -> "FileLinks":
        base_url = (settings.public_url or f"http://127.0.0.1:{settings.port}").rstrip("/")
        return cls(store, settings.secret, base_url, clock)

    async def make(self, file: Linked, lifetime: timedelta) -> Link:
        """Returns a link that needs no credentials. Raises StoreUnavailable."""
        expires_at = self._clock.now() + lifetime
        url = await self._store.link(file.key, lifetime)
        if url is None:
            url = self._base_url + PATH.format(token=self._sign(file, expires_at))
        return Link(url, expires_at)

    def open(self, token: str) -> Linked:
        """Returns the file of a token of ours. Raises LinkInvalid, LinkExpired."""
        content, _, mac = token.partition(".")
        if not hmac.compare_digest(mac.encode(), self._mac(content.encode()).encode()):
            raise LinkInvalid("The link is not valid")
        try:
            facts = orjson.loads(base64.urlsafe_b64decode(content + "=" * (-len(content) % 4)))
        except (binascii.Error, ValueError):
            raise LinkInvalid("The link is not valid") from None
        if self._clock.now().timestamp() >= facts.pop("expires"):
            raise LinkExpired(
                "The link has expired", recovery=["Ask whoever gave you the link for a new one"]
            )
        return Linked(**facts)

    def _sign(self, file: Linked, expires_at: datetime) -> str:
        content = _text({**asdict(file), "expires": expires_at.timestamp()})
        return f"{content}.{self._mac(content.encode())}"

    def _mac(self, content: bytes) -> str:
        digest = hmac.digest(self._key, content, "sha256")
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _text(content: dict[str, object]) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(content)).rstrip(b"=").decode()
