"""Generated from altsports/task/v1/queue.proto: edit the proto and run `make proto`."""

from typing import Annotated

from altsports.contract.model import Int32, Message, OneLine, Range32, TextLine, Time, Uuid
from pydantic import Field


class EnqueueRunRequest(Message):
    """The run to accept."""

    run_id: Uuid = Field(
        description="The id of the run, a UUID.",
        min_length=1,
    )
    area: TextLine = Field(
        description="The service that carries it out, such as ai.",
        min_length=1,
        max_length=50,
    )
    kind: TextLine = Field(
        description="The kind of work.",
        min_length=1,
        max_length=100,
    )
    user_id: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="Whose run it is. Absent for work that nobody asked for.",
    )
    params: bytes = Field(
        default=b"",
        description="What to do, as a JSON object.",
    )
    run_at: Time | None = Field(
        default=None,
        description="When it may start. Absent: at once.",
    )
    priority: Int32 = Field(
        default=0,
        description="Higher numbers start first. 0 is usual.",
        ge=-100,
        le=100,
    )
    organisation_id: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="The organisation whose members see the run.",
    )
    shared_with: list[TextLine] = Field(
        default_factory=list,
        description="Other users who see the run.",
        max_length=100,
    )
    estimated_s: Annotated[int, Field(ge=1), Range32] | None = Field(
        default=None,
        description="How long it usually takes, in seconds.",
    )


class EnqueueRunResponse(Message):
    """The run was accepted."""

    created: bool = Field(
        default=False,
        description="Whether this call created the run.",
    )
