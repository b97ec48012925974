"""AuditService: reads and verifies the audit log."""

# ruff: noqa: ARG002 - the contract defines the signatures

from typing import cast
from uuid import UUID

from google.protobuf.json_format import MessageToDict

from altsports.auth.v1 import audit_pb2 as pb
from altsports.auth.v1.audit_pb2_grpc import AuditServiceServicer
from auth_service.audit import repository as audit_log
from auth_service.audit.domain import Entry, Result
from auth_service.audit.operations import verify_chain
from auth_service.audit.repository import Filter
from auth_service.core.callers import caller_id
from auth_service.core.ids import uuid_or_none
from auth_service.errors import NotYourAuditLog
from service_kit.caller import current_caller
from service_kit.db.database import Database
from service_kit.paging import decode, encode
from service_kit.rpc.incoming import Context
from service_kit.timestamps import time_from_pb, time_to_pb

_NOBODY = UUID(int=0)


class AuditRpc(AuditServiceServicer):
    """Handlers of the contract."""

    def __init__(self, database: Database, chain_key: bytes) -> None:
        self._database = database
        self._chain_key = chain_key

    async def ListAuditEvents(
        self, request: pb.ListAuditEventsRequest, context: Context
    ) -> pb.ListAuditEventsResponse:
        size, wanted = request.page_size, _filter(request)
        before = decode(request.page_token, int)[0] if request.page_token else None
        async with self._database.read() as connection:
            found = await audit_log.page(connection, wanted, before=before, limit=size + 1)
            total = await audit_log.count(connection, wanted)
        token = encode([found[size - 1].number]) if len(found) > size else ""
        return pb.ListAuditEventsResponse(
            audit_events=[_entry_to_pb(entry) for entry in found[:size]],
            next_page_token=token,
            total_size=total,
        )

    async def RecordAuditEvent(
        self, request: pb.RecordAuditEventRequest, context: Context
    ) -> pb.RecordAuditEventResponse:
        async with self._database.transaction() as connection:
            await audit_log.write_once(connection, _entry_from_pb(request.audit_event))
        return pb.RecordAuditEventResponse()

    async def VerifyAuditLog(
        self, request: pb.VerifyAuditLogRequest, context: Context
    ) -> pb.VerifyAuditLogResponse:
        async with self._database.transaction("repeatable read") as connection:
            found = await verify_chain(connection, self._chain_key)
        return pb.VerifyAuditLogResponse(
            intact=found.intact,
            checked=found.checked,
            first_broken_sequence=found.first_broken_sequence,
            head_hash=found.head_hash.hex() if found.head_hash else None,
        )


def _filter(request: pb.ListAuditEventsRequest) -> Filter:
    return Filter(
        about=_about(request.user_id),
        action=request.action or None,
        result=request.result or None,
        start=time_from_pb(request.start_time) if request.HasField("start_time") else None,
        end=time_from_pb(request.end_time) if request.HasField("end_time") else None,
    )


def _about(user_id: str) -> UUID | None:
    """The account whose entries to show; None means all accounts."""
    caller = current_caller()
    if caller.has_role("admin"):
        return (uuid_or_none(user_id) or _NOBODY) if user_id else None
    if user_id and user_id != caller.user_id:
        raise NotYourAuditLog("You can read only entries by or about your own account")
    return caller_id()


def _entry_from_pb(event: pb.AuditEvent) -> Entry:
    return Entry(
        id=UUID(event.id),
        number=0,  # assigned when it is stored
        created_at=time_from_pb(event.created_at),
        action=event.action,
        result=cast("Result", event.result or "ok"),
        actor_id=uuid_or_none(event.actor_id),
        actor_kind=event.actor_kind,
        user_id=uuid_or_none(event.user_id),
        target_kind=event.target_kind or None,
        target_id=event.target_id or None,
        ip=event.ip or None,
        request_id=event.request_id or None,
        details=MessageToDict(event.details),
    )


def _entry_to_pb(entry: Entry) -> pb.AuditEvent:
    shown = pb.AuditEvent(
        id=str(entry.id),
        sequence=entry.sequence,
        action=entry.action,
        result=entry.result,
        actor_id=str(entry.actor_id) if entry.actor_id else None,
        actor_kind=entry.actor_kind,
        user_id=str(entry.user_id) if entry.user_id else None,
        target_kind=entry.target_kind,
        target_id=entry.target_id,
        ip=entry.ip,
        request_id=entry.request_id,
        created_at=time_to_pb(entry.created_at),
        chain_hash=bytes(entry.hash).hex() if entry.hash else None,
    )
    shown.details.SetInParent()  # an entry without details shows an empty object
    shown.details.update(entry.details)
    return shown
