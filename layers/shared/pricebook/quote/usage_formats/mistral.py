"""Mistral: OpenAI's chat shape; sound is charged by the second, and its tokens are in the total.

https://docs.mistral.ai/api
"""

from pricebook.quote.usage_formats import Shape, part
from pricebook.quote.usage_formats.openai import CHAT, CHAT_FREE, PROMPT

chat = Shape(
    name="a Mistral answer",
    marks=frozenset({PROMPT}),
    parts=(*CHAT, part("prompt_audio_seconds", "input_seconds")),
    free=CHAT_FREE | {"total_tokens"},
)
ocr = Shape(
    name="a Mistral OCR answer",
    marks=frozenset({"pages_processed"}),
    parts=(part("pages_processed", "pages"),),
    free=frozenset({"doc_size_bytes"}),
)
