"""What every test of the repository shares."""

import functools

import httpx
from hypothesis import settings

settings.register_profile("ci", deadline=None)  # a busy machine is slow
settings.register_profile("soak", max_examples=2_000, deadline=None)
settings.load_profile("ci")


def pytest_configure() -> None:
    """Reads the certificates of the machine once; each HTTP client would spend 34 ms of CPU on it."""
    transports = httpx._transports.default  # pyright: ignore[reportPrivateUsage, reportAttributeAccessIssue]
    transports.create_ssl_context = functools.cache(httpx.create_ssl_context)
