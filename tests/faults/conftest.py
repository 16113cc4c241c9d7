"""What costs seconds, made once: a PostgreSQL server, and a database with all that sites need."""

import shutil
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tests.support.faults.server import Site
from tests.support.services import postgresql

NewDatabase = Callable[..., str]
NewSite = Callable[..., Site]


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The URL of a server on which each test makes databases of its own."""
    with postgresql() as url:
        yield url


@pytest.fixture(scope="session")
def prepared_database(postgresql_server: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a database that was prepared for a site, to be copied."""
    Site(tmp_path_factory.mktemp("prepared"), made(postgresql_server, "prepared")).prepare()
    return "prepared"


@pytest.fixture(scope="session")
def prepared_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database that was prepared for a site, to be copied."""
    folder = tmp_path_factory.mktemp("prepared")
    Site(folder).prepare()
    return folder / "readout.sqlite3"


def made(server: str, name: str, template: str = "template0") -> str:
    """Make a database on a server, and return its URL."""
    with psycopg.connect(server, autocommit=True) as connection:
        names = sql.Identifier(name), sql.Identifier(template)
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))
    return f"{server.rpartition('/')[0]}/{name}"


@pytest.fixture
def new_database(request: pytest.FixtureRequest, postgresql_server: str) -> NewDatabase:
    """Make a PostgreSQL database, prepared unless `empty`, and return its URL."""

    def new(empty: bool = False) -> str:
        template = "template0" if empty else request.getfixturevalue("prepared_database")
        return made(postgresql_server, f"site_{uuid.uuid4().hex}", template)

    return new


@pytest.fixture
def new_site(request: pytest.FixtureRequest) -> NewSite:
    """Make a site in a folder, on SQLite or PostgreSQL, prepared unless `empty`."""

    def new(kind: str, folder: Path, empty: bool = False, **more: str) -> Site:
        if kind == "PostgreSQL":
            url = request.getfixturevalue("new_database")(empty)
            return Site(folder, url, **more)
        if not empty:
            shutil.copy(request.getfixturevalue("prepared_file"), folder)
        return Site(folder, **more)

    return new
