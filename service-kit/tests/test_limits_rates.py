"""Rates, plans and addresses: the parts of limits that do not need Redis."""

import pytest

from altsports.contract.plans import TIERS
from service_kit.limits.addresses import address_bucket
from service_kit.limits.plans import Window
from service_kit.limits.rates import Rate
from service_kit.limits.settings import LimitSettings


@pytest.mark.parametrize(
    ("text", "rate", "words"),
    [
        ("5/minute", Rate(5, 60), "5 per 1 minute"),
        ("10 per hour", Rate(10, 3600), "10 per 1 hour"),
        ("3 per 30 seconds", Rate(3, 30), "3 per 30 second"),
        ("7/2 days", Rate(7, 172_800), "7 per 2 day"),
    ],
)
def test_a_rate_is_read_as_people_write_it(text: str, rate: Rate, words: str) -> None:
    assert Rate.parse(text) == rate
    assert str(rate) == words


@pytest.mark.parametrize("text", ["", "fast", "0/minute", "5/fortnight", "5/0 minutes", "-1/minute"])
def test_what_is_no_rate_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a rate"):
        Rate.parse(text)


@pytest.mark.parametrize(
    ("ip", "bucket"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("testclient", "unknown"),
        ("", "unknown"),
    ],
)
def test_an_ipv6_customer_is_one_network_and_everybody_else_one_address(ip: str, bucket: str) -> None:
    assert address_bucket(ip) == bucket


@pytest.mark.parametrize(
    ("tier", "documented", "window"),
    [
        ("basic", None, Window("tier", Rate(100, 60))),
        ("basic", Rate(300, 60), Window("GET /x", Rate(300, 60))),
        (None, Rate(5, 60), Window("GET /x", Rate(5, 60))),
        ("pro", Rate(5, 60), Window("GET /x", Rate(1000, 60))),
        ("pro", Rate(5000, 60), Window("GET /x", Rate(5000, 60))),
        ("pro", None, Window("tier", Rate(1000, 60))),
        ("enterprise", Rate(5, 60), None),
        ("unheard-of", None, Window("tier", Rate(100, 60))),
    ],
)
def test_the_tier_and_the_documented_limit_decide_on_the_bucket(
    tier: str | None, documented: Rate | None, window: Window | None
) -> None:
    assert LimitSettings().plans().window("GET /x", documented, tier) == window


def test_every_limit_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = LimitSettings.model_validate(
        {
            "ALTSPORTS_LIMIT_BASIC": "7/minute",
            "ALTSPORTS_LIMIT_ENTERPRISE": "9/second",
            "ALTSPORTS_LIMIT_ROUTES": {"GET /x": "none"},
        }
    )
    plans = settings.plans()
    assert plans.of("basic").rate == Rate(7, 60)
    assert plans.of("enterprise").rate == Rate(9, 1)
    assert [plan.tier for plan in (plans.of(tier) for tier in TIERS)] == ["basic", "pro", "enterprise"]
    assert plans.window("GET /x", Rate(5, 60), "basic") == Window("tier", Rate(7, 60))
