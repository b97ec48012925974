"""The base class of the generated Pydantic models, and the types that the rules of the contract use."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Annotated, Any, LiteralString
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    WrapValidator,
    field_validator,
    validate_email,
)
from pydantic import ValidatorFunctionWrapHandler as Handler
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import no_info_after_validator_function

from altsports.contract.json_values import is_array, is_object
from altsports.contract.text import is_blank, refused_in_line, refused_in_prose

_MOST_LEVELS = 20
_LENGTH_OF_A_DAY = 10
_NUMBER = re.compile(r"[-+]?[0-9.]+", re.ASCII)
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE | re.ASCII)
OMITTED = "x-omitted-when-absent"
"""Marks a field that is not sent when it is absent, in JSON Schema."""


class Message(BaseModel):
    """A message of the contract. Unknown fields are rejected, so no privileged field passes unnoticed."""

    model_config = ConfigDict(
        extra="forbid",
        defer_build=True,  # most processes never use most models, and building all takes a fifth of a second
        ser_json_timedelta="float",
        protected_namespaces=(),
        allow_inf_nan=False,
        json_schema_serialization_defaults_required=True,
        serialize_by_alias=True,  # "from" is a word of Python, so its field has an alias
    )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler, /
    ) -> dict[str, Any]:
        """The schema of the message; that of an answer states what the encoders send."""
        reference = handler(core_schema)
        if handler.mode == "serialization":
            _describe_answer(handler.resolve_ref_schema(reference))
        return reference


def _describe_answer(schema: dict[str, Any]) -> None:
    """Encoders send every field, so no field has a default. One that may be omitted is never null."""
    properties: dict[str, dict[str, Any]] = schema.get("properties", {})
    for found in properties.values():
        found.pop("default", None)
        options = [option for option in found.get("anyOf", ()) if option.get("type") != "null"]
        if OMITTED in found and len(options) == 1:
            del found["anyOf"]
            found |= options[0]
    required = [name for name, found in properties.items() if OMITTED not in found]
    schema.pop("required", None)
    if required:
        schema["required"] = required


class EventMessage(Message):
    """An event of the contract. Its times are in UTC, so that every reader shows the same text."""

    @field_validator("*")
    @classmethod
    def _in_utc(cls, value: Any) -> Any:
        if not isinstance(value, datetime):
            return value
        if value.tzinfo is None:
            raise PydanticCustomError("timezone_aware", "Input should have timezone info")
        return value.astimezone(UTC)


class NoticeMessage(EventMessage):
    """A notice of the contract: what a user is notified about."""


def _http_uri(text: str) -> str:
    parts = urlsplit(text)
    spaced = any(map(str.isspace, text))  # urlsplit drops line breaks and tabs silently
    if text and (spaced or parts.scheme not in {"http", "https"} or not parts.hostname):
        raise PydanticCustomError("url_parsing", "Input should be a valid http or https URL")
    return text


def _uuid(text: str) -> str:
    if text and not _UUID.fullmatch(text):
        raise PydanticCustomError("uuid_parsing", "Input should be a UUID, such as an id in an answer")
    return text.lower()


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text if len(text) == _LENGTH_OF_A_DAY else "").isoformat() if text else text
    except ValueError:
        raise PydanticCustomError("date_parsing", "Input should be a date, such as 2026-07-01") from None


def _no_nul(text: str) -> str:
    if "\x00" in text:
        raise PydanticCustomError("value_error", "Text must not contain NUL characters")
    return text


def _line(text: str) -> str:
    if refused := refused_in_line(text):
        raise _refusal("Text must be one line of visible characters: remove {character}", refused)
    return _not_blank(text)


def _prose(text: str) -> str:
    if refused := refused_in_prose(text):
        raise _refusal("Text must have visible characters only: remove {character}", refused)
    return _not_blank(text)


def _not_blank(text: str) -> str:
    if is_blank(text):
        raise PydanticCustomError("value_error", "Text must have a visible character, or be left out")
    return text


def _refusal(message: LiteralString, refused: str) -> PydanticCustomError:
    return PydanticCustomError("value_error", message, {"character": f"U+{ord(refused):04X}"})


def _time(value: Any, info: ValidationInfo) -> Any:
    """Reads a text as a time; a query may leave out the hour.

    Pydantic takes "20260601" for seconds since 1970, and would make a wrong day of it.
    """
    if not isinstance(value, str):
        return value
    if _NUMBER.fullmatch(value) or (info.mode == "json" and len(value) <= _LENGTH_OF_A_DAY):
        raise PydanticCustomError("datetime_parsing", "Input should be a time such as 2026-07-01T18:00:00Z")
    return _any_time().validate_python(value)


@lru_cache(maxsize=1)
def _any_time() -> TypeAdapter[datetime]:
    return TypeAdapter(datetime)


def _in_utc(time: datetime) -> datetime:
    """The messages of protobuf hold times in UTC. One without a zone is in UTC."""
    try:
        return time if time.tzinfo is None else time.astimezone(UTC)
    except OverflowError:
        raise PydanticCustomError(
            "out_of_range", "Input should be a time from year 1 to 9999 in UTC"
        ) from None


def _zoned(time: datetime) -> datetime:
    if time.tzinfo is None:
        raise PydanticCustomError(
            "timezone_aware", "Input should have an offset, such as 2026-09-05T15:00:00+01:00 or ending in Z"
        )
    return time


def _shallow(value: dict[str, Any]) -> dict[str, Any]:
    """Protobuf reads at most a hundred messages inside each other, of which each level takes three."""
    level: list[Any] = [value]
    for _ in range(_MOST_LEVELS):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return value
    raise PydanticCustomError(
        "nested_too_deep", "Input should have at most {levels} levels", {"levels": _MOST_LEVELS}
    )


def _inside(value: Any) -> list[Any]:
    """The objects and arrays directly inside a value."""
    found: list[Any] = list(value.values()) if is_object(value) else list(value)
    return [each for each in found if is_object(each) or is_array(each)]


def _lower(value: Any) -> Any:
    return value.strip().lower() if isinstance(value, str) else value


def says(message: str) -> WrapValidator:
    """Replaces the error message of the wrapped rule with `message` and its type with `value_error`."""

    def validate(value: Any, handler: Handler) -> Any:
        try:
            return handler(value)
        except ValidationError as error:
            raise PydanticCustomError("value_error", "{message}", {"message": message}) from error

    return WrapValidator(validate)


@lru_cache(maxsize=1)
def _allow_private_domains() -> None:
    """Private networks and examples use domains that email-validator refuses."""
    import email_validator  # noqa: PLC0415 - 25 ms, and few processes check addresses

    special = email_validator.SPECIAL_USE_DOMAIN_NAMES
    special[:] = [domain for domain in special if domain not in {"local", "test"}]


def _email(text: str) -> str:
    _allow_private_domains()
    address = validate_email(text)[1]
    if "=?" in address:  # mail programs would decode it as an encoded word
        raise PydanticCustomError("value_error", "The address must not contain '=?'")
    return address


@dataclass(frozen=True, slots=True)
class _Format:
    """A check that JSON Schema knows as a format."""

    name: str
    check: Callable[[str], str]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return no_info_after_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {**handler(schema), "format": self.name}


@dataclass(frozen=True, slots=True)
class _Range:
    """The range of an integer type of protobuf. JSON Schema does not repeat it for every field."""

    least: int
    most: int

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        schema: Any = handler(source)
        schema.setdefault("ge", self.least)
        schema.setdefault("le", self.most)
        return schema

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        shown = handler(schema)
        bounds = {"minimum": self.least, "maximum": self.most}
        return {name: value for name, value in shown.items() if value != bounds.get(name)}


NoNul = AfterValidator(_no_nul)
OneLine = AfterValidator(_line)
Visible = AfterValidator(_prose)
Range32, Range64 = _Range(-(2**31), 2**31 - 1), _Range(-(2**63), 2**63 - 1)
EmailAddress = _Format("email", _email)
HttpAddress = _Format("uri", _http_uri)
UuidFormat = _Format("uuid", _uuid)
DayFormat = _Format("date", _day)

Text = Annotated[str, NoNul]
"""Text that PostgreSQL can store."""

TextLine = Annotated[str, OneLine]
"""One line of text that somebody enters; see `altsports.contract.text`."""

Prose = Annotated[str, Visible]
"""Text that somebody enters, with any number of lines."""

Int32 = Annotated[int, Range32]
"""An integer of 32 bits."""

Int64 = Annotated[int, Range64]
"""An integer of 64 bits."""

Email = Annotated[str, OneLine, EmailAddress]
"""An e-mail address (RFC 5321). The domain is converted to lower case."""

HttpUri = Annotated[str, OneLine, HttpAddress]
"""An absolute http or https URL. The empty string is accepted, because it clears a field."""

Uuid = Annotated[str, OneLine, UuidFormat]
"""The id of a row. The empty string is accepted where the field may be left out."""

Day = Annotated[str, OneLine, DayFormat]
"""A day such as 2026-07-01. The empty string is accepted where the field may be left out."""

Time = Annotated[datetime, BeforeValidator(_time), AfterValidator(_in_utc)]
"""A time that a request states."""

ZonedTime = Annotated[datetime, BeforeValidator(_time), AfterValidator(_zoned), AfterValidator(_in_utc)]
"""A time that people state about a place: without an offset, it could be that of the place or of UTC."""

JsonObject = Annotated[dict[str, Any], AfterValidator(_shallow)]
"""A JSON object that a request states."""

Lower = BeforeValidator(_lower)
"""Trims text and converts it to lower case before other rules apply."""
