"""Generated from altsports/ai/v1/documents.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.ai.v1 import documents_pb2 as pb


def list_documents_request_to_json(message: pb.ListDocumentsRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "league_id": message.league_id,
        "page_size": message.page_size if has("page_size") else None,
        "page_token": message.page_token if has("page_token") else None,
    }


def list_documents_response_to_json(message: pb.ListDocumentsResponse) -> dict[str, Any]:
    return {
        "documents": [document_to_json(item) for item in message.documents] if message.documents else [],
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
    }


def search_documents_request_to_json(message: pb.SearchDocumentsRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "league_id": message.league_id,
        "query": message.query,
        "limit": message.limit if has("limit") else None,
        "document_id": message.document_id if has("document_id") else None,
    }


def search_documents_response_to_json(message: pb.SearchDocumentsResponse) -> dict[str, Any]:
    return {
        "passages": [passage_to_json(item) for item in message.passages] if message.passages else [],
        "model": message.model,
        "warnings": list(message.warnings),
    }


def passage_to_json(message: pb.Passage) -> dict[str, Any]:
    return {
        "document_id": message.document_id,
        "document_name": message.document_name,
        "page": message.page,
        "offset": message.offset,
        "excerpt": message.excerpt,
        "score": message.score,
        "citation": message.citation,
    }


def get_document_request_to_json(message: pb.GetDocumentRequest) -> dict[str, Any]:
    return {
        "league_id": message.league_id,
        "document_id": message.document_id,
    }


def get_document_response_to_json(message: pb.GetDocumentResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "document": document_to_json(message.document) if has("document") else None,
    }


def create_document_link_request_to_json(message: pb.CreateDocumentLinkRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "league_id": message.league_id,
        "document_id": message.document_id,
        "lifetime_s": message.lifetime_s if has("lifetime_s") else None,
    }


def create_document_link_response_to_json(message: pb.CreateDocumentLinkResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "link": document_link_to_json(message.link) if has("link") else None,
    }


def document_link_to_json(message: pb.DocumentLink) -> dict[str, Any]:
    has = message.HasField
    return {
        "url": message.url,
        "expires_at": timestamp_to_json(message.expires_at) if has("expires_at") else None,
    }


def add_text_document_request_to_json(message: pb.AddTextDocumentRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "league_id": message.league_id,
        "name": message.name,
        "text": message.text,
        "owner_kind": message.owner_kind if has("owner_kind") else None,
    }


def add_text_document_response_to_json(message: pb.AddTextDocumentResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "document": document_to_json(message.document) if has("document") else None,
    }


def delete_document_request_to_json(message: pb.DeleteDocumentRequest) -> dict[str, Any]:
    return {
        "league_id": message.league_id,
        "document_id": message.document_id,
    }


def document_to_json(message: pb.Document) -> dict[str, Any]:
    has = message.HasField
    return {
        "id": message.id,
        "league_id": message.league_id,
        "name": message.name,
        "owner_kind": message.owner_kind,
        "owner_id": message.owner_id,
        "uploaded_by": message.uploaded_by,
        "status": message.status,
        "content_type": message.content_type,
        "size": message.size,
        "pages": message.pages,
        "characters": message.characters,
        "passages": message.passages,
        "sha256": message.sha256,
        "md5": message.md5,
        "object_key": message.object_key,
        "file_id": message.file_id,
        "task_id": message.task_id,
        "status_url": message.status_url,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "link": document_link_to_json(message.link) if has("link") else None,
    }


def embed_texts_request_to_json(message: pb.EmbedTextsRequest) -> dict[str, Any]:
    return {
        "texts": list(message.texts),
    }


def embed_texts_response_to_json(message: pb.EmbedTextsResponse) -> dict[str, Any]:
    return {
        "embeddings": [text_embedding_to_json(item) for item in message.embeddings] if message.embeddings else [],
        "model": message.model,
        "dimension": message.dimension,
    }


def text_embedding_to_json(message: pb.TextEmbedding) -> dict[str, Any]:
    return {
        "values": list(message.values),
    }


def begin_document_request_to_json(message: pb.BeginDocumentRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "league_id": message.league_id,
        "name": message.name,
        "owner_kind": message.owner_kind,
        "uploaded_by": message.uploaded_by,
        "organisation_id": message.organisation_id,
        "leagues": message.leagues,
        "size": message.size if has("size") else None,
        "request_id": message.request_id if has("request_id") else None,
        "tier": message.tier,
        "user_id": message.user_id,
        "api_key_id": message.api_key_id,
    }


def begin_document_response_to_json(message: pb.BeginDocumentResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "file_id": message.file_id,
        "key": message.key,
        "limit": message.limit,
        "document": document_to_json(message.document) if has("document") else None,
        "limited_by_quota": message.limited_by_quota,
    }


def finish_document_request_to_json(message: pb.FinishDocumentRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "begun": begin_document_request_to_json(message.begun) if has("begun") else None,
        "file_id": message.file_id,
        "key": message.key,
        "size": message.size,
        "sha256": message.sha256,
        "md5": message.md5,
        "content_type": message.content_type,
    }


def finish_document_response_to_json(message: pb.FinishDocumentResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "document": document_to_json(message.document) if has("document") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "ListDocumentsRequest": list_documents_request_to_json,
    "ListDocumentsResponse": list_documents_response_to_json,
    "SearchDocumentsRequest": search_documents_request_to_json,
    "SearchDocumentsResponse": search_documents_response_to_json,
    "Passage": passage_to_json,
    "GetDocumentRequest": get_document_request_to_json,
    "GetDocumentResponse": get_document_response_to_json,
    "CreateDocumentLinkRequest": create_document_link_request_to_json,
    "CreateDocumentLinkResponse": create_document_link_response_to_json,
    "DocumentLink": document_link_to_json,
    "AddTextDocumentRequest": add_text_document_request_to_json,
    "AddTextDocumentResponse": add_text_document_response_to_json,
    "DeleteDocumentRequest": delete_document_request_to_json,
    "Document": document_to_json,
    "EmbedTextsRequest": embed_texts_request_to_json,
    "EmbedTextsResponse": embed_texts_response_to_json,
    "TextEmbedding": text_embedding_to_json,
    "BeginDocumentRequest": begin_document_request_to_json,
    "BeginDocumentResponse": begin_document_response_to_json,
    "FinishDocumentRequest": finish_document_request_to_json,
    "FinishDocumentResponse": finish_document_response_to_json,
}
