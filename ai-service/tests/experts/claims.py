"""The claims that a reason of an expert may make, and whether each is true.

The facts are computed here apart from the experts. A reason that no claim below describes is not true.
"""

import re
from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from statistics import fmean
from typing import Any
from zoneinfo import ZoneInfo

from ai_service.nfl_experts.experts.domain import Opinion
from ai_service.nfl_experts.experts.locations import GROUNDS

EASTERN = ZoneInfo("America/New_York")
Known = Any
"""What was known of a game when an expert decided; conftest.py computes it."""

NUMBER, SIGNED, TEAM = r"-?\d+(?:\.\d+)?", r"[+-]\d+(?:\.\d+)?", r"[A-Z]{2,3}"
LINE = rf"{TEAM} (?:[+-][\d.]+|PK)"
PARTS = {
    "T": TEAM,
    "N": NUMBER,
    "S": SIGNED,
    "L": LINE,
    "REC": r"[\d-]+",
    "QB": r"[^()]+?",
    "WHERE": "at home|on the road|in its division",
}
SPREAD = r"(?P<spread>the line is|an estimate puts the line at) <L>"
TOTAL = r"(?P<total>the total is|an estimate puts the total at) <N>"
BY = r"(?P<by> by estimate)?"


def near(shown: str, value: float, within: float = 0.051) -> bool:
    return abs(float(shown) - value) <= within


def spread_holds(k: Known, f: re.Match[str]) -> bool:
    return f["L"] == k.line(k.margin()) and (f["spread"] == "the line is") == bool(k.quotes("spread"))


def total_holds(k: Known, f: re.Match[str]) -> bool:
    return float(f["N"]) == k.total() and (f["total"] == "the total is") == bool(k.quotes("total"))


def is_marked(k: Known, f: re.Match[str]) -> bool:
    return (f["by"] is None) == bool(k.quotes("spread"))


def scores_hold(k: Known, f: re.Match[str]) -> bool:
    if not (past := k.past(f["T"])):
        return False
    kinds = ((f["N"], [one.scored for one in past]), (f["N1"], [one.allowed for one in past]))
    shown = [(text, f"{fmean(points):.1f}") for text, points in kinds if text]
    return bool(shown) and all(one == other for one, other in shown) and int(f["N2"]) == len(past)


def is_at_night(k: Known, f: re.Match[str]) -> bool:
    local = k.game.kickoff.astimezone(ZoneInfo(GROUNDS[k.game.home].zone))
    return local.hour >= 19 and (f["T"], f["clock"]) == (k.game.home, f"{local.hour}:{local.minute:02}")


def weather_holds(k: Known, f: re.Match[str]) -> bool:
    if f[0].startswith("nobody knows"):
        return not k.is_announced
    if f[0].startswith("no weather"):
        return k.is_announced and k.game.roof in ("dome", "closed")
    return k.is_announced and (k.game.temperature_f, k.game.wind_mph) == (None, None)


def way_holds(k: Known, f: re.Match[str]) -> bool:
    if (places := k.place_of(f["T"])) is None:
        return False
    offsets = [k.game.kickoff.astimezone(ZoneInfo(place.zone)).utcoffset() for place in places]
    hours = sum(
        sign * offset.total_seconds() / 3600 for sign, offset in zip((-1, 1), offsets, strict=True) if offset
    )
    return float(f["S"]) == hours and near(f["N"], k.miles(f["T"]), 0.6)


def days_of_rest(k: Known, team: str) -> int | None:
    before = k.season.game_before(k.game, team)
    days = [one.kickoff.astimezone(EASTERN).date() for one in (k.game, before) if one]
    return (days[0] - days[1]).days if before else None


def rests(k: Known) -> list[int]:
    """Of a team's first game, the number of the source."""
    stated = {k.game.home: k.game.home_rest, k.game.away: k.game.away_rest}
    return [days_of_rest(k, team) or rest for team, rest in stated.items()]


def rest_and_way_hold(k: Known, o: Opinion, f: re.Match[str]) -> bool:
    elo, game = k.table.elo, k.game
    strength = (elo[game.home] - elo[game.away]) / 25 + (0 if game.neutral else 0.6)
    rest = max(-3.5, min(3.5, 0.55 * (rests(k)[0] - rests(k)[1])))
    return near(f["S"], rest) and near(f["S1"], o.margin - strength - rest, 0.11) and f["T"] == game.home


def part_of(k: Known, team: str, where: str) -> list[Any]:
    if where == "in its division":
        return [one for one in k.past(team) if one.game.divisional]
    return [one for one in k.past(team) if one.at_home == (where == "at home") and not one.game.neutral]


