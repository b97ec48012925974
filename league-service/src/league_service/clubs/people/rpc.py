"""ConsentService and PersonalDataService: what may be stored about a player, and how it is forgotten."""

# ruff: noqa: ARG002 - the contract defines the signatures

from datetime import date, datetime
from typing import Any
from uuid import UUID

from google.protobuf.empty_pb2 import Empty
from google.protobuf.struct_pb2 import Struct

from altsports.football.v1 import consents_pb2, personal_data_pb2
from altsports.football.v1.consents_pb2_grpc import ConsentServiceServicer
from altsports.football.v1.personal_data_pb2_grpc import PersonalDataServiceServicer
from league_service.clubs.access import is_player, organisation_of, require
from league_service.clubs.engine.plan import Plan
from league_service.clubs.match_reporting import figures_changed
from league_service.clubs.people import operations
from league_service.clubs.people import repository as people
from league_service.clubs.people.domain import Erasure, Export
from service_kit.caller import current_caller
from service_kit.clock.clocks import Clock
from service_kit.db.connection import Connection
from service_kit.db.database import Database
from service_kit.db.reader import Reader
from service_kit.errors import ValidationFailed
from service_kit.rpc.incoming import Context
from service_kit.timestamps import time_to_pb


class ConsentRpc(ConsentServiceServicer):
    """Handlers of the contract."""

    def __init__(self, players: Plan, database: Database, clock: Clock) -> None:
        self._players = players
        self._database = database
        self._clock = clock

    async def ListConsents(
        self, request: consents_pb2.ListConsentsRequest, context: Context
    ) -> consents_pb2.ListConsentsResponse:
        async with self._database.read() as connection:
            organisation_id, player_id = await self._player(connection, request.player_id, of_family=True)
            found = await people.consents(connection, organisation_id, player_id)
        return consents_pb2.ListConsentsResponse(consents=map(_consent_to_pb, found))

    async def RecordConsent(
        self, request: consents_pb2.RecordConsentRequest, context: Context
    ) -> consents_pb2.RecordConsentResponse:
        now = self._clock.now()
        given_on = _given_on(request.given_on, now)
        async with self._database.transaction() as connection:
            organisation_id, player_id = await self._player(connection, request.player_id)
            consent = {
                "player_id": player_id,
                "kind": request.kind,
                "given_by": request.given_by,
                "relation": request.relation or None,
                "given_on": given_on,
                "recorded_at": now,
                "recorded_by": current_caller().user_id,
            }
            recorded = await people.record(connection, organisation_id, consent)
        return consents_pb2.RecordConsentResponse(consent=_consent_to_pb(recorded))

    async def WithdrawConsent(self, request: consents_pb2.WithdrawConsentRequest, context: Context) -> Empty:
        async with self._database.transaction() as connection:
            organisation_id, player_id = await self._player(connection, request.player_id)
            now = self._clock.now()
            await operations.withdraw(connection, organisation_id, player_id, request.kind, now)
            await figures_changed(connection, str(organisation_id), now)
        return Empty()

    async def _player(self, reader: Reader, player_id: str, *, of_family: bool = False) -> tuple[UUID, UUID]:
        """The club and the player, if the caller may see it.

        With `of_family`, the answer names those who speak for the player, who are no business of team mates.
        Raises RecordNotFound, InsufficientPermissions.
        """
        caller = current_caller()
        row = await operations.visible_player(reader, self._players, caller, player_id, self._clock.now())
        if of_family and is_player(caller) and row["user_id"] != caller.user_id:
            require(caller, "football:write")
        return organisation_of(caller), UUID(row["id"])


class PersonalDataRpc(PersonalDataServiceServicer):
    """Handlers of the contract."""

    def __init__(self, players: Plan, database: Database, clock: Clock) -> None:
        self._players = players
        self._database = database
        self._clock = clock

    async def ExportPlayer(
        self, request: personal_data_pb2.ExportPlayerRequest, context: Context
    ) -> personal_data_pb2.ExportPlayerResponse:
        caller, now = current_caller(), self._clock.now()
        async with self._database.read() as connection:
            player = await operations.visible_player(
                connection, self._players, caller, request.player_id, now
            )
            found = await operations.export(connection, caller, UUID(player["id"]), now)
        return personal_data_pb2.ExportPlayerResponse(export=_export_to_pb(found))

    async def ErasePlayer(
        self, request: personal_data_pb2.ErasePlayerRequest, context: Context
    ) -> personal_data_pb2.ErasePlayerResponse:
        async with self._database.transaction() as connection:
            done = await self._erase(connection, request.player_id)
        return personal_data_pb2.ErasePlayerResponse(
            erasure=personal_data_pb2.PlayerErasure(
                player_id=done.player_id,
                name=done.name,
                rows_deleted=done.rows_deleted,
                rows_changed=done.rows_changed,
            )
        )

    async def _erase(self, connection: Connection, player_id: str) -> Erasure:
        caller, now = current_caller(), self._clock.now()
        done = await operations.erase(connection, self._players, caller, player_id, now)
        await figures_changed(connection, caller.organisation_id, now)
        return done


def _given_on(text: str, now: datetime) -> date:
    """The day of the agreement. Raises ValidationFailed for a day in the future."""
    given_on = date.fromisoformat(text) if text else now.date()
    if given_on > now.date():
        raise ValidationFailed.at("given_on", "Nobody can have agreed on a day in the future")
    return given_on


def _consent_to_pb(consent: dict[str, Any]) -> consents_pb2.Consent:
    return consents_pb2.Consent(
        player_id=consent["player_id"],
        kind=consent["kind"],
        given_by=consent["given_by"],
        relation=consent["relation"],
        given_on=consent["given_on"],
        recorded_at=time_to_pb(consent["recorded_at"]),
        recorded_by=consent["recorded_by"],
        withdrawn_at=time_to_pb(consent["withdrawn_at"]),
    )


def _struct(row: dict[str, Any]) -> Struct:
    made = Struct()
    made.update(row)
    return made


def _export_to_pb(found: Export) -> personal_data_pb2.PlayerExport:
    tables = [
        personal_data_pb2.ExportedTable(name=name, rows=map(_struct, rows))
        for name, rows in found.tables.items()
    ]
    return personal_data_pb2.PlayerExport(
        player_id=found.player_id,
        exported_at=time_to_pb(found.exported_at),
        tables=tables,
        hidden_notes=found.hidden_notes,
    )
