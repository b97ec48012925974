"""Failures of providers that are forced on purpose; no I/O."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ai_service.models.providers.errors import (
    AIProviderError,
    ProviderMisconfigured,
    ProviderOverloaded,
    ProviderRateLimited,
    ProviderRefused,
    ProviderTimedOut,
    UnparseableOutput,
)

FAILURES: Final[dict[str, type[AIProviderError]]] = {
    "rate_limited": ProviderRateLimited,
    "overloaded": ProviderOverloaded,
    "timed_out": ProviderTimedOut,
    "refused": ProviderRefused,
    "unparseable": UnparseableOutput,
    "misconfigured": ProviderMisconfigured,
}


@dataclass(frozen=True, slots=True)
class Drill:
    """Every call to the provider fails until `ends_at`; a stream, after so many parts of the text."""

    provider: str
    failure: str
    after_parts: int
    ends_at: datetime
    started_by: str

    def error(self) -> AIProviderError:
        """The error of the failure, which says that it is a drill."""
        return FAILURES[self.failure](
            f"{self.provider.capitalize()} generation failed: a fault drill forces {self.failure} until"
            f" {self.ends_at:%H:%M:%S} UTC"
        )
