"""Sellers whose offers the reference lists state: our providers, and those only lists know."""

from dataclasses import dataclass
from functools import cache

from pricebook.adapters.provider import Provider
from pricebook.identity.canonical import ANY_HOST, CHAT_ONLY, Rewrites
from pricebook.identity.canonical import Seller as Spelling
from pricebook.identity.creators import CREATORS
from pricebook.providers import host_named, registry
from pricebook.references.sellers import Seller, sellers


@cache
def listed_sellers() -> dict[str, Seller]:
    """Return every seller by slug, with all the names that the lists have for it."""
    return sellers() | {slug: _seller(provider) for slug, provider in registry().items()}


@cache
def open_sellers() -> dict[str, Seller]:
    """Return the sellers whose service goes on: what lists still state of others is not sold."""
    ended = {slug for slug, provider in registry().items() if provider.ended}
    return {slug: seller for slug, seller in listed_sellers().items() if slug not in ended}


def _seller(provider: Provider) -> Seller:
    lists = [*provider.names, *provider.other_names]
    return Seller(
        slug=provider.slug,
        name=provider.name,
        kind=provider.kind,
        website=provider.website,
        key=provider.key,
        names={
            name: (*provider.names.get(name, ()), *provider.other_names.get(name, ()))
            for name in lists
        },
        unpriced_in=provider.unpriced_in,
    )


DAY = (r"-2\d[01]\d[0-3]\d$", "")
"""When a cloud of China took a model up, as 251222."""
SPELLINGS: dict[str, Rewrites] = {
    "aki-io": ((r"^((kimi|minimax)-[\w.-]+)-\d{3,4}b$", r"\1"),),
    "clarifai": ((r"^([\w-]+)/[\w-]+/models/", r"\1/"),),
    "crossmodel": ((r"^gemini/", "google/"),),
    "databricks": ((r"^databricks-(?!dbrx)", ""),),
    "llamagate": (
        (r"^deepseek-r1-8b$", "deepseek-r1-distill-llama-8b"),
        (r"^deepseek-r1-7b-qwen$", "deepseek-r1-distill-qwen-7b"),
        (r"^(codellama-\d+b|deepseek-coder-[\d.]+b)$", r"\1-instruct"),
    ),
    "meta-llama-api": ((r"^(cerebras|groq)-", ""),),
    "ofox": ((r"^(bailian|volcengine)/", ""),),
    "opencode-zen": ((r"-free$", ""),),
    "pinstripes": ((r"^ps/", ""),),
    "qiniu-ai": (DAY,),
    "regolo-ai": ((r"^faster-(?=whisper)", ""),),
    "sap-ai-core": ((r"^(\w+)--", r"\1/"),),
    "snowflake-cortex": ((r"^openai-", ""),),
    "subconscious": ((r"^subconscious/(?=glm)", ""),),
    "synthetic": ((r"^hf:", ""),),
    "umans-ai": ((r"^umans-(?!coder|flash)", ""), (r"^kimi-k2\.7$", "kimi-k2.7-code")),
    "volcengine": (DAY,),
    "xpersona": ((r"^xpersona-(?=gpt)", ""),),
}
"""What sellers that only lists know write before ids, where it is no creator and no host."""


@dataclass(frozen=True, slots=True)
class ListedSpelling:
    """How a seller that only lists know spells ids: as most do."""

    creator: str | None
    spellings: Rewrites = ()

    def host(self, prefix: str) -> Spelling | None:
        """Return where a gateway buys a model whose id begins so."""
        return host_named(prefix) or (ANY_HOST if prefix in _hosts() else None)


@cache
def _hosts() -> set[str]:
    """Return what gateways call those who sell the models of others."""
    sold = [s for s in listed_sellers().values() if s.kind != "lab"]
    names = {name for s in sold for name in (s.slug, *s.names.get("models.dev", ()))}
    return names - CREATORS.keys()


@cache
def seller_spelling(slug: str) -> Spelling:
    """Return how a seller spells the ids of models."""
    if provider := registry().get(slug):
        return provider
    lab = listed_sellers()[slug].kind == "lab"
    maker = slug.removesuffix("-cn")
    creator = CREATORS.get(maker, maker) if lab else None
    return ListedSpelling(creator, (*SPELLINGS.get(slug, ()), *CHAT_ONLY))
