"""Generated from altsports/ai/v1/documents.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Int32, Int64, Message, OneLine, Prose, Range32, Range64, Text, TextLine, Visible
from pydantic import Field


class ListDocumentsRequest(Message):
    """Whose documents to list."""

    league_id: TextLine = Field(
        description="The league.",
        min_length=1,
        max_length=64,
    )
    page_size: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=20,
        description="The number of documents per page.",
    )
    page_token: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="The `next_page_token` of the previous page. Omit it for the first page.",
    )


class DocumentLink(Message):
    """A link with which anybody can download a document."""

    url: Text = Field(
        default="",
        description="The URL. With Cloud Storage or S3 it is a signed URL (version 4) of the bucket.",
    )
    expires_at: datetime | None = Field(
        default=None,
        description="When the link stops working; from then on it answers 403.",
    )


class Document(Message):
    """A document."""

    id: Text = Field(
        default="",
        description="The id of the document, a UUID.",
    )
    league_id: Text = Field(
        default="",
        description="The league.",
    )
    name: Text = Field(
        default="",
        description="The name.",
    )
    owner_kind: Literal["user", "organisation", "league"] = Field(
        description="The kind of owner, who decides on readers: user, organisation or league.",
    )
    owner_id: Text = Field(
        default="",
        description="The owner.",
    )
    uploaded_by: Text = Field(
        default="",
        description="The user who uploaded it.",
    )
    status: Literal["processing", "ready", "failed"] = Field(
        description="processing until its passages are embedded, then ready; failed if they cannot be.",
    )
    content_type: Text = Field(
        default="",
        description="The type, found from the content.",
    )
    size: Int64 = Field(
        default=0,
        description="The number of bytes.",
    )
    pages: Int32 = Field(
        default=0,
        description="The number of pages.",
    )
    characters: Int32 = Field(
        default=0,
        description="The number of characters of its text.",
    )
    passages: Int32 = Field(
        default=0,
        description="The number of passages.",
    )
    sha256: Text = Field(
        default="",
        description="The SHA-256 checksum, in hexadecimal digits.",
    )
    md5: Text = Field(
        default="",
        description="The MD5 checksum, in hexadecimal digits.",
    )
    object_key: Text = Field(
        default="",
        description="The key of the object in the store: leagues/{league_id}/documents/{name}.",
    )
    file_id: Text = Field(
        default="",
        description="The id of the stored file. `GET /api/v1/files/{file_id}/content` downloads it.",
    )
    task_id: Text = Field(
        default="",
        description="The task that embeds its passages.",
    )
    status_url: Text = Field(
        default="",
        description="Where to follow the task.",
    )
    created_at: datetime | None = Field(
        default=None,
        description="When it was uploaded.",
    )
    link: DocumentLink | None = Field(
        default=None,
        description="In the answer to an upload, a link that is valid for 24 hours. Null elsewhere: CreateDocumentLink makes further ones.",
    )


class ListDocumentsResponse(Message):
    """A page of documents."""

    documents: list[Document] = Field(
        default_factory=list,
        description="The documents.",
    )
    next_page_token: Text = Field(
        default="",
        description="The token of the next page. Empty on the last page.",
    )
    total_size: Int32 = Field(
        default=0,
        description="The number of documents on all pages.",
    )


class SearchDocumentsRequest(Message):
    """What to search for, and where."""

    league_id: TextLine = Field(
        description="The league.",
        min_length=1,
        max_length=64,
    )
    query: Text = Field(
        description="A question or words.",
        min_length=1,
        max_length=1000,
    )
    limit: Annotated[int, Field(ge=1, le=50), Range32] | None = Field(
        default=5,
        description="The number of passages.",
    )
    document_id: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="Only passages of this document.",
    )


class Passage(Message):
    """A passage of a document, with everything that a citation needs."""

    document_id: Text = Field(
        default="",
        description="The document.",
    )
    document_name: Text = Field(
        default="",
        description="Its name.",
    )
    page: Int32 = Field(
        default=0,
        description="The page, from 1.",
    )
    offset: Int32 = Field(
        default=0,
        description="The first character of the passage in the text of the page, from 0.",
    )
    excerpt: Text = Field(
        default="",
        description="The passage.",
    )
    score: float = Field(
        default=0.0,
        description="How close it is in meaning: the cosine of the angle between the vectors, at most 1.",
    )
    citation: Text = Field(
        default="",
        description="The citation as text, such as \"rules.pdf, page 3\".",
    )


class SearchDocumentsResponse(Message):
    """The passages that are closest in meaning."""

    passages: list[Passage] = Field(
        default_factory=list,
        description="The passages, the closest first.",
    )
    model: Text = Field(
        default="",
        description="The model that embedded query and passages.",
    )
    warnings: list[Text] = Field(
        default_factory=list,
        description="Notes about the result, such as that some passages are still being embedded.",
    )


class GetDocumentRequest(Message):
    """Which document to get."""

    league_id: TextLine = Field(
        description="The league.",
        min_length=1,
        max_length=64,
    )
    document_id: TextLine = Field(
        description="The document.",
        min_length=1,
        max_length=64,
    )


class GetDocumentResponse(Message):
    """One document."""

    document: Document | None = Field(
        default=None,
        description="The document.",
    )


class CreateDocumentLinkRequest(Message):
    """To which document to make a link, and for how long."""

    league_id: TextLine = Field(
        description="The league.",
        min_length=1,
        max_length=64,
    )
    document_id: TextLine = Field(
        description="The document.",
        min_length=1,
        max_length=64,
    )
    lifetime_s: Annotated[int, Field(ge=1, le=604800), Range32] | None = Field(
        default=86400,
        description="How long the link is valid, in seconds: at most seven days.",
    )


class CreateDocumentLinkResponse(Message):
    """A link."""

    link: DocumentLink | None = Field(
        default=None,
        description="The link.",
    )


class AddTextDocumentRequest(Message):
    """A text to add."""

    league_id: TextLine = Field(
        description="The league.",
        min_length=1,
        max_length=64,
    )
    name: TextLine = Field(
        description="The name of the document, such as notes.txt.",
        min_length=1,
        max_length=200,
    )
    text: Prose = Field(
        description="The text.",
        min_length=1,
        max_length=200000,
    )
    owner_kind: Literal["user", "organisation", "league"] | None = Field(
        default='user',
        description="Who may read it: user (only you), organisation (its members), or league (everybody).",
    )


class AddTextDocumentResponse(Message):
    """The document, which is being processed."""

    document: Document | None = Field(
        default=None,
        description="The document.",
    )


class DeleteDocumentRequest(Message):
    """Which document to delete."""

    league_id: TextLine = Field(
        description="The league.",
        min_length=1,
        max_length=64,
    )
    document_id: TextLine = Field(
        description="The document.",
        min_length=1,
        max_length=64,
    )


class EmbedTextsRequest(Message):
    """Texts to turn into vectors."""

    texts: list[Annotated[str, Field(max_length=8000), Visible]] = Field(
        description="The texts.",
        min_length=1,
        max_length=100,
    )


class TextEmbedding(Message):
    """The vector of a text."""

    values: list[float] = Field(
        default_factory=list,
        description="The values. The vector has the length 1.",
    )


class EmbedTextsResponse(Message):
    """The vectors of the texts."""

    embeddings: list[TextEmbedding] = Field(
        default_factory=list,
        description="One vector for each text, in the same order.",
    )
    model: Text = Field(
        default="",
        description="The model.",
    )
    dimension: Int32 = Field(
        default=0,
        description="The number of values of each vector.",
    )


class BeginDocumentRequest(Message):
    """A document that somebody uploads."""

    league_id: TextLine = Field(
        description="The league.",
        min_length=1,
        max_length=64,
    )
    name: TextLine = Field(
        description="The name.",
        min_length=1,
    )
    owner_kind: Literal["user", "organisation", "league"] = Field(
        description="The kind of owner.",
    )
    uploaded_by: TextLine = Field(
        description="The user who uploads.",
        min_length=1,
    )
    organisation_id: TextLine = Field(
        default="",
        description="The organisation for which the user acts. Empty if there is none.",
    )
    leagues: bool = Field(
        default=False,
        description="Whether the user may change leagues.",
    )
    size: Annotated[int, Field(ge=0), Range64] | None = Field(
        default=None,
        description="The size, if it is known.",
    )
    request_id: TextLine | None = Field(
        default=None,
        description="The key with which the client repeats the upload.",
    )
    tier: TextLine = Field(
        default="",
        description="The plan of the user, who pays for the embeddings. Empty if the platform pays.",
    )
    user_id: TextLine = Field(
        default="",
        description="The account of the user. Empty for an API key of an organisation.",
    )
    api_key_id: TextLine = Field(
        default="",
        description="The API key with which the document is uploaded. Empty if there is none.",
    )


class BeginDocumentResponse(Message):
    """Where the bytes go."""

    file_id: Text = Field(
        default="",
        description="The id of the file.",
    )
    key: Text = Field(
        default="",
        description="The key of the object.",
    )
    limit: Int64 = Field(
        default=0,
        description="The most bytes that may be stored.",
    )
    document: Document | None = Field(
        default=None,
        description="The document, if this upload was finished before.",
    )
    limited_by_quota: bool = Field(
        default=False,
        description="Whether `limit` is the space that the owner has left, so that a larger document exceeds the quota.",
    )


class FinishDocumentRequest(Message):
    """A document whose bytes are stored."""

    begun: BeginDocumentRequest | None = Field(
        default=None,
        description="What was begun.",
    )
    file_id: TextLine = Field(
        description="The file.",
        min_length=1,
    )
    key: TextLine = Field(
        description="The key of the object.",
        min_length=1,
    )
    size: Int64 = Field(
        default=0,
        description="The number of bytes.",
    )
    sha256: TextLine = Field(
        description="The SHA-256 checksum, in hexadecimal digits.",
        min_length=1,
    )
    md5: TextLine = Field(
        description="The MD5 checksum, in hexadecimal digits.",
        min_length=1,
    )
    content_type: TextLine = Field(
        description="The type, found from the content.",
        min_length=1,
    )


class FinishDocumentResponse(Message):
    """The document, which is being processed."""

    document: Document | None = Field(
        default=None,
        description="The document.",
    )
