"""Reads the metadata of a match of Metrica Sports: an XML file in the format of FIFA EPTS."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from xml.etree import ElementTree

from league_service.clubs.imports.domain import ReadPlayer
from league_service.clubs.matches.events import Pitch
from league_service.core.files.rows import UnreadableFileError

_SHORTEST_M: Final = 30.0
_LONGEST_M: Final = 130.0


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the metadata say; everything is empty without them."""

    home: str = ""
    teams: dict[str, str] = field(default_factory=dict[str, str])
    players: dict[str, ReadPlayer] = field(default_factory=dict[str, ReadPlayer])
    score: tuple[int, int] | None = None
    kick_off: datetime | None = None
    competition: str = ""
    pitch: Pitch | None = None


def read_metadata(name: str, data: bytes) -> Metadata:
    """The metadata of a match. Raises UnreadableFileError if the file is not such metadata."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        message = "the file declares entities, which metadata do not need"
        raise UnreadableFileError(name, message, "remove the declaration")
    try:
        root = ElementTree.fromstring(data)  # noqa: S314 - a document without entities cannot expand
    except ElementTree.ParseError as error:
        raise UnreadableFileError(name, f"the file is not valid XML: {error}", "correct the file") from error
    session = root.find(".//Session")
    score = root.find(".//Score")
    if session is None:
        raise UnreadableFileError(name, "the file holds no metadata of a match", "leave the file out")
    return Metadata(
        home=score.get("idLocalTeam", "") if score is not None else "",
        teams={each.get("id", ""): each.findtext("Name", "") for each in root.iterfind(".//Teams/Team")},
        players={player.key: player for player in map(_player, root.iterfind(".//Players/Player"))},
        score=_score(score),
        kick_off=_time(session.findtext("Start", "")),
        competition=session.findtext("Competition", ""),
        pitch=_pitch(session),
    )


def _player(element: ElementTree.Element) -> ReadPlayer:
    number = element.findtext("ShirtNumber", "")
    described = {
        each.findtext("Name", ""): each.findtext("Value", "") for each in element.iter("ProviderParameter")
    }
    position = described.get("position_type", "").split("(")[0].strip()
    return ReadPlayer(
        element.get("id", ""),
        element.findtext("Name", "") or element.get("id", ""),
        jersey_number=int(number) if number.isdecimal() and 0 < int(number) < 100 else None,
        position="_".join(position.casefold().split()),
    )


def _score(element: ElementTree.Element | None) -> tuple[int, int] | None:
    if element is None:
        return None
    home, away = element.findtext("LocalTeamScore", ""), element.findtext("VisitingTeamScore", "")
    return (int(home), int(away)) if home.isdecimal() and away.isdecimal() else None


def _time(stated: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(stated.replace("Z", "+00:00"))
    except ValueError:
        return None
    return at if at.tzinfo else None


def _pitch(session: ElementTree.Element) -> Pitch | None:
    """The longer side is the length: the format calls 105 x 68 a width of 105 and a height of 68."""
    sizes: list[float] = []
    for each in ("Width", "Height"):
        try:
            sizes.append(float(session.findtext(f"FieldSize/{each}", "")))
        except ValueError:
            return None
    if not all(_SHORTEST_M <= size <= _LONGEST_M for size in sizes):
        return None
    return Pitch(max(sizes), min(sizes))
