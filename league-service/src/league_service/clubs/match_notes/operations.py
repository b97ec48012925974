"""Reads and changes notes on matches for a member of the club."""

from dataclasses import replace
from datetime import datetime
from typing import Any, Final, cast
from uuid import UUID, uuid4, uuid5

from altsports.football.v1 import match_notes_pb2 as pb
from league_service.clubs.engine.access import Access, is_id
from league_service.clubs.errors import NotNoteAuthor, RecordNotFound, VersionMismatch
from league_service.clubs.match_notes import repository
from league_service.clubs.match_notes.domain import (
    Note,
    Visibility,
    clean_tags,
    may_change,
    may_delete,
    reads_staff_notes,
    sees_note,
)
from league_service.clubs.sight import check_player, check_row
from service_kit.caller import Caller
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader
from service_kit.rpc.versions import expected_version

NOUN: Final = "match_note"
_CALLS: Final = UUID("5f0f7f0e-6a53-4e0b-9a3b-0a3d5f5f4c11")
"""The namespace of ids of notes that a client made safe to repeat."""


async def list_notes(
    reader: Reader,
    access: Access,
    caller: Caller,
    request: pb.ListMatchNotesRequest,
    *,
    after: tuple[int, float, str] | None,
) -> tuple[list[Note], int]:
    """One note more than the page, and the number of notes on all pages. Raises RecordNotFound."""
    await check_row(reader, access, "matches", request.match_id)
    wanted: dict[str, Any] = {
        "organisation": access.organisation,
        "match": request.match_id,
        "user": caller.user_id,
        "staff": reads_staff_notes(caller),
        "visibility": request.visibility or None,
        "player": request.player_id or None,
        "tag": request.tag or None,
    }
    found = await repository.page(reader, wanted, after=after, limit=request.page_size + 1)
    return found, await repository.count(reader, wanted)


async def get_note(reader: Reader, access: Access, caller: Caller, match_id: str, note_id: str) -> Note:
    """Raises RecordNotFound."""
    await check_row(reader, access, "matches", match_id)
    note = await repository.find(reader, access.organisation, match_id, note_id) if is_id(note_id) else None
    return _seen(caller, note, match_id, note_id)


async def create_note(
    connection: Connection,
    access: Access,
    caller: Caller,
    request: pb.CreateMatchNoteRequest,
    now: datetime,
) -> Note:
    """Stores a note; the same request id returns the first one. Raises RecordNotFound, UnknownReference."""
    await check_row(connection, access, "matches", request.match_id)
    player = request.player_id if request.HasField("player_id") else None
    await check_player(connection, access, player)
    key = f"{access.organisation} {caller.user_id} {request.match_id} {request.request_id}"
    note = Note(
        id=str(uuid5(_CALLS, key) if request.request_id else uuid4()),
        version=1,
        created_at=now,
        updated_at=now,
        match_id=request.match_id,
        author_id=caller.user_id,
        body=request.body,
        visibility=cast("Visibility", request.visibility),
        player_id=player,
        period=request.period if request.HasField("period") else None,
        match_s=request.match_s if request.HasField("match_s") else None,
        tags=clean_tags(request.tags),
    )
    await repository.add(connection, access.organisation, note)
    stored = await repository.find(connection, access.organisation, request.match_id, note.id)
    return _seen(caller, stored, request.match_id, note.id)


async def update_note(
    connection: Connection,
    access: Access,
    caller: Caller,
    request: pb.UpdateMatchNoteRequest,
    now: datetime,
) -> Note:
    """Raises RecordNotFound, NotNoteAuthor, VersionMismatch, UnknownReference."""
    expected = expected_version(request)
    before = await _locked(connection, access, caller, request.match_id, request.note_id, expected)
    if not may_change(caller, before):
        raise NotNoteAuthor
    facts: dict[str, Any] = dict.fromkeys(set(request.clear) - {"tags"})
    if "tags" in request.clear:
        facts["tags"] = ()
    for name in ("body", "visibility", "player_id", "period", "match_s"):
        if request.HasField(name):
            facts[name] = getattr(request, name)
    if request.tags:
        facts["tags"] = clean_tags(request.tags)
    await check_player(connection, access, facts.get("player_id"))
    if all(getattr(before, name) == value for name, value in facts.items()):
        return before
    after = replace(before, version=before.version + 1, updated_at=now, **facts)
    await repository.change(connection, access.organisation, after)
    return after


async def delete_note(
    connection: Connection,
    access: Access,
    caller: Caller,
    request: pb.DeleteMatchNoteRequest,
) -> None:
    """Raises RecordNotFound, NotNoteAuthor, VersionMismatch."""
    expected = expected_version(request)
    note = await _locked(connection, access, caller, request.match_id, request.note_id, expected)
    if not may_delete(caller, note):
        raise NotNoteAuthor
    await repository.delete(connection, access.organisation, note.id)


async def _locked(
    connection: Connection,
    access: Access,
    caller: Caller,
    match_id: str,
    note_id: str,
    expected: int | None,
) -> Note:
    await check_row(connection, access, "matches", match_id)
    found = (
        await repository.lock(connection, access.organisation, match_id, note_id) if is_id(note_id) else None
    )
    note = _seen(caller, found, match_id, note_id)
    if expected is not None and note.version != expected:
        raise VersionMismatch(NOUN, note.version)
    return note


def _seen(caller: Caller, note: Note | None, match_id: str, note_id: str) -> Note:
    if note is None or not sees_note(caller, note):
        raise RecordNotFound(NOUN, note_id, f"/api/v1/football/matches/{match_id}/notes")
    return note
