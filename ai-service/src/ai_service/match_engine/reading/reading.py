"""Finds out what the files of a run are, and reads those that belong together."""

from dataclasses import dataclass
from typing import Final

from ai_service.match_engine.model.actions import Actions
from ai_service.match_engine.model.directions import directions_of
from ai_service.match_engine.model.facts import Facts
from ai_service.match_engine.model.positions import Pitch, Positions
from ai_service.match_engine.reading import files
from ai_service.match_engine.reading.epts import read_epts
from ai_service.match_engine.reading.files import InputFile, kind_of
from ai_service.match_engine.reading.last_row import read_last_row
from ai_service.match_engine.reading.metrica_events import read_metrica_csv, read_metrica_json
from ai_service.match_engine.reading.metrica_tracking import read_metrica_tracking
from ai_service.match_engine.reading.skillcorner import read_skillcorner
from ai_service.match_engine.reading.statsbomb import read_statsbomb
from ai_service.match_engine.refused import contradictory

_PAIRS: Final = {
    files.EPTS_METADATA: (files.EPTS_FRAMES, "The metadata of EPTS need the file of frames"),
    files.EPTS_FRAMES: (files.EPTS_METADATA, "The frames of EPTS need the metadata, an XML file"),
    files.SKILLCORNER_MATCH: (files.SKILLCORNER_FRAMES, "The match of SkillCorner needs the file of frames"),
    files.SKILLCORNER_FRAMES: (
        files.SKILLCORNER_MATCH,
        "The frames of SkillCorner need the file of the match",
    ),
}
_TRACKING: Final = (files.METRICA_TRACKING, files.EPTS_FRAMES, files.SKILLCORNER_FRAMES, files.LAST_ROW)
_EVENTS: Final = (files.STATSBOMB_EVENTS, files.METRICA_EVENTS_CSV, files.METRICA_EVENTS_JSON)


@dataclass(frozen=True, slots=True)
class Sources:
    """What was read. Without positions and actions, there is only film."""

    positions: Positions | None
    actions: Actions | None
    formats: tuple[str, ...]
    pitch: Pitch


def read_sources(inputs: list[InputFile], facts: Facts) -> Sources:
    """The positions and the actions of a match. Raises Refused."""
    kinds: dict[str, list[InputFile]] = {}
    for each in inputs:
        kinds.setdefault(kind_of(each.head(), each.name), []).append(each)
    _check(kinds, facts)
    stated = _stated_pitch(facts)
    positions = _positions(kinds, stated, facts)
    pitch = positions.pitch if positions else stated or Pitch()
    actions = _actions(kinds, pitch, positions, facts)
    return Sources(positions, actions, tuple(sorted(kinds)), pitch)


def _stated_pitch(facts: Facts) -> Pitch | None:
    match = facts.start.match
    if not match.HasField("pitch_length_m") and not match.HasField("pitch_width_m"):
        return None
    return Pitch(match.pitch_length_m or Pitch().length, match.pitch_width_m or Pitch().width)


def _check(kinds: dict[str, list[InputFile]], facts: Facts) -> None:
    for kind, found in kinds.items():
        if len(found) > 1 and kind not in (files.METRICA_TRACKING, files.VIDEO, files.STATSBOMB_LINEUPS):
            raise contradictory(f"{found[0].name} and {found[1].name} are both {kind}: send one of them")
    for kind, (other, words) in _PAIRS.items():
        # Metrica sells events with the metadata of EPTS: those then name the teams only.
        if kind in kinds and other not in kinds and files.METRICA_EVENTS_JSON not in kinds:
            raise contradictory(words)
    for group in (_TRACKING, _EVENTS):
        if len(both := [kind for kind in group if kind in kinds]) > 1:
            raise contradictory(f"The files have {both[0]} and {both[1]}: send one of them")
    if files.STATSBOMB_LINEUPS in kinds:
        facts.note("The file of line-ups is not needed: the events state the formations")


def _positions(kinds: dict[str, list[InputFile]], pitch: Pitch | None, facts: Facts) -> Positions | None:
    if files.METRICA_TRACKING in kinds:
        return read_metrica_tracking(kinds[files.METRICA_TRACKING], pitch or Pitch())
    if files.EPTS_FRAMES in kinds:
        return read_epts(kinds[files.EPTS_METADATA][0], kinds[files.EPTS_FRAMES][0], pitch)
    if files.SKILLCORNER_FRAMES in kinds:
        match, frames = kinds[files.SKILLCORNER_MATCH][0], kinds[files.SKILLCORNER_FRAMES][0]
        return read_skillcorner(match, frames, pitch)
    if files.LAST_ROW in kinds:
        return read_last_row(kinds[files.LAST_ROW][0], pitch or Pitch(), facts)
    return None


def _actions(
    kinds: dict[str, list[InputFile]], pitch: Pitch, positions: Positions | None, facts: Facts
) -> Actions | None:
    if files.STATSBOMB_EVENTS in kinds:
        return read_statsbomb(kinds[files.STATSBOMB_EVENTS][0], pitch, facts)
    # Events and positions of one provider have the same ends, and positions show them better.
    known = (
        {}
        if positions is None
        else {number: right for number, right in directions_of(positions).items() if right is not None}
    )
    if files.METRICA_EVENTS_CSV in kinds:
        return read_metrica_csv(kinds[files.METRICA_EVENTS_CSV][0], pitch, known)
    if files.METRICA_EVENTS_JSON in kinds:
        return read_metrica_json(kinds[files.METRICA_EVENTS_JSON][0], pitch, facts, known)
    return None
