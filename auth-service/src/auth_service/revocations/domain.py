"""Revocations, in the form in which verifiers look them up."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from service_kit.redis.keys import RedisKeys

Kind = Literal["session", "user", "key"]


@dataclass(frozen=True, slots=True)
class Mark:
    """Credentials with this id that were issued until `dead_until` (epoch seconds) are revoked.

    The mark can be deleted at `expires_at`, when all these credentials have expired.
    """

    kind: Kind
    id: str
    dead_until: int
    expires_at: datetime

    def redis_key(self, keys: RedisKeys) -> str:
        names = {"session": keys.revoked_session, "user": keys.revoked_user, "key": keys.revoked_key}
        return names[self.kind](self.id)
