"""Generated from altsports/task/v1/files.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.task.v1 import files_pb2 as pb


def list_files_request_to_json(message: pb.ListFilesRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "owner_kind": message.owner_kind if has("owner_kind") else None,
        "owner_id": message.owner_id if has("owner_id") else None,
        "page_size": message.page_size if has("page_size") else None,
        "page_token": message.page_token if has("page_token") else None,
    }


def list_files_response_to_json(message: pb.ListFilesResponse) -> dict[str, Any]:
    return {
        "files": [stored_file_to_json(item) for item in message.files] if message.files else [],
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
    }


def get_file_request_to_json(message: pb.GetFileRequest) -> dict[str, Any]:
    return {
        "file_id": message.file_id,
    }


def get_file_response_to_json(message: pb.GetFileResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "file": stored_file_to_json(message.file) if has("file") else None,
    }


def create_file_link_request_to_json(message: pb.CreateFileLinkRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "file_id": message.file_id,
        "lifetime_s": message.lifetime_s if has("lifetime_s") else None,
    }


def create_file_link_response_to_json(message: pb.CreateFileLinkResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "link": file_link_to_json(message.link) if has("link") else None,
    }


def file_link_to_json(message: pb.FileLink) -> dict[str, Any]:
    has = message.HasField
    return {
        "url": message.url,
        "expires_at": timestamp_to_json(message.expires_at) if has("expires_at") else None,
    }


def delete_file_request_to_json(message: pb.DeleteFileRequest) -> dict[str, Any]:
    return {
        "file_id": message.file_id,
    }


def get_storage_request_to_json(message: pb.GetStorageRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "owner_kind": message.owner_kind if has("owner_kind") else None,
        "owner_id": message.owner_id if has("owner_id") else None,
    }


def get_storage_response_to_json(message: pb.GetStorageResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "storage": storage_to_json(message.storage) if has("storage") else None,
    }


def storage_to_json(message: pb.Storage) -> dict[str, Any]:
    return {
        "owner_kind": message.owner_kind,
        "owner_id": message.owner_id,
        "used_bytes": message.used_bytes,
        "allowed_bytes": message.allowed_bytes,
        "file_count": message.file_count,
        "largest_file_bytes": message.largest_file_bytes,
    }


def stored_file_to_json(message: pb.StoredFile) -> dict[str, Any]:
    has = message.HasField
    return {
        "id": message.id,
        "name": message.name,
        "owner_kind": message.owner_kind,
        "owner_id": message.owner_id,
        "purpose": message.purpose,
        "content_type": message.content_type,
        "size": message.size,
        "sha256": message.sha256,
        "md5": message.md5,
        "key": message.key,
        "uploaded_by": message.uploaded_by,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
    }


def begin_upload_request_to_json(message: pb.BeginUploadRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "name": message.name,
        "owner_kind": message.owner_kind,
        "owner_id": message.owner_id,
        "purpose": message.purpose,
        "uploaded_by": message.uploaded_by,
        "size": message.size if has("size") else None,
        "key": message.key,
        "limit": message.limit,
        "request_id": message.request_id if has("request_id") else None,
        "rights": owner_rights_to_json(message.rights) if has("rights") else None,
    }


def owner_rights_to_json(message: pb.OwnerRights) -> dict[str, Any]:
    return {
        "organisation_id": message.organisation_id,
        "leagues": message.leagues,
    }


def begin_upload_response_to_json(message: pb.BeginUploadResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "file_id": message.file_id,
        "key": message.key,
        "limit": message.limit,
        "file": stored_file_to_json(message.file) if has("file") else None,
        "limited_by_quota": message.limited_by_quota,
    }


def finish_upload_request_to_json(message: pb.FinishUploadRequest) -> dict[str, Any]:
    return {
        "file_id": message.file_id,
        "size": message.size,
        "sha256": message.sha256,
        "md5": message.md5,
        "content_type": message.content_type,
    }


def finish_upload_response_to_json(message: pb.FinishUploadResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "file": stored_file_to_json(message.file) if has("file") else None,
    }


def remove_files_request_to_json(message: pb.RemoveFilesRequest) -> dict[str, Any]:
    return {
        "file_ids": list(message.file_ids),
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "ListFilesRequest": list_files_request_to_json,
    "ListFilesResponse": list_files_response_to_json,
    "GetFileRequest": get_file_request_to_json,
    "GetFileResponse": get_file_response_to_json,
    "CreateFileLinkRequest": create_file_link_request_to_json,
    "CreateFileLinkResponse": create_file_link_response_to_json,
    "FileLink": file_link_to_json,
    "DeleteFileRequest": delete_file_request_to_json,
    "GetStorageRequest": get_storage_request_to_json,
    "GetStorageResponse": get_storage_response_to_json,
    "Storage": storage_to_json,
    "StoredFile": stored_file_to_json,
    "BeginUploadRequest": begin_upload_request_to_json,
    "OwnerRights": owner_rights_to_json,
    "BeginUploadResponse": begin_upload_response_to_json,
    "FinishUploadRequest": finish_upload_request_to_json,
    "FinishUploadResponse": finish_upload_response_to_json,
    "RemoveFilesRequest": remove_files_request_to_json,
}
