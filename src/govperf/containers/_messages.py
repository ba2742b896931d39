"""Web archives (.mht, .mhtml, RFC 2557): the pages that a browser or an office program saved into one file."""

from __future__ import annotations

import re
from typing import Final

from govperf.errors import ReadError

__all__ = ["is_message", "read_pages"]

_HEAD: Final = re.compile(rb"\s*[A-Za-z][A-Za-z-]{1,40}:[^\r\n]*\r?\n")
_MIME: Final = re.compile(rb"^mime-version:", re.IGNORECASE | re.MULTILINE)
_MOST_BOUNDARIES: Final = 100
_MOST_LINES: Final = 500_000
_MOST_PAGES: Final = 500


def is_message(head: bytes) -> bool:
    """Whether a file begins with the head of a message in MIME."""
    return _HEAD.match(head) is not None and _MIME.search(head) is not None


def read_pages(data: bytes) -> list[bytes]:
    """The pages of HTML in a message, those with tables if any has one. Raises ReadError if it holds no page."""
    from email import message_from_bytes

    folded = data.lower()
    if folded.count(b"boundary=") > _MOST_BOUNDARIES:
        raise ReadError(f"a web archive with more than {_MOST_BOUNDARIES} archives in it")
    if folded.count(b"content-type:") > _MOST_PAGES or data.count(b"\n") > _MOST_LINES:
        raise ReadError(
            f"a web archive of more than {_MOST_PAGES} parts or {_MOST_LINES:,} lines is no table"
        )
    parts = message_from_bytes(data).walk()
    payloads = [part.get_payload(decode=True) for part in parts if part.get_content_type() == "text/html"]
    pages = [payload for payload in payloads if isinstance(payload, bytes) and payload.strip()]
    if not pages:
        raise ReadError("no page is in this web archive (MHTML)", hint="save the page as .html or .xlsx")
    return [page for page in pages if b"<table" in page.lower()] or pages
