"""What can go wrong at a provider. `falls_back` says whether another provider may be asked instead.

AIProviderError           falls back   the provider's fault, or nobody's
  ProviderRateLimited     yes          too many requests, or the account's quota is used up
  ProviderOverloaded      yes          500, 503, 529, or the connection failed
  ProviderTimedOut        yes
  ProviderRefused         yes          the model or its filter declined to answer
  UnparseableOutput       yes          the answer is not what the protocol or the schema promises
  ProviderMisconfigured   yes          the key is not accepted, or the model does not exist
PromptTooLong             no           the caller's own error
PromptNotAccepted         no           the caller's own error
"""

from typing import ClassVar

from service_kit.errors import InvalidArgument, Unavailable, ValidationFailed


class AIProviderError(Unavailable):
    """A provider could not answer. The message begins like `Anthropic generation failed: `."""

    reason = "PROVIDER_FAILED"
    cools_down: ClassVar[bool] = True
    """Whether the failure says something about the next request as well."""


class ProviderRateLimited(AIProviderError):
    """`stated` is true if the provider said how long to wait; then `retry_after_s` is that time."""

    reason = "PROVIDER_RATE_LIMITED"
    stated: bool = False


class ProviderOverloaded(AIProviderError):
    reason = "PROVIDER_OVERLOADED"


class ProviderTimedOut(AIProviderError):
    reason = "PROVIDER_TIMED_OUT"


class ProviderRefused(AIProviderError):
    reason = "PROVIDER_REFUSED"
    cools_down = False


class UnparseableOutput(AIProviderError):
    reason = "UNPARSEABLE_OUTPUT"
    cools_down = False


class ProviderMisconfigured(AIProviderError):
    """An operator has to act: the key or the name of the model is wrong."""

    reason = "PROVIDER_MISCONFIGURED"


class PromptTooLong(ValidationFailed):
    """The prompt has more tokens than the model accepts, or more characters than the product allows."""

    reason = "PROMPT_TOO_LONG"


class PromptNotAccepted(InvalidArgument):
    """The provider considers the request malformed; another provider would be asked the same."""

    reason = "PROMPT_NOT_ACCEPTED"
