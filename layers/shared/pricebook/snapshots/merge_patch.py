"""JSON merge patches (RFC 7396), and the one way in which a snapshot is written as bytes."""

import json

type Json = dict[str, "Json"] | list["Json"] | str | int | bool | None


def canonical(value: Json) -> str:
    """Return JSON with sorted keys, without blanks, and without members that are null."""
    return json.dumps(
        without_nulls(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )


def without_nulls(value: Json) -> Json:
    """Return a value whose objects have no null: a merge patch could not set one."""
    match value:
        case dict():
            return {k: without_nulls(v) for k, v in value.items() if v is not None}
        case list():
            return [without_nulls(item) for item in value]
    return value


def difference(before: Json, after: Json) -> Json:
    """Return the merge patch that makes one value of another; neither has a null."""
    if not isinstance(before, dict) or not isinstance(after, dict):
        return after
    gone: dict[str, Json] = {key: None for key in before if key not in after}
    return gone | {
        key: difference(before.get(key), value)
        for key, value in after.items()
        if key not in before or not _same(before[key], value)
    }


def _same(one: Json, other: Json) -> bool:
    """Tell whether two values are written alike: in Python 1, 1.0 and true are equal."""
    # most of what differs is found without writing it: a catalogue has 15 million characters
    return one == other and _written(one) == _written(other)


def _written(value: Json) -> str:
    return json.dumps(value, sort_keys=True)
