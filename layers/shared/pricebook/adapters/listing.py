"""Listing: one offer of one model in our words, and the words themselves."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from pricebook.pricing.price import Price

type JSON = str | int | Decimal | bool | list[JSON] | dict[str, JSON] | None

MODALITIES = {
    "text": "text",
    "image": "image",
    "audio": "audio",
    "speech": "audio",
    "transcription": "text",
    "video": "video",
    "file": "file",
    "pdf": "file",
    "document": "file",
    "embedding": "embeddings",
    "embeddings": "embeddings",
    "rerank": "rerank",
    "vision": "image",
}
"""Modalities in our words, by the spellings of providers."""
MODALITIES_OF_KIND = {
    "asr": ("audio", "text"),
    "audio": ("text", "audio"),
    "automatic-speech-recognition": ("audio", "text"),
    "chat": ("text", "text"),
    "code": ("text", "text"),
    "embed": ("text", "embeddings"),
    "embedding": ("text", "embeddings"),
    "embeddings": ("text", "embeddings"),
    "image": ("text", "image"),
    "image-classification": ("image", "text"),
    "image-to-text": ("image", "text"),
    "inpaint": ("image", "image"),
    "language": ("text", "text"),
    "moderation": ("text", "text"),
    "music": ("text", "audio"),
    "rerank": ("text", "rerank"),
    "reranker": ("text", "rerank"),
    "reranking": ("text", "rerank"),
    "speech": ("text", "audio"),
    "text": ("text", "text"),
    "text-classification": ("text", "text"),
    "text-embeddings": ("text", "embeddings"),
    "text-generation": ("text", "text"),
    "text-to-image": ("text", "image"),
    "text-to-speech": ("text", "audio"),
    "text-to-video": ("text", "video"),
    "transcribe": ("audio", "text"),
    "transcription": ("audio", "text"),
    "translation": ("text", "text"),
    "tts": ("text", "audio"),
    "upscale": ("image", "image"),
    "video": ("text", "video"),
}
"""Input and output modality that a model has at least, by the kind that a provider calls it."""
INPUT_TAGS = {"file-input": "file", "multimodal": "image", "vision": "image"}
OUTPUT_TAGS = {"image-generation": "image"}
"""Further input and output modalities, by the tag that a provider puts on a model."""
CAPABILITIES = {
    "Reasoning": "reasoning",
    "function-calling": "tools",
    "function_calling": "tools",
    "json_schema": "structured_output",
    "reasoning": "reasoning",
    "structured-output": "structured_output",
    "structured-outputs": "structured_output",
    "structured_output": "structured_output",
    "structured_outputs": "structured_output",
    "tool-calling": "tools",
    "tool_calling": "tools",
    "tool-use": "tools",
    "tool_use": "tools",
    "tools": "tools",
    "thinking": "reasoning",
    "vision": "vision",
}
"""Capabilities in our words, by the spellings of providers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Offer of one model by one provider. Unknown is None or empty, never a default."""

    provider_model_id: str
    name: str
    canonical_id: str | None = None
    description: str | None = None
    context_length: int | None = None
    max_output_tokens: int | None = None
    input_modalities: tuple[str, ...] = ()
    output_modalities: tuple[str, ...] = ()
    capabilities: tuple[str, ...] = ()
    supported_parameters: tuple[str, ...] = ()
    tokenizer: str | None = None
    quantization: str | None = None
    license: str | None = None
    knowledge_cutoff: date | None = None
    listed_at: datetime | None = None
    release_date: date | None = None
    deprecation_date: date | None = None
    replacement: str | None = None
    health_status: str | None = None
    offered: bool = True
    source_url: str | None = None
    prices: tuple[Price, ...] = ()
    prices_incomplete: bool = False

    @property
    def modality(self) -> str | None:
        """`text+image->text`, where both sides are known."""
        if not self.input_modalities or not self.output_modalities:
            return None
        return f"{'+'.join(self.input_modalities)}->{'+'.join(self.output_modalities)}"

    @property
    def all_capabilities(self) -> list[str]:
        """Capabilities that the provider states, and those that the modalities show."""
        sees = "image" in self.input_modalities and "text" in self.output_modalities
        return sorted({*self.capabilities, *(["vision"] if sees else [])})

    def row(self) -> dict[str, object]:
        """Return the columns of `models` as JSON and, under `prices`, the rows of `ledger_row`."""
        others = {"prices", *(() if self.prices_incomplete else ("prices_incomplete",))}
        columns = {name: getattr(self, name) for name in self.__slots__ if name not in others}
        columns = {name: _plain(value) for name, value in columns.items()}
        derived = {"modality": self.modality, "capabilities": self.all_capabilities}
        return columns | derived | {"prices": [ledger_row(price) for price in self.prices]}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def ledger_row(price: Price) -> dict[str, object]:
    """Return a price as the statements of a run read it.

    Keys: meter, conditions, state, amount (per one unit of the meter, as text, or None), currency
    and published.
    """
    # Amounts travel as strings: a JSON number would be read through a binary float somewhere.
    return {
        "meter": price.meter,
        "conditions": dict(price.conditions),
        "state": str(price.state),
        "amount": None if price.amount is None else format(price.amount, "f"),
        "currency": price.currency,
        "published": price.published,
    }
