"""Finds ids that a file gives to two games."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations

from league_service.competition.imports.domain import SourceEvent, SourceFile
from league_service.core.files.rows import Problem

Doubles = dict[tuple[int, str, str], list[SourceEvent]]


def without_doubles(parsed: SourceFile, names: Iterable[str]) -> list[SourceEvent]:
    """The games of a file in which no two have one of these ids in common; reports the others.

    Two rows of the same teams are one game, which moved: the row with the result is kept, otherwise the last
    one. For two different games the id is wrong, so both are kept without it.
    """
    dropped, wrong = set[str](), defaultdict[str, set[str]](set)
    for (_, name, value), games in _shared(parsed.events, names).items():
        for one, other in combinations(games, 2):
            if _teams(one) != _teams(other):
                _report(parsed, (one, other), (name, value), "correct the id", is_refused=False)
                wrong[one.key].add(name)
                wrong[other.key].add(name)
            elif not {one.key, other.key} & dropped:
                kept, left = (one, other) if one.result and not other.result else (other, one)
                _report(parsed, (kept, left), (name, value), "keep only one of the rows", is_refused=True)
                dropped.add(left.key)
    return list(_kept(parsed.events, dropped, wrong))


def _shared(events: Iterable[SourceEvent], names: Iterable[str]) -> Doubles:
    """The games of each id that more than one of a season has."""
    wanted, found = tuple(names), defaultdict[tuple[int, str, str], list[SourceEvent]](list)
    for event in events:
        for name in wanted:
            if name in event.source_ids:
                found[event.season, name, event.source_ids[name]].append(event)
    return {key: games for key, games in found.items() if len(games) > 1}


def _teams(event: SourceEvent) -> list[str]:
    return [team.team for team in event.teams]


def _report(
    parsed: SourceFile,
    games: tuple[SourceEvent, SourceEvent],
    shared: tuple[str, str],
    hint: str,
    *,
    is_refused: bool,
) -> None:
    (first, second), (name, value) = games, shared
    message = f"{value} is also the id of {first.key} in line {first.line}"
    if is_refused:
        message += "; the teams are the same, so this row was left out"
    parsed.problems.append(Problem(parsed.name, second.line, name, message, hint, refused=is_refused))


def _kept(
    events: Iterable[SourceEvent], dropped: set[str], wrong: dict[str, set[str]]
) -> Iterator[SourceEvent]:
    for event in events:
        bad = wrong.get(event.key, set())
        ids = {name: value for name, value in event.source_ids.items() if name not in bad}
        if event.key not in dropped:
            yield replace(event, source_ids=ids) if bad else event
