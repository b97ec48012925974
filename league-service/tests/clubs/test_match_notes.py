"""Notes on matches: who sees which, and who changes them."""

from typing import Any, Final
from uuid import uuid4

import pytest

from league_service.clubs.match_notes import repository
from service_kit.errors import NotFound, PermissionDenied, PreconditionFailed, ValidationFailed
from service_kit.testing.callers import club_member

VISIBILITIES: Final = ("private", "staff", "team")


class Notes:
    """A match, and notes on it."""

    def __init__(self, clubs: Any, club: Any, match_id: str, team: str) -> None:
        self._clubs = clubs
        self.match_id = match_id
        self.team = team
        self.author = club.coach(team)

    async def call(self, verb: str, caller: Any = None, /, note_id: str = "", **fields: Any) -> Any:
        named = {"note_id": note_id} if note_id else {}
        plural = "MatchNotes" if verb == "List" else "MatchNote"
        return await self._clubs.call(
            f"{verb}{plural}", caller or self.author, match_id=self.match_id, **named, **fields
        )

    async def write(self, **fields: Any) -> Any:
        return (await self.call("Create", **{"body": "Space behind their left back", **fields})).note

    async def seen(self, caller: Any) -> list[str]:
        return sorted(note.visibility for note in (await self.call("List", caller)).notes)


@pytest.fixture
async def notes(clubs: Any, club: Any) -> Notes:
    teams = [
        (await clubs.call("football.v1.TeamService/CreateTeam", club.manager, name=name, kind=kind)).team.id
        for name, kind in (("Rovers", "own"), ("City", "opponent"))
    ]
    match = await clubs.call(
        "football.v1.MatchService/CreateMatch",
        club.manager,
        home_team_id=teams[0],
        away_team_id=teams[1],
        kick_off_at="2026-03-07T14:00:00Z",
    )
    return Notes(clubs, club, match.match.id, teams[0])


async def test_each_role_sees_the_notes_of_its_visibilities(notes: Notes, club: Any) -> None:
    for visibility in VISIBILITIES:
        await notes.write(visibility=visibility)
    assert await notes.seen(notes.author) == list(VISIBILITIES)
    assert await notes.seen(club.manager) == ["staff", "team"]
    assert await notes.seen(club_member("analyst", club.id, notes.team)) == ["staff", "team"]
    assert await notes.seen(club.player(notes.team)) == ["team"]


async def test_what_a_caller_may_not_see_looks_like_what_never_was(
    notes: Notes, club: Any, next_door: Any
) -> None:
    hidden = {visibility: (await notes.write(visibility=visibility)).id for visibility in VISIBILITIES}
    strangers = [
        (club.player(notes.team), hidden["staff"]),
        (club.manager, hidden["private"]),
        (club.coach(str(uuid4())), hidden["team"]),
        (next_door.manager, hidden["team"]),
        (notes.author, str(uuid4())),
        (notes.author, "no id"),
    ]
    for caller, note_id in strangers:
        with pytest.raises(NotFound) as missing:
            await notes.call("Get", caller, note_id)
        assert missing.value.reason == "RECORD_NOT_FOUND"
    with pytest.raises(NotFound):
        await notes.call("List", next_door.manager)


async def test_only_the_author_changes_a_note_and_a_manager_may_delete_it(notes: Notes, club: Any) -> None:
    note = await notes.write()
    for verb, fields in (("Update", {"body": "Nonsense"}), ("Delete", {})):
        with pytest.raises(PermissionDenied) as refused:
            await notes.call(verb, club_member("analyst", club.id, notes.team), note.id, **fields)
        assert refused.value.reason == "NOT_NOTE_AUTHOR"
    with pytest.raises(PermissionDenied):
        await notes.call("Create", club.player(notes.team), body="I was unlucky")
    await notes.call("Delete", club.manager, note.id)
    with pytest.raises(NotFound):
        await notes.call("Get", note_id=note.id)


async def test_a_change_keeps_what_it_does_not_name_and_clears_what_it_says(notes: Notes) -> None:
    note = await notes.write(period=2, match_s=61.5, tags=["press", "press", "left"])
    changed = (await notes.call("Update", note_id=note.id, visibility="team", clear=["match_s"])).note
    assert (changed.version, changed.body, changed.period, list(changed.tags)) == (
        2, note.body, 2, ["press", "left"],
    )  # fmt: skip
    assert not changed.HasField("match_s")
    again = (await notes.call("Update", note_id=note.id, visibility="team")).note
    assert again.version == 2
    with pytest.raises(PreconditionFailed) as stale:
        await notes.call("Update", note_id=note.id, body="Late", expected_version=1)
    assert stale.value.reason == "VERSION_MISMATCH"


async def test_a_note_about_nobody_the_caller_knows_is_refused(notes: Notes) -> None:
    with pytest.raises(ValidationFailed) as refused:
        await notes.write(player_id=str(uuid4()))
    assert refused.value.violations[0]["loc"] == ["player_id"]


async def test_notes_come_in_the_order_of_the_match_page_by_page(notes: Notes) -> None:
    for period, second in ((2, 10.0), (1, 60.0), (1, 5.0), (None, None)):
        given = {} if period is None else {"period": period, "match_s": second}
        await notes.write(body=f"{period} {second}", **given)
    bodies: list[str] = []
    token = ""
    while True:
        page = await notes.call("List", page_size=1, page_token=token)
        bodies += [note.body for note in page.notes]
        assert page.total_size == 4
        token = page.next_page_token
        if not token:
            break
    assert bodies == ["None None", "1 5.0", "1 60.0", "2 10.0"]


async def test_a_repeated_call_writes_one_note(notes: Notes) -> None:
    first, second = await notes.write(request_id="a"), await notes.write(request_id="a")
    assert first.id == second.id
    assert len((await notes.call("List")).notes) == 1


async def test_a_deleted_account_takes_its_private_notes_along_and_leaves_the_others(
    notes: Notes, club: Any, database: Any
) -> None:
    for visibility in VISIBILITIES:
        await notes.write(visibility=visibility)
    async with database.transaction() as connection:
        await repository.forget_authors(connection, [notes.author.user_id])
    assert await notes.seen(notes.author) == ["staff", "team"]
    assert {note.author_id for note in (await notes.call("List")).notes} == {""}
