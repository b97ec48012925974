"""Generated from altsports/task/v1/files.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Int32, Int64, Message, OneLine, Range32, Range64, Text, TextLine
from pydantic import Field


class ListFilesRequest(Message):
    """Which files to list."""

    owner_kind: Literal["user", "organisation", "league"] | None = Field(
        default=None,
        description="Only files of this kind of owner.",
    )
    owner_id: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="Only files of this owner.",
    )
    page_size: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=20,
        description="The number of files per page.",
    )
    page_token: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="The `next_page_token` of the previous page. Omit it for the first page.",
    )


class StoredFile(Message):
    """A stored file."""

    id: Text = Field(
        default="",
        description="The id of the file, a UUID.",
    )
    name: Text = Field(
        default="",
        description="The name that the uploader gave it.",
    )
    owner_kind: Literal["user", "organisation", "league"] = Field(
        description="The kind of owner: user, organisation or league.",
    )
    owner_id: Text = Field(
        default="",
        description="The owner.",
    )
    purpose: Text = Field(
        default="",
        description="What the file is for: file, or the feature that stores it, such as document.",
    )
    content_type: Text = Field(
        default="",
        description="The type, found from the content.",
    )
    size: Int64 = Field(
        default=0,
        description="The number of bytes.",
    )
    sha256: Text = Field(
        default="",
        description="The SHA-256 checksum, in hexadecimal digits.",
    )
    md5: Text = Field(
        default="",
        description="The MD5 checksum, in hexadecimal digits.",
    )
    key: Text = Field(
        default="",
        description="The key of the object in the store.",
    )
    uploaded_by: Text = Field(
        default="",
        description="The user who uploaded it.",
    )
    created_at: datetime | None = Field(
        default=None,
        description="When it was uploaded.",
    )


class ListFilesResponse(Message):
    """A page of files."""

    files: list[StoredFile] = Field(
        default_factory=list,
        description="The files.",
    )
    next_page_token: Text = Field(
        default="",
        description="The token of the next page. Empty on the last page.",
    )
    total_size: Int32 = Field(
        default=0,
        description="The number of files on all pages.",
    )


class GetFileRequest(Message):
    """Which file to get."""

    file_id: TextLine = Field(
        description="The file.",
        min_length=1,
        max_length=64,
    )


class GetFileResponse(Message):
    """One file."""

    file: StoredFile | None = Field(
        default=None,
        description="The file.",
    )


class CreateFileLinkRequest(Message):
    """To which file to make a link, and for how long."""

    file_id: TextLine = Field(
        description="The file.",
        min_length=1,
        max_length=64,
    )
    lifetime_s: Annotated[int, Field(ge=1, le=604800), Range32] | None = Field(
        default=86400,
        description="How long the link is valid, in seconds: at most seven days.",
    )


class FileLink(Message):
    """A link with which anybody can download a file."""

    url: Text = Field(
        default="",
        description="The URL. With Cloud Storage or S3 it is a signed URL (version 4) of the bucket.",
    )
    expires_at: datetime | None = Field(
        default=None,
        description="When the link stops working; from then on it answers 403.",
    )


class CreateFileLinkResponse(Message):
    """A link."""

    link: FileLink | None = Field(
        default=None,
        description="The link.",
    )


class DeleteFileRequest(Message):
    """Which file to delete."""

    file_id: TextLine = Field(
        description="The file.",
        min_length=1,
        max_length=64,
    )


class GetStorageRequest(Message):
    """Whose storage to get."""

    owner_kind: Literal["user", "organisation", "league"] | None = Field(
        default=None,
        description="The kind of owner. Omit it for your own.",
    )
    owner_id: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="The owner. Omit it for yourself, or for the organisation for which you act.",
    )


class Storage(Message):
    """The used and allowed space of an owner."""

    owner_kind: Literal["user", "organisation", "league"] = Field(
        description="user, organisation or league.",
    )
    owner_id: Text = Field(
        default="",
        description="The owner.",
    )
    used_bytes: Int64 = Field(
        default=0,
        description="The bytes of stored files and of uploads in progress.",
    )
    allowed_bytes: Int64 = Field(
        default=0,
        description="The bytes that the owner may store.",
    )
    file_count: Int32 = Field(
        default=0,
        description="The number of files and uploads in progress.",
    )
    largest_file_bytes: Int64 = Field(
        default=0,
        description="The bytes of the largest file that can be stored.",
    )


class GetStorageResponse(Message):
    """The storage of an owner."""

    storage: Storage | None = Field(
        default=None,
        description="The storage.",
    )


class OwnerRights(Message):
    """For whom a user may store files, besides themselves."""

    organisation_id: TextLine = Field(
        default="",
        description="The organisation for which the user acts. Empty if there is none.",
    )
    leagues: bool = Field(
        default=False,
        description="Whether the user may change leagues.",
    )


class BeginUploadRequest(Message):
    """A file that somebody wants to upload."""

    name: TextLine = Field(
        description="The name.",
        min_length=1,
    )
    owner_kind: Literal["user", "organisation", "league"] = Field(
        description="The kind of owner.",
    )
    owner_id: TextLine = Field(
        description="The owner.",
        min_length=1,
    )
    purpose: TextLine = Field(
        description="What the file is for.",
        min_length=1,
    )
    uploaded_by: TextLine = Field(
        default="",
        description="The user who uploads.",
    )
    size: Annotated[int, Field(ge=0), Range64] | None = Field(
        default=None,
        description="The size, if it is known. Otherwise the largest allowed size is reserved.",
    )
    key: TextLine = Field(
        default="",
        description="The key of the object. Empty for a key made from owner and id.",
    )
    limit: Int64 = Field(
        default=0,
        description="The most bytes of this file. 0 for the limit of all files.",
    )
    request_id: TextLine | None = Field(
        default=None,
        description="The key with which the client repeats the upload.",
    )
    rights: OwnerRights | None = Field(
        default=None,
        description="For whom the user may store files. Absent if the calling service has checked the owner itself.",
    )


class BeginUploadResponse(Message):
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
    file: StoredFile | None = Field(
        default=None,
        description="The file, if this upload was finished before. Then nothing is left to do.",
    )
    limited_by_quota: bool = Field(
        default=False,
        description="Whether `limit` is the space that the owner has left, so that a larger file exceeds the quota.",
    )


class FinishUploadRequest(Message):
    """What was stored."""

    file_id: TextLine = Field(
        description="The file.",
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
        description="The type.",
        min_length=1,
    )


class FinishUploadResponse(Message):
    """The stored file."""

    file: StoredFile | None = Field(
        default=None,
        description="The file.",
    )


class RemoveFilesRequest(Message):
    """Which files to delete."""

    file_ids: list[TextLine] = Field(
        default_factory=list,
        description="The files.",
        max_length=1000,
    )