def split_holds(k: Known, f: re.Match[str]) -> bool:
    past = part_of(k, f["T"], f["WHERE"])
    return (f["S"], int(f["N"])) == (f"{fmean(one.margin for one in past):+.1f}", len(past))


def split_totals(k: Known) -> list[int]:
    both = (*part_of(k, k.game.home, "at home"), *part_of(k, k.game.away, "on the road"))
    return [one.scored + one.allowed for one in both]


def run_holds(k: Known, f: re.Match[str]) -> bool:
    sign = {"won": 1, "lost": -1, None: 0}[f["verb"]]
    return bool(k.past(f["T"])) and k.streak(f["T"]) == sign * int(f["N"] or 1)


def wave_holds(k: Known, f: re.Match[str]) -> bool:
    last = k.past(f["T"])[-3:]
    return (int(f["N"] or 1), f["S"]) == (len(last), f"{fmean(one.margin for one in last):+.1f}")


def waves_hold(k: Known, f: re.Match[str]) -> bool:
    one, other = k.past(f["T"])[-3:], k.past(f["T1"])[-3:]
    average = f"{fmean(game.scored + game.allowed for game in (*one, *other)):.1f}"
    return (int(f["N"]), int(f["N1"]), f["N2"]) == (len(one), len(other), average)


def dog_holds(k: Known, f: re.Match[str]) -> bool:
    size = abs(k.margin())
    kind = "hardly a dog" if size < 2.5 else "a live dog" if size <= 10.5 else "too much even for me"
    team = k.game.home if k.margin() < 0 else k.game.away
    shown = (f["T"], f["REC"], float(f["N"]), f["what"])
    return shown == (team, k.record(team), size, kind) and is_marked(k, f)


def usual_of(past: list[Any]) -> set[str]:
    starts = Counter(one.quarterback for one in past[-6:] if one.quarterback)
    return {name for name, count in starts.items() if count == max(starts.values())}


def starters(past: list[Any]) -> int:
    return len({one.quarterback for one in past if one.quarterback})


def backup_holds(k: Known, f: re.Match[str]) -> bool:
    """A backup is neither the one who started most of the last games nor the one who started the season."""
    past = k.past(f["T"])
    is_one = f["QB"] not in (f["QB1"], past[0].quarterback) and f["QB1"] in usual_of(past)
    return is_one and k.quarterback(f["T"]) == f["QB"] and float(f["S"]) <= -5.5


def return_holds(k: Known, f: re.Match[str]) -> bool:
    past = k.past(f["T"])
    was_it = f["QB"] in {past[0].quarterback} | usual_of(past)
    return was_it and k.quarterback(f["T"]) == f["QB"] != f["QB1"] == past[-1].quarterback


def starter_holds(k: Known, f: re.Match[str]) -> bool:
    past = k.past(f["T"])
    goes_on = not past or past[-1].quarterback in (None, f["QB"])
    cost = -0.9 * max(starters(past) - 1, 0)
    return (
        goes_on and k.quarterback(f["T"]) == f["QB"] and int(f["N"]) == starters(past) and near(f["S"], cost)
    )


def dice_hold(k: Known, f: re.Match[str]) -> bool:
    texts = (f"the-chaos {k.game.game_id} {what}".encode() for what in ("margin", "total"))
    return f["N"] in [f"{int.from_bytes(sha256(text).digest()[:7]) / 2**56:.3f}" for text in texts]


def usual_hold(k: Known, f: re.Match[str]) -> bool:
    totals = k.table.totals
    counted = f["N2"] in (None, f"{2 * k.usual_points:.1f}")
    return counted and (f["N"], int(f["N1"])) == (f"{fmean(totals):.1f}", len(totals))


def favourite(k: Known, margin: float) -> str:
    return k.game.home if margin >= 0 else k.game.away


def moved(k: Known, f: re.Match[str]) -> bool:
    old, new = k.margin(0), k.margin()
    shown = (f["L"], f["L1"], float(f["N"]), f["T"])
    return shown == (k.line(old), k.line(new), abs(new - old), favourite(k, new - old)) and old != new


