"""Oracle OCI Generative AI, from the public price list, whose products are names and no models.

An offer is the maker and the model of a display name, such as "Acme - Big 2"; what is counted, from
which length of prompt and at which tier stand there as well. US dollars for as much as the metric
says, pay as you go. A transaction is a character: of both sides, and of an embedding of what goes
in. What else is counted, such as images and clusters by the hour, stays unread.
https://docs.oracle.com/en-us/iaas/Content/generative-ai/pay-on-demand.htm,
https://docs.oracle.com/en-us/iaas/Content/Billing/Tasks/signingup_topic-Estimating_Costs.htm,
https://apexapps.oracle.com/pls/apex/cetools/api/v1/products/, shape last seen 2026-10.
"""

from functools import partial

from pricebook.adapters.charges import Charge
from pricebook.adapters.conditions import PriceVariants, prompt_above, verbatim
from pricebook.adapters.fields import required
from pricebook.adapters.provider import Provider
from pricebook.identity.canonical import Rewrites
from pricebook.pricing.meters import MILLION
from pricebook.providers.oci.products import CHARACTERS, by_model

tokens = partial(Charge, unit="USD per 1,000,000 tokens", per=MILLION)
characters = partial(Charge, unit="USD per 10,000 characters", per=10_000)
METRIC = "per 1,000,000 Tokens"
CHARGES = (
    tokens(f"pricing.USD input {METRIC}", "input_tokens"),
    tokens(f"pricing.USD output {METRIC}", "output_tokens"),
    tokens(f"pricing.USD cached input {METRIC}", "cache_read_tokens"),
    characters(f"pricing.USD input per {CHARACTERS}", "input_characters"),
    characters(f"pricing.USD output per {CHARACTERS}", "output_characters"),
)
SPELLINGS: Rewrites = (
    (r" - dedicated$", "-dedicated"),
    (r" - ", "/"),
    (r" ", "-"),
    (r"^(cohere|google|meta|openai|xai)\.", r"\1/"),
)

provider = Provider(
    slug="oci",
    name="Oracle OCI Generative AI",
    kind="cloud",
    website="https://www.oracle.com/artificial-intelligence/generative-ai/generative-ai-service",
    docs_url="https://www.oracle.com/artificial-intelligence/generative-ai/generative-ai-service/pricing",
    api="https://inference.generativeai....oci.oraclecloud.com",
    spellings=SPELLINGS,
    url="https://apexapps.oracle.com/pls/apex/cetools/api/v1/products/?currencyCode=USD",
    records="items",
    interval="1 day",
    gather=by_model,
    fields={"provider_model_id": required("offer")},
    prices=(
        PriceVariants("pricing.rows", (prompt_above("above"), verbatim("service_tier")), CHARGES),
    ),
)
