"""A report as PDF, typeset by a child process with limits."""

import asyncio
import re
import sys
from collections.abc import Mapping
from typing import Any, Final

import orjson

from ai_service.analyses.reports.chart import chart
from ai_service.analyses.reports.domain import Report
from service_kit.db.held import check_nothing_held
from service_kit.errors import Internal
from service_kit.logging import logs

_TIMEOUT_S: Final = 30.0
_COMMAND: Final = (sys.executable, "-I", "-m", "ai_service.analyses.reports.typesetting")
_EMPHASIS: Final = re.compile(r"\*\*|__|`")

log = logs.get_logger(__name__)


class TypesettingFailed(Internal):
    reason = "TYPESETTING_FAILED"


async def pdf(report: Report) -> bytes:
    """The PDF. The same report gives the same bytes. Raises TypesettingFailed."""
    check_nothing_held("Typesetting a report")
    process = await asyncio.create_subprocess_exec(
        *_COMMAND,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(_TIMEOUT_S):
            made, errors = await process.communicate(orjson.dumps(_data(report)))
    except TimeoutError:
        raise TypesettingFailed("The report could not be typeset in time") from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode or not made.startswith(b"%PDF"):
        log.error("A report could not be typeset", code=process.returncode, said=errors.decode()[-2000:])
        raise TypesettingFailed("The report could not be typeset")
    return made


def _data(report: Report) -> Mapping[str, Any]:
    aspects = [
        {
            "title": each.title,
            "summary": _plain(each.summary),
            "parts": [
                {"title": title, "items": [_plain(item) for item in items]} for title, items in each.parts
            ],
        }
        for each in report.chapters
    ]
    words = "; ".join(f"{each.partner_type} {each.value:.0f} USD" for each in report.opportunities)
    picture = {"chart": chart(report.opportunities), "chart_text": words}
    shown = {"summary": _plain(report.summary), "byline": report.byline, "aspects": aspects}
    return {**report.as_json(), **picture, **shown}


def _plain(text: str) -> str:
    """The text without marks of emphasis, which would be printed."""
    return _EMPHASIS.sub("", text)
