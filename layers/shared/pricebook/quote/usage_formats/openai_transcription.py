"""OpenAI transcription: so many seconds, or so many tokens, which are sound where nothing divides.

https://developers.openai.com/api/reference/resources/audio
"""

from dataclasses import replace

from pricebook.quote.usage_formats import Format
from pricebook.quote.usage_formats.openai_realtime import realtime

seconds = Format(
    name="openai_transcription",
    title="an OpenAI transcription",
    marks=frozenset({"seconds"}),
    counters={"seconds": "input_seconds"},
    free=frozenset({"type"}),
)
tokens = replace(
    realtime,
    name="openai_transcription",
    title="an OpenAI transcription",
    marks=frozenset({"type"}),
    medium={"input": "audio"},
)
