"""Generated from altsports/analysis/v1/files.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated

from altsports.contract.model import Int64, Message, OneLine, Text, TextLine
from pydantic import Field


class AnalysisListAnalysisFilesRequest(Message):
    """Which files to list."""

    match_id: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="Only files of analyses of this match.",
    )
    analysis_id: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="Only files of this analysis.",
    )


class AnalysisAnalysisFile(Message):
    """A file that an analysis has made."""

    name: Text = Field(
        default="",
        description="The name, such as \"segments.json\".",
    )
    path: Text = Field(
        default="",
        description="Where it is below `/api/analysis/files/`.",
    )
    kind: Text = Field(
        default="",
        description="What it is, such as \"segments\".",
    )
    content_type: Text = Field(
        default="",
        description="The type.",
    )
    size: Int64 = Field(
        default=0,
        description="The number of bytes.",
    )
    sha256: Text = Field(
        default="",
        description="The SHA-256 checksum, in hexadecimal digits.",
    )
    analysis_id: Text = Field(
        default="",
        description="The analysis.",
    )
    match_id: Text = Field(
        default="",
        description="The match.",
    )
    url: Text = Field(
        default="",
        description="A link with which anybody can download the file for an hour.",
    )
    key: Text = Field(
        default="",
        description="The key of the object in the store.",
    )
    created_at: datetime | None = Field(
        default=None,
        description="When it was made.",
    )


class AnalysisListAnalysisFilesResponse(Message):
    """Files."""

    files: list[AnalysisAnalysisFile] = Field(
        default_factory=list,
        description="The files: those of the newest 100 analyses that have some.",
    )


class AnalysisGetAnalysisFileRequest(Message):
    """Which file to get."""

    analysis_id: TextLine = Field(
        description="The analysis.",
        min_length=1,
        max_length=64,
    )
    name: TextLine = Field(
        description="The name.",
        min_length=1,
        max_length=100,
    )


class AnalysisGetAnalysisFileResponse(Message):
    """One file."""

    file: AnalysisAnalysisFile | None = Field(
        default=None,
        description="The file.",
    )
