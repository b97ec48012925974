"""What usage to report, and the rows of a report; no I/O."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Final

from ai_service.models.usage.errors import InvalidUsagePeriod, NotYourUsage
from service_kit.caller import Caller

DIMENSIONS: Final = ("day", "user", "endpoint", "provider", "model")
DEFAULT_GROUPING: Final = ("day", "provider", "model")


@dataclass(frozen=True, slots=True)
class Filter:
    """Which attempts to report; empty texts mean any."""

    user_id: str
    endpoint: str
    provider: str
    start: datetime
    end: datetime
    request_id: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """What a group of calls used. A dimension by which the report is not grouped is empty."""

    day: str
    user: str
    endpoint: str
    provider: str
    model: str
    calls: int
    attempts: int
    failed_attempts: int
    input_tokens: int
    output_tokens: int
    cost_usd: Decimal
    platform_cost_usd: Decimal
    estimated_attempts: int

    @property
    def position(self) -> tuple[str, str, str, str, str]:
        return self.day, self.user, self.endpoint, self.provider, self.model


@dataclass(frozen=True, slots=True)
class Row:
    """One request to a provider."""

    id: int
    call_id: str
    attempt: int
    at: datetime
    user_id: str
    api_key_id: str
    request_id: str
    endpoint: str
    task: str
    provider: str
    model: str
    payer: str
    input_tokens: int
    output_tokens: int
    estimated: bool
    input_usd_per_million: Decimal
    output_usd_per_million: Decimal
    price_source: str
    cost_usd: Decimal
    user_cost_usd: Decimal
    duration_ms: int
    error: str


def whose(caller: Caller, user_id: str) -> str:
    """The account whose usage to report; empty for all accounts. Raises NotYourUsage."""
    if caller.has_role("admin"):
        return user_id
    if user_id and user_id != caller.user_id:
        raise NotYourUsage("You can read only the usage of your own account", user_id=user_id)
    return caller.user_id


def period(start: datetime | None, end: datetime | None, now: datetime) -> tuple[datetime, datetime]:
    """The period to report, by default this month. Raises InvalidUsagePeriod."""
    month = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    starts, ends = start or month, end or datetime.max.replace(tzinfo=UTC)
    if ends <= starts:
        raise InvalidUsagePeriod.at("end_time", f"must be after the start, {starts:%Y-%m-%dT%H:%M:%SZ}")
    return starts, ends


def grouping(names: Sequence[str]) -> tuple[str, ...]:
    """The dimensions of a report, each once."""
    wanted = set(names or DEFAULT_GROUPING)
    return tuple(name for name in DIMENSIONS if name in wanted)
