"""Adds entries to the audit log of auth-service from the transaction of another service."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import uuid4

from altsports.auth.v1 import audit_pb2 as pb
from service_kit.caller import current_caller
from service_kit.db.connection import Connection
from service_kit.deliveries.posting import post
from service_kit.timestamps import time_to_pb

_RECORD: Final = "/altsports.auth.v1.AuditService/RecordAuditEvent"


async def audit(
    connection: Connection,
    schema: str,
    action: str,
    *,
    target: tuple[str, str],
    details: Mapping[str, Any],
    now: datetime,
    user_id: str = "",
) -> None:
    """Posts an entry about what the current caller does: it is added if the transaction commits.

    `target` is the kind and the id of what changed, `user_id` the account that it concerns. `details` must
    not contain secrets.
    """
    caller, kind = current_caller(), target[0]
    id = uuid4()
    entry = pb.AuditEvent(
        id=str(id),
        action=action,
        result="ok",
        actor_id=caller.user_id or None,
        actor_kind=caller.kind,
        user_id=user_id or None,
        target_kind=kind,
        target_id=target[1],
        ip=caller.ip or None,
        request_id=caller.request_id or None,
        created_at=time_to_pb(now),
    )
    entry.details.update(dict(details))
    await post(connection, schema, _RECORD, pb.RecordAuditEventRequest(audit_event=entry), id=id)
