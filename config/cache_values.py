"""How the cache holds values: bytes as they are, all else as JSON.

Django's own caches pickle values, and reading a pickle can run code: then whoever can write to the
cache controls the site.
"""

import json
from typing import Any

# No JSON begins with this byte.
_BYTES = b"\0"


class CacheSerializer:
    """Turns values into bytes and back, as Django's Redis cache asks its serializer to."""

    def dumps(self, value: object) -> bytes:
        """Return a value as bytes. Raises TypeError for what is neither bytes nor JSON.

        A whole number is written in digits, so that Redis can count with it.
        """
        return _BYTES + value if isinstance(value, bytes) else json.dumps(value).encode()

    def loads(self, data: bytes) -> Any:
        """Return the value that `dumps` made these bytes of; None where it did not make them."""
        if data.startswith(_BYTES):
            return data[1:]
        try:
            return json.loads(data)
        except (ValueError, RecursionError):
            return None
