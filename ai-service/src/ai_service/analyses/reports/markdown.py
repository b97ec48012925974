"""A report as Markdown."""

from collections.abc import Iterator

from ai_service.analyses.reports.domain import Report
from ai_service.analyses.writing.words import percent, usd


def markdown(report: Report) -> str:
    return "\n\n".join(_parts(report)) + "\n"


def _parts(report: Report) -> Iterator[str]:
    yield f"# {_line(report.title)}"
    if report.question:
        yield f"> {_line(report.question)}"
    yield report.summary
    yield _figures(report)
    yield _table(("Fact", "Value"), report.facts)
    yield "## Estimated partnerships"
    rows = (
        (
            each.partner_type,
            usd(each.value),
            f"{usd(each.low)} to {usd(each.high)}",
            percent(each.probability),
            each.timeline,
        )
        for each in report.opportunities
    )
    yield _table(("Partner", "USD a year", "Range", "Probability", "Timeline"), rows)
    for chapter in report.chapters:
        yield f"## {chapter.title}"
        if chapter.summary:
            yield chapter.summary
        for title, items in chapter.parts:
            yield f"### {title}"
            yield "\n".join(f"- {item}" for item in items)
    if report.notes:
        yield "## Notes"
        yield "\n".join(f"- {note}" for note in report.notes)
    yield "## Sources"
    yield "\n".join(f"- [{each.label}] {_line(each.title)}{_page(each.page)}" for each in report.sources)


def _figures(report: Report) -> str:
    return (
        f"Confidence {report.confidence.value:g} · {report.byline} ·"
        f" {report.tokens_used:,} tokens · ${report.cost:g}"
    )


def _table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]] | tuple[tuple[str, ...], ...]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(
        f"| {' | '.join(_line(cell).replace('|', chr(92) + '|') for cell in line)} |" for line in lines
    )


def _line(text: str) -> str:
    return " ".join(text.split())


def _page(page: int | None) -> str:
    return "" if page is None else f", page {page}"
