"""Generated from altsports/league/v1/imports.proto: edit the proto and run `make proto`."""

from altsports.contract.model import Int32, Message, Text, TextLine
from pydantic import Field


class ListImportersRequest(Message):
    """The request for the importers."""


class Importer(Message):
    """A kind of file that can be imported."""

    kind: Text = Field(
        default="",
        description="The name of the kind, as `altsports import` takes it.",
    )
    holds: Text = Field(
        default="",
        description="The contents of the files.",
    )
    origin: Text = Field(
        default="",
        description="The URL from which the files can be downloaded. Empty if there is no single origin.",
    )
    licence: Text = Field(
        default="",
        description="The licence of the files. Empty if each file states its own.",
    )
    many_files: bool = Field(
        default=False,
        description="Whether one import takes several files.",
    )
    by_season: bool = Field(
        default=False,
        description="Whether an import can be limited to one season.",
    )
    dated: bool = Field(
        default=False,
        description="Whether an import takes the date of its facts.",
    )
    of_club: bool = Field(
        default=False,
        description="Whether an import stores rows of one organisation, which only its members see.",
    )
    in_club: bool = Field(
        default=False,
        description="Whether an import that names an organisation stores rows there instead, which only its members see.",
    )


class ListImportersResponse(Message):
    """The kinds of files that can be imported."""

    importers: list[Importer] = Field(
        default_factory=list,
        description="The importers, in the order in which they are registered.",
    )


class FileStart(Message):
    """What is known about a file before its bytes."""

    name: TextLine = Field(
        default="",
        description="The path or URL of the file as given by the user, relative to the folder if a folder is imported.",
    )
    source: TextLine = Field(
        default="",
        description="The key of the source. Empty if the format implies it.",
    )
    kind: TextLine = Field(
        default="",
        description="The kind of the files, as listed by ListImporters. Only read from the first file.",
    )
    season: Int32 = Field(
        default=0,
        description="Only import rows of this season. 0 for all. Only read from the first file.",
    )
    as_of: TextLine = Field(
        default="",
        description="The time at which the facts of the file were known: an ISO 8601 date (its start in UTC) or a time with offset. Facts that are newer than this are kept and reported. Empty if it is not declared. Only read from the first file.",
    )
    organisation_id: TextLine = Field(
        default="",
        description="The organisation that the rows belong to. Only read from the first file, for importers of clubs.",
    )
    team_id: TextLine = Field(
        default="",
        description="The team of the organisation that plays. Only read from the first file, for importers of clubs.",
    )
    own_side: TextLine = Field(
        default="",
        description="Which side of its matches that team is: \"home\", \"away\", the name of the side in the files, or \"none\" if no team of the organisation plays. Empty if the names show it. Only read from the first file, for matches of clubs.",
    )
    team_access: list[TextLine] = Field(
        default_factory=list,
        description="The teams to which the caller is limited. \"*\" stands for all. Only read from the first file, for importers of clubs.",
    )


class ImportFilesRequest(Message):
    """A part of the files to import."""

    start: FileStart | None = Field(
        default=None,
        description="Starts a file.",
    )
    chunk: bytes | None = Field(
        default=None,
        description="Bytes of the file, at most 1 MiB.",
    )


class ImportProgress(Message):
    """The progress of an import."""

    done: Int32 = Field(
        default=0,
        description="The number of processed rows.",
    )
    total: Int32 = Field(
        default=0,
        description="The total number of rows.",
    )
    file: Text = Field(
        default="",
        description="The file being imported.",
    )


class ImportProblem(Message):
    """A row that could not be used, and why."""

    file: Text = Field(
        default="",
        description="The file.",
    )
    line: Int32 = Field(
        default=0,
        description="The line, from 1. 0 if the format has no lines.",
    )
    field: Text = Field(
        default="",
        description="The column or field. Empty for the whole row.",
    )
    message: Text = Field(
        default="",
        description="What is wrong.",
    )
    hint: Text = Field(
        default="",
        description="How to fix it.",
    )


class FileSummary(Message):
    """The outcome of one file."""

    name: Text = Field(
        default="",
        description="The file.",
    )
    format: Text = Field(
        default="",
        description="The format, such as csv, openfootball or nflverse.",
    )
    rows: Int32 = Field(
        default=0,
        description="The number of rows read.",
    )
    refused: Int32 = Field(
        default=0,
        description="The number of rows that could not be used.",
    )


class ImportCount(Message):
    """How often an import did one thing."""

    name: Text = Field(
        default="",
        description="A stable name such as leagues_created.",
    )
    label: Text = Field(
        default="",
        description="What is counted, as a text for people, such as \"leagues new\".",
    )
    count: Int32 = Field(
        default=0,
        description="The count.",
    )


class ImportSummary(Message):
    """The outcome of an import."""

    files: list[FileSummary] = Field(
        default_factory=list,
        description="The files, in order.",
    )
    rows: Int32 = Field(
        default=0,
        description="The number of rows read, without rows of other seasons.",
    )
    refused: Int32 = Field(
        default=0,
        description="The number of rows that could not be used.",
    )
    counts: list[ImportCount] = Field(
        default_factory=list,
        description="The changes made by the import, in display order.",
    )
    notes: list[Text] = Field(
        default_factory=list,
        description="Notes for the user, one sentence each.",
    )


class ImportFilesResponse(Message):
    """An intermediate or final report of an import."""

    progress: ImportProgress | None = Field(
        default=None,
        description="The progress of the import.",
    )
    problem: ImportProblem | None = Field(
        default=None,
        description="A row that could not be used.",
    )
    summary: ImportSummary | None = Field(
        default=None,
        description="The end of the import.",
    )
