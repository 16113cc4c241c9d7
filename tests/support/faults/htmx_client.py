"""Where a site is asked, as a browser with htmx does."""

import http.client
from abc import ABC, abstractmethod
from typing import ClassVar
from urllib.parse import urlencode

TOKEN = "x" * 32


class Door(ABC):
    headers: ClassVar[dict[str, str]] = {}

    @abstractmethod
    def connection(self) -> http.client.HTTPConnection:
        """Return a new connection; raises OSError where nothing listens."""

    def asked(
        self,
        method: str,
        path: str,
        sent: dict[str, str] | None = None,
        cookie: str = "",
        **headers: str,
    ) -> tuple[int, str, http.client.HTTPMessage]:
        """Return status, body and headers of an answer, or status 0 where none came."""
        headers = self.headers | {
            "HX-Request": "true",
            "Cookie": f"csrftoken={TOKEN}; {cookie}",
            "Content-Type": "application/x-www-form-urlencoded",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        body = urlencode(sent | {"csrfmiddlewaretoken": TOKEN}) if sent is not None else None
        line = None
        try:
            line = self.connection()
            line.request(method, path, body, headers)
            answer = line.getresponse()
            return answer.status, answer.read().decode(), answer.headers
        except (OSError, http.client.HTTPException):
            return 0, "", http.client.HTTPMessage()
        finally:
            if line:
                line.close()


def cookie_of(headers: http.client.HTTPMessage, name: str) -> str:
    """Return the cookie that an answer sets, as a browser sends it back."""
    cookies = headers.get_all("Set-Cookie", [])
    return next(each for each in cookies if each.startswith(f"{name}=")).split(";")[0]
