"""Alibaba Cloud Model Studio, Singapore: prices as strings, each beside its unit in words.

A unit without a currency is in dollars, in which this host bills. Where thinking, an explicit cache
or a picture costs other than the plain thing, that is a mode. Peak hours stay unread.
https://www.alibabacloud.com/help/en/model-studio/list-models, shape last seen 2026-09-28; no
recorded body: written from the documented shape.
"""

from pricebook.adapters.fields import capabilities, count, day, modalities, required, text
from pricebook.adapters.pagination import counted
from pricebook.adapters.provider import Provider
from pricebook.providers.alibaba_cloud.prices import RANGES, ranged

provider = Provider(
    slug="alibaba-cloud",
    name="Alibaba Cloud",
    kind="cloud",
    website="https://www.alibabacloud.com",
    docs_url="https://www.alibabacloud.com/help/en/model-studio/model-pricing",
    api="https://dashscope-intl.aliyuncs.com/compatible-mode/v1",
    names={"litellm": ("dashscope",), "models.dev": ("alibaba",), "portkey": ("dashscope",)},
    sells_own=("alibaba", "qwen"),
    url="https://dashscope-intl.aliyuncs.com/api/v1/models?page_no=1&page_size=100&language=en-US",
    key="DASHSCOPE_API_KEY",
    records="output.models",
    next_page=counted("output.total", 100, "page_no"),
    offers=ranged,
    fields={
        "provider_model_id": required("model"),
        "name": text("name"),
        "description": text("description"),
        "context_length": count("model_info.context_window"),
        "max_output_tokens": count("model_info.max_output_tokens"),
        "input_modalities": modalities("inference_metadata.request_modality"),
        "output_modalities": modalities("inference_metadata.response_modality"),
        "capabilities": lambda item: (
            capabilities("features")(item) + capabilities("capabilities")(item)
        ),
        "release_date": day("published_time"),
    },
    prices=(RANGES,),
    unpriced=frozenset({"prices.prices"}),  # the rows that became ranges
)
