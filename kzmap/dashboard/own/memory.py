"""Uploads stay in memory while they come in, too."""

from contextlib import suppress

from kzmap.records.limits import MOST_UPLOAD_BYTES

_FRAMING_BYTES = 1_000_000


def keep_uploads_in_memory() -> None:
    """Let no part of an upload be written to disk on its way to Streamlit's memory.

    The server below Streamlit puts what is larger than 1 MB into a temporary file until it is
    complete. Streamlit refuses what is larger than an upload may be before it is all there.
    """
    # The server is Streamlit's choice; one without this parser has no such habit to break.
    with suppress(ImportError):
        from starlette.formparsers import MultiPartParser

        MultiPartParser.spool_max_size = 2 * MOST_UPLOAD_BYTES + _FRAMING_BYTES
