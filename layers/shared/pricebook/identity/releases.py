"""Releases under several names: what no rule can know, so a wrong line is a wrong join."""

SOLE = (
    "gpt-4-turbo-2024-04-09 gpt-4o-mini-2024-07-18 gpt-4.1-2025-04-14 gpt-4.1-mini-2025-04-14"
    " gpt-4.1-nano-2025-04-14 gpt-4o-search-preview-2025-03-11"
    " gpt-4o-mini-search-preview-2025-03-11 gpt-5-2025-08-07 gpt-5-mini-2025-08-07"
    " gpt-5-nano-2025-08-07 gpt-5-pro-2025-10-06"
    " gpt-5.1-2025-11-13 gpt-5.2-2025-12-11 gpt-5.2-pro-2025-12-11 gpt-5.4-2026-03-05 o1-2024-12-17"
    " o1-mini-2024-09-12 o1-preview-2024-09-12 o1-pro-2025-03-19 o3-2025-04-16 o3-mini-2025-01-31"
    " o3-pro-2025-06-10 o3-deep-research-2025-06-26 o4-mini-2025-04-16"
    " o4-mini-deep-research-2025-06-26 gpt-audio-2025-08-28 gpt-realtime-2025-08-28"
)
"""Dated names of the only release that the undated name ever meant. Where a family had several
(gpt-4o, gpt-3.5-turbo, gpt-audio-mini), each date stays a model of its own."""
PINNED = {dated: dated[: -len("-2024-04-09")] for dated in SOLE.split()}
RELEASES = {
    "codestral-embed-2505": "codestral-embed",
    "command-a-03-2025": "command-a",
    "flux-pro-1.1": "flux-1.1-pro",
    "gpt-3.5-turbo-instruct-0914": "gpt-3.5-turbo-instruct",
    "grok-4-0709": "grok-4",
    "kimi-k2-0711-preview": "kimi-k2",
    "kimi-k2-0905-preview": "kimi-k2-0905",
    "kimi-k2-instruct": "kimi-k2",
    "kimi-k2-instruct-0711": "kimi-k2",
    "kimi-k2-instruct-0905": "kimi-k2-0905",
    "llama-3-70b-chat-hf": "llama-3-70b-instruct",
    "llama-3.2-11b-instruct": "llama-3.2-11b-vision-instruct",
    "llama-3.2-90b-instruct": "llama-3.2-90b-vision-instruct",
    "llama-3.3-70b": "llama-3.3-70b-instruct",
    "llama-4-maverick-17b-128e-instruct": "llama-4-maverick",
    "llama-4-maverick-17b-instruct": "llama-4-maverick",
    "llama-4-maverick-instruct": "llama-4-maverick",
    "llama-4-scout-17b-16e-instruct": "llama-4-scout",
    "llama-4-scout-17b-instruct": "llama-4-scout",
    "llama-4-scout-instruct": "llama-4-scout",
    "ministral-3-14b-instruct": "ministral-14b-2512",
    "ministral-3-3b-instruct": "ministral-3b-2512",
    "ministral-3-8b-instruct": "ministral-8b-2512",
    "mistral-embed-2312": "mistral-embed",
    "mistral-large-3": "mistral-large-2512",
    "mistral-large-3-675b-instruct": "mistral-large-2512",
    "mistral-medium-2505": "mistral-medium-3",
    "mistral-medium-2508": "mistral-medium-3.1",
    "mistral-medium-3-instruct": "mistral-medium-3",
    "mistral-nemo-12b-instruct": "mistral-nemo",
    "mistral-nemo-instruct-2407": "mistral-nemo",
    "mistral-small-24b-instruct": "mistral-small-24b-instruct-2501",
    "mistral-small-2501": "mistral-small-24b-instruct-2501",
    "mistral-small-2503": "mistral-small-3.1-24b-instruct",
    "mistral-small-2506": "mistral-small-3.2-24b-instruct",
    "mistral-small-3.1-24b-instruct-2503": "mistral-small-3.1-24b-instruct",
    "mistral-small-3.2-24b-instruct-2506": "mistral-small-3.2-24b-instruct",
    "mixtral-8x22b-instruct-v0.1": "mixtral-8x22b-instruct",
    "mixtral-8x7b-instruct-v0.1": "mixtral-8x7b-instruct",
    "mythomax-13b": "mythomax-l2-13b",
    "nova-lite-v1": "nova-lite",
    "nova-micro-v1": "nova-micro",
    "nova-premier-v1": "nova-premier",
    "nova-pro-v1": "nova-pro",
    "nova-2-lite-v1": "nova-2-lite",
    "open-mistral-nemo": "mistral-nemo",
    "open-mistral-nemo-2407": "mistral-nemo",
    "qwen3-235b": "qwen3-235b-a22b",
    "qwen3-235b-2507": "qwen3-235b-a22b-instruct-2507",
    "qwen3-235b-a22b-2507": "qwen3-235b-a22b-instruct-2507",
    "qwen3-480b-coder": "qwen3-coder-480b-a35b-instruct",
    "qwen3-coder": "qwen3-coder-480b-a35b-instruct",
    "qwen3-coder-30b-a3b": "qwen3-coder-30b-a3b-instruct",
    "qwen3-coder-480b": "qwen3-coder-480b-a35b-instruct",
    "qwen3-coder-480b-a35b": "qwen3-coder-480b-a35b-instruct",
    "whisper": "whisper-1",
    "whisper-001": "whisper-1",
    "whisper-v3-large": "whisper-large-v3",
    "whisperv3-large-turbo": "whisper-large-v3-turbo",
}
"""Another spelling of a release, and the one that we use for it."""
MOVING = {
    "command-light-nightly",
    "command-nightly",
    "deepseek-chat",
    "deepseek-reasoner",
    "kimi-k2-turbo-preview",
    "mistral-large",
    "mistral-medium",
    "mistral-small",
    "mistral-tiny",
    "moonshot-v1-auto",
}
"""Names that mean another release every few months, and so are no model."""
