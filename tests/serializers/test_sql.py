"""SQL databases: a load goes in whole or not at all, and what a database refuses is told plainly."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve

import govperf as gp
from govperf.serializers import databases, sql

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

sa = pytest.importorskip("sqlalchemy")

HAIZHU, PANYU = gp.read("examples/haizhu.txt"), gp.read("examples/panyu.txt")


def make_many() -> list[gp.Disclosure]:
    """More documents than go in together."""
    return [evolve(PANYU, source=gp.Source(f"{at}.txt", f"{at:064}")) for at in range(120)]


def test_a_broken_connection_leaves_nothing_half_stored(
    server: Any, schema: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the connection breaks in the middle of a load, an InputError says so, and nothing of it is stored."""
    sql.store(HAIZHU, server, schema=schema)
    monkeypatch.setattr(databases, "_WAITING", 500)

    def stream() -> Iterator[gp.Disclosure]:
        for at, one in enumerate(make_many()):
            if at == 100:
                with server.begin() as other:
                    other.exec_driver_sql(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname IS NOT NULL"
                    )
            yield one

    with pytest.raises(gp.InputError, match=r"the database refused: .*; nothing was stored"):
        sql.store(stream(), server, schema=schema)
    server.dispose()
    assert list(sql.fetch(server, schema=schema)) == [HAIZHU]


def test_a_stream_that_fails_stores_nothing(
    server: Any, schema: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a document cannot be had, those before it are not stored either, nor are the tables made."""
    monkeypatch.setattr(databases, "_WAITING", 500)

    def stream() -> Iterator[gp.Disclosure]:
        yield from make_many()
        raise KeyError("gone")

    with pytest.raises(KeyError, match="gone"):
        sql.store(stream(), server, schema=schema)
    assert sa.inspect(server).get_table_names(schema=schema) == []


def test_a_store_is_part_of_the_callers_transaction(server: Any, schema: str) -> None:
    """With a connection of the caller, it is the caller who commits or rolls back."""
    with server.connect() as connection:
        assert sql.store([HAIZHU, PANYU], connection, schema=schema) == 2
        assert list(sql.fetch(connection, schema=schema)) == [HAIZHU, PANYU]
        connection.rollback()
    assert sa.inspect(server).get_table_names(schema=schema) == []


def test_tables_of_others_are_left_alone(server: Any, schema: str) -> None:
    """Where a view's name is taken, the load is refused with that name, and no table is made."""
    with server.begin() as connection:
        connection.exec_driver_sql(f"CREATE TABLE {schema}.projects (id integer)")
    with pytest.raises(gp.InputError, match='"projects" already exists; nothing was stored'):
        sql.store(PANYU, server, schema=schema)
    assert sa.inspect(server).get_table_names(schema=schema) == ["projects"]


def test_a_character_that_postgresql_cannot_hold_is_told(server: Any, schema: str) -> None:
    """NUL in a text is refused by name, and nothing is stored."""
    unit = gp.BudgetUnit("心", projects=(gp.Project("a\0b"),))
    with pytest.raises(gp.InputError, match="NUL"):
        sql.store([PANYU, gp.Disclosure((gp.Department("局", units=(unit,)),))], server, schema=schema)
    assert sa.inspect(server).get_table_names(schema=schema) == []


def test_two_loads_at_once_wait_for_each_other(server: Any, schema: str) -> None:
    """While one load is open, another waits; then it finds what the first has stored."""
    from threading import Thread

    sql.store([], server, schema=schema)
    found: list[int] = []
    with server.begin() as connection:
        sql.store([HAIZHU, PANYU], connection, schema=schema)
        other = Thread(target=lambda: found.append(sql.store([PANYU, HAIZHU], server, schema=schema)))
        other.start()
        other.join(0.3)
        assert found == []
    other.join(30)
    assert found == [0]
    assert list(sql.fetch(server, schema=schema)) == [HAIZHU, PANYU]


def test_a_password_is_not_shown(tmp_path: Path) -> None:
    """A message names the database without its password."""
    pytest.importorskip("psycopg")
    url = f"postgresql+psycopg://me:secret@/nowhere?host={tmp_path}"
    with pytest.raises(gp.InputError, match=r"me:\*\*\*@.*the database refused") as caught:
        sql.store(PANYU, url)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("url", ["oracle+nothing://x", "no url at all"])
def test_a_wrong_address_is_refused(url: str) -> None:
    """What is no address of a database, or one without a driver, is an InputError."""
    with pytest.raises(gp.InputError, match="the database"):
        sql.store(PANYU, url)


def test_a_database_without_tables_is_told(tmp_path: Path) -> None:
    """Nothing is fetched from a database that govperf never stored in."""
    with pytest.raises(gp.ReadError, match="there are no tables of govperf"):
        list(sql.fetch(f"sqlite:///{tmp_path / 'x.sqlite'}"))


def test_a_failed_load_leaves_a_sqlite_without_tables(tmp_path: Path) -> None:
    """SQLite too makes no table before all is stored."""

    def stream() -> Iterator[gp.Disclosure]:
        yield PANYU
        raise KeyError("gone")

    url = f"sqlite:///{tmp_path / 'x.sqlite'}"
    with pytest.raises(KeyError, match="gone"):
        sql.store(stream(), url)
    engine = sa.create_engine(url)
    assert sa.inspect(engine).get_table_names() == []
    engine.dispose()


def test_sqlalchemy_is_named_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without SQLAlchemy the message has the command that installs it."""
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    with pytest.raises(gp.MissingExtraError, match=r"pip install 'govperf\[sql\]'"):
        sql.store(PANYU, "sqlite://")
