"""Decimals as text."""

from decimal import Decimal


def plain(value: Decimal) -> str:
    """All digits of a decimal, without trailing zeros and exponent: "12.5", "25"."""
    return f"{value.normalize():f}"
