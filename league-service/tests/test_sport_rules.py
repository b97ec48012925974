"""Every sport with rules is in the vocabulary, so that leagues and competitions share one word for it."""

from league_service.core.vocabulary.domain import packaged
from league_service.registrations import rule_book


def test_every_sport_with_rules_is_in_the_vocabulary() -> None:
    known = {sport.key for sport in packaged().sports}
    assert rule_book().sports <= known
