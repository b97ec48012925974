"""The web pages that may use the edges: those of the configured origins; in development also local ones."""

import re
from typing import Final

LOCAL: Final = r"https?://(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?"
"""Matches the origins of pages that this machine serves, on any port."""

_LOCAL = re.compile(LOCAL)


class Origins:
    """Credentials are allowed, so `*` is refused."""

    def __init__(self, listed: tuple[str, ...], *, local: bool) -> None:
        """`local` allows pages of this machine. Raises ValueError for the origin `*`."""
        if "*" in listed:
            raise ValueError("CORS_ORIGINS must list origins: * cannot be combined with credentials")
        self._listed = frozenset(listed)
        self._local = local

    def allow(self, origin: str) -> bool:
        """Whether pages of the origin may read answers, and send credentials."""
        return origin in self._listed or (self._local and _LOCAL.fullmatch(origin) is not None)
