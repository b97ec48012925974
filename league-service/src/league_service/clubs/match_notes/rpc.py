"""MatchNoteService: notes on matches."""

# ruff: noqa: ARG002 - the contract defines the signatures

from google.protobuf.empty_pb2 import Empty

from altsports.football.v1 import match_notes_pb2 as pb
from altsports.football.v1.match_notes_pb2_grpc import MatchNoteServiceServicer
from league_service.clubs.engine.access import access_of
from league_service.clubs.match_notes import operations
from league_service.clubs.match_notes.domain import Note
from league_service.core.paging import make_token, read_token
from service_kit.caller import current_caller
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.rpc.incoming import Context
from service_kit.timestamps import time_to_pb


class MatchNoteRpc(MatchNoteServiceServicer):
    """Reads and changes notes for the caller."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def ListMatchNotes(
        self, request: pb.ListMatchNotesRequest, context: Context
    ) -> pb.ListMatchNotesResponse:
        caller, size = current_caller(), request.page_size
        access = access_of(caller, self._clock.now())
        query = ("notes", request.match_id, request.visibility, request.player_id, request.tag)
        position = read_token(query, request.page_token, int, float | int, str)
        after = None if position is None else (int(position[0]), float(position[1]), str(position[2]))
        async with self._database.read() as connection:
            found, total = await operations.list_notes(connection, access, caller, request, after=after)
        last = found[size - 1] if len(found) > size else None
        token = (
            None
            if last is None
            else (last.period or 0, -1 if last.match_s is None else last.match_s, last.id)
        )
        return pb.ListMatchNotesResponse(
            notes=map(note_to_pb, found[:size]),
            next_page_token=make_token(query, token),
            total_size=total,
        )

    async def GetMatchNote(
        self, request: pb.GetMatchNoteRequest, context: Context
    ) -> pb.GetMatchNoteResponse:
        caller = current_caller()
        async with self._database.read() as connection:
            note = await operations.get_note(
                connection, access_of(caller, self._clock.now()), caller, request.match_id, request.note_id
            )
        return pb.GetMatchNoteResponse(note=note_to_pb(note))

    async def CreateMatchNote(
        self, request: pb.CreateMatchNoteRequest, context: Context
    ) -> pb.CreateMatchNoteResponse:
        caller, now = current_caller(), self._clock.now()
        async with self._database.transaction() as connection:
            note = await operations.create_note(
                connection, access_of(caller, self._clock.now()), caller, request, now
            )
        return pb.CreateMatchNoteResponse(note=note_to_pb(note))

    async def UpdateMatchNote(
        self, request: pb.UpdateMatchNoteRequest, context: Context
    ) -> pb.UpdateMatchNoteResponse:
        caller, now = current_caller(), self._clock.now()
        async with self._database.transaction() as connection:
            note = await operations.update_note(
                connection, access_of(caller, self._clock.now()), caller, request, now
            )
        return pb.UpdateMatchNoteResponse(note=note_to_pb(note))

    async def DeleteMatchNote(self, request: pb.DeleteMatchNoteRequest, context: Context) -> Empty:
        caller = current_caller()
        async with self._database.transaction() as connection:
            await operations.delete_note(connection, access_of(caller, self._clock.now()), caller, request)
        return Empty()


def note_to_pb(note: Note) -> pb.MatchNote:
    return pb.MatchNote(
        id=note.id,
        version=note.version,
        created_at=time_to_pb(note.created_at),
        updated_at=time_to_pb(note.updated_at),
        match_id=note.match_id,
        author_id=note.author_id,
        body=note.body,
        visibility=note.visibility,
        player_id=note.player_id,
        period=note.period,
        match_s=note.match_s,
        tags=note.tags,
    )
