"""What the read side asks of Postgres, and of nobody else: one statement, one body."""

from collections.abc import Callable

from pricebook.errors import NotFound
from pricebook.serving import answer
from pricebook.serving.answer import Answer

type Value = str | int | bool | list[str] | None


def ask(statement: str, unknown: Callable[[list[str]], str], **asked: Value) -> Answer | None:
    """Build an answer from the one row that a statement returns.

    Args:
        statement: its name, as in catalog.models. It returns the body as head, data and tail, what
            the ETag is made of, when the body last changed, how many items the whole list has and,
            where pages follow a cursor, the cursor of the next one, and of a feed what its format
            cannot say, and the cursor of the page before.
        unknown: what to tell a caller who asked for what is not there; it is given the slugs of the
            providers that are.
        asked: its parameters.

    Returns:
        The answer; None means that Postgres is empty.

    Raises:
        NotFound: there is no such thing.
        Unavailable: Postgres cannot answer now.
    """
    from pricebook.storage import reader  # noqa: PLC0415 - pg8000 comes with it, which only a miss needs

    row = reader.row(statement, **asked)
    if row:
        head, data, tail, *validators = row
        return answer.build(f"{head}{data}{tail}", *validators)
    if slugs := [slug for (slug,) in reader.rows("catalog.lookup.slugs")]:
        raise NotFound(unknown(slugs))
    return None


def require_name(name: str | None) -> None:
    """Refuse what Postgres cannot even read, such as a zero byte."""
    if name and not name.isprintable():
        raise NotFound(f"No model and no provider is called {name!r}.")
