"""Boards: order, ties, movement, the past, and the boards of leagues."""

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from itertools import groupby
from random import Random
from typing import Any, cast

import pytest

from altsports.auth.v1 import directory_pb2
from league_service.f1.errors import RaceNotFound
from league_service.fantasy.errors import NotAMember, NoTeamYet
from league_service.fantasy.teams.naming import Naming
from service_kit.paging import InvalidPageToken


@pytest.fixture
async def game(players: Any) -> Any:
    """Ann, Bea, Cy and Dee have teams."""
    await players.have_teams("ann", "bea", "cy", "dee")
    return players


async def test_before_the_first_scores_a_board_is_empty_and_has_the_own_row(game: Any) -> None:
    board = await game.board("ann")
    assert (len(board.rows), board.total_size, board.HasField("race"), board.season) == (0, 0, False, 2026)
    assert (board.own.username, board.own.HasField("rank"), board.own.own) == ("ann", False, True)
    assert not (await game.board()).HasField("own")


async def test_points_decide_then_the_best_race_and_equal_teams_share_a_rank(game: Any) -> None:
    await game.score("australia", ann=10, bea="12.5", cy=20, dee=10)
    await game.score("china", ann=20, bea="17.5", cy=10, dee=20)
    board = await game.board("dee")
    assert [(row.rank, row.username, row.total, row.race_points, row.best_race) for row in board.rows] == [
        (1, "ann", "30", "20", "20"),
        (1, "cy", "30", "10", "20"),
        (1, "dee", "30", "20", "20"),
        (4, "bea", "30", "17.5", "17.5"),
    ]
    assert [(row.previous_rank, row.movement) for row in board.rows] == [(3, 2), (1, 0), (3, 2), (2, -2)]
    assert [row.own for row in board.rows] == [False, False, True, False]
    assert (board.own.rank, board.own.username) == (1, "dee")
    assert (board.race.key, board.race.name != "", board.total_size) == ("2026_china", True, 4)


async def test_the_board_of_any_race_and_what_was_shown_then(game: Any) -> None:
    first = await game.score("australia", ann=10, bea=5)
    second = await game.score("china", ann=1, bea=8)
    third = await game.score("australia", ann=4, bea=5)
    assert await game.table(race="2026_australia") == [
        (1, "bea", "5"),
        (2, "ann", "4"),
        (3, "cy", "0"),
        (3, "dee", "0"),
    ]
    assert (await game.table())[:2] == [(1, "bea", "13"), (2, "ann", "5")]
    assert [row.previous_rank for row in (await game.board()).rows[:2]] == [1, 2]
    shown = [(await game.table(as_of=at.isoformat()))[:2] for at in (first, second, third)]
    assert shown == [
        [(1, "ann", "10"), (2, "bea", "5")],
        [(1, "bea", "13"), (2, "ann", "11")],
        [(1, "bea", "13"), (2, "ann", "5")],
    ]
    then = await game.table(race="2026_australia", as_of=second.isoformat())
    assert then[:2] == [(1, "ann", "10"), (2, "bea", "5")]
    assert await game.table(as_of=(first - timedelta(seconds=1)).isoformat()) == []
    later = await game.board(race="2026_monaco")
    assert (len(later.rows), later.race.key, later.race.state) == (0, "2026_monaco", "scheduled")
    for race in ("2025_monaco", "nowhere"):
        with pytest.raises(RaceNotFound):
            await game.board(race=race)


async def test_pages_go_on_with_the_board_on_which_they_began(game: Any) -> None:
    await game.score("australia", ann=4, bea=3, cy=2, dee=1)
    page = await game.board("dee", page_size=2)
    await game.score("australia", ann=1, bea=2, cy=3, dee=4)
    others = await game.board("dee", page_size=2, page_token=page.next_page_token)
    assert [row.username for row in (*page.rows, *others.rows)] == ["ann", "bea", "cy", "dee"]
    assert (others.next_page_token, others.own.rank) == ("", 4)
    for fields in ({"race": "2026_australia"}, {"season": 2025}):
        with pytest.raises(InvalidPageToken):
            await game.board(page_token=page.next_page_token, **fields)


async def test_around_me_is_the_page_with_the_own_team_in_its_middle(game: Any) -> None:
    await game.have_teams("eve", "fay", "gus")
    await game.score("australia", ann=7, bea=6, cy=5, dee=4, eve=3, fay=2)
    for who, around in {"ann": "ann bea cy", "dee": "cy dee eve", "gus": "fay gus"}.items():
        board = await game.board(who, around="me", page_size=3)
        assert [row.username for row in board.rows] == around.split()
    board = await game.board("dee", around="me", page_size=3)
    others = await game.board("dee", around="me", page_size=3, page_token=board.next_page_token)
    assert [row.username for row in others.rows] == ["fay", "gus"]
    for who in ("", "nobody"):
        with pytest.raises(NoTeamYet):
            await game.board(who, around="me")
    league = await game.found("ann", visibility="public")
    with pytest.raises(NotAMember, match="your team is not a member"):
        await game.board("dee", league_id=league.id, around="me")
    with pytest.raises(NoTeamYet):
        await game.board("nobody", league_id=league.id, around="me")


