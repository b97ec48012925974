"""Asks the upstream for the result of one session, and reads the answer."""

import asyncio
from dataclasses import replace
from datetime import datetime
from typing import Final, Protocol

from league_service.competition.imports.domain import SourceEvent
from league_service.core.files.rows import UnreadableFileError
from league_service.core.importing.domain import Upload
from league_service.f1.checks.repository import WatchedSession
from league_service.f1.domain import grand_prix_of
from league_service.f1.imports.ergast import read_ergast
from league_service.f1.imports.ergast_pages import read_pages
from league_service.f1.imports.found import F1File
from league_service.f1.names import grand_prix_named
from league_service.f1.upstream.domain import NotYet

_PATHS: Final = {"race": "results", "sprint": "sprint"}


class Pages(Protocol):
    """The upstream."""

    async def pages(self, path: str) -> list[Upload]:
        """All pages of a path. Raises NotYet unless they are a whole."""
        ...


async def fetch_session(
    upstream: Pages, session: WatchedSession, *, now: datetime, with_qualifying: bool
) -> F1File:
    """The result of a session, known from `now` on. Raises NotYet unless it is whole."""
    number, pages = await _result_pages(upstream, session)
    if with_qualifying and session.watched.kind == "race":
        pages += await _qualifying_pages(upstream, session, number)
    found = await _read(pages, session)
    found.parsed.events = [_known_from(event, now) for event in found.parsed.events]
    found.is_look = True
    return found


async def _result_pages(upstream: Pages, session: WatchedSession) -> tuple[int, list[Upload]]:
    """The pages of the result, and the round as the upstream counts, which may differ from ours."""
    path, number = _PATHS[session.watched.kind], session.round
    pages = await upstream.pages(f"{session.season}/{number}/{path}")
    found = await _read(pages, session)
    if not _has_result(found, session):
        number = await _round_of(upstream, session)
        if number == session.round:
            raise NotYet(_why(found, session))
        pages = await upstream.pages(f"{session.season}/{number}/{path}")
        found = await _read(pages, session)
        if not _has_result(found, session):
            raise NotYet(_why(found, session))
    return number, pages


async def _qualifying_pages(upstream: Pages, session: WatchedSession, number: int) -> list[Upload]:
    """The pages of the qualifying; none if they cannot be used, because the race counts without them."""
    try:
        pages = await upstream.pages(f"{session.season}/{number}/qualifying")
        await _read(pages, session)
    except NotYet:
        return []
    return pages


async def _read(uploads: list[Upload], session: WatchedSession) -> F1File:
    """The events of the weekend in some pages. Raises NotYet."""
    try:
        found = await asyncio.to_thread(read_ergast, uploads, season=session.season)
    except UnreadableFileError as error:
        raise NotYet(error.message) from error
    weekend = grand_prix_of(session.key)
    found.parsed.events = [event for event in found.parsed.events if grand_prix_of(event.key) == weekend]
    return found


async def _round_of(upstream: Pages, session: WatchedSession) -> int:
    """The round of the race as the upstream counts. Raises NotYet."""
    grand_prix = grand_prix_of(session.key)[1]
    try:
        races = read_pages(await upstream.pages(f"{session.season}/races"))
    except UnreadableFileError as error:
        raise NotYet(error.message) from error
    for race in races:
        if grand_prix_named(str(race.facts.get("raceName"))) == grand_prix:
            return int(race.facts["round"])
    raise NotYet(f"the upstream does not list the {session.race_name}")


def _has_result(found: F1File, session: WatchedSession) -> bool:
    return any(event.key == session.key and event.result is not None for event in found.parsed.events)


def _why(found: F1File, session: WatchedSession) -> str:
    refused = [problem.message for problem in found.parsed.problems]
    return refused[0] if refused else f"no result of {session.name} is published"


def _known_from(event: SourceEvent, now: datetime) -> SourceEvent:
    if event.result is None:
        return event
    return replace(event, result=replace(event.result, ended_at=now))
