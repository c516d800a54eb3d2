"""Lambda. The list has no prices: they stand only on a web page.

No recorded body: written from the documented shape, an OpenAI list.
https://docs.lambda.ai/public-cloud/lambda-inference-api, shape last seen 2025.
"""

# ruff: noqa: N999 - the file is named after the slug, which happens to be a keyword

from pricebook.adapters.fields import instant, required
from pricebook.adapters.provider import Provider

provider = Provider(
    slug="lambda",
    name="Lambda",
    kind="cloud",
    website="https://lambda.ai",
    docs_url="https://docs.lambda.ai/public-cloud/lambda-inference-api",
    api="https://api.lambda.ai/v1",
    names={"litellm": ("lambda_ai",)},
    url="https://api.lambda.ai/v1/models",
    key="LAMBDA_API_KEY",
    fields={"provider_model_id": required("id"), "listed_at": instant("created")},
)
