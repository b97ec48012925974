"""The text that people enter: no control characters, no invisible ones, in any field of any method."""

import unicodedata
from collections.abc import Iterator
from typing import Any, cast

import pytest
from google.protobuf.descriptor import Descriptor, FieldDescriptor
from pydantic import ValidationError

from altsports.contract.catalog import Method, load_catalog
from altsports.contract.text import as_line, refused_in_line, refused_in_prose
from altsports.options.v1 import options_pb2

REFUSED = {
    "NUL": "\x00",
    "line feed": "\n",
    "carriage return": "\r",
    "tab": "\t",
    "vertical tab": "\x0b",
    "escape": "\x1b",
    "delete": "\x7f",
    "next line": "\x85",
    "line separator": "\u2028",
    "paragraph separator": "\u2029",
    "right-to-left override": "\u202e",
    "left-to-right isolate": "\u2066",
    "right-to-left mark": "\u200f",
    "Arabic letter mark": "\u061c",
    "zero-width space": "\u200b",
    "word joiner": "\u2060",
    "byte order mark": "\ufeff",
    "soft hyphen": "\u00ad",
    "tag": "\U000e0041",
    "lone surrogate": "\ud800",
}


@pytest.mark.parametrize("character", REFUSED.values(), ids=REFUSED)
def test_a_line_has_no_control_format_or_separator_characters(character: str):
    assert refused_in_line(f"a{character}b") == character
    assert refused_in_prose(f"a\n\t{character}b") == (None if character in "\n\r\t" else character)
    assert as_line(f" a{character}  b{character}") == "a b"
    assert as_line(f"a{character}b") == ("ab" if unicodedata.category(character) == "Cf" else "a b")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Brøndby IF",
        "東京ヴェルディ",
        "القادسية",
        "קבוצה",
        "نیم\u200cفاصله",
        "👩\u200d🚒",
        "🏳️\u200d🌈",
        "Zoë\u00a0B",
        "नी",
    ],
)
def test_words_of_every_language_and_emoji_are_lines(text: str):
    assert refused_in_line(text) is None
    assert refused_in_prose(text) is None
    assert as_line(text) == text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    "text", [" ", "\u00a0", "\u3164", "\u2800\u2003", "\u200d", "\ufe0f", "\u1160 \uffa0"]
)
def test_a_name_that_shows_nothing_is_refused(text: str):
    method = next(m for m in load_catalog().methods if m.name == "CreateOrganisation")
    with pytest.raises(ValidationError, match="visible character"):
        method.request_model.model_validate({"name": text})
    assert method.request_model.model_validate({"name": f"a{text}"})


def _texts(
    message: Descriptor, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], FieldDescriptor]]:
    for field in message.fields:
        if field.message_type is None:
            if field.type == FieldDescriptor.TYPE_STRING:
                yield (*path, field.name), field
        elif field.message_type.full_name.startswith("altsports.") and len(path) < 5:
            yield from _texts(field.message_type, (*path, field.name))


def _request(path: tuple[str, ...], field: FieldDescriptor, text: str, method: Method) -> dict[str, Any]:
    value: Any = [text] if field.is_repeated else text
    message = method.request_class.DESCRIPTOR
    parents = []
    for name in path[:-1]:
        parents.append(message.fields_by_name[name])
        message = message.fields_by_name[name].message_type
    value = {path[-1]: value}
    for parent in reversed(parents):
        is_map = parent.message_type.GetOptions().map_entry
        item = {value.get("key", "k"): value.get("value", "v")} if is_map else value
        value = {parent.name: [item] if parent.is_repeated and not is_map else item}
    return value


def _is_refused(method: Method, path: tuple[str, ...], field: FieldDescriptor, text: str) -> bool:
    """Whether the field is refused, whatever else is missing."""
    try:
        method.request_model.model_validate(_request(path, field, text, method))
    except ValidationError as error:
        return any(item["loc"][0] == path[0] and item["type"] != "missing" for item in error.errors())
    return False


def test_every_text_of_every_request_refuses_a_line_break_and_a_bidirectional_override():
    checked = 0
    for method in load_catalog().methods:
        for path, field in _texts(cast("Descriptor", method.request_class.DESCRIPTOR)):
            rules = field.GetOptions().Extensions[options_pb2.rules]
            if rules.values or rules.secret or rules.characters == options_pb2.Rules.ANY:
                continue
            name = f"{method.operation_id}.{'.'.join(path)}"
            for character in "\u202e\x0b\x85\u2028\u200b":
                assert _is_refused(method, path, field, f"https://a.example/{character}b"), name
            broken = _is_refused(method, path, field, "https://a.example/\nb")
            assert broken != (rules.characters == options_pb2.Rules.PROSE), name
            checked += 1
    assert checked > 150


FOOTBALL = (
    "Event.rules",
    *("Reunion.agenda", "Reunion.minutes"),
    *("TrainingSession.drills.description", "TrainingSession.focus"),
)
"""Fields of nouns of clubs that take several lines."""


def test_few_fields_take_several_lines_or_any_text():
    found = {options_pb2.Rules.PROSE: set[str](), options_pb2.Rules.ANY: set[str]()}
    for method in load_catalog().methods:
        for path, field in _texts(cast("Descriptor", method.request_class.DESCRIPTOR)):
            rules = field.GetOptions().Extensions[options_pb2.rules]
            if rules.characters != options_pb2.Rules.LINE:
                found[rules.characters].add(f"{method.operation_id}.{'.'.join(path)}")
    assert found == {
        options_pb2.Rules.PROSE: {
            "AddTextDocument.text",
            "AnalysisRecordDecision.note",
            "AnalyzeLeague.question",
            "EmbedTexts.texts",
            *("FootballCreateMatchNote.body", "FootballUpdateMatchNote.body"),
            *(f"Football{verb}{field}" for verb in ("Create", "Update", "Replace") for field in FOOTBALL),
            "GenerateText.prompt",
            "GenerateText.system",
            "StreamText.prompt",
            "StreamText.system",
            "PlaceBet.reasoning",
            "RecordResult.reason",
            "RotateSigningKey.reason",
            "SendMail.html",
            "SendMail.text",
            "SetAccountQuota.note",
            "SetModelBudget.note",
            "StartDeepAnalysis.question",
            "StoreMemory.content",
            "StreamAnalysis.question",
            "UpdatePartnership.note",
        },
        options_pb2.Rules.ANY: {
            "ListUsers.query",
            "RecallMemories.query",
            "SearchDocuments.query",
            "SearchLeagues.query",
        },
    }
