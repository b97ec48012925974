"""Creates models whose fields depend on the contract."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal, TypeVar, Union

from pydantic import BaseModel, Field, create_model

Model = TypeVar("Model", bound=BaseModel)


def extended(base: type[Model], **fields: Any) -> type[Model]:
    """Returns the model with more fields, each given as (type, Field)."""
    words: dict[str, Any] = {"__doc__": base.__doc__, "__module__": base.__module__}
    return create_model(base.__name__, __base__=base, **words, **fields)


def one_of(values: Sequence[str]) -> Any:
    """Returns the type of a text that is one of some values."""
    literal: Any = Literal
    return literal[tuple(values)]


def any_of(models: Sequence[type[BaseModel]]) -> Any:
    """Returns the union of some models, which differ in `type`."""
    types: Any = Union[tuple(models)]  # noqa: UP007 - of as many types as there are models
    return Annotated[types, Field(discriminator="type")]
