"""The report of an upload: what was read, what changed, and what could not be used."""

from typing import Any, TypeVar

from pydantic import BaseModel, Field

MOST_PROBLEMS = 1_000
M = TypeVar("M", bound=BaseModel)


class ImportedFile(BaseModel):
    """One of the files."""

    name: str = Field(description="The name of the file.")
    format: str = Field(description="The format, such as csv, openfootball or thesportsdb.")
    rows: int = Field(description="The number of rows read.")
    refused: int = Field(description="The number of rows that could not be used.")


class ImportedCount(BaseModel):
    """How often the import did one thing."""

    name: str = Field(description="A stable name such as leagues_created.")
    label: str = Field(description='What is counted, such as "leagues new".')
    count: int = Field(description="The number.")


class ImportedProblem(BaseModel):
    """A row or value that could not be used, or that was used in another way than the file says."""

    file: str = Field(description="The file.")
    line: int = Field(description="The line, from 1; 0 if it concerns the whole file.")
    field: str = Field(description="The column or field; empty for the whole row.")
    message: str = Field(description="What is wrong.")
    hint: str = Field(description="How to fix it.")


class ImportReport(BaseModel):
    """The outcome of an upload."""

    rows: int = Field(description="The number of rows of all files.")
    refused: int = Field(description="The number of rows that could not be used.")
    files: list[ImportedFile] = Field(description="The files, in order.")
    counts: list[ImportedCount] = Field(description="The changes, in display order.")
    notes: list[str] = Field(description="Notes, one sentence each.")
    problems: list[ImportedProblem] = Field(description=f"The problems, at most {MOST_PROBLEMS:,}.")
    problem_count: int = Field(description="The number of all problems.")


class Collector:
    """Collects the messages of an import."""

    def __init__(self) -> None:
        self._problems: list[ImportedProblem] = []
        self._count = 0
        self._summary: Any = None

    def add(self, message: Any) -> None:
        """Adds a message; progress is not reported."""
        if message.HasField("problem"):
            self._count += 1
            if self._count <= MOST_PROBLEMS:
                self._problems.append(_read(ImportedProblem, message.problem))
        elif message.HasField("summary"):
            self._summary = message.summary

    def report(self) -> ImportReport | None:
        """The report; None if the import ended without a summary."""
        summary = self._summary
        if summary is None:
            return None
        return ImportReport(
            rows=summary.rows,
            refused=summary.refused,
            files=[_read(ImportedFile, each) for each in summary.files],
            counts=[_read(ImportedCount, each) for each in summary.counts],
            notes=list(summary.notes),
            problems=self._problems,
            problem_count=self._count,
        )


def _read(model: type[M], message: Any) -> M:
    return model(**{name: getattr(message, name) for name in model.model_fields})
