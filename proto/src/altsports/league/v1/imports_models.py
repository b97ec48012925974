"""Generated from altsports/league/v1/imports.proto: edit the proto and run `make proto`."""

from altsports.contract.model import Message, Text
from pydantic import Field


class ListImportersRequest(Message):
    """Request of ListImporters."""


class Importer(Message):
    """A kind of file that can be imported."""

    kind: Text = Field(
        default="",
        description="The word for it, as `altsports import` takes it.",
    )
    holds: Text = Field(
        default="",
        description="What the files hold.",
    )
    origin: Text = Field(
        default="",
        description="Where to get such files, as a URL; empty where there is no single place.",
    )
    licence: Text = Field(
        default="",
        description="The licence under which the origin publishes them; empty where each file states its own.",
    )
    many_files: bool = Field(
        default=False,
        description="Whether one import takes several files.",
    )
    by_season: bool = Field(
        default=False,
        description="Whether an import can be limited to one season.",
    )


class ListImportersResponse(Message):
    """The kinds of files that can be imported."""

    importers: list[Importer] = Field(
        default_factory=list,
        description="The importers, in the order in which they are registered.",
    )


class FileStart(Message):
    """What is known about a file before its bytes."""

    name: Text = Field(
        default="",
        description="Its path or URL as the person gave it, relative to the folder for a folder.",
    )
    source: Text = Field(
        default="",
        description="The key of the source; empty where the format implies it.",
    )
    kind: Text = Field(
        default="",
        description="The kind of the files, read from the first file: one of ListImporters.",
    )
    season: int = Field(
        default=0,
        description="Only rows of this season, read from the first file; 0 for all.",
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
    """How far an import is."""

    done: int = Field(
        default=0,
        description="Rows done.",
    )
    total: int = Field(
        default=0,
        description="Rows found.",
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
    line: int = Field(
        default=0,
        description="The line, from 1; 0 where the format has no lines.",
    )
    field: Text = Field(
        default="",
        description="The column or field; empty for the whole row.",
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
    """What was found in one file."""

    name: Text = Field(
        default="",
        description="The file.",
    )
    format: Text = Field(
        default="",
        description="The format, such as csv, openfootball or nflverse.",
    )
    rows: int = Field(
        default=0,
        description="Rows read.",
    )
    refused: int = Field(
        default=0,
        description="Rows that could not be used.",
    )


class ImportCount(Message):
    """How often an import did one thing."""

    name: Text = Field(
        default="",
        description="A stable name such as leagues_created.",
    )
    label: Text = Field(
        default="",
        description="What is counted, for people: \"leagues new\".",
    )
    count: int = Field(
        default=0,
        description="How often.",
    )


class ImportSummary(Message):
    """The outcome of an import."""

    files: list[FileSummary] = Field(
        default_factory=list,
        description="The files, in order.",
    )
    rows: int = Field(
        default=0,
        description="Rows read, without those of other seasons.",
    )
    refused: int = Field(
        default=0,
        description="Rows that could not be used.",
    )
    counts: list[ImportCount] = Field(
        default_factory=list,
        description="What the import changed, in the order in which to show it.",
    )
    notes: list[Text] = Field(
        default_factory=list,
        description="What else a person should know, one sentence each.",
    )


class ImportFilesResponse(Message):
    """An intermediate or final report of an import."""

    progress: ImportProgress | None = Field(
        default=None,
        description="How far the import is.",
    )
    problem: ImportProblem | None = Field(
        default=None,
        description="A row that could not be used.",
    )
    summary: ImportSummary | None = Field(
        default=None,
        description="The end of the import.",
    )
