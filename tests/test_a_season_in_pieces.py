"""A season that is imported as it happens: one game is cancelled, one moves, one is corrected twice.

Both services are real. Afterwards every bet and every balance is computed again from the final scores alone.
"""

import csv
import io
from collections import defaultdict
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from ai_service.main import book_registrations
from ai_service.nfl_experts.books.live import LiveBooks
from ai_service.nfl_experts.facts.client import LeagueFacts
from ai_service.nfl_experts.keeping.keeper import Keeper
from altsports.league.v1 import imports_pb2 as pb
from league_service.registrations import registrations_of, rule_book
from league_service.settings import LeagueSettings
from service_kit.caller import Caller, service_caller
from service_kit.clock.clocks import FixedClock

SUNDAY = datetime(2025, 9, 7, 17, tzinfo=UTC)
PAIRS = (("KC", "BUF"), ("DAL", "PHI"), ("SF", "SEA"), ("GB", "CHI"))
WEEKS = 6
CANCELLED, CORRECTED = "2025_03_DAL_PHI", "2025_02_BUF_KC"
MOVED, MOVED_AS = "2025_02_SEA_SF", "2025_05_SEA_SF"
ADMIN = Caller(kind="user", user_id="a", username="a", role="admin", permissions=frozenset({"leagues:*"}))


def row(week: int, number: int, *, is_lined: bool, is_played: bool) -> dict[str, Any]:
    """A game as nflverse states it; the line and the score follow from week and number."""
    away, home = PAIRS[number] if week % 2 else PAIRS[number][::-1]
    sunday = SUNDAY + timedelta(weeks=week - 1)
    spread, score = (number * 3 + week) % 9 - 4, (20 + number + week, 17 + (week * number) % 11)
    lines = {
        "spread_line": spread,
        "home_spread_odds": -110,
        "away_spread_odds": -110,
        "total_line": 40.5 + week,
        "over_odds": -105,
        "under_odds": -115,
        "home_moneyline": -150 if spread > 0 else 130,
        "away_moneyline": 130 if spread > 0 else -150,
    }
    return {
        "game_id": f"2025_{week:02}_{away}_{home}",
        "season": 2025,
        "game_type": "REG",
        "week": week,
        "gameday": sunday.date().isoformat(),
        "gametime": "13:00",
        "away_team": away,
        "home_team": home,
        "location": "Home",
        "gsis": f"{week}{number}",
        "espn": f"9{week}{number}",
        "home_score": score[0] if is_played else "",
        "away_score": score[1] if is_played else "",
        **(lines if is_lined else {}),
    }


def season(*, lined: int, played: int) -> list[dict[str, Any]]:
    """The file of the season when some weeks have lines, and some were played."""
    rows = [
        row(week, number, is_lined=week <= lined, is_played=week <= played)
        for week in range(1, WEEKS + 1)
        for number in range(len(PAIRS))
    ]
    if lined >= 3:
        rows = [each for each in rows if each["game_id"] != CANCELLED or played < 3]
    for each in rows:
        if each["game_id"] == MOVED and lined >= 2:
            late = (
                {"home_score": 13, "away_score": 31} if played >= 5 else {"home_score": "", "away_score": ""}
            )
            day = SUNDAY + timedelta(weeks=4, days=1)
            place = {"week": 5, "gameday": day.date().isoformat(), "gametime": "8:15 PM"}
            each |= {"game_id": MOVED_AS, **place, **late}
        if each["game_id"] == CORRECTED and played >= 2:
            each["home_score"] += 20 * (played >= 3) - 33 * (played >= 5)
    return rows


class World:
    """Both services on their databases, and the live books, with one clock."""

    def __init__(self, league: Any, ai: Any, books: LiveBooks, facts: LeagueFacts, clock: FixedClock) -> None:
        self.league, self.ai, self._books, self._facts, self._clock = league, ai, books, facts, clock

    async def live(self, until: datetime) -> None:
        """Lets the experts live until a time."""
        self._clock.advance(until - self._clock.now())
        self._facts.expire()
        await self._books.catch_up()

    async def load(self, rows: list[dict[str, Any]], as_of: str = "") -> list[Any]:
        """Imports a file, and lets the experts notice; returns the problems."""
        text = io.StringIO()
        writer = csv.DictWriter(text, sorted({name for each in rows for name in each}), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)

        async def parts() -> AsyncIterator[pb.ImportFilesRequest]:
            yield pb.ImportFilesRequest(start=pb.FileStart(name="g.csv", kind="nflverse", as_of=as_of))
            yield pb.ImportFilesRequest(chunk=text.getvalue().encode())

        method, caller = self.league.method("ImportFiles"), service_caller("tests")
        messages = [m async for m in self.league.client.stream(method, parts(), caller=caller, timeout_s=60)]
        await self.live(self._clock.now())
        return [message.problem for message in messages if message.HasField("problem")]


@pytest.fixture
async def world(migrated: Any, serve: Any, tmp_path: Any) -> World:
    clock = FixedClock(SUNDAY - timedelta(days=12))
    leagues, experts = await migrated("league"), await migrated("ai")
    settings = LeagueSettings(env="test", home=tmp_path)
    league = await serve("league", registrations_of(leagues, clock, settings, rule_book()))
    facts = LeagueFacts(league.client)
    keeper = Keeper(experts, facts, clock)
    ai = await serve("ai", book_registrations(experts, facts, clock, keeper, league.client))
    return World(league, ai, LiveBooks(experts, facts, clock, kept=1), facts, clock)


