"""The OpenAPI document: what the code declares, joined with what people have written."""

import json
from collections.abc import Iterator

from local.errors import LocalError
from local.openapi import conditions, declared, written
from local.openapi.declared import Words

JSON = "application/json"
NOT_FOUND = 404
FINDING = "404-path"
"""Where a path holds a name, the gateway may be the one who knows no such path."""
CACHED = {
    "ETag": "ETag",
    "Last-Modified": "LastModified",
    "Cache-Control": "CacheControl",
    "Vary": "Vary",
    "x-pricebook-cache": "Cache",
    "Warning": "Warning",
}
"""The headers of answers that the cache keeps."""
NAMED = {
    "Link": "Link",
    "Attachment": "Content-Disposition",
    "Inexpressible": "x-pricebook-inexpressible",
    "Policy": "Content-Security-Policy",
}
"""The headers of the other components that operations name."""
SECURITY: dict[str, list[Words]] = {
    "optional": [{}, {"token": []}],
    "required": [{"token": []}],
}


def text() -> str:
    """Return the document as it is committed and served."""
    return json.dumps(document(), ensure_ascii=False, indent=1) + "\n"


def document() -> Words:
    """Return the document.

    Raises:
        LocalError: there is code without words, or the other way round.
    """
    known, words = declared.operations(), written.operations()
    if strays := sorted(known.keys() ^ words.keys()):
        raise LocalError(f"Only the code or only local/openapi/words knows {', '.join(strays)}")
    paths: dict[str, Words] = {}
    for asked in words:
        method, _, path = asked.partition(" ")
        paths.setdefault(path, {})[method.lower()] = _operation(known[asked], words[asked])
    return {**written.part("info"), "paths": paths, "components": _components()}


def _components() -> Words:
    bodies = merged(declared.schemas(), written.part("bodies"))
    shapes = merged(conditions.schemas(), written.schemas())
    if twice := sorted(bodies.keys() & shapes.keys()):
        raise LocalError(f"The code declares {', '.join(twice)}, which words/schemas has too")
    return written.part("components") | {"schemas": dict(sorted((bodies | shapes).items()))}


def merged(told: Words, over: Words) -> Words:
    """Return what the code tells with what is written laid over it; null takes away."""
    both = {
        name: merged(told[name], value)
        if isinstance(value, dict) and isinstance(told.get(name), dict)
        else value
        for name, value in over.items()
    }
    return {name: value for name, value in (told | both).items() if value is not None}


def _operation(known: Words, words: Words) -> Words:
    told: Words = {
        "operationId": words["id"],
        "tags": [words["tag"]],
        **{name: known[name] for name in ("summary", "description") if name in known},
    }
    if security := SECURITY.get(words.get("security", "")):
        told["security"] = security
    if parameters := [*_parameters(known, words), *_headers_asked(words)]:
        told["parameters"] = parameters
    if "sends" in words:
        content = {kind: {"schema": schema(one)} for kind, one in words["sends"].items()}
        told["requestBody"] = {"required": not words.get("optional", False), "content": content}
    return told | {"responses": dict(sorted(dict(_responses(words)).items()))}


def _parameters(known: Words, words: Words) -> Iterator[Words]:
    described, own = written.part("parameters"), dict(words.get("parameters", {}))
    for one in known["parameters"]:
        usual = described.get(one["name"], {})
        yield merged(
            one | {k: v for k, v in usual.items() if k not in one}, own.pop(one["name"], {})
        )
    if own:
        raise LocalError(f"{words['id']} has no parameter {', '.join(own)}")


def _headers_asked(words: Words) -> Iterator[Words]:
    if words.get("cached"):
        yield _reference("parameters", "IfNoneMatch")
    if words["writes"]:
        yield _reference("parameters", "IdempotencyKey")


def _responses(words: Words) -> Iterator[tuple[str, Words]]:
    yield "200", {"description": "As asked."} | _content(words) | _headers(words)
    for status in _statuses(words):
        finds = status == NOT_FOUND and words["finds"]
        yield str(status), _reference("responses", FINDING if finds else str(status))
    for status, answer in words.get("answers", {}).items():
        yield status, answer if "data" not in answer else _told(answer)


def _told(answer: Words) -> Words:
    """Return an answer that is described like that of an operation."""
    beside = {name: told for name, told in answer.items() if name not in {"data", "meta"}}
    return beside | _content(answer)


def _statuses(words: Words) -> Iterator[int]:
    """Yield what every operation of a kind may answer with, and what this one says besides."""
    yield 400  # whoever sends a parameter that is not there
    yield from words.get("errors", [])
    if words.get("cached"):
        yield from (304, 406, 503)
    if "security" in words:
        yield 401
    if words.get("security") == "required":
        yield 403
    if "sends" in words:
        yield 413
    if words["writes"]:
        yield from (409, 422, 503)  # of the Idempotency-Key


def _headers(words: Words) -> Words:
    told = dict(CACHED) if words.get("cached") else {"Cache-Control": "CacheControl"}
    told |= {NAMED[name]: name for name in words.get("headers", [])}
    told |= {"Idempotency-Replayed": "Replayed"} if words["writes"] else {}
    return {"headers": {name: _reference("headers", one) for name, one in told.items()}}


def _content(words: Words) -> Words:
    files = words.get("files", {})
    kinds: Words = {
        kind: {"schema": {"type": "string", "description": told}} for kind, told in files.items()
    }
    if "body" in words:
        kinds[JSON] = {"schema": words["body"]}
    if "data" in words:
        kinds[JSON] = {"schema": _envelope(words["data"], words["meta"])}
    return {"content": kinds}


def _envelope(data: object, meta: str) -> Words:
    return {
        "type": "object",
        "required": ["data", "meta"],
        "additionalProperties": False,
        "properties": {"data": schema(data), "meta": schema(meta)},
    }


def schema(told: object) -> Words:
    """Return a schema that is named, a list of one, or written out."""
    match told:
        case str():
            return _reference("schemas", told)
        case [item]:
            return {"type": "array", "items": schema(item)}
        case dict():
            return told
    raise LocalError(f"{told!r} is no schema: write a name, [a name], or the schema itself")


def _reference(kind: str, name: str) -> Words:
    return {"$ref": f"#/components/{kind}/{name}"}
