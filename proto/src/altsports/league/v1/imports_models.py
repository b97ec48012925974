"""Generated from altsports/league/v1/imports.proto: edit the proto and run `make proto`."""

from altsports.contract.model import Message, Text
from pydantic import Field


class FileStart(Message):
    """What is known of a file before its bytes."""

    name: Text = Field(
        default="",
        description="Its path or URL as the person gave it, relative to the folder for a folder.",
    )
    source: Text = Field(
        default="",
        description="The key of the source; empty where the format knows.",
    )


class ImportLeaguesRequest(Message):
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
        description="The file at work.",
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
        description="The column or field; empty where it is the whole row.",
    )
    message: Text = Field(
        default="",
        description="What is wrong.",
    )
    hint: Text = Field(
        default="",
        description="What to do about it.",
    )


class FileSummary(Message):
    """What was found in one file."""

    name: Text = Field(
        default="",
        description="The file.",
    )
    format: Text = Field(
        default="",
        description="The format: csv, openfootball or thesportsdb.",
    )
    rows: int = Field(
        default=0,
        description="Rows read.",
    )
    refused: int = Field(
        default=0,
        description="Rows that could not be used.",
    )


class ImportSummary(Message):
    """What an import did."""

    files: list[FileSummary] = Field(
        default_factory=list,
        description="The format of each file, in order.",
    )
    rows: int = Field(
        default=0,
        description="Rows read.",
    )
    created: int = Field(
        default=0,
        description="Leagues that are new.",
    )
    updated: int = Field(
        default=0,
        description="Leagues that gained a fact.",
    )
    unchanged: int = Field(
        default=0,
        description="Rows that changed nothing.",
    )
    refused: int = Field(
        default=0,
        description="Rows that could not be used.",
    )
    sports_added: list[Text] = Field(
        default_factory=list,
        description="Sports added to the vocabulary.",
    )


class ImportLeaguesResponse(Message):
    """What happened so far."""

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
