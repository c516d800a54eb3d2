"""Mistral: OpenAI's chat usage; sound is charged by the second, and its tokens are in the total.

https://docs.mistral.ai/api
"""

from dataclasses import replace

from pricebook.quote.usage_formats import Format
from pricebook.quote.usage_formats.openai_chat import chat

chat_answer = replace(
    chat,
    name="mistral",
    title="a Mistral answer",
    marks=frozenset({"num_cached_tokens"}),
    prompt=replace(chat.prompt, cached=(*chat.prompt.cached, "num_cached_tokens")),
    vendors=frozenset({"mistral"}),
)
audio = replace(
    chat_answer,
    marks=frozenset({"prompt_audio_seconds"}),
    counters={"prompt_audio_seconds": "input_seconds"},
    total=(),
    free=chat.free | {"total_tokens"},
)
ocr = Format(
    name="mistral_ocr",
    title="a Mistral OCR answer",
    marks=frozenset({"pages_processed"}),
    counters={"pages_processed": "pages"},
    free=frozenset({"doc_size_bytes"}),
    vendors=frozenset({"mistral"}),
)
