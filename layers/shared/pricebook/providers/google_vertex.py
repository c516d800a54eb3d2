"""Google Vertex AI: Google's own models. No prices, no limits; the key is an OAuth access token.

A path publishers/P/models/M is the model P/M, as its OpenAI-compatible API calls it. A card of the
Model Garden that can only be deployed is not sold by use. Google's billing catalogue has some 9,000
prices under descriptions without an id of a model; no list of its words is published, so they are
not read.
https://cloud.google.com/vertex-ai/docs/reference/rest, shape last seen 2026-02.
"""

from pricebook.adapters.fields import Item, find, required, unprefixed
from pricebook.adapters.pagination import token
from pricebook.adapters.provider import Provider


def model_id(item: Item) -> str:
    """Return publisher/model."""
    return unprefixed(required("name"), "publishers/")(item).replace("/models/", "/", 1)


def sold(item: Item) -> bool:
    """Tell whether anything but deploying is offered."""
    actions = find(item, "supportedActions")
    return not isinstance(actions, dict) or set(actions) != {"deploy"}


provider = Provider(
    slug="google-vertex",
    name="Google Vertex AI",
    kind="cloud",
    website="https://cloud.google.com/vertex-ai",
    docs_url="https://cloud.google.com/vertex-ai/generative-ai/pricing",
    api="https://aiplatform.googleapis.com/v1",
    sdk="@ai-sdk/google-vertex",
    env=("GOOGLE_VERTEX_PROJECT", "GOOGLE_VERTEX_LOCATION", "GOOGLE_APPLICATION_CREDENTIALS"),
    names={
        "litellm": ("vertex_ai",),
        "models.dev": ("google-vertex", "google-vertex-anthropic"),
        "portkey": ("vertex-ai",),
    },
    other_names={"genai-prices": ("google",)},  # one entry for both doors of Google
    creator="google",
    beyond=r"(?!google/|gemini|imagen|veo).+",  # its own list has only what Google makes
    spellings=(
        (r"^publishers/([\w-]+)/models/", r"\1/"),
        (r"-maas$", ""),
        (r"@(20\d{6}|\d{4})(-\d{3})?$", r"-\1"),
        (r"@(default|\d{3})$", ""),
        (r"@latest$", "-latest"),
    ),
    id_prefixes=(
        "google-anthropic-vertex",
        "google-vertex",
        "google-vertex-ai",
        "google-vertexai",
        "vertex",
        "vertex-ai-beta",
        "vertex-anthropic",
        "vertexai",
    ),
    url="https://aiplatform.googleapis.com/v1beta1/publishers/google/models?pageSize=100",
    key="GOOGLE_VERTEX_API_KEY",
    next_page=token("nextPageToken", "pageToken"),
    records="publisherModels",
    fields={
        "provider_model_id": model_id,
        "offered": sold,
    },
)
