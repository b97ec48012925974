"""Converts Pydantic's findings to violations; gateway, tools and services use the same ones."""

from functools import cache
from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from service_kit.errors import ValidationFailed, Violation

M = TypeVar("M", bound=BaseModel)


_OUT_OF_RANGE: Final = frozenset({"greater_than_equal", "less_than_equal"})


def violations_of(error: ValidationError, model: type[BaseModel], *prefix: str) -> list[Violation]:
    """Pydantic's findings about a model in FastAPI's format, without the values that were sent.

    `prefix` is the origin of the values, such as "body". A text that is too long is answered with its length,
    as a list that is too long is by Pydantic; a number out of range with the whole range.
    """
    return [
        {"loc": [*prefix, *item["loc"]], "msg": _message(item, model), "type": item["type"]}
        for item in error.errors(include_url=False, include_context=False)
    ]


def _message(item: ErrorDetails, model: type[BaseModel]) -> str:
    given, words = item["input"], item["msg"]
    if item["type"] == "string_too_long" and isinstance(given, str):
        return f"{words}, not {len(given)}"
    if item["type"] in _OUT_OF_RANGE and len(item["loc"]) == 1:
        return _ranges(model).get(str(item["loc"][0]), words)
    return words


@cache
def _ranges(model: type[BaseModel]) -> dict[str, str]:
    """What numbers must be between, by field, as the schema states it."""
    found: dict[str, str] = {}
    for name, schema in model.model_json_schema().get("properties", {}).items():
        for each in schema.get("anyOf", [schema]):
            if "minimum" in each and "maximum" in each:
                found[name] = f"Input should be between {each['minimum']} and {each['maximum']}"
    return found


def validated(model: type[M], values: object, *prefix: str) -> M:
    """Validates values as a model. Raises ValidationFailed."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise ValidationFailed(violations=violations_of(error, model, *prefix)) from None
