"""Azure (Foundry models), from the public retail prices, whose rows are meters and not models.

An offer is a product and its SKU name without the words that say what is counted:
"Azure OpenAI GPT5/5.4 Dz" holds the meters "5.4 inp Dz", "5.4 cd inp Dz" and "5.4 opt Dz".
Deployments (Gl, Dz), fine-tunes (FT) and context bands (ShortCo, L) stay in the name, and nothing
joins it to the id of a model. US dollars through binary floats, each for one region and for as
many tokens as its row says: 1K here, 1M there. Sizes of pictures, hours and training stay unread.
https://learn.microsoft.com/en-us/rest/api/cost-management/retail-prices/azure-retail-prices,
https://prices.azure.com/api/retail/prices, shape last seen 2026-08-22.
"""

from functools import partial

from pricebook.conditions import Each, given
from pricebook.foundry import gathered
from pricebook.money import MILLION, THOUSAND
from pricebook.paging import link
from pricebook.pricing import Charge
from pricebook.provider import Provider
from pricebook.reading import required

METERS = {
    "text input": "input_tokens",
    "text output": "output_tokens",
    "text cached input": "cache_read_tokens",
    "text cached write": "cache_write_tokens",
    "image input": "input_image_tokens",
    "image output": "output_image_tokens",
    "image cached input": "cache_read_image_tokens",
    "audio input": "input_audio_tokens",
    "audio output": "output_audio_tokens",
    "audio cached input": "cache_read_audio_tokens",
}
UNITS = {"1K Tokens": THOUSAND, "1M 1M Tokens": MILLION}
dollars = partial(Charge, dust=True)
CHARGES = tuple(
    dollars(
        f"pricing.USD {counted} per {unit}", meter, f"USD per {unit.split()[0]} tokens", per=per
    )
    for counted, meter in METERS.items()
    for unit, per in UNITS.items()
)
SESSIONS = dollars("pricing.USD text per 1 Session", "sessions", "USD per session")

provider = Provider(
    slug="azure",
    name="Azure",
    kind="cloud",
    website="https://azure.microsoft.com/en-us/products/ai-foundry",
    docs_url="https://azure.microsoft.com/en-us/pricing/details/cognitive-services/openai-service",
    url="https://prices.azure.com/api/retail/prices"
    "?$filter=serviceName%20eq%20'Foundry%20Models'%20and%20priceType%20eq%20'Consumption'",
    records="Items",
    next_page=link("NextPageLink"),
    gather=gathered,
    fields={"provider_model_id": required("offer")},
    prices=(Each("pricing.rows", (given("region"), given("service_tier")), (*CHARGES, SESSIONS)),),
)
