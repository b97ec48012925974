"""What every test of the repository shares."""

import functools

import httpx


def pytest_configure() -> None:
    """Reads the certificates of the machine once; each HTTP client would spend 34 ms of CPU on it."""
    transports = httpx._transports.default  # pyright: ignore[reportPrivateUsage, reportAttributeAccessIssue]
    transports.create_ssl_context = functools.cache(httpx.create_ssl_context)
