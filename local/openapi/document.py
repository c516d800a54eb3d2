"""OpenAPI document: what the code declares, joined with the texts of `words`."""

import json
from collections.abc import Iterator

from local.errors import LocalError
from local.openapi import conditions, declared, shared, written
from local.openapi.declared import Words

JSON = "application/json"
NOT_FOUND = 404
NOT_FOUND_IN_PATH = "404-path"
"""404 of a path with a name in it: the gateway may know no such path."""
CACHED = {
    "ETag": "ETag",
    "Last-Modified": "LastModified",
    "Cache-Control": "CacheControl",
    "Vary": "Vary",
    "x-pricebook-cache": "Cache",
    "Warning": "Warning",
}
"""Headers of cached answers."""
OPTIONAL_HEADERS = {
    "Link": "Link",
    "Attachment": "Content-Disposition",
    "Ignored": "x-pricebook-ignored",
    "Inexpressible": "x-pricebook-inexpressible",
    "Policy": "Content-Security-Policy",
}
"""Headers that an operation may list, by their components."""
SECURITY: dict[str, list[Words]] = {
    "optional": [{}, {"token": []}],
    "token": [{"token": []}],
    "required": [{"token": []}],
}


def text() -> str:
    """Return the document as it is committed and served."""
    return json.dumps(document(), ensure_ascii=False, indent=1) + "\n"


def document() -> Words:
    """Return the document.

    Raises:
        LocalError: an operation is in the code or in `words` only.
    """
    known, words = declared.operations(), written.operations()
    if strays := sorted(known.keys() ^ words.keys()):
        raise LocalError(
            f"These are only in the code or only in local/openapi/words: {', '.join(strays)}"
        )
    paths: dict[str, Words] = {}
    for route in words:
        method, _, path = route.partition(" ")
        paths.setdefault(path, {})[method.lower()] = _operation(known[route], words[route])
    whole = {**written.part("info"), "paths": paths, "components": _components()}
    return shared.named(whole)


def _components() -> Words:
    bodies = merged(declared.schemas(), written.part("bodies"))
    shapes = merged(conditions.schemas(), written.schemas())
    if twice := sorted(bodies.keys() & shapes.keys()):
        raise LocalError(f"The code declares {', '.join(twice)}, which words/schemas has too")
    return written.part("components") | {"schemas": dict(sorted((bodies | shapes).items()))}


def merged(base: Words, over: Words) -> Words:
    """Return one part of the document laid over another; null removes a key."""
    both = {
        name: merged(base[name], value)
        if isinstance(value, dict) and isinstance(base.get(name), dict)
        else value
        for name, value in over.items()
    }
    return {name: value for name, value in (base | both).items() if value is not None}


def _operation(known: Words, words: Words) -> Words:
    operation: Words = {
        "operationId": words["id"],
        "tags": [words["tag"]],
        **{name: known[name] for name in ("summary", "description") if name in known},
    }
    if security := SECURITY.get(words.get("security", "")):
        operation["security"] = security
    if parameters := [*_parameters(known, words), *_request_headers(words)]:
        operation["parameters"] = parameters
    if "sends" in words:
        content = {kind: {"schema": schema(body)} for kind, body in words["sends"].items()}
        operation["requestBody"] = {
            "required": not words.get("optional", False),
            "content": content,
        }
    return operation | {"responses": dict(sorted(dict(_responses(words)).items()))}


def _parameters(known: Words, words: Words) -> Iterator[Words]:
    described, own = written.part("parameters"), dict(words.get("parameters", {}))
    for parameter in known["parameters"]:
        usual = described.get(parameter["name"], {})
        if "example" in usual and parameter["schema"].get("type") == "array":
            usual = usual | {"example": [usual["example"]]}
        yield merged(
            parameter | {k: v for k, v in usual.items() if k not in parameter},
            own.pop(parameter["name"], {}),
        )
    if own:
        raise LocalError(f"{words['id']} has no parameter {', '.join(own)}")


def _request_headers(words: Words) -> Iterator[Words]:
    if words.get("cached"):
        yield _reference("parameters", "IfNoneMatch")
        yield _reference("parameters", "IfModifiedSince")
    if words["writes"]:
        yield _reference("parameters", "IdempotencyKey")


def _responses(words: Words) -> Iterator[tuple[str, Words]]:
    yield "200", {"description": "Success."} | _content(words) | _headers(words)
    for status in _statuses(words):
        named = status == NOT_FOUND and words["named"]
        yield str(status), _reference("responses", NOT_FOUND_IN_PATH if named else str(status))
    for status, answer in words.get("answers", {}).items():
        yield status, answer if "data" not in answer else _response(answer)


def _response(answer: Words) -> Words:
    """Return a response whose body is written like that of an operation."""
    others = {name: value for name, value in answer.items() if name not in {"data", "meta"}}
    return others | _content(answer)


def _statuses(words: Words) -> Iterator[int]:
    """Yield the error statuses of an operation: those of its kind, and its own."""
    yield 400  # an unknown parameter
    yield from words.get("errors", [])
    if words.get("cached"):
        yield from (304, 406, 503)
    if "security" in words:
        yield 401
    # operators are not limited
    yield 403 if words.get("security") == "required" else 429
    if "sends" in words:
        yield 413
    if words["writes"]:
        yield from (409, 422, 503)  # of the Idempotency-Key


def _headers(words: Words) -> Words:
    headers = dict(CACHED) if words.get("cached") else {"Cache-Control": "CacheControl"}
    headers |= {OPTIONAL_HEADERS[name]: name for name in words.get("headers", [])}
    headers |= {"Idempotency-Replayed": "Replayed"} if words["writes"] else {}
    return {"headers": {name: _reference("headers", part) for name, part in headers.items()}}


def _content(words: Words) -> Words:
    files = words.get("files", {})
    kinds: Words = {
        kind: {"schema": {"type": "string", "description": text}} for kind, text in files.items()
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


def schema(written_as: object) -> Words:
    """Return a schema from its name, a list with one name, or the schema itself."""
    match written_as:
        case str():
            return _reference("schemas", written_as)
        case [item]:
            return {"type": "array", "items": schema(item)}
        case dict():
            return written_as
    raise LocalError(
        f"{written_as!r} is not a schema: write a name, [a name], or the schema itself"
    )


def _reference(kind: str, name: str) -> Words:
    return {"$ref": f"#/components/{kind}/{name}"}
