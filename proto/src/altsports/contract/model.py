"""The base of every generated Pydantic model and the value types that the contract's rules name."""

from typing import Annotated, Any
from urllib.parse import urlsplit

import email_validator
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    EmailStr,
    ValidationError,
    WrapValidator,
)
from pydantic import ValidatorFunctionWrapHandler as Handler
from pydantic_core import PydanticCustomError

# Networks of one's own use these names, and so do the people who try things out.
for _domain in ("local", "test"):
    if _domain in email_validator.SPECIAL_USE_DOMAIN_NAMES:
        email_validator.SPECIAL_USE_DOMAIN_NAMES.remove(_domain)


class Message(BaseModel):
    """A message of the contract. Unknown fields are refused, so a privileged one can never slip in."""

    model_config = ConfigDict(extra="forbid", ser_json_timedelta="float", protected_namespaces=())


def _http_uri(text: str) -> str:
    parts = urlsplit(text)
    if text and (parts.scheme not in {"http", "https"} or not parts.hostname):
        raise PydanticCustomError("url_parsing", "Input should be a valid http or https URL")
    return text


def _no_nul(text: str) -> str:
    if "\x00" in text:
        raise PydanticCustomError("value_error", "Text must not contain NUL characters")
    return text


def _lower(value: Any) -> Any:
    return value.strip().lower() if isinstance(value, str) else value


def says(message: str) -> WrapValidator:
    """Replaces whatever the wrapped rule would say by `message`, keeping the type `value_error`."""

    def validate(value: Any, handler: Handler) -> Any:
        try:
            return handler(value)
        except ValidationError as error:
            raise PydanticCustomError("value_error", "{message}", {"message": message}) from error

    return WrapValidator(validate)


Text = Annotated[str, AfterValidator(_no_nul)]
"""Text that PostgreSQL can hold."""

Email = EmailStr
"""An e-mail address as RFC 5321 has it; the domain is lower-cased."""

HttpUri = Annotated[str, AfterValidator(_no_nul), AfterValidator(_http_uri)]
"""An absolute http or https URL. The empty text is let through: it clears a fact."""

Lower = BeforeValidator(_lower)
"""Trims and lower-cases text before any rule looks at it."""
