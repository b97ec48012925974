import pytest
from hypothesis import given
from hypothesis import strategies as st

from league_service.core.text import near_forms, normalise, similarity, slug, trigrams, words


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Campeonato Gaúcho", "campeonato gaucho"),
        ("ÖFB-Cup", "ofb cup"),
        ("Emperor's Cup", "emperors cup"),
        ("Coupe d’Afrique", "coupe d afrique"),
        ("Türkiye  Kupası", "turkiye kupasi"),
        ("US & Mexican Leagues Cup", "us and mexican leagues cup"),
        ("Fußball", "fussball"),
        ("Łódź Ø", "lodz o"),
        ("eng.fa_cup", "eng fa cup"),
        ("—", ""),
    ],
)
def test_names_are_compared_without_case_accents_and_punctuation(text: str, plain: str) -> None:
    assert normalise(text) == plain


@given(st.text())
def test_the_normal_form_of_a_normal_form_is_itself(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_a_word_counts_once() -> None:
    assert words("Liga, Liga MX") == ["liga", "mx"]


def test_slugs_join_words() -> None:
    assert (slug("Disc Golf"), slug("Disc Golf", "-")) == ("disc_golf", "disc-golf")


def test_trigrams_are_padded_like_those_of_pg_trgm() -> None:
    assert trigrams("cat") == ["  c", " ca", "at ", "cat"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("rubgy", "rugby"),
        ("socer", "soccer"),
        ("soccor", "soccer"),
        ("lacrose", "lacrosse"),
        ("crikcet", "cricket"),
    ],
)
def test_words_one_letter_apart_share_a_near_form(typed: str, meant: str) -> None:
    assert set(near_forms(typed)) & set(near_forms(meant))


def test_short_words_have_no_near_forms_because_each_is_another_league() -> None:
    assert near_forms("nfl") == []


def test_similarity_is_the_share_of_common_trigrams() -> None:
    assert similarity("pickelball", "pickleball") == pytest.approx(7 / 15)
    assert similarity("nfl", "nfl") == 1
