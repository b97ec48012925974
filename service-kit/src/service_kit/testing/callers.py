"""Callers for tests of services."""

from typing import Final

from service_kit.caller import Caller, service_caller

ADMIN: Final = Caller(
    kind="user", user_id="admin-1", username="admin", role="admin", permissions=frozenset({"*"})
)
READER: Final = Caller(kind="user", user_id="user-1", username="reader", role="user")
AI_SERVICE: Final = service_caller("ai-service")
