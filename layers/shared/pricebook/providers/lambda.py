"""Lambda Inference, which ended on 2025-09-25. The list had no prices: they stood on a web page.

The vendor told its customers by mail; no recorded body: written from the documented shape.
https://docs.lambda.ai/public-cloud/lambda-inference-api, shape last seen 2025.
"""

# ruff: noqa: N999 - the file is named after the slug, which happens to be a keyword

from datetime import date

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
    spellings=((r"^qwen25-", "qwen2.5-"),),
    url="https://api.lambda.ai/v1/models",
    key="LAMBDA_API_KEY",
    ended=date(2025, 9, 25),
    fields={"provider_model_id": required("id"), "listed_at": instant("created")},
)
