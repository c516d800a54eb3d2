"""SambaNova: OpenAI's chat usage, and how quickly it came.

https://docs.sambanova.ai/docs/en/api-reference
"""

from dataclasses import replace

from pricebook.quote.usage_formats.openai_chat import chat

timed = replace(
    chat,
    name="sambanova",
    title="a SambaNova answer",
    marks=frozenset({"time_to_first_token", "total_tokens_per_sec"}),
    free=chat.free
    | {
        *("acceptance_rate", "end_time", "is_last_response", "start_time", "stop_reason"),
        *("completion_tokens_after_first_per_sec", "completion_tokens_per_sec"),
        *("completion_tokens_after_first_per_sec_first_ten", "time_to_first_response"),
        *("time_to_first_token", "total_latency", "total_tokens_per_sec"),
    },
    vendors=frozenset({"sambanova"}),
)