async def test_a_league_finds_a_race_in_its_own_season(game: Any) -> None:
    await game.score("monaco", ann=2, bea=1)
    league = await game.found("ann", members=["bea"])
    await game.add_real_race("monaco")
    board = await game.board("ann", league_id=league.id, race="2026_monaco")
    assert [(row.username, row.total) for row in board.rows] == [("ann", "2"), ("bea", "1")]


async def test_a_team_made_later_has_0_before_and_is_on_no_older_board(game: Any) -> None:
    await game.score("australia", ann=4)
    await game.have_teams("new")
    assert (await game.board("new")).own.username == "new"
    assert (await game.board("new", around="me", page_size=2)).rows[0].username == "ann"
    await game.score("china", new=3)
    await game.score("australia", ann=2)
    board = await game.board("new")
    assert [(row.rank, row.username, row.total) for row in board.rows[:2]] == [
        (1, "new", "3"),
        (2, "ann", "2"),
    ]
    assert not board.own.HasField("previous_rank")
    assert "new" not in [name for _, name, _ in await game.table(race="2026_australia")]


async def test_a_deleted_team_leaves_the_newest_board_at_once_and_old_ranks_stay(game: Any) -> None:
    first = await game.score("australia", ann=4, bea=3, cy=3, dee=1)
    await game.score("china", ann=4, bea=3, cy=3, dee=1)
    await game.delete_team("ann")
    board = await game.board("dee")
    assert [(row.rank, row.username) for row in board.rows] == [(1, "bea"), (1, "cy"), (3, "dee")]
    assert (board.own.rank, board.own.previous_rank, board.own.movement, board.total_size) == (3, 4, 1, 3)
    around = await game.board("dee", around="me", page_size=2)
    assert [row.username for row in around.rows] == ["cy", "dee"]
    for fields in ({"race": "2026_australia"}, {"as_of": first.isoformat()}):
        old = await game.board(**fields)
        assert [(row.rank, row.username, row.team) for row in old.rows[:2]] == [
            (1, "", ""),
            (2, "bea", "Team bea"),
        ]
        assert not old.rows[0].HasField("team_id")
    await game.score("china", ann=4, bea=1, cy=3, dee=1)
    assert await game.table() == [(1, "cy", "6"), (2, "bea", "4"), (3, "dee", "2")]
    assert (await game.table(race="2026_australia"))[0] == (1, "", "4")


async def test_a_league_counts_from_its_first_race_whenever_a_member_joined(game: Any) -> None:
    await game.score("australia", ann=50, bea=10, cy=1, dee=1)
    whole = await game.found("ann", members=["bea"])
    from_china = await game.found("ann", members=["bea"], first_race="2026_china")
    assert [row.total for row in (await game.board("ann", league_id=from_china.id)).rows] == ["0", "0"]
    await game.score("china", ann=5, bea=9, cy=7, dee=1)
    await game.score("japan", ann=5, bea=2, cy=3, dee=1)
    for league in (whole, from_china):
        await game.call("cy", "JoinF1LeagueByCode", code=league.code)
    assert await game.table("ann", league_id=whole.id) == [
        (1, "ann", "60"),
        (2, "bea", "21"),
        (3, "cy", "11"),
    ]
    board = await game.board("cy", league_id=from_china.id)
    assert [(row.rank, row.username, row.total, row.race_points, row.best_race) for row in board.rows] == [
        (1, "bea", "11", "2", "9"),
        (2, "cy", "10", "3", "7"),
        (3, "ann", "10", "5", "5"),
    ]
    assert [(row.previous_rank, row.movement) for row in board.rows] == [(1, 0), (2, 0), (3, 0)]
    assert (board.own.rank, board.total_size) == (2, 3)
    old = await game.table("ann", league_id=from_china.id, race="2026_australia")
    assert {total for _, _, total in old} == {"0"}
    assert await game.table("ann", league_id=whole.id, race="2026_australia") == [
        (1, "ann", "50"),
        (2, "bea", "10"),
        (3, "cy", "1"),
    ]


async def test_a_league_shows_who_was_in_it_then_and_corrections_at_once(game: Any) -> None:
    at = await game.score("australia", ann=3, bea=2, cy=1)
    league = await game.found("ann", members=["bea", "cy"])
    asked = {"league_id": league.id}
    assert [name for _, name, _ in await game.table("ann", **asked)] == ["ann", "bea", "cy"]
    then = game.clock.now()
    game.clock.advance(timedelta(minutes=1))
    await game.call("bea", "LeaveF1League", **asked)
    assert [name for _, name, _ in await game.table("ann", **asked)] == ["ann", "cy"]
    assert [name for _, name, _ in await game.table("ann", **asked, as_of=then.isoformat())] == [
        "ann",
        "bea",
        "cy",
    ]
    assert await game.table("ann", **asked, as_of=at.isoformat()) == []
    await game.score("australia", ann=1, bea=2, cy=3)
    assert await game.table("ann", **asked) == [(1, "cy", "3"), (2, "ann", "1")]
    await game.delete_team("cy")
    assert await game.table("ann", **asked) == [(1, "ann", "1")]


