"""How the comments of the contract are read."""

import pytest

from altsports.contract.comments import MethodError, method_errors, summary_of


@pytest.mark.parametrize(
    ("comment", "summary"),
    [
        ("Gets one league.", "Gets one league"),
        ("Gets one league. Fast.\n\nErrors: none specific to this method.", "Gets one league"),
        (
            "Searches for leagues of one sport\nby level.\n\nMore.",
            "Searches for leagues of one sport by level",
        ),
        ("Rates run from 0.5 to 1.5 points.", "Rates run from 0.5 to 1.5 points"),
        ("No full stop", "No full stop"),
        ("", ""),
    ],
)
def test_the_summary_is_the_first_sentence_on_one_line(comment: str, summary: str):
    assert summary_of(comment) == summary


def test_errors_are_read_with_code_reason_and_occasion():
    comment = (
        "Does it.\n\nErrors: NOT_FOUND with reason LEAGUE_NOT_FOUND; INVALID_ARGUMENT with reason\n"
        "INVALID_PAGE_TOKEN when the page token is not one of ours."
    )
    assert method_errors(comment) == (
        MethodError("NOT_FOUND", "LEAGUE_NOT_FOUND", ""),
        MethodError("INVALID_ARGUMENT", "INVALID_PAGE_TOKEN", "when the page token is not one of ours"),
    )


def test_reasons_named_outside_the_errors_sentence_are_no_promises():
    assert method_errors("Was NOT_FOUND with reason OLD once.\n\nErrors: none specific to this method.") == ()
