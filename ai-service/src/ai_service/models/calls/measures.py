"""Metrics of the calls of models."""

from typing import Final

from prometheus_client import Counter, Histogram

from service_kit.telemetry.metrics import SECONDS

FALLBACKS: Final = Counter(
    "ai_fallback",
    "Calls that went on to another provider, by the reason.",
    ["provider", "next_provider", "reason"],
)
ATTEMPTS: Final = Counter(
    "ai_attempts",
    "Requests to providers; the outcome is ok or the reason of the failure.",
    ["provider", "outcome"],
)
TOKENS: Final = Counter(
    "ai_tokens", "Tokens by provider and direction, paid by anybody.", ["provider", "direction"]
)
FIRST_PART: Final = Histogram(
    "ai_first_part_seconds",
    "Time from the request to the first part of a text, or to the whole answer.",
    ["provider"],
    buckets=(*SECONDS, 30.0, 60.0),
)
COALESCED: Final = Counter("ai_coalesced", "Calls that shared the answer of an equal one.")