async def test_a_board_of_a_league_is_made_once_for_each_state(game: Any) -> None:
    await game.score("australia", ann=3, bea=2)
    league = await game.found("ann", members=["bea"])
    for _ in range(3):
        await game.board("ann", league_id=league.id)
        await game.board("bea", league_id=league.id, around="me")
    count = "SELECT count(*) FROM fantasy.boards WHERE league_id = %s"
    async with game.database.read() as connection:
        assert await connection.fetch_value(count, [league.id]) == 1
    for _ in range(12):
        game.clock.advance(timedelta(hours=2))
        await game.score("australia", ann=3, bea=2)
        await game.board("ann", league_id=league.id)
    orphans = "SELECT count(*) FROM fantasy.board_rows WHERE board_id NOT IN (SELECT id FROM fantasy.boards)"
    async with game.database.read() as connection:
        assert await connection.fetch_value(count, [league.id]) <= 9
        assert await connection.fetch_value(orphans) == 0
    await game.call("ann", "DeleteF1League", league_id=league.id)
    async with game.database.read() as connection:
        assert await connection.fetch_value(orphans) == 0


class Directory:
    """The accounts of auth-service, which answers with login names."""

    def __init__(self, **usernames: str) -> None:
        self._names = {f"user-{user}": name for user, name in usernames.items()}

    async def call(self, method: str, request: Any, *, caller: Any) -> directory_pb2.FindUsernamesResponse:
        known = {user: self._names[user] for user in request.user_ids if user in self._names}
        return directory_pb2.FindUsernamesResponse(usernames=known)


async def test_boards_show_the_login_name_that_a_player_has_now(game: Any) -> None:
    await game.score("australia", ann=3, bea=2)

    def naming_by(**names: str) -> Naming:
        directory = cast("Any", Directory(**names))
        return Naming(game.database, directory, game.clock, redis_url="", prefix="")

    naming = naming_by(ann="anna", nobody="x")
    for _ in range(2):
        await naming.compare()
    assert (await game.table())[:2] == [(1, "anna", "3"), (2, "bea", "2")]
    await naming_by(bea="beatrix").refresh(["user-bea", "user-nobody"])
    assert (await game.table())[:2] == [(1, "anna", "3"), (2, "beatrix", "2")]
    await game.call("cy", "fantasy.v1.TeamService/UpdateTeam", team_id="team-cy", name="Cycle")
    async with game.database.read() as connection:
        purged = await connection.fetch_rows(
            "SELECT data -> 'message' ->> 'team_ids', data -> 'tags' ? 'f1-boards' FROM league.outbox"
            " WHERE type = 'f1_teams.renamed' ORDER BY seq"
        )
    assert purged == [(f'["team-{name}"]', True) for name in ("ann", "bea", "cy")]


RACES = ("australia", "china", "japan", "miami", "monaco")


@pytest.mark.parametrize("seed", range(3))
async def test_boards_are_those_of_an_independent_computation(players: Any, seed: int) -> None:
    """Races are scored and corrected in any order; few different points, so that many teams are equal."""
    dice = Random(seed)
    names = [f"p{number}" for number in range(12)]
    await players.have_teams(*names)
    scores: dict[str, dict[str, Decimal]] = {}
    league = await players.found("p0", members=names[1:7], first_race="2026_china")
    for race in (*dice.sample(RACES, 5), *dice.choices(RACES, k=3)):
        points = {name: Decimal(dice.randrange(6)) * Decimal("0.75") for name in names if dice.random() < 0.9}
        scores[race] = points
        await players.score(race, **points)
        done = [name for name in RACES if name in scores]
        for last in done:
            board = await players.table(race=f"2026_{last}", page_size=100)
            assert board == ranked(names, [scores[name] for name in done[: done.index(last) + 1]]), (
                race,
                last,
            )
        counted = [scores[name] for name in done if name != "australia"]
        assert await players.table("p0", league_id=league.id) == ranked(names[:7], counted)


def ranked(names: Iterable[str], races: list[dict[str, Decimal]]) -> list[tuple[int, str, str]]:
    """The board after races: most points, then the best race, then the older team, which shares the rank."""
    totals = {name: sum((race.get(name, Decimal(0)) for race in races), Decimal(0)) for name in names}
    best = {name: max((race.get(name, Decimal(0)) for race in races), default=Decimal(0)) for name in names}
    ordered = sorted(totals, key=lambda name: (-totals[name], -best[name]))
    placed: list[tuple[int, str, str]] = []
    for _, equal in groupby(ordered, key=lambda name: (totals[name], best[name])):
        rank = len(placed) + 1
        placed += [(rank, name, f"{totals[name].normalize():f}") for name in equal]
    return placed
