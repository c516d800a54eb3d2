"""The fields of a model that an operator may fix, and what each can hold."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, Strict, StringConstraints

from pricebook.api.admin.bodies.body import Line, Sent, Text
from pricebook.identity.canonical import MAX_CHARACTERS, PLAIN
from pricebook.timestamps import Day
from pricebook.validation import nearest

ADDRESS = re.compile(r"https?://[!-~]+")


def _canonical(told: str) -> str:
    if len(told) > MAX_CHARACTERS or not PLAIN.fullmatch(told):
        raise ValueError("expected creator/name in lower case, as in openai/gpt-4o")
    return told


def _address(told: str) -> str:
    if not ADDRESS.fullmatch(told):
        raise ValueError("expected an address that begins with https:// or http://")
    return told


def _once(told: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(told))


Address = Annotated[str, StringConstraints(max_length=2000, strict=True), AfterValidator(_address)]
Canonical = Annotated[str, Strict(), AfterValidator(_canonical)]
Count = Annotated[int, Field(strict=True, gt=0, lt=2**31)]
Word = Annotated[str, StringConstraints(max_length=100, pattern=r"^[A-Za-z0-9_.-]+$", strict=True)]
Medium = Literal["text", "image", "audio", "video", "file", "embeddings", "rerank"]
Ability = Literal["reasoning", "structured_output", "tools", "vision"]
Modality = Annotated[
    str, StringConstraints(max_length=100, pattern=r"^[a-z]+(\+[a-z]+)*->[a-z]+(\+[a-z]+)*$")
]
Few = Field(max_length=100)


class Pins(Sent):
    """The fields to fix, with their values; null fixes that there is none."""

    name: Line = ""
    description: Text | None = None
    canonical_id: Canonical | None = None
    context_length: Count | None = None
    max_output_tokens: Count | None = None
    modality: Modality | None = None
    input_modalities: Annotated[tuple[Medium, ...], Few, AfterValidator(_once)] = ()
    output_modalities: Annotated[tuple[Medium, ...], Few, AfterValidator(_once)] = ()
    capabilities: Annotated[tuple[Ability, ...], Few, AfterValidator(_once)] = ()
    supported_parameters: Annotated[tuple[Word, ...], Few, AfterValidator(_once)] = ()
    tokenizer: Line | None = None
    quantization: Line | None = None
    license: Line | None = None
    knowledge_cutoff: Day | None = None
    release_date: Day | None = None
    deprecation_date: Day | None = None
    replacement: Line | None = None
    health_status: Line | None = None
    source_url: Address | None = None

    @property
    def given(self) -> dict[str, object]:
        """What was sent, as JSON can say it."""
        return self.model_dump(mode="json", exclude_unset=True)


def _pinnable(told: str) -> str:
    if told not in Pins.model_fields:
        raise ValueError(nearest("pinnable field", told, Pins.model_fields))
    return told


Pinnable = Annotated[Line, AfterValidator(_pinnable)]
