"""Generated from altsports/league/v1/competition_imports.proto: edit the proto and run `make proto`."""

from typing import Literal

from altsports.contract.model import Message, Text
from altsports.league.v1.imports_models import ImportProblem, ImportProgress
from pydantic import Field


class CompetitionFileStart(Message):
    """What is known of a file before its bytes."""

    name: Text = Field(
        default="",
        description="Its path or URL as the person gave it.",
    )
    kind: Literal["nflverse", "opening-lines"] = Field(
        description="nflverse: games with results and closing lines; opening-lines: where lines opened.",
    )
    season: int = Field(
        default=0,
        description="Only rows of this season; 0 for all.",
    )


class ImportCompetitionRequest(Message):
    """A part of the file to import."""

    start: CompetitionFileStart | None = Field(
        default=None,
        description="Starts the file.",
    )
    chunk: bytes | None = Field(
        default=None,
        description="Bytes of the file, at most 1 MiB.",
    )


class CompetitionImportSummary(Message):
    """What an import did."""

    rows: int = Field(
        default=0,
        description="Rows read, without those of other seasons.",
    )
    refused: int = Field(
        default=0,
        description="Rows that could not be used.",
    )
    events_created: int = Field(
        default=0,
        description="Events that are new.",
    )
    events_updated: int = Field(
        default=0,
        description="Events of which a fact changed.",
    )
    results_recorded: int = Field(
        default=0,
        description="First results.",
    )
    results_corrected: int = Field(
        default=0,
        description="Results that differ from what the source said before.",
    )
    quotes_recorded: int = Field(
        default=0,
        description="Quotes that are new.",
    )
    unchanged: int = Field(
        default=0,
        description="Rows that changed nothing.",
    )
    seasons: list[int] = Field(
        default_factory=list,
        description="The seasons in the file.",
    )


class ImportCompetitionResponse(Message):
    """What happened so far."""

    progress: ImportProgress | None = Field(
        default=None,
        description="How far the import is.",
    )
    problem: ImportProblem | None = Field(
        default=None,
        description="A row that could not be used.",
    )
    summary: CompetitionImportSummary | None = Field(
        default=None,
        description="The end of the import.",
    )
