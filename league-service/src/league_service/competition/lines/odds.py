"""American odds as probabilities, with and without the bookmaker's margin."""


def implied_probability(american: int) -> float:
    """The probability at which a bet at this price breaks even: -150 → 0.6, +150 → 0.4.

    American odds of +p win p for a stake of 100, odds of -p win 100 for a stake of p; values between -100 and
    100 do not exist.
    """
    if -100 < american < 100:
        raise ValueError(f"invalid American odds: {american}")
    return -american / (100 - american) if american < 0 else 100 / (american + 100)


def no_vig_probabilities(first: int, second: int) -> tuple[float, float]:
    """Both sides of a market without the margin: the implied probabilities scaled to a sum of 1."""
    implied = implied_probability(first), implied_probability(second)
    total = sum(implied)
    return implied[0] / total, implied[1] / total
