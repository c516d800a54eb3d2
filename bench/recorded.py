"""The days on which the recorded answers and the reference lists of ../shared were taken."""

from datetime import date

LISTS = {
    "models_dev.json": ("models.dev", date(2026, 7, 2)),
    "models_dev.2026-08-22.subset.json": ("models.dev", date(2026, 8, 22)),
    "litellm_model_prices.json": ("litellm", date(2026, 8, 12)),
    "genai_prices.json": ("genai-prices", date(2026, 8, 21)),
}
"""Which reader each file is for, and its day."""

ANSWERS = {
    "aimlapi": date(2026, 8, 19),
    "azure": date(2026, 8, 22),
    "baseten": date(2025, 9, 9),
    "bedrock": date(2026, 2, 19),
    "cerebras": date(2026, 8, 17),
    "chutes": date(2025, 9, 9),
    "cloudflare": date(2026, 7, 7),
    "deepinfra": date(2026, 10, 4),
    "helicone": date(2026, 4, 4),
    "huggingface": date(2025, 9, 9),
    "nano-gpt": date(2026, 6, 1),
    "nebius": date(2025, 9, 9),
    "novita": date(2026, 10, 4),
    "openrouter": date(2026, 8, 22),
    "parasail": date(2025, 9, 9),
    "perplexity": date(2026, 8, 10),
    "poe": date(2025, 9, 9),
    "requesty": date(2025, 7, 25),
    "sambanova": date(2025, 9, 9),
    "together": date(2025, 9, 9),
    "venice": date(2026, 3, 3),
    "vercel-ai-gateway": date(2026, 6, 15),  # told as the middle of 2026
    "xai": date(2025, 7, 9),  # told as 2025, when its models were new
    "zenmux": date(2026, 7, 3),
}
"""When the answer of each provider that publishes prices was recorded."""
