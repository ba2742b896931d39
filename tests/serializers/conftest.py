"""A PostgreSQL for the tests that need one; they are skipped where it is not installed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.serializers.postgresql import start_postgresql

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["engine", "renew_schema", "schema", "server"]


@pytest.fixture(scope="session")
def engine() -> Iterator[Any]:
    """An engine of a PostgreSQL that runs for this session; None where it is not installed."""
    pytest.importorskip("psycopg")
    with start_postgresql() as url:
        made = None if url is None else pytest.importorskip("sqlalchemy").create_engine(url)
        yield made
        if made is not None:
            made.dispose()


@pytest.fixture(scope="session")
def server(engine: Any) -> Any:
    """The engine, for a test that needs one."""
    if engine is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    return engine


@pytest.fixture
def schema(server: Any) -> Iterator[str]:
    """An empty name space of that database."""
    renew_schema(server)
    yield "govperf_test"
    with server.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA IF EXISTS govperf_test CASCADE")


def renew_schema(server: Any) -> None:
    """Make the name space of the tests anew."""
    with server.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA IF EXISTS govperf_test CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA govperf_test")
