"""Atlas Cloud. Its list answered without a key in October 2026; its shape was not recorded.

OpenRouter's contract for sellers: US dollars per token, as strings.
https://api.atlascloud.ai/v1/models, shape last seen 2026-09.
"""

from pricebook.adapters.openrouter_contract import contract_seller

provider = contract_seller(
    slug="atlas-cloud",
    name="Atlas Cloud",
    website="https://www.atlascloud.ai",
    docs_url="https://api.atlascloud.ai/v1/models",
    api="https://api.atlascloud.ai/v1",
    url="https://api.atlascloud.ai/v1/models",
)
