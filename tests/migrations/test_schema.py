"""What the schema promises, whoever writes into it."""

import pytest
from pg8000.exceptions import DatabaseError
from pg8000.native import Connection

from migrations.runner import migrate


@pytest.mark.parametrize("verb", ["UPDATE", "DELETE", "TRUNCATE"])
def test_history_is_enforced_by_the_schema(connection: Connection, verb: str) -> None:
    """Not even the owner of the database can rewrite or delete a price."""
    migrate(connection)
    _one_price(connection, "[2026-01-01, infinity)", "[2026-01-01,)")
    statement = {
        "UPDATE": "UPDATE model_prices SET amount = 2",
        "DELETE": "DELETE FROM model_prices",
        "TRUNCATE": "TRUNCATE model_prices",
    }[verb]

    with pytest.raises(DatabaseError, match="append-only"):
        connection.run(statement)


def test_two_beliefs_about_one_moment_are_refused(connection: Connection) -> None:
    """The schema, not the code, keeps a price from being two things at once."""
    migrate(connection)
    _one_price(connection, "[2026-01-01,)", "[2026-01-01,)")

    with pytest.raises(DatabaseError, match="one_belief_at_a_time"):
        _one_price(connection, "[2026-06-01,)", "[2026-02-01,)")


@pytest.mark.parametrize("conditions", ['{"moon": "full"}', "[]"])
def test_conditions_are_a_closed_set(connection: Connection, conditions: str) -> None:
    """A condition that nobody can evaluate cannot be stored."""
    migrate(connection)

    with pytest.raises(DatabaseError, match="conditions_are_known"):
        _one_price(connection, "[2026-01-01,)", "[2026-01-01,)", conditions)


def _one_price(connection: Connection, valid: str, recorded: str, conditions: str = "{}") -> None:
    connection.run(
        "INSERT INTO providers (slug, name, kind, website, docs_url)"
        " VALUES ('acme', 'Acme', 'host', 'w', 'd') ON CONFLICT DO NOTHING"
    )
    connection.run(
        "INSERT INTO models (provider, provider_model_id, name) VALUES ('acme', 'a', 'A')"
        " ON CONFLICT DO NOTHING"
    )
    connection.run(
        "INSERT INTO model_prices (model_id, source, meter, conditions, state, amount, currency,"
        " published, valid, recorded) SELECT id, 'database', 'input_tokens',"
        " CAST(:conditions AS jsonb), 'known', 1, 'USD', '1', CAST(:valid AS tstzrange),"
        " CAST(:recorded AS tstzrange) FROM models",
        valid=valid,
        recorded=recorded,
        conditions=conditions,
    )
