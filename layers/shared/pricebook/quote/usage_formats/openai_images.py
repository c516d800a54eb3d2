"""OpenAI images: what comes out is a picture, whether or not the answer divides it.

https://developers.openai.com/api/reference/resources/images
"""

from dataclasses import replace

from pricebook.quote.usage_formats.openai_responses import INPUTS, OUTPUTS, responses

images = replace(
    responses,
    name="openai_images",
    title="an OpenAI images answer",
    marks=frozenset({f"{INPUTS}.image_tokens", f"{OUTPUTS}.image_tokens"}),
    medium={"output": "image"},
)
