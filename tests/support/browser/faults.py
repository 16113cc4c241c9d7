import re

from playwright.sync_api import BrowserContext, ConsoleMessage, Request


class Faults:
    """What goes wrong in the browser while a test runs.

    Chromium writes each breach of the content security policy, and each response of 400 or above,
    to the console as an error.
    """

    def __init__(self, site: str) -> None:
        self.site = site
        self.seen: list[str] = []
        self.expected: list[str] = []

    def watch(self, context: BrowserContext) -> None:
        context.on("console", self._console)
        context.on("weberror", lambda error: self.seen.append(f"page error: {error.error}"))
        context.on("request", self._request)
        context.on("requestfailed", self._failed)

    def expect(self, words: str) -> None:
        """Let faults with these words pass, if at least one comes."""
        self.expected.append(words)

    @property
    def left(self) -> list[str]:
        """The faults that no one expected, and the expected ones that did not come."""
        found = [fault for fault in self.seen if not any(w in fault for w in self.expected)]
        missed = [w for w in self.expected if not any(w in fault for fault in self.seen)]
        return found + [f"expected, and did not come: {words}" for words in missed]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.seen.append(f"console: {message.text} ({message.location['url']})")

    def _request(self, request: Request) -> None:
        if not re.match(rf"{re.escape(self.site)}/|data:|about:", request.url):
            self.seen.append(f"request to another site: {request.url}")

    def _failed(self, request: Request) -> None:
        # A reader who leaves a page before it is whole breaks off the rest of it.
        if request.failure != "net::ERR_ABORTED":
            self.seen.append(f"failed: {request.method} {request.url} {request.failure}")
