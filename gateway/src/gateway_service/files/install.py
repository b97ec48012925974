"""Adds the routes of files to the edge: uploads, downloads, and links."""

from dataclasses import dataclass
from typing import Final

from fastapi import FastAPI

from altsports.contract.catalog import Catalog
from gateway_service.edge.routing import RouteTable
from gateway_service.edge.target import Guarded, Target
from gateway_service.files import analyses, described, described_documents
from gateway_service.files.documents import DocumentIntake
from gateway_service.files.download import DownloadOperation, found_by_id, found_by_link
from gateway_service.files.intake import FileIntake
from gateway_service.files.transfers import Transfers
from gateway_service.files.upload import UploadOperation
from gateway_service.pages.guarded import PagePolicy
from gateway_service.routes.upstream import Client
from service_kit.clock.clocks import Clock
from service_kit.files import links
from service_kit.files.store import FileStore
from service_kit.limits.questions import RouteTerms

FILES: Final = "/api/v1/files"
CONTENT: Final = "/api/v1/files/{file_id}/content"
DOCUMENTS: Final = ("/api/v1/leagues/{league_id}/documents", "/leagues/{league_id}/documents")
_GET_DOCUMENT: Final = "/altsports.ai.v1.DocumentService/GetDocument"
_GET: Final = "/altsports.task.v1.FileService/GetFile"


@dataclass(frozen=True, slots=True)
class FileParts:
    """What uploads and downloads need."""

    catalog: Catalog
    client: Client
    store: FileStore
    links: links.FileLinks
    transfers: Transfers
    clock: Clock


def install(app: FastAPI, table: RouteTable[Target], parts: FileParts) -> None:
    """Adds the routes, and their descriptions to the OpenAPI document."""
    upload = UploadOperation(
        FileIntake(parts.catalog, parts.client, parts.clock), parts.store, parts.transfers
    )
    table.add("POST", FILES, Target(FILES, guard(f"POST {FILES}", "files:write"), upload))
    by_id = DownloadOperation(found_by_id(parts.client, parts.catalog.by_path[_GET]), parts.store)
    table.add("GET", CONTENT, Target(CONTENT, guard(f"GET {CONTENT}", "files:read"), by_id))
    by_link = DownloadOperation(found_by_link(parts.links), parts.store)
    public = Guarded(PagePolicy("PUBLIC"), RouteTerms(f"GET {links.PATH}", quota_cost=0))
    table.add("GET", links.PATH, Target(links.PATH, public, by_link))
    documents = UploadOperation(
        DocumentIntake(parts.catalog, parts.client, parts.clock), parts.store, parts.transfers
    )
    admitted = guard(f"POST {DOCUMENTS[0]}", "documents:write")
    for path in DOCUMENTS:
        canonical = DOCUMENTS[0] if path != DOCUMENTS[0] else ""
        table.add("POST", path, Target(path, admitted, documents, canonical=canonical))
    analyses.install(app, table, parts.catalog, parts.client, parts.store)
    described_documents.add(app, parts.catalog.by_path[_GET_DOCUMENT], DOCUMENTS)
    described.add(app, parts.catalog.by_path[_GET], upload=FILES, content=CONTENT, link=links.PATH)


def guard(endpoint: str, permission: str) -> Guarded:
    """A route for callers with a permission."""
    return Guarded(PagePolicy("REQUIRED", "", (permission,)), RouteTerms(endpoint))
