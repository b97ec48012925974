"""Generated from altsports/football/v1/formations.proto: edit the proto and run `make proto`."""

from typing import Annotated, Literal

from altsports.contract.model import Int32, Message, OneLine, Range32, Text, TextLine, Time, UuidFormat
from altsports.football.v1.formation_models import FootballFormation, FootballFormationSlot
from pydantic import Field


class FootballListFormationsRequest(Message):
    """Which formations to list. Every field is optional and narrows the list."""

    shape: Annotated[str, Field(max_length=9), OneLine] | None = Field(
        default=None,
        description="Only rows with this shape.",
        examples=['4-3-3'],
    )
    query: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="Words from: name.",
    )
    order: Literal["name", "-name", "shape", "-shape", "created_at", "-created_at", "updated_at", "-updated_at"] | None = Field(
        default='name',
        description="The order of the rows. A minus sign reverses it.",
    )
    include_archived: bool | None = Field(
        default=None,
        description="Whether archived rows are listed as well.",
    )
    page_size: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=20,
        description="The number of rows per page.",
    )
    page_token: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="The `next_page_token` of the previous page. Omit it for the first page.",
    )


class FootballListFormationsResponse(Message):
    """A page of formations."""

    formations: list[FootballFormation] = Field(
        default_factory=list,
        description="The rows.",
    )
    next_page_token: Text = Field(
        default="",
        description="The token of the next page. Empty on the last page.",
    )
    total_size: Int32 = Field(
        default=0,
        description="The number of rows on all pages.",
    )


class FootballGetFormationRequest(Message):
    """Which formation to get."""

    formation_id: TextLine = Field(
        description="The formation.",
        min_length=1,
        max_length=64,
        examples=['4f179da2-7a69-53aa-901f-41d53a0a19f4'],
    )


class FootballGetFormationResponse(Message):
    """One formation."""

    formation: FootballFormation | None = Field(
        default=None,
        description="The row.",
    )


class FootballCreateFormationRequest(Message):
    """The facts of a new formation."""

    name: TextLine = Field(
        description="The name.",
        min_length=1,
        max_length=100,
        examples=['High press II'],
    )
    shape: TextLine = Field(
        description="The outfield players in each line, from the defence to the attack.",
        min_length=1,
        max_length=9,
        pattern='^[1-9](-[1-9]){1,4}$',
        examples=['4-3-3'],
    )
    slots: list[FootballFormationSlot] = Field(
        default_factory=list,
        description="Where the players stand: none, or one slot for the goalkeeper and each outfield player.",
        max_length=11,
    )
    request_id: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="A key chosen by the client that makes the call safe to repeat.",
    )


class FootballCreateFormationResponse(Message):
    """The new formation."""

    formation: FootballFormation | None = Field(
        default=None,
        description="The row as stored.",
    )
    warnings: list[Text] = Field(
        default_factory=list,
        description="What may be wrong with the row, although it was stored.",
    )


class FootballUpdateFormationRequest(Message):
    """The fields to change. Omitted fields keep their values."""

    formation_id: TextLine = Field(
        description="The formation.",
        min_length=1,
        max_length=64,
        examples=['4f179da2-7a69-53aa-901f-41d53a0a19f4'],
    )
    name: Annotated[str, Field(min_length=1, max_length=100), OneLine] | None = Field(
        default=None,
        description="The name.",
        examples=['High press'],
    )
    shape: Annotated[str, Field(min_length=1, max_length=9, pattern='^[1-9](-[1-9]){1,4}$'), OneLine] | None = Field(
        default=None,
        description="The outfield players in each line, from the defence to the attack.",
        examples=['4-3-3'],
    )
    slots: list[FootballFormationSlot] = Field(
        default_factory=list,
        description="Where the players stand: none, or one slot for the goalkeeper and each outfield player.",
        max_length=11,
    )
    version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version of the row on which the change is based, like `expected_version`.",
    )
    id: Annotated[str, Field(max_length=500), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The formation. A change accepts only the value that is stored.",
    )
    created_at: Time | None = Field(
        default=None,
        description="When it was stored. A change accepts only the value that is stored.",
    )
    updated_at: Time | None = Field(
        default=None,
        description="When it last changed. A change accepts only the value that is stored.",
    )
    archived_at: Time | None = Field(
        default=None,
        description="When it was archived. Archived rows are left out of lists, and new rows cannot name them. A change accepts only the value that is stored.",
    )
    expected_version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version on which the change is based. If the row has another one, the answer is 412. The header If-Match states the same.",
    )
    archived: bool | None = Field(
        default=None,
        description="Whether the row is archived: left out of lists, and closed to new references.",
    )
    clear: list[Literal["slots", "archived_at"]] = Field(
        default_factory=list,
        description="The fields to clear. In JSON, a field that is null is cleared as well.",
    )


class FootballUpdateFormationResponse(Message):
    """The changed formation."""

    formation: FootballFormation | None = Field(
        default=None,
        description="The row as stored.",
    )
    warnings: list[Text] = Field(
        default_factory=list,
        description="What may be wrong with the row, although it was stored.",
    )


class FootballReplaceFormationRequest(Message):
    """All facts of the formation. Optional fields that are omitted are cleared."""

    formation_id: TextLine = Field(
        description="The formation.",
        min_length=1,
        max_length=64,
        examples=['4f179da2-7a69-53aa-901f-41d53a0a19f4'],
    )
    name: TextLine = Field(
        description="The name.",
        min_length=1,
        max_length=100,
        examples=['High press'],
    )
    shape: TextLine = Field(
        description="The outfield players in each line, from the defence to the attack.",
        min_length=1,
        max_length=9,
        pattern='^[1-9](-[1-9]){1,4}$',
        examples=['4-3-3'],
    )
    slots: list[FootballFormationSlot] = Field(
        default_factory=list,
        description="Where the players stand: none, or one slot for the goalkeeper and each outfield player.",
        max_length=11,
    )
    version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version of the row on which the change is based, like `expected_version`.",
    )
    id: Annotated[str, Field(max_length=500), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The formation. A change accepts only the value that is stored.",
    )
    created_at: Time | None = Field(
        default=None,
        description="When it was stored. A change accepts only the value that is stored.",
    )
    updated_at: Time | None = Field(
        default=None,
        description="When it last changed. A change accepts only the value that is stored.",
    )
    archived_at: Time | None = Field(
        default=None,
        description="When it was archived. Archived rows are left out of lists, and new rows cannot name them. A change accepts only the value that is stored.",
    )
    expected_version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version on which the change is based. If the row has another one, the answer is 412. The header If-Match states the same.",
    )


class FootballReplaceFormationResponse(Message):
    """The replaced formation."""

    formation: FootballFormation | None = Field(
        default=None,
        description="The row as stored.",
    )
    warnings: list[Text] = Field(
        default_factory=list,
        description="What may be wrong with the row, although it was stored.",
    )


class FootballDeleteFormationRequest(Message):
    """Which formation to delete."""

    formation_id: TextLine = Field(
        description="The formation.",
        min_length=1,
        max_length=64,
        examples=['4f179da2-7a69-53aa-901f-41d53a0a19f4'],
    )
    expected_version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version on which the change is based. If the row has another one, the answer is 412. The header If-Match states the same.",
    )
