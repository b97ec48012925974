"""The files of a run, and how their beginnings tell what they are."""

import json
import re
from dataclasses import dataclass
from typing import IO, Any, Final

from ai_service.match_engine.film import is_film
from ai_service.match_engine.refused import Refused, unreadable

HEAD_BYTES: Final = 16 * 1024
_LARGEST_WHOLE: Final = 200 * 1024 * 1024
_LARGEST_XML: Final = 8 * 1024 * 1024

METRICA_TRACKING: Final = "metrica-tracking"
METRICA_EVENTS_CSV: Final = "metrica-events-csv"
METRICA_EVENTS_JSON: Final = "metrica-events-json"
EPTS_METADATA: Final = "epts-metadata"
EPTS_FRAMES: Final = "epts-frames"
SKILLCORNER_MATCH: Final = "skillcorner-match"
SKILLCORNER_FRAMES: Final = "skillcorner-frames"
LAST_ROW: Final = "last-row"
STATSBOMB_EVENTS: Final = "statsbomb-events"
STATSBOMB_LINEUPS: Final = "statsbomb-lineups"
VIDEO: Final = "video"

_EPTS_LINE: Final = re.compile(rb"\d+:[-+0-9.eNa,;]+:")
_XML_START: Final = re.compile(r"\s*<\?xml[^>]*\?>")


@dataclass(frozen=True, slots=True)
class InputFile:
    """One file of a run."""

    name: str
    file: IO[bytes]

    def head(self) -> bytes:
        self.file.seek(0)
        return self.file.read(HEAD_BYTES)

    def whole(self) -> bytes:
        """All bytes of a file that is read at once. Raises Refused."""
        self.file.seek(0)
        content = self.file.read(_LARGEST_WHOLE + 1)
        if len(content) > _LARGEST_WHOLE:
            raise Refused("INPUT_TOO_LARGE", f"{self.name} has more than {_LARGEST_WHOLE >> 20} MiB")
        return content

    def json(self) -> Any:
        """The parsed file. Raises Refused."""
        try:
            return json.loads(self.whole())
        except (ValueError, RecursionError) as error:
            raise unreadable(self.name, f"it is not valid JSON ({str(error)[:100]})") from None

    def xml(self) -> bytes:
        """An XML file in UTF-8 without a declaration, document type or entities. Raises Refused."""
        content = self.whole()
        if len(content) > _LARGEST_XML:
            raise Refused("INPUT_TOO_LARGE", f"{self.name} has more than {_LARGEST_XML >> 20} MiB")
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise unreadable(self.name, "it is not UTF-8") from None
        if "<!DOCTYPE" in text or "<!ENTITY" in text:
            raise unreadable(self.name, "a document type and entities are not accepted")
        return _XML_START.sub("", text, count=1).encode()


def kind_of(head: bytes, name: str) -> str:
    """What a file is, from its first bytes. Raises Refused."""
    if is_film(head):
        return VIDEO
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not text:
        raise unreadable(name, "it is empty")
    found = _kind_of_text(text)
    if found is None:
        words = "Send tracking data (Metrica CSV, EPTS, SkillCorner, Last-Row) or events (StatsBomb, Metrica)"
        raise Refused("UNSUPPORTED_INPUT", f"{name} is in no format that the engine reads. {words}")
    return found


def _kind_of_text(text: bytes) -> str | None:
    lines = text.splitlines()
    if text.startswith(b"<"):
        return EPTS_METADATA if b"<main" in text and b"<Metadata" in text else None
    if _EPTS_LINE.match(lines[0]):
        return EPTS_FRAMES
    if text[:1] in b"[{":
        return _kind_of_json(text, lines[0])
    columns = [each.strip().strip(b'"') for each in lines[0].split(b",")]
    if columns[:2] == [b"Team", b"Type"] and b"Start Frame" in columns:
        return METRICA_EVENTS_CSV
    if {b"player", b"frame", b"x", b"y", b"team"} <= set(columns):
        return LAST_ROW
    if len(lines) > 2 and lines[2].startswith(b"Period,Frame,Time"):
        return METRICA_TRACKING
    return None


def _kind_of_json(text: bytes, line: bytes) -> str | None:
    def has(*keys: str) -> bool:
        return all(f'"{key}"'.encode() in text for key in keys)

    if has("home_team", "away_team", "pitch_length", "players"):
        return SKILLCORNER_MATCH
    if has("period", "frame") and (has("player_data") or has("data", "possession")) and not has("subtypes"):
        return SKILLCORNER_FRAMES
    if has("subtypes", "start", "end", "period", "type"):
        return METRICA_EVENTS_JSON
    if has("possession_team", "timestamp", "type", "period"):
        return STATSBOMB_EVENTS
    if has("lineup", "team_id", "team_name"):
        return STATSBOMB_LINEUPS
    # The first keys of a long first line of SkillCorner may not be those of the players.
    return SKILLCORNER_MATCH if line.startswith(b'{"referees"') else None
