"""Pins: the fields of a model that an operator may fix, and the values each can have."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, Strict, StringConstraints

from pricebook.api.body import Body, Line, Text
from pricebook.identity.canonical import MAX_CHARACTERS, PLAIN
from pricebook.timestamps import Day
from pricebook.validation import nearest

URL = re.compile(r"https?://[!-~]+")


def _canonical(text: str) -> str:
    if len(text) > MAX_CHARACTERS or not PLAIN.fullmatch(text):
        raise ValueError("expected creator/name in lower case, as in openai/gpt-4o")
    return text


def _url(text: str) -> str:
    if not URL.fullmatch(text):
        raise ValueError("expected a URL that begins with https:// or http://")
    return text


def _distinct(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


Url = Annotated[str, StringConstraints(max_length=2000, strict=True), AfterValidator(_url)]
Canonical = Annotated[str, Strict(), AfterValidator(_canonical)]
Count = Annotated[int, Field(strict=True, gt=0, lt=2**31)]
Word = Annotated[str, StringConstraints(max_length=100, pattern=r"^[A-Za-z0-9_.-]+$", strict=True)]
Medium = Literal["text", "image", "audio", "video", "file", "embeddings", "rerank"]
Capability = Literal["reasoning", "structured_output", "tools", "vision"]
Modality = Annotated[
    str, StringConstraints(max_length=100, pattern=r"^[a-z]+(\+[a-z]+)*->[a-z]+(\+[a-z]+)*$")
]
Bounded = Field(max_length=100)


class Pins(Body):
    """Fields to pin, with their values; null pins that there is none."""

    name: Line = ""
    description: Text | None = None
    canonical_id: Canonical | None = None
    context_length: Count | None = None
    max_output_tokens: Count | None = None
    modality: Modality | None = None
    input_modalities: Annotated[tuple[Medium, ...], Bounded, AfterValidator(_distinct)] = ()
    output_modalities: Annotated[tuple[Medium, ...], Bounded, AfterValidator(_distinct)] = ()
    capabilities: Annotated[tuple[Capability, ...], Bounded, AfterValidator(_distinct)] = ()
    supported_parameters: Annotated[tuple[Word, ...], Bounded, AfterValidator(_distinct)] = ()
    tokenizer: Line | None = None
    quantization: Line | None = None
    license: Line | None = None
    knowledge_cutoff: Day | None = None
    release_date: Day | None = None
    deprecation_date: Day | None = None
    replacement: Line | None = None
    health_status: Line | None = None
    source_url: Url | None = None

    @property
    def given(self) -> dict[str, object]:
        """The fields that were given, as JSON values."""
        return self.model_dump(mode="json", exclude_unset=True)


def _pinnable(name: str) -> str:
    if name not in Pins.model_fields:
        raise ValueError(nearest("pinnable field", name, Pins.model_fields))
    return name


Pinnable = Annotated[Line, AfterValidator(_pinnable)]