async def live_through(world: World) -> None:
    """Every week: lines on Wednesday, an older file again on Sunday, results on Monday."""
    await world.load(season(lined=0, played=0))
    for week in range(1, WEEKS + 1):
        sunday = SUNDAY + timedelta(weeks=week - 1)
        await world.live(sunday - timedelta(days=4))
        await world.load(season(lined=week, played=week - 1))
        await world.live(sunday - timedelta(hours=3))
        if week > 1:
            assert await world.load(season(lined=week - 1, played=week - 2)) != []
        await world.live(sunday + timedelta(days=1, hours=13))
        await world.load(season(lined=week, played=week))
    await world.live(SUNDAY + timedelta(weeks=WEEKS))
    await world.load(season(lined=WEEKS, played=WEEKS))


async def all_bets(world: World) -> list[dict[str, Any]]:
    experts = (await world.ai.call("ListExperts"))["experts"]
    found: list[dict[str, Any]] = []
    for expert in experts:
        history = await world.ai.call("GetBetHistory", {"expert_id": expert["expert_id"], "limit": 100})
        found += [each | {"expert": expert["expert_id"]} for each in history["bet_history"]]
    return found


def paid(prediction: str, kind: str, row: dict[str, Any], stake: Decimal, odds: int) -> Decimal:
    """What a bet returns, by its own words and the final score: "BUF -3", "KC to win", "over 44.5"."""
    home, away = row["home_score"], row["away_score"]
    words = prediction.replace("PK", "0").split()
    if kind == "total":
        ahead = (home + away - float(words[-1])) * (1 if words[0].casefold() == "over" else -1)
    else:
        margin = home - away if words[0] == row["home_team"] else away - home
        ahead = margin + (float(words[-1]) if kind == "spread" else 0.0)
    if ahead == 0:
        return stake
    won = stake * Decimal(odds) / 100 if odds > 0 else stake * 100 / Decimal(-odds)
    return (stake + won).quantize(Decimal("0.01")) if ahead > 0 else Decimal(0)


@pytest.mark.timeout(180)
async def test_a_season_in_pieces_ends_with_every_ledger_as_the_final_scores_say(world: World) -> None:
    await live_through(world)
    final = {each["gsis"]: each for each in season(lined=WEEKS, played=WEEKS)}
    by_id = {
        f"2025_{int(gsis[0]):02}_{each['away_team']}_{each['home_team']}": each
        for gsis, each in final.items()
    }
    bets, balances = await all_bets(world), defaultdict[str, Decimal](lambda: Decimal(10_000))
    pending = (await world.ai.call("ListLiveBets", {"status": "pending"}))["bets"]
    assert [(bet["game_id"], bet["placed_at"]) for bet in pending] == []
    for bet in bets:
        stake, payout = Decimal(str(bet["bet_amount"])), Decimal(str(bet["payout"]))
        entries = (
            await world.ai.call(
                "ListLedgerEntries", {"expert_id": bet["expert"], "bet_id": bet["bet_id"], "limit": 500}
            )
        )["entries"]
        assert sum(Decimal(str(entry["amount"])) for entry in entries) == 0
        reasons = [entry["reason"] for entry in entries if entry["account"] == "bankroll"][::-1]
        balances[bet["expert"]] += payout - stake
        if bet["game_id"] == CANCELLED:
            assert (bet["result"], payout, reasons) == ("void", stake, ["bet_placed", "bet_voided"])
            continue
        full = await world.ai.call("ListLiveBets", {"status": bet["result"], "game_id": bet["game_id"]})
        odds = next(each["vegas_odds"] for each in full["bets"] if each["bet_id"] == bet["bet_id"])
        game = by_id[bet["game_id"]]
        assert payout == paid(bet["prediction"], bet["bet_type"], game, stake, int(odds)), (bet, game)
        assert reasons.count("settlement_reversed") == (2 if bet["game_id"] == CORRECTED else 0)
    assert {CANCELLED, CORRECTED, MOVED} <= {bet["game_id"] for bet in bets}
    for expert in (await world.ai.call("ListExperts"))["experts"]:
        entries = await world.ai.call("ListLedgerEntries", {"expert_id": expert["expert_id"]})
        assert Decimal(str(entries["balances"]["bankroll"])) == balances[expert["expert_id"]]
        assert entries["balances"]["open_stakes"] == 0


@pytest.mark.timeout(180)
async def test_every_face_has_the_same_status_for_every_game(world: World) -> None:
    await live_through(world)
    wanted = {"competition": "nfl", "season": 2025, "page_size": 100}
    listed = await world.league.call("CompetitionService/ListEvents", wanted)
    events = {event["game_id"]: event for event in listed["events"]}
    assert len(events) == WEEKS * len(PAIRS)
    shown: dict[str, Any] = {}
    for week in range(1, WEEKS + 1):
        games = (await world.ai.call("ListWeekGames", {"week_number": week}))["games"]
        shown |= {game["game_id"]: (week, game["status"]) for game in games}
    assert shown == {key: (event["week"], event["status"]) for key, event in events.items()}
    assert [key for key, event in events.items() if event["status"] != "final"] == [CANCELLED]
    assert events[CANCELLED]["status"] == "cancelled"
    assert (events[MOVED]["week"], events[MOVED]["other_ids"]) == (5, [MOVED_AS])
    consensus = await world.ai.call("GetConsensus", {"game_id": MOVED_AS})
    assert consensus["game_id"] == MOVED
