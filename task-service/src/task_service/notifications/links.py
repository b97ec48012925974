"""The addresses in e-mails, and the signed part of those that unsubscribe."""

import base64
import binascii
import hmac
from typing import Final

from task_service.notifications.errors import UnsubscribeLinkInvalid

EVERYTHING: Final = "*"
"""In place of a kind: all kinds that can be switched off."""

INBOX: Final = "/inbox"
"""The page with the notifications and preferences of a user."""

_PURPOSE: Final = b"task unsubscribe"
_MAC_BYTES: Final = 16


class Links:
    """Writes addresses of this installation; links that it signed do not expire."""

    def __init__(self, base_url: str, secret: bytes) -> None:
        self._base = base_url.rstrip("/")
        self._key = hmac.digest(secret, _PURPOSE, "sha256")

    def to(self, path: str) -> str:
        """The address of a path of this product."""
        return f"{self._base}{path}"

    def unsubscribe(self, user_id: str, kind: str) -> str:
        """Where a user ends the e-mails of a kind: a page for people, and mail programs post to it."""
        payload = f"{user_id}\0{kind}".encode()
        token = base64.urlsafe_b64encode(self._mac(payload) + payload).decode().rstrip("=")
        return self.to(f"/unsubscribe/{token}")

    def unsubscribed(self, token: str) -> tuple[str, str]:
        """The user and the kind of a link. Raises UnsubscribeLinkInvalid."""
        try:
            data = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
            mac, payload = data[:_MAC_BYTES], data[_MAC_BYTES:]
            user_id, _, kind = payload.decode().partition("\0")
        except (binascii.Error, ValueError):
            mac, payload, user_id, kind = b"", b"", "", ""
        if not payload or not hmac.compare_digest(mac, self._mac(payload)):
            raise UnsubscribeLinkInvalid(
                "This link is not complete: copy it from the e-mail, or change your notification preferences"
            )
        return user_id, kind

    def _mac(self, payload: bytes) -> bytes:
        return hmac.digest(self._key, payload, "sha256")[:_MAC_BYTES]
