"""Makes, revokes and writes the calendars of members."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import uuid4

from altsports.auth.v1.directory_pb2 import FindMemberResponse
from altsports.contract.clubs import CLUB_PERMISSIONS, mesh_words
from league_service.clubs.calendar import contents, repository
from league_service.clubs.calendar.domain import Entry, Kind, Status, document
from league_service.clubs.calendar.repository import Feed
from league_service.clubs.calendar.tokens import LENGTH, hash_of, new_token
from league_service.clubs.engine.access import Access, access_of
from league_service.clubs.errors import CalendarNotFound
from league_service.clubs.members import FindMember
from league_service.clubs.occasions import repository as occasions
from league_service.clubs.occasions.domain import Noun, Occasion
from service_kit.caller import Caller
from service_kit.db.connection import Connection
from service_kit.db.database import Database
from service_kit.db.reader import Reader

_GRANTED: Final[dict[str, frozenset[str]]] = {
    role: frozenset(mesh_words(words)) for role, words in CLUB_PERMISSIONS.items()
}
_PAST: Final = timedelta(days=365)
_AHEAD: Final = timedelta(days=3653)
_MOST: Final = 2000
_KINDS: Final[dict[Noun, Kind]] = {"matches": "match", "training_sessions": "training", "reunions": "reunion"}


@dataclass(frozen=True, slots=True)
class Owner:
    """The member whose calendar it is, with what the member may see now."""

    access: Access
    organisation_name: str


async def make(connection: Connection, access: Access, now: datetime) -> str:
    """Makes the address of the caller's calendar in place of an earlier one; returns its secret part."""
    token = new_token()
    await repository.store(connection, uuid4(), access.organisation, access.user, hash_of(token), now)
    return token


async def get(reader: Reader, access: Access) -> Feed:
    """Raises CalendarNotFound."""
    found = await repository.of_member(reader, access.organisation, access.user)
    if found is None:
        raise CalendarNotFound("You have no calendar", recovery=["POST /api/v1/football/calendar makes one"])
    return found


class Calendars:
    """Writes calendars for whoever has the address, with what their owners may see at that time."""

    def __init__(self, database: Database, find_member: FindMember) -> None:
        self._database = database
        self._find_member = find_member

    async def read(self, token: str, now: datetime) -> bytes:
        """The document at an address. Raises CalendarNotFound."""
        feed = await self._feed(token)
        owner = await self._owner(feed, now)
        async with self._database.read() as connection:
            entries = await entries_of(connection, owner.access, now)
        if repository.is_worth_noting(feed, now):
            async with self._database.transaction() as connection:
                await repository.note_read(connection, feed.id, now)
        return document(str(feed.id), owner.organisation_name, entries)

    async def _feed(self, token: str) -> Feed:
        found = None
        if len(token) == LENGTH:
            async with self._database.read() as connection:
                found = await repository.by_hash(connection, hash_of(token))
        if found is None:
            raise CalendarNotFound("There is no calendar at this address")
        return found

    async def _owner(self, feed: Feed, now: datetime) -> Owner:
        member = await self._find_member(feed.user_id, str(feed.organisation_id))
        if not member.HasField("club_role"):
            async with self._database.transaction() as connection:
                await repository.end(connection, feed.id)
        if not member.HasField("club_role") or not member.can_log_in:
            raise CalendarNotFound("There is no calendar at this address")
        return Owner(access_of(_as_caller(feed, member), now), member.organisation_name)


def _as_caller(feed: Feed, member: FindMemberResponse) -> Caller:
    """The owner as if logged in: the role decides what the calendar shows."""
    return Caller(
        kind="user",
        user_id=feed.user_id,
        role="user",
        permissions=_GRANTED.get(member.club_role, frozenset()),
        organisation_id=str(feed.organisation_id),
        team_access=frozenset(member.team_access),
        club_role=member.club_role,
    )


async def entries_of(reader: Reader, access: Access, now: datetime) -> list[Entry]:
    """What a member may see: a year back, and ten years ahead."""
    found = await occasions.between(reader, access, now - _PAST, now + _AHEAD, _MOST)
    cancelled = await contents.cancelled(reader, access, now - _PAST, now + _AHEAD)
    texts = await contents.texts_of(reader, access, [each.id for each in found])
    shown = [each for each in found if not each.archived or each.starts_at > now]
    return [*(_entry(each, texts.get(each.id, "")) for each in shown), *cancelled]


def _entry(occasion: Occasion, description: str) -> Entry:
    return Entry(
        kind=_KINDS[occasion.noun],
        id=occasion.id,
        title=occasion.title,
        starts_at=occasion.starts_at,
        ends_at=occasion.ends_at,
        time_zone=occasion.time_zone,
        sequence=occasion.version - 1,
        changed_at=occasion.updated_at,
        status=_status(occasion),
        place=occasion.place,
        description=description,
    )


def _status(occasion: Occasion) -> Status:
    if occasion.is_off:
        return "CANCELLED"
    return "TENTATIVE" if occasion.status == "postponed" else "CONFIRMED"
