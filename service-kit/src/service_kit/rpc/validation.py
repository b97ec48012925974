"""Converts Pydantic's findings to violations; gateway, tools and services use the same ones."""

from typing import TypeVar

from pydantic import BaseModel, ValidationError

from service_kit.errors import ValidationFailed, Violation

M = TypeVar("M", bound=BaseModel)


def violations_of(error: ValidationError, *prefix: str) -> list[Violation]:
    """Pydantic's findings in FastAPI's format. `prefix` is the origin of the values, such as "body"."""
    return [
        {"loc": [*prefix, *item["loc"]], "msg": item["msg"], "type": item["type"]}
        for item in error.errors(include_url=False, include_context=False, include_input=False)
    ]


def validated(model: type[M], values: object, *prefix: str) -> M:
    """Validates values as a model. Raises ValidationFailed."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise ValidationFailed(violations=violations_of(error, *prefix)) from None
