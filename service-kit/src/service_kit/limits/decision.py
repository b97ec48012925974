"""The decision of the gatekeeper, with the numbers for headers."""

import math
from typing import NamedTuple

from service_kit.errors import DomainError
from service_kit.limits.plans import Window


class WindowState(NamedTuple):
    """The state of a window after the decision."""

    window: Window
    used: int
    left_ms: int

    @property
    def remaining(self) -> int:
        """The remaining calls."""
        return max(self.window.rate.limit - self.used, 0)

    @property
    def reset_s(self) -> int:
        """Seconds until the window ends; never 0."""
        return max(math.ceil(self.left_ms / 1000), 1)


class Decision(NamedTuple):
    """Admitted if `refusal` is None.

    `cached` is the cached answer; None if there is none or, if `known`, the copy at hand is still current.
    """

    refusal: DomainError | None
    window: WindowState | None
    cached: bytes | None
    tag_versions: tuple[bytes | None, ...]
    known: bool = False

    def admit(self) -> None:
        """Raises the refusal: RateLimited, QuotaExceeded or Unauthenticated."""
        if self.refusal is not None:
            raise self.refusal

    def headers(self, now_s: float) -> list[tuple[bytes, bytes]]:
        """RateLimit and RateLimit-Policy of the IETF draft, and X-RateLimit-* (Reset in epoch seconds)."""
        state = self.window
        if state is None:
            return []
        window, remaining, reset = state.window, state.remaining, state.reset_s
        return [
            *window.headers,
            (b"ratelimit", b'"%s";r=%d;t=%d' % (window.name, remaining, reset)),
            (b"x-ratelimit-remaining", b"%d" % remaining),
            (b"x-ratelimit-reset", b"%d" % (now_s + reset)),
        ]
