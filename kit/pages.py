"""Page tokens (AIP-158): where the page before ended. Opaque to callers, and refused when they are not ours."""

import base64
import binascii
from datetime import datetime

from kit.errors import InvalidArgument, Violation


def token(at: datetime, row_id: str) -> str:
    return base64.urlsafe_b64encode(f"{at.isoformat()}|{row_id}".encode()).decode()


def position(given: str) -> tuple[datetime, str]:
    """(moment, id) of the last row of the page before. Raises InvalidArgument."""
    try:
        at, _, row_id = base64.urlsafe_b64decode(given).decode().partition("|")
        return datetime.fromisoformat(at), row_id
    except (binascii.Error, UnicodeDecodeError, ValueError) as error:
        raise unknown() from error


def unknown() -> InvalidArgument:
    return InvalidArgument(Violation("page_token", "UNKNOWN", "前のページで受け取った page_token を指定してください。"))
