"""What comes out of a model by its name."""

import pytest

from pricebook.storage.postgres import Database
from pricebook.sync import provider_run
from tests.support.fakes.provider_transport import raw
from tests.support.sync_and_query import rows

OUTPUTS = "SELECT named_outputs(CAST(:id AS text), CAST(:stated AS text[]))"


@pytest.mark.parametrize(
    ("model_id", "stated", "outputs"),
    [
        ("Qwen/Qwen3-Embedding-8B", ["text"], ["embeddings"]),
        ("text-embedding-3-large", [], ["embeddings"]),
        ("cohere.embed-english-image-v3.0", [], ["embeddings"]),
        ("baai/bge-m3", ["text"], ["embeddings"]),
        ("voyage-4-lite", [], ["embeddings"]),
        ("@cf/baai/bge-reranker-base", ["text"], ["rerank"]),
        ("cohere.rerank-v3-5:0", ["text"], ["rerank"]),
        ("gemini-3-pro-image-preview", ["text"], ["text", "image"]),
        ("nvidia/nv-embedcode-7b-v1", ["text"], ["embeddings"]),
        ("nvidia/llama-3.2-nv-embedqa-1b-v2", [], ["embeddings"]),
        ("FLUX-pro-1.1-T", ["text"], ["image"]),
        ("accounts/fireworks/models/flux-1-dev", ["text"], ["image"]),
        ("@cf/deepgram/flux", ["text"], ["text"]),
        ("Qwen-Image-20B", ["text"], ["image"]),
        ("grok-2-image-1212", [], ["image"]),
        ("acme-image-to-text-2", ["text"], ["text"]),
        ("Veo-3-Fast", ["text"], ["video"]),
        ("Wan-2.2", ["text"], ["video"]),
        ("Taiwan-2", ["text"], ["text"]),
        ("hyperbolic/TTS", [], ["audio"]),
        ("gpt-4o-mini-tts", ["text"], ["text"]),
        ("black-forest-labs/flux-dev", [], ["image"]),
        ("whisper-large-v3", [], ["text"]),
        ("L3.3-70B-EmbedFix", [], []),
        ("QwQ-LongTest", [], []),
        ("gpt-9", ["text"], ["text"]),
        ("gpt-9", [], []),
        ("embed-v4", ["text", "image"], ["text", "image"]),
    ],
)
def test_outputs_follow_from_the_name_where_nobody_has_the_word(
    owner_database: Database, model_id: str, stated: list[str], outputs: list[str]
) -> None:
    """Text is what lists write of everything; a word of another kind is believed."""
    assert [[outputs]] == owner_database.run(OUTPUTS, id=model_id, stated=stated)


def test_a_sellers_embeddings_are_found_by_their_modality(
    owner_database: Database, environment: pytest.MonkeyPatch
) -> None:
    """A list of ids is enough."""
    environment.setenv("GROQ_API_KEY", "placeholder")
    body = b'{"data": [{"id": "acme-embedding-1"}, {"id": "acme-rerank-1"}, {"id": "acme-1"}]}'
    provider_run.run("groq", triggered_by="cli", fetcher=raw(body))

    found = rows(
        owner_database, "SELECT provider_model_id, output_modalities FROM models ORDER BY 1"
    )

    assert [
        ["acme-1", []],
        ["acme-embedding-1", ["embeddings"]],
        ["acme-rerank-1", ["rerank"]],
    ] == found
