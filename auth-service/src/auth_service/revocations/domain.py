"""What was revoked, as everybody who lets callers in looks it up."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from service_kit.redis.keys import RedisKeys

Kind = Literal["session", "user", "key"]


@dataclass(frozen=True, slots=True)
class Mark:
    """Credentials of the thing that were issued until `dead_until` (epoch seconds) are dead.

    The mark may go at `expires_at`: whatever it speaks of has expired by then.
    """

    kind: Kind
    id: str
    dead_until: int
    expires_at: datetime

    def redis_key(self, keys: RedisKeys) -> str:
        names = {"session": keys.revoked_session, "user": keys.revoked_user, "key": keys.revoked_key}
        return names[self.kind](self.id)
