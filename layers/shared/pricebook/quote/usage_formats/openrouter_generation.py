"""OpenRouter's `/generation`: the seller's own token counts are what is charged.

https://openrouter.ai/docs/api-reference/get-a-generation
"""

from pricebook.quote.usage_formats import Completion, Format, Prompt, Word

generation = Format(
    name="openrouter_generation",
    title="an OpenRouter generation",
    marks=frozenset({"tokens_prompt", "native_tokens_prompt"}),
    prompt=Prompt(
        total=("native_tokens_prompt", "tokens_prompt"),
        cached=("native_tokens_cached",),
        written=("native_tokens_cache_write",),
    ),
    completion=Completion(
        total=("native_tokens_completion", "tokens_completion"),
        reasoning=("native_tokens_reasoning",),
        media={"image": ("native_tokens_completion_images",)},
    ),
    words=(Word("service_tier", "service_tier"),),
    free=frozenset(
        {
            *("api_type", "app_id", "cache_discount", "cancelled", "created_at", "external_user"),
            *("finish_reason", "generation_time", "http_referer", "id", "is_byok", "latency"),
            *("model", "moderation_latency", "native_finish_reason", "origin", "provider_name"),
            *("num_media_prompt", "num_media_completion", "provider_responses", "request_id"),
            *("router", "session_id", "streamed", "upstream_id", "upstream_inference_cost"),
            *("usage", "user_agent", "num_fetches", "usage_cache", "usage_data", "usage_web"),
            *("usage_upstream", "usage_file"),
        }
    ),
    uncounted=frozenset({"num_input_audio_prompt", "num_search_results"}),
    billed=("total_cost",),
    vendors=frozenset({"openrouter"}),
)
