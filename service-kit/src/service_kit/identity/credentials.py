"""The identity of a request, and the one answer for all invalid credentials."""

from dataclasses import dataclass, field

from service_kit.caller import ANONYMOUS, Caller
from service_kit.errors import Unauthenticated
from service_kit.redis.keys import RedisKeys

REFUSED_TEXT = "Could not validate credentials"


class CredentialsRefused(Unauthenticated):
    """The credentials are invalid. The reason, in logs and as `code`, says why; the text never does."""

    reason = "CREDENTIALS_INVALID"

    def __init__(self, reason: str = "CREDENTIALS_INVALID") -> None:
        super().__init__(REFUSED_TEXT, reason=reason)


@dataclass(frozen=True, slots=True)
class Identity:
    """A caller with the period of validity of its credential, in epoch seconds.

    An API key is as old as the answer about it.
    """

    caller: Caller
    issued_at: float = 0.0
    expires_at: float = float("inf")
    principal: str | None = field(init=False)
    tier: str | None = field(init=False)

    def __post_init__(self) -> None:
        known = self.caller.is_authenticated
        object.__setattr__(self, "principal", self.caller.principal if known else None)
        object.__setattr__(self, "tier", self.caller.tier if known else None)

    def revocation_keys(self, keys: RedisKeys) -> list[str]:
        """The Redis keys that mark the credential as revoked. An API key outlives its owner's sessions."""
        caller = self.caller
        if caller.api_key_id:
            return [keys.revoked_key(caller.api_key_id)]
        marks = [keys.revoked_user(caller.user_id)] if caller.user_id else []
        if caller.session_id:
            marks.append(keys.revoked_session(caller.session_id))
        return marks

    def is_revoked_by(self, kind: str, id: str, dead_until: float) -> bool:
        """Whether a mark of a session, user or key up to `dead_until` revokes the credential.

        A mark of a member ends what was known about a key of the account, which may see other teams now.
        """
        caller = self.caller
        if caller.api_key_id:
            moved = (kind, id) == ("member", caller.user_id) and self.issued_at <= dead_until
            return moved or (kind, id) == ("key", caller.api_key_id)
        named = {"session": caller.session_id, "user": caller.user_id}.get(kind)
        return bool(named) and named == id and self.issued_at <= dead_until


NOBODY = Identity(ANONYMOUS)