Check = Callable[[Known, Opinion, re.Match[str]], bool]
CLAIMS: tuple[tuple[str, Check], ...] = (
    (
        "makes it <T> by <N>, the line is (?P<est>estimated at )?<L>",
        lambda k, o, f: (
            f["T"] == favourite(k, o.margin)
            and near(f["N"], abs(o.margin), 0.056)
            and (f["est"] is None) == bool(k.quotes("spread")) == (not o.spread_estimated)
            and f["L"] == k.line(k.margin()) == k.line(o.line_margin)
        ),
    ),
    (
        "(?:makes it|so) an even game(?:, the line is (?P<est>estimated at )?<L>)?",
        lambda k, o, f: (
            abs(o.margin) < 0.056
            and f["L"] in (None, k.line(k.margin()))
            and (f["L"] is None or (f["est"] is None) == (not o.spread_estimated))
        ),
    ),
    (
        "makes the total <N>, the line is (?P<est>estimated at )?<N1>",
        lambda k, o, f: (
            near(f["N"], o.total, 0.056)
            and (f["est"] is None) == bool(k.quotes("total")) == (not o.total_estimated)
            and float(f["N1"]) == k.total() == o.line_total
        ),
    ),
    (
        "Elo <N> for <T> against <N1> for <T1>",
        lambda k, _, f: near(f["N"], k.table.elo[f["T"]], 0.51) and near(f["N1"], k.table.elo[f["T1"]], 0.51),
    ),
    (
        r"<T> (?:scores <N>)?(?: and )?(?:allows <N1>)? a game \(games: <N2>\)",
        lambda k, _, f: scores_hold(k, f),
    ),
    ("<T> has no finished game this season|<T1> has no wave", lambda k, _, f: not k.past(f["T"] or f["T1"])),
    (
        "neither team has a finished game this season|so everybody dreams of touchdowns",
        lambda k, _, f: not k.past(k.game.home) and not k.past(k.game.away),
    ),
    (
        r"games of this season have <N> points on average \(games: <N1>\)(?:, I count <N2> \(25%\))?",
        lambda k, _, f: usual_hold(k, f),
    ),
    (
        r"no game of this season is over(?:, I count <N> \(25%\))?",
        lambda k, _, f: not k.table.totals and f["N"] in (None, "45.0"),
    ),
    (
        rf"nobody is at home, (?P<what>so the favourite runs away|and nobody is the favourite): <L>{BY}",
        lambda k, _, f: (
            k.game.neutral
            and f["L"] == k.line(k.margin())
            and f["what"].startswith("and") == (k.margin() == 0)
            and is_marked(k, f)
        ),
    ),
    (
        rf"<T> is an underdog of <N>{BY} in its own house \(<REC>\)",
        lambda k, _, f: (
            not k.game.neutral
            and (f["T"], f["REC"]) == (k.game.home, k.record(k.game.home))
            and float(f["N"]) == -k.margin() > 0
            and is_marked(k, f)
        ),
    ),
    (
        rf"<L>{BY} at home (?P<what>is a trap|smells of a rout) \(<REC>\)",
        lambda k, _, f: (
            not k.game.neutral
            and (f["L"], f["REC"]) == (k.line(k.margin()), k.record(k.game.home))
            and k.margin() >= 0
            and (f["what"] == "is a trap") == (k.margin() < 4)
            and is_marked(k, f)
        ),
    ),
    ("that is worth <N> points to me", lambda k, o, f: near(f["N"], abs(o.margin - k.margin()), 0.056)),
    (
        f"one of them goes home, and nobody comes to see few points: {TOTAL}",
        lambda k, _, f: k.game.game_type != "REG" and total_holds(k, f),
    ),
    (
        rf"kick-off is at (?P<clock>\d+:\d\d) for <T>, the lights are on: {TOTAL}",
        lambda k, _, f: is_at_night(k, f) and total_holds(k, f),
    ),
    (f"{TOTAL}, that is a grind", lambda k, _, f: k.total() < 42 and total_holds(k, f)),
    (f"{TOTAL}, so both can score", lambda k, _, f: k.total() >= 42 and total_holds(k, f)),
    (rf"{TOTAL}(?: \(75%\))?", lambda k, _, f: total_holds(k, f)),
    (
        f"without prices on the moneyline, {SPREAD}",
        lambda k, _, f: k.fair("moneyline") is None and spread_holds(k, f),
    ),
    (rf"{SPREAD}(?:, and crowds love a favourite| \(\d+%\))?", lambda k, _, f: spread_holds(k, f)),
    (
        "the line is where it was first seen, at <L>",
        lambda k, _, f: (
            bool(k.quotes("spread")) and k.margin(0) == k.margin() and f["L"] == k.line(k.margin())
        ),
    ),
    ("the line went from <L> to <L1>, <N> towards <T>", lambda k, _, f: moved(k, f)),
    (
        "that gives <T> <S> points on its rating",
        lambda k, _, f: f["T"] == k.game.home and near(f["S"], k.margin() - k.elo_margin),
    ),
    (
        "the total is where it was first seen, at <N>",
        lambda k, _, f: bool(k.quotes("total")) and float(f["N"]) == k.total() == k.total(0),
    ),
    (
        "the total went from <N> to <N1>",
        lambda k, _, f: (
            [float(f["N"]), float(f["N1"])] == [k.total(0), k.total()] and k.total(0) != k.total()
        ),
    ),
    (
        "<T> was <S> points off what Elo expected in its last game",
        lambda k, _, f: near(f["S"], k.past(f["T"])[-1].surprise),
    ),
    ("the last game of <T> had <N> points", lambda k, _, f: int(f["N"]) == k.past(f["T"])[-1].points),
    (
        "people remember, I count <N> for two games",
        lambda k, _, f: (
            bool(k.past(k.game.home) or k.past(k.game.away)) and f["N"] == f"{4 * k.usual_points:.0f}"
        ),
    ),
    (r"the die for (?P<id>\w+) shows <N>", lambda k, _, f: f["id"] == k.game.game_id and dice_hold(k, f)),
    ("so <T> by <N>", lambda k, o, f: f["T"] == favourite(k, o.margin) and near(f["N"], abs(o.margin))),
    ("so <N> points", lambda _, o, f: f["N"] == f"{o.total:.1f}"),
    (
        "nobody knows the weather yet|no weather under a roof|nobody stated the weather",
        lambda k, _, f: weather_holds(k, f),
    ),
    (
        "(?:<N> °F)?(?: and )?(?:wind <N1> mph)?",
        lambda k, _, f: (
            k.is_announced
            and [f[n] and float(f[n]) for n in ("N", "N1")] == [k.game.temperature_f, k.game.wind_mph]
        ),
    ),
    (
        "<T> played <N> of <N1> games indoors",
        lambda k, _, f: (
            int(f["N1"]) == len(k.past(f["T"]))
            and int(f["N"]) == sum(one.game.roof in ("dome", "closed") for one in k.past(f["T"]))
        ),
    ),
    (
        "that is <S> points on <N>",
        lambda k, o, f: (
            near(f["N"], (k.total() + 2 * k.usual_points) / 2)
            and abs(float(f["S"]) + float(f["N"]) - o.total) < 0.11
        ),
    ),
    ("<T> opens its season", lambda k, _, f: k.season.game_before(k.game, f["T"]) is None),
    ("<T> has <N> days? of rest", lambda k, _, f: int(f["N"]) == days_of_rest(k, f["T"])),
    (
        "the shorter rest is <N> days?",
        lambda k, _, f: (
            int(f["N"]) == min(rests(k)) and any(days_of_rest(k, team) for team in (k.game.home, k.game.away))
        ),
    ),
    (
        "it is the first game of both",
        lambda k, _, f: days_of_rest(k, k.game.home) is days_of_rest(k, k.game.away) is None,
    ),
    ("<T> comes <N> miles and <S> h", lambda k, _, f: way_holds(k, f)),
    ("nobody knows the way of <T>", lambda k, _, f: k.place_of(f["T"]) is None),
    ("rest is worth <S> and the way <S1> to <T>", lambda k, o, f: rest_and_way_hold(k, o, f)),
    (r"<T> is <S> a game <WHERE> \(games: <N>\)", lambda k, _, f: split_holds(k, f)),
    ("<T> has not played <WHERE> yet", lambda k, _, f: not part_of(k, f["T"], f["WHERE"])),
    (
        r"games of <T> at home and <T1> away have <N> points on average \(games: <N1>\)",
        lambda k, _, f: (
            (f["T"], f["T1"]) == (k.game.home, k.game.away)
            and (f["N"], int(f["N1"])) == (f"{fmean(split_totals(k)):.1f}", len(split_totals(k)))
        ),
    ),
    ("neither <T> at home nor <T1> away has played yet", lambda k, _, f: not split_totals(k)),
    (
        "<T> (?:(?P<verb>won|lost) (?:<N> in a row|its last game)|tied its last game)",
        lambda k, _, f: run_holds(k, f),
    ),
    ("<T> is <S> a game in its last (?:game|<N> games)", lambda k, _, f: wave_holds(k, f)),
    (
        r"the last games of <T> \(games: <N>\) and <T1> \(games: <N1>\) have <N2> points on average",
        lambda k, _, f: waves_hold(k, f),
    ),
    (
        rf"<T> \(<REC>\) gets <N>{BY}, (?P<what>a live dog|too much even for me|hardly a dog)",
        lambda k, _, f: dog_holds(k, f),
    ),
    (
        f"<N> points between them{BY}; underdogs live in low games",
        lambda k, _, f: float(f["N"]) == abs(k.margin()) and is_marked(k, f),
    ),
    (
        "<T> should score <N> and <T1> <N1>",
        lambda k, o, f: (
            (f["T"], f["T1"]) == (k.game.home, k.game.away)
            and abs(float(f["N"]) - float(f["N1"]) - o.margin) < 0.12
        ),
    ),
    ("the quarterback of <T> is not announced", lambda k, _, f: k.quarterback(f["T"]) is None),
    (r"<T> starts <QB> for <QB1> \(<S>\)", lambda k, _, f: backup_holds(k, f)),
    (r"<T> has <QB> back after <QB1> \(<S>\)", lambda k, _, f: return_holds(k, f)),
    (r"<T> starts <QB> \(<S>\), starters so far: <N>", lambda k, _, f: starter_holds(k, f)),
    (
        "(?P<what>Elo|Elo and the first line) alone: <S> for <T>",
        lambda k, _, f: (
            f["T"] == k.game.home
            and (f["what"] == "Elo") == (not k.quotes("spread"))
            and near(f["S"], (k.elo_margin + k.margin(0)) / 2)
        ),
    ),
    (
        "<N> of 2 teams start a backup, <N1> quarterbacks have started for them this season",
        lambda k, o, f: (
            int(f["N1"]) == starters(k.past(k.game.home)) + starters(k.past(k.game.away))
            and int(f["N"]) == sum(" for " in reason for reason in o.reasons[:2])
        ),
    ),
    ("the first known total is <N>", lambda k, _, f: bool(k.quotes("total")) and float(f["N"]) == k.total(0)),
    (
        "<T> is <REC>, <T1> <REC1>, in (?P<what>a|no) division game",
        lambda k, _, f: (
            [f["REC"], f["REC1"]] == [k.record(f["T"]), k.record(f["T1"])]
            and (f["what"] == "a") == k.game.divisional
        ),
    ),
    (
        "(?P<a>a division game: they know.*)|no division game: room.*",
        lambda k, _, f: k.game.divisional == bool(f["a"]),
    ),
    (
        "without its margin the moneyline gives <T> <N>%",
        lambda k, _, f: f["T"] == k.game.home and f["N"] == f"{100 * (k.fair('moneyline') or 0):.1f}",
    ),
    (
        "that is worth <S> points to <T>",
        lambda k, o, f: (f["T"] == k.game.home) and near(f["S"], o.margin, 0.06),
    ),
    (
        "fair price of the over <N>%|without prices on the total",
        lambda k, _, f: f["N"] == (None if (p := k.fair("total")) is None else f"{100 * p:.1f}"),
    ),
    (
        r"Elo makes it <S> for <T> \(\d+%\)",
        lambda k, _, f: f["T"] == k.game.home and near(f["S"], k.elo_margin),
    ),
    (
        r"from their points I make it <S> for <T> \(\d+%\)",
        lambda k, _, f: f["T"] == k.game.home and bool(k.past(k.game.home) and k.past(k.game.away)),
    ),
    (
        "week <N> (?P<what>takes|adds) <N1>",
        lambda k, _, f: (
            (int(f["N"]), f["what"]) == (k.game.week, "takes" if k.game.week >= 9 else "adds")
            and near(f["N1"], abs(0.12 * (k.game.week - 9)))
        ),
    ),
)
PAIR = re.compile(rf", (?={TEAM} (?:is [+-]|was|has|scores|allows|played|won|lost|tied|comes|opens))")


def compiled(pattern: str) -> re.Pattern[str]:
    """<T1> stands for a team in the group T1, and so on."""
    return re.compile(re.sub(r"<([A-Z]+)(\d?)>", lambda f: f"(?P<{f[1]}{f[2]}>{PARTS[f[1]]})", pattern))


PATTERNS = [(compiled(pattern), check) for pattern, check in CLAIMS]


def is_true(known: Known, opinion: Opinion, reason: str) -> bool:
    """Whether every clause of a reason is a known claim, and true."""
    for clause in PAIR.split(reason):
        fitting = ((check, found) for pattern, check in PATTERNS if (found := pattern.fullmatch(clause)))
        check, found = next(fitting, (None, None))
        if check is None or found is None or not check(known, opinion, found):
            return False
    return True
