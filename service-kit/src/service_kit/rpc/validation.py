"""Converts Pydantic's findings to violations; gateway, tools and services use the same ones."""

from typing import TypeVar

from pydantic import BaseModel, ValidationError

from service_kit.errors import ValidationFailed, Violation

M = TypeVar("M", bound=BaseModel)


def violations_of(error: ValidationError, *prefix: str) -> list[Violation]:
    """Pydantic's findings in FastAPI's format, without the values that were sent.

    `prefix` is the origin of the values, such as "body". A text that is too long is answered with its length,
    as a list that is too long is by Pydantic.
    """
    return [
        {
            "loc": [*prefix, *item["loc"]],
            "msg": _message(item["msg"], item["input"], item["type"]),
            "type": item["type"],
        }
        for item in error.errors(include_url=False, include_context=False)
    ]


def _message(words: str, given: object, kind: str) -> str:
    return f"{words}, not {len(given)}" if kind == "string_too_long" and isinstance(given, str) else words


def validated(model: type[M], values: object, *prefix: str) -> M:
    """Validates values as a model. Raises ValidationFailed."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise ValidationFailed(violations=violations_of(error, *prefix)) from None
