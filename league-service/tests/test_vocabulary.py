import pytest

from league_service.core.packaged import read_table
from league_service.core.vocabulary.domain import Sport, packaged
from league_service.core.vocabulary.levels import find_level, level_keys
from league_service.core.vocabulary.places import countries_of, place_name, place_words, split_places

SEED_SPORTS = ["soccer", "basketball", "baseball", "american_football", "hockey"]


def test_the_seed_sports_and_motorsport_come_first_with_their_own_keys() -> None:
    assert [sport.key for sport in packaged().sports[:6]] == [*SEED_SPORTS, "motorsport"]


def test_no_word_means_two_sports() -> None:
    owners: dict[str, str] = {}
    for sport in packaged().sports:
        for word in sport.words:
            assert owners.setdefault(word, sport.key) == sport.key, word


def test_every_alias_is_written_once() -> None:
    for row in read_table("core.vocabulary", "sports.csv"):
        names = [*row["aliases"].split("|"), *row["disciplines"].split("|")]
        assert len(set(names) - {""}) == len([name for name in names if name]), row["key"]


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("Soccer", "soccer"),
        ("Ice Hockey", "hockey"),
        ("American Football", "american_football"),
        ("american_football", "american_football"),
        ("Twenty20 cricket", "cricket"),
        ("field lacrosse", "lacrosse"),
        ("Formula 1", "motorsport"),
        ("NFL football", "american_football"),
        ("MMA", "mixed_martial_arts"),
        ("Fútbol", "soccer"),
        ("Australian Football", "australian_football"),
    ],
)
def test_the_words_of_sources_mean_sports(word: str, key: str) -> None:
    found = packaged().find(word)
    assert found is not None
    assert found.key == key


def test_a_word_for_a_family_means_no_single_sport_and_filters_by_all_of_it() -> None:
    assert packaged().find("football") is None
    assert {"soccer", "american_football", "futsal"} <= set(packaged().matching("football"))
    assert {"rugby_union", "rugby_league", "rugby_sevens"} <= set(packaged().matching("rugby"))
    assert packaged().matching("hockey") == ["hockey"]


@pytest.mark.parametrize(
    ("word", "key"), [("soccor", "soccer"), ("pickelball", "pickleball"), ("curlin", "curling")]
)
def test_a_mistyped_sport_has_near_ones(word: str, key: str) -> None:
    assert packaged().find(word) is None
    assert packaged().near(word)[0] == key


def test_a_family_suggests_its_sports() -> None:
    assert packaged().near("football")[:2] == ["soccer", "american_football"]


def test_a_sport_can_be_added() -> None:
    more = packaged().with_sports([Sport("yukigassen", "Yukigassen", "winter sports", origin="a-file")])
    found = more.find("Yukigassen")
    assert found is not None
    assert found.origin == "a-file"


@pytest.mark.parametrize(
    ("word", "level"),
    [
        ("Semi-Professional", "semi_professional"),
        ("pro", "professional"),
        ("College", "collegiate"),
        ("", "unknown"),
    ],
)
def test_levels_are_known_by_several_words(word: str, level: str) -> None:
    assert find_level(word) == level


def test_a_word_that_is_no_level_is_none() -> None:
    assert find_level("galactic") is None
    assert level_keys()[0] == "professional"


def test_places_have_common_names_and_regions_are_no_countries() -> None:
    assert split_places("USA; canada;world") == ["United States", "Canada", "International"]
    assert split_places("United States, Canada") == ["United States", "Canada"]
    assert split_places("Berlin, Germany") == ["Berlin, Germany"]
    assert countries_of(["United States", "Europe", "International"]) == ["United States"]
    assert place_name(" Atlantis ") == "Atlantis"
    assert "german" in place_words(["Germany"])
