"""A line between a program and a server, which can be cut and mended."""

import contextlib
import socket
from collections.abc import Iterator
from threading import Thread


class Cable:
    """Passes on what comes to `port`; while it is cut, nothing listens there."""

    def __init__(self, target: int) -> None:
        self.target, self.port = target, 0
        self.ends: list[socket.socket] = []
        self.mend()

    def mend(self) -> None:
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self.port))
        listener.listen(64)
        self.port = int(listener.getsockname()[1])
        self.ends = [listener]
        Thread(target=self._accept, args=[listener], daemon=True).start()

    def cut(self) -> None:
        for end in self.ends:
            # A thread that waits for the other side wakes by this, and not by closing alone.
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _accept(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = listener.accept()
                far = socket.create_connection(("127.0.0.1", self.target))
                self.ends += [near, far]
                for one, other in ((near, far), (far, near)):
                    Thread(target=_pass_on, args=[one, other], daemon=True).start()


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while part := source.recv(65536):
            target.sendall(part)
        target.shutdown(socket.SHUT_WR)


@contextlib.contextmanager
def cable(target: int) -> Iterator[Cable]:
    line = Cable(target)
    try:
        yield line
    finally:
        line.cut()
