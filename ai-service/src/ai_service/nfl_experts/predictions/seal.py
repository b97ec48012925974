"""Seals: a hash chain that proves, after a game, what was predicted before it.

    hash = sha256(previous hash + salt + canonical JSON of the prediction), in hex, over the text in UTF-8

The hash is published when the prediction is made, salt and content at kick-off. Without the salt, the few
possible contents could be guessed by trying them. The previous hash prevents links from being removed,
inserted or reordered later.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Final, Protocol

GENESIS: Final = "0" * 64
"""The previous hash of the first link."""


class Link(Protocol):
    """One link of the chain. Salt and content are None until they are revealed."""

    @property
    def position(self) -> int: ...

    @property
    def previous_hash(self) -> str: ...

    @property
    def hash(self) -> str: ...

    @property
    def salt(self) -> str | None: ...

    @property
    def content(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Verification:
    """The result of verifying a chain. `head` is the hash of its last link."""

    checked: int
    broken_position: int | None
    head: str


def canonical(content: Mapping[str, object]) -> str:
    """The canonical JSON of a prediction: sorted keys, no spaces, UTC with Z, Decimals as text, no NaN."""
    return json.dumps(
        content,
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        allow_nan=False,
        default=_as_text,
    )


def salt_of(secret: bytes, prediction_id: str) -> str:
    """The salt of a prediction: 64 hex digits that cannot be guessed without the secret."""
    return hmac.new(secret, prediction_id.encode(), hashlib.sha256).hexdigest()


def seal(content: str, *, salt: str, previous_hash: str = GENESIS) -> str:
    """The hash of a link with this canonical content."""
    return hashlib.sha256((previous_hash + salt + content).encode()).hexdigest()


def verify(links: Iterable[Link]) -> Verification:
    """Recomputes a chain from its first link, and finds the first position that does not fit.

    A link fits if its position is the next one, it names the hash before it, and its hash follows from salt
    and content, where those are revealed.
    """
    head, checked = GENESIS, 0
    broken: int | None = None
    for checked, link in enumerate(links, start=1):
        if broken is None and not _fits(link, position=checked, previous_hash=head):
            broken = checked
        head = link.hash
    return Verification(checked, broken, head)


def _fits(link: Link, *, position: int, previous_hash: str) -> bool:
    if (link.position, link.previous_hash) != (position, previous_hash):
        return False
    if link.salt is None or link.content is None:
        return True
    return link.hash == seal(link.content, salt=link.salt, previous_hash=previous_hash)


def _as_text(value: object) -> str:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    raise TypeError(f"no canonical form of {type(value).__name__}")
