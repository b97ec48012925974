"""Delays after failures."""

from service_kit import backoff


def test_the_pause_doubles_with_each_failure_up_to_the_longest():
    waits = [backoff.doubled(failures, first_s=0.5, longest_s=3) for failures in range(6)]
    assert waits == [0.5, 0.5, 1, 2, 3, 3]


def test_thousands_of_failures_do_not_overflow():
    assert backoff.doubled(100_000, first_s=0.1, longest_s=2) == 2


def test_chance_takes_at_most_half_of_a_pause():
    waits = {backoff.pause(3, first_s=1, longest_s=10) for _ in range(200)}
    assert all(2 <= wait <= 4 for wait in waits)
    assert len(waits) > 100
