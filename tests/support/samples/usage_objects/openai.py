"""OpenAI's usage objects."""

from tests.support.samples.usage_objects.sample import Sample

CHAT = Sample(
    "openai_chat",
    {
        "prompt_tokens": 2006,
        "completion_tokens": 300,
        "total_tokens": 2306,
        "prompt_tokens_details": {"cached_tokens": 1920, "audio_tokens": 6},
        "completion_tokens_details": {
            "reasoning_tokens": 192,
            "audio_tokens": 8,
            "accepted_prediction_tokens": 50,
            "rejected_prediction_tokens": 10,
        },
    },
    {
        "input_tokens": 80,
        "cache_read_tokens": 1920,
        "input_audio_tokens": 6,
        "output_tokens": 100,
        "reasoning_tokens": 192,
        "output_audio_tokens": 8,
    },
)

SAMPLES: dict[str, Sample] = {
    "OpenAI chat": CHAT,
    "OpenAI embeddings": Sample(
        "openai_chat", {"prompt_tokens": 8, "total_tokens": 8}, {"input_tokens": 8}
    ),
    "OpenAI chat, whole answer": Sample(
        "openai_chat",
        {"id": "chatcmpl-1", "object": "chat.completion", "choices": [{}], "usage": CHAT.payload},
        CHAT.counts,
    ),
    "OpenAI responses": Sample(
        "openai_responses",
        {
            "input_tokens": 75,
            "input_tokens_details": {"cached_tokens": 25},
            "output_tokens": 1186,
            "output_tokens_details": {"reasoning_tokens": 1024},
            "total_tokens": 1211 + 50,
        },
        {
            "input_tokens": 50,
            "cache_read_tokens": 25,
            "output_tokens": 162,
            "reasoning_tokens": 1024,
        },
    ),
    "OpenAI images": Sample(
        "openai_images",
        {
            "input_tokens": 50,
            "input_tokens_details": {"text_tokens": 10, "image_tokens": 40},
            "output_tokens": 4160,
            "output_tokens_details": {"image_tokens": 4160, "text_tokens": 0},
            "total_tokens": 4210,
        },
        {"input_tokens": 10, "input_image_tokens": 40, "output_image_tokens": 4160},
    ),
    "OpenAI realtime": Sample(
        "openai_realtime",
        {
            "total_tokens": 253,
            "input_tokens": 132,
            "output_tokens": 121,
            "input_token_details": {
                "text_tokens": 119,
                "audio_tokens": 13,
                "image_tokens": 0,
                "cached_tokens": 64,
                "cached_tokens_details": {"text_tokens": 60, "audio_tokens": 4},
            },
            "output_token_details": {"text_tokens": 30, "audio_tokens": 91},
        },
        {
            "input_tokens": 59,
            "cache_read_tokens": 60,
            "input_audio_tokens": 9,
            "cache_read_audio_tokens": 4,
            "output_tokens": 30,
            "output_audio_tokens": 91,
        },
    ),
    "OpenAI transcription, seconds": Sample(
        "openai_transcription", {"type": "duration", "seconds": 9}, {"input_seconds": 9}
    ),
    "OpenAI transcription, tokens": Sample(
        "openai_transcription",
        {
            "type": "tokens",
            "input_tokens": 14,
            "input_token_details": {"text_tokens": 2, "audio_tokens": 12},
            "output_tokens": 45,
            "total_tokens": 59,
        },
        {"input_tokens": 2, "input_audio_tokens": 12, "output_tokens": 45},
    ),
}
