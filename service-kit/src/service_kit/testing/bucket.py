"""A stand-in for Cloud Storage and S3 on loopback: the XML interface that both speak, with signed URLs.

It stores objects in memory, verifies the signatures of URLs (version 4) as the services do, and refuses
expired ones. It is for tests and benchmarks only.
"""

import hashlib
import hmac
import json
import re
import threading
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from urllib.parse import parse_qsl, quote, unquote, urlsplit
from xml.sax.saxutils import escape, unescape

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

NAME: Final = "arena"
ACCESS_KEY: Final = "an access key of the tests"
SECRET_KEY: Final = "a secret key of the tests that opens nothing"  # noqa: S105 - it is for tests
_KEYS: Final = re.compile("<Key>([^<]*)</Key>")
_NAMESPACE: Final = "http://doc.s3.amazonaws.com/2006-03-01"


class Bucket:
    """The bucket `arena`. `failing` makes every request fail, `skew` moves the clock of the service."""

    def __init__(self) -> None:
        self.objects: dict[str, tuple[bytes, dict[str, str], datetime]] = {}
        self.uploads: dict[str, dict[int, bytes]] = {}
        self.pending: dict[str, dict[str, str]] = {}
        self.requests: list[str] = []
        self.failing = False
        self.skew = timedelta(0)
        self.key = rsa.generate_private_key(65537, 2048)
        self.url = ""

    def service_account(self) -> str:
        """The key of a service account, as Google writes it, for this server."""
        pem = self.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        return json.dumps(
            {
                "type": "service_account",
                "private_key": pem.decode(),
                "private_key_id": "k1",
                "client_email": "files@arena.example",
                "gcs_base_url": self.url,
                "disable_oauth": True,
            }
        )

    def refusal(self, verb: str, path: str, query: dict[str, str], host: str) -> int:
        """The status with which a signed URL is refused; 0 if it is valid."""
        kind = "X-Goog" if "X-Goog-Signature" in query else "X-Amz"
        began = datetime.strptime(query[f"{kind}-Date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        if datetime.now(UTC) + self.skew >= began + timedelta(seconds=int(query[f"{kind}-Expires"])):
            return 403
        signed = {name: value for name, value in query.items() if name != f"{kind}-Signature"}
        pairs = sorted((_quoted(name), _quoted(value)) for name, value in signed.items())
        text = "&".join(f"{name}={value}" for name, value in pairs)
        if kind == "X-Goog":
            host = "storage.googleapis.com"  # object_store signs for it, wherever the server is
        request = f"{verb}\n{path}\n{text}\nhost:{host}\n\nhost\nUNSIGNED-PAYLOAD"
        scope = query[f"{kind}-Credential"].split("/", 1)[1]
        digest = hashlib.sha256(request.encode()).hexdigest()
        content = f"{query[f'{kind}-Algorithm']}\n{query[f'{kind}-Date']}\n{scope}\n{digest}"
        given = query[f"{kind}-Signature"]
        right = self._google(content, given) if kind == "X-Goog" else _amazon(content, scope) == given
        return 0 if right else 403

    def _google(self, content: str, given: str) -> bool:
        try:
            self.key.public_key().verify(
                bytes.fromhex(given), content.encode(), padding.PKCS1v15(), hashes.SHA256()
            )
        except InvalidSignature:
            return False
        return True


def _quoted(text: str) -> str:
    return quote(text, safe="-_.~")


def _amazon(content: str, scope: str) -> str:
    key = f"AWS4{SECRET_KEY}".encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    return hmac.new(key, content.encode(), "sha256").hexdigest()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    bucket: Bucket

    def do_GET(self) -> None:
        if self._refused():
            return
        if not self._key and "prefix" in self._query:
            self._list()
            return
        found = self.bucket.objects.get(self._key)
        if found is None:
            self._answer(404, b"<Error><Code>NoSuchKey</Code></Error>")
            return
        data, headers, modified = found
        facts = {**headers, "ETag": _etag(data), "Last-Modified": f"{modified:%a, %d %b %Y %H:%M:%S GMT}"}
        asked = self.headers.get("Range")
        if asked is None:
            self._answer(200, data, facts)
            return
        first, _, last = asked.removeprefix("bytes=").partition("-")
        end = int(last) + 1 if last else len(data)
        part = data[int(first) : end]
        facts["Content-Range"] = f"bytes {first}-{int(first) + len(part) - 1}/{len(data)}"
        self._answer(206, part, facts)

    do_HEAD = do_GET

    def do_PUT(self) -> None:
        if self._refused():
            return
        data = self.rfile.read(int(self.headers["Content-Length"]))
        if "uploadId" in self._query:
            parts = self.bucket.uploads[self._query["uploadId"]]
            parts[int(self._query["partNumber"])] = data
        else:
            self._store(data, self._kept())
        self._answer(200, b"", {"ETag": _etag(data)})

    def do_POST(self) -> None:
        if self._refused():
            return
        body = self.rfile.read(int(self.headers["Content-Length"] or 0))
        if "uploads" in self._query:
            upload = f"u{len(self.bucket.requests)}"
            self.bucket.uploads[upload] = {}
            self.bucket.pending[upload] = self._kept()
            self._answer(200, _xml("InitiateMultipartUploadResult", UploadId=upload))
            return
        if "delete" in self._query:
            keys = _KEYS.findall(body.decode())
            for key in keys:
                self.bucket.objects.pop(unescape(key), None)
            rows = "".join(f"<Deleted><Key>{key}</Key></Deleted>" for key in keys)
            self._answer(200, f"<DeleteResult>{rows}</DeleteResult>".encode())
            return
        upload = self._query["uploadId"]
        parts = self.bucket.uploads.pop(upload)
        data = b"".join(parts[number] for number in sorted(parts))
        self._store(data, self.bucket.pending.pop(upload))
        self._answer(200, _xml("CompleteMultipartUploadResult", ETag=_etag(data)))

    def do_DELETE(self) -> None:
        if self._refused():
            return
        if "uploadId" in self._query:
            self.bucket.uploads.pop(self._query["uploadId"], None)
        elif self.bucket.objects.pop(self._key, None) is None:
            self._answer(404, b"<Error><Code>NoSuchKey</Code></Error>")
            return
        self._answer(204)

    def _refused(self) -> bool:
        """Reads the address, and answers a request that is not allowed."""
        parts = urlsplit(self.path)
        self._query = dict(parse_qsl(parts.query, keep_blank_values=True))
        bucket, _, key = parts.path.lstrip("/").partition("/")
        self._key = unquote(key)
        self.bucket.requests.append(f"{self.command} {parts.path}")
        status = 503 if self.bucket.failing else 404 if bucket != NAME else 0
        if not status and any(name.endswith("-Signature") for name in self._query):
            status = self.bucket.refusal(self.command, parts.path, self._query, self.headers["Host"])
        if status:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self._answer(status, b"<Error><Code>Refused</Code></Error>")
        return bool(status)

    def _kept(self) -> dict[str, str]:
        names = ("Content-Type", "Cache-Control", "Content-Disposition")
        return {name: value for name in names if (value := self.headers.get(name))}

    def _store(self, data: bytes, headers: dict[str, str]) -> None:
        self.bucket.objects[self._key] = (data, headers, datetime.now(UTC))

    def _list(self) -> None:
        prefix = self._query["prefix"]
        rows = "".join(
            f"<Contents><Key>{escape(key)}</Key><Size>{len(data)}</Size><ETag>x</ETag>"
            f"<LastModified>{modified:%Y-%m-%dT%H:%M:%S.000Z}</LastModified></Contents>"
            for key, (data, _, modified) in sorted(self.bucket.objects.items())
            if key.startswith(prefix)
        )
        self._answer(200, f"<ListBucketResult xmlns='{_NAMESPACE}'>{rows}</ListBucketResult>".encode())

    def _answer(self, status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


def _etag(data: bytes) -> str:
    return f'"{hashlib.md5(data, usedforsecurity=False).hexdigest()}"'


def _xml(name: str, **fields: str) -> bytes:
    inner = "".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in fields.items())
    return f"<{name} xmlns='{_NAMESPACE}'><Bucket>{NAME}</Bucket><Key>k</Key>{inner}</{name}>".encode()


@contextmanager
def running_bucket() -> Generator[Bucket]:
    """Serves a bucket while the block runs."""
    bucket = Bucket()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"bucket": bucket}))
    server.daemon_threads = True
    bucket.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield bucket
    finally:
        server.shutdown()
        server.server_close()
