"""Parts are made in the transaction that changes the documents, and nobody sees an old one."""

from threading import Thread

import pytest

from pricebook.ledger import parts
from pricebook.storage.postgres import Database
from pricebook.sync import provider_run
from tests.support.clients import CatalogClient
from tests.support.fakes.provider_transport import answering, item
from tests.support.whole_catalog import SELLERS, anew, body, expected, offer, stored


def test_a_run_makes_the_part_of_its_provider(
    client: CatalogClient, owner_database: Database
) -> None:
    """A change of one seller makes one part anew, and a quiet run writes none."""
    for slug in SELLERS:
        offer(slug, "a")
    before = stored(owner_database)
    offer(SELLERS[0], "a")
    quiet = stored(owner_database)
    offer(SELLERS[1], "a", "b")
    after = stored(owner_database)

    assert set(SELLERS) == set(before)
    assert before == quiet
    assert before[SELLERS[0]] == after[SELLERS[0]]
    assert before[SELLERS[1]] != after[SELLERS[1]]
    assert expected(owner_database) == body(client)


def test_a_dry_run_makes_no_part(owner_database: Database, environment: object) -> None:
    """What nothing is kept of leaves no part."""
    provider_run.run(
        SELLERS[0], triggered_by="cli", fetcher=answering(item("acme/a")), dry_run=True
    )

    assert environment
    assert {} == stored(owner_database)


def test_what_nobody_made_is_told_all_the_same(
    client: CatalogClient, owner_database: Database
) -> None:
    """A document whose writer made no part is read from itself, until the tick makes the part."""
    offer(SELLERS[0], "a", "b")
    old = stored(owner_database)
    owner_database.run("UPDATE models SET is_active = false WHERE provider_model_id = 'acme/a'")

    assert expected(owner_database) == anew(client)
    assert old == stored(owner_database)
    assert (1, 0) == (parts.mend(owner_database), parts.mend(owner_database))
    assert expected(owner_database) == anew(client)
    assert old != stored(owner_database)


@pytest.mark.usefixtures("environment")
def test_parts_are_made_anew_for_whoever_asks(owner_database: Database) -> None:
    """All of them, whatever was made before; and then they are current."""
    for slug in SELLERS[:2]:
        offer(slug, "a")

    assert (2, 0) == (parts.mend(owner_database, anew=True), parts.mend(owner_database))


def test_a_seller_of_nothing_has_an_empty_part(
    client: CatalogClient, owner_database: Database
) -> None:
    """Where its last model is not sold any more, nothing of it is left, nor counted."""
    for slug in SELLERS[:2]:
        offer(slug, "a")
    owner_database.run("UPDATE models SET is_active = false WHERE provider = :p", p=SELLERS[0])
    parts.mend(owner_database)

    assert [[0, 0]] == owner_database.run(
        "SELECT items, length FROM parts WHERE provider = :p", p=SELLERS[0]
    )
    assert expected(owner_database) == anew(client)


def test_readers_see_the_old_part_until_the_commit(
    client: CatalogClient, owner_database: Database, database_url: str
) -> None:
    """A writer that dies between its documents and its commit leaves the part as it was."""
    offer(SELLERS[0], "a")
    before = body(client)
    dying = Database(database_url)
    dying.run("BEGIN")
    dying.run("UPDATE models SET document = json_with(document, 'half', to_json(true))")
    parts.make(dying)

    assert before == anew(client)
    dying.close()
    assert before == anew(client) == expected(owner_database)
    assert 0 == parts.mend(owner_database)


@pytest.mark.parametrize("first", ["parts", "documents"])
def test_two_writers_at_once_lose_nothing(
    client: CatalogClient, owner_database: Database, database_url: str, first: str
) -> None:
    """Who makes parts while another writes the same documents never declares old ones current."""
    offer(SELLERS[0], "a")
    owner_database.run("UPDATE model_counts SET edition = edition + 1")
    other = Database(database_url)
    change = "UPDATE models SET document = json_with(document, 'later', to_json(true))"
    if first == "documents":
        other.run("BEGIN")
        other.run(change)
        assert 0 == parts.mend(owner_database)
        other.run("COMMIT")
    else:
        owner_database.run("BEGIN")
        assert 1 == parts.make(owner_database)
        waiting = Thread(target=other.run, args=(change,))
        waiting.start()
        owner_database.run("COMMIT")
        waiting.join()
    other.close()

    assert b'"later"' in anew(client)
    assert 1 == parts.mend(owner_database)
    assert expected(owner_database) == anew(client)


def test_a_change_after_the_part_is_no_part_of_it(
    client: CatalogClient, owner_database: Database
) -> None:
    """A transaction that goes on writing documents makes the part that it made out of date."""
    offer(SELLERS[0], "a")
    with owner_database.transaction():
        owner_database.run("UPDATE models SET document = json_with(document, 'x', to_json(1))")
        parts.make(owner_database)
        owner_database.run("UPDATE models SET document = json_with(document, 'y', to_json(2))")

    assert b'"y":2' in anew(client)


def test_releases_with_other_formats_share_nothing(
    client: CatalogClient, owner_database: Database
) -> None:
    """A part of another version of the format is never read, and never replaced."""
    offer(SELLERS[0], "a")
    owner_database.run("UPDATE parts SET version = 999, deflated = 'x', etag = 'x'")

    assert expected(owner_database) == anew(client)
    assert 1 == parts.mend(owner_database)
    assert [[1], [999]] == owner_database.run("SELECT version FROM parts ORDER BY 1")
