"""Canonical id of a listing: `creator/name` in lower case, whoever sells it, or nothing.

A wrong join compares the prices of different models, a missing one only misses a comparison: what
is not sure stays apart. Moving names (`-latest`, `~`) and routers are no model and get nothing.
"""

import re
from functools import cache
from typing import Protocol

from pricebook.identity.creators import CREATORS, creator
from pricebook.identity.releases import MOVING, PINNED, RELEASES

type Rewrites = tuple[tuple[str, str], ...]
"""Regular expressions and what takes their place, in order."""


class Seller(Protocol):
    """Seller of models: how it spells their ids."""

    @property
    def spellings(self) -> Rewrites:
        """Rewrites of its ids, beyond those of all sellers."""

    @property
    def creator(self) -> str | None:
        """Creator of its models, where their ids need not say so."""

    def host(self, prefix: str) -> "Seller | None":
        """Return where it buys a model whose id begins so, and whose spelling then follows."""


class AnyHost:
    """Host of which nothing is known but that it sells the models of others."""

    creator = None
    spellings: Rewrites = ()

    def host(self, _prefix: str) -> None:
        """Return nothing: it buys nowhere else."""


ANY_HOST = AnyHost()
QUANTISED = (
    r"[/-](fp-?(4|8|16|32)(-(dynamic|fast))?|nvfp4(-mtp)?|mxfp4|bf-?16"
    r"|int(4|8)(-(autoround|mixed-ar))?|awq|gptq|gguf)"
)
"""How the numbers of a model are written, at the end of its name."""
QUANTISERS = "(cortecs|inferact|intel|lukealonso|neuralmagic|nvidia|redhatai)"
"""Accounts that upload what others made with fewer bits, under its name."""
THINKS = (
    r"(claude-|deepseek-v(3\.[12]|4)|gemini-2\.5-|gemma-4-|glm-(4\.[5-9]|5)|gpt-5|qwen-?3\.[5-9]-)"
)
"""Models that think or do not, as they are asked to; where others think, that is another model."""
SERVED = r"(claude-|deepseek-|gemma-|glm-?\d|gpt-oss-|kimi-|llama-|qwen-?3)"
"""Models of whose makers none calls a model fast: a host serves it faster."""
OFFER: Rewrites = (
    (r"^alibaba/(?=qw)", "qwen/"),
    (r"^databricks/databricks-(?!dbrx)", ""),
    (r":(free|batch|thinking|extended|beta|nitro|floor|exacto|flex|priority|online)$", ""),
    (r"-free$", ""),
    (rf"^{QUANTISERS}/(?=[\w.-]+{QUANTISED})", ""),
    (rf"{QUANTISED}$", ""),
    (r"(-instruct)-turbo$", r"\1"),
    (r"^(llama-3\.\d-\d+b)-(instant|versatile|specdec)$", r"\1-instruct"),
    (rf"(?<![a-z])({THINKS}[\w.-]*?)-(think|thinking|non?-?think(ing)?)$", r"\1"),
    (r"-tee$", ""),
    (r"(gpt-[\w.-]+)-xhigh$", r"\1"),
    (rf"(?<![a-z])({SERVED}[\w.-]*?)-(eco|fast|high-throughput|lightning|nitro)$", r"\1"),
)
"""Marks of another offer of the same model, rather than of another model."""
CHAT_ONLY: Rewrites = (
    (r"^(llama-?3(\.\d)?-\d+b|qwen-?2[.-]5-(coder-|vl-)?\d+b)$", r"\1-instruct"),
    (r"^((?:google/)?gemma-?[34]n?-(?:e?\d+b|\d+b-a\d+b)|gemma-\d-\d+b)$", r"\1-it"),
    (r"^(mistral-7b)-(v0\.\d)$", r"\1-instruct-\2"),
)
"""For sellers that have no base models, and leave out the word that tells them apart."""
NAME: Rewrites = (
    (r"_", "-"),
    (r"@\d{3}$", ""),
    (r"^(claude-(?:haiku|sonnet|opus))(?=\d)", r"\1-"),
    (r"^(claude-.*)@(?=20\d{6}$)", r"\1-"),
    # the same weights in another file format
    (r"^((?:meta-)?(?:llama|codellama|mixtral)-[\w.-]+)-hf$", r"\1"),
    (r"^(ernie-[\w.-]+)-(paddle|pt)$", r"\1"),
    (r"(?<=\d)p(?=\d)", "."),
    # a size below 2 is written with a dash too, and no model has half of a billion as its version
    (r"(?<=[a-z]-)([01])-([5-8])b(?=-|$)", r"\1.\2b"),
    # 3-5 is 3.5 where no unit follows: never in 3-8b, 4-32k or a date such as 05-06 or 2024-11-20
    (r"(?<=[a-z-])(?<!\d{4}-)([1-9]\d?)-(\d{1,2})(?=-|$)", r"\1.\2"),
    (r"^(glm-\d)-(?=\dv(-|$))", r"\1."),
    # and 25 is 2.5 where the family has had no version above 9
    (r"^(qwen|mimo-v|minimax-m)(\d)(\d)(?=-|$)", r"\1\2.\3"),
    (r"^(doubao-seed|deepseek|glm|imagen|solar-pro|veo)-?(?=\d)", r"\1-"),
    (r"^doubao-seed-", "seed-"),
    (r"^deepseek-(?=\d(\.\d)?(-|$))", "deepseek-v"),
    (r"^(imagen|veo)-(\d)\.0(?=-|$)", r"\1-\2"),
    (r"^((?:imagen|veo)-[\w.-]+?)-generate-(preview|\d{3})$", r"\1"),
    (r"^(gemini)-(flash|pro)-(1\.5)", r"\1-\3-\2"),
    (r"^(gemini-[3-9])\.0-", r"\1-"),
    (r"^meta-llama-", "llama-"),
    (r"^llama-?v?(?=\d)", "llama-"),
    (r"^llama-?guard", "llama-guard"),
    (r"^code-llama-", "codellama-"),
    (r"^(llama-2-\d+b-chat)-v1$", r"\1"),
    (r"^qwen-v?(?=\d)", "qwen"),
    (r"^(qwen3-vl-\d+b(-a\d+b)?)$", r"\1-instruct"),
    (r"^(gemma)(?=\d)", r"\1-"),
    (r"^(gemma-[\w.-]+)-instruct$", r"\1-it"),
    (r"^(deepseek)-chat-(?=v)", r"\1-"),
    (r"^r1-distill", "deepseek-r1-distill"),
    (r"^c4ai-", ""),
    (r"^nvidia-(?=nemotron-)", ""),
    (r"^nemotron-(lightning|nano|super|ultra)-(3(?:\.5)?)(?=-)", r"nemotron-\2-\1"),
    (r"^nemotron-nano-v2-(\d+b)", r"nemotron-nano-\1-v2"),
    (r"^flux[.-](?=\d)", "flux-"),
    (r"^sd(?=3)", "stable-diffusion-"),
    (r"^(gpt-5(\.\d)?-chat)-latest$", r"\1"),
    (r"^flux-(?=dev|schnell|kontext|krea)", "flux-1-"),
    (r"^(gemini-2\.0-flash(-lite)?)-001$", r"\1"),
    (r"^(claude)-(haiku|sonnet|opus)-([1-3](?:\.\d)?)(?=-|$)", r"\1-\3-\2"),
    (r"^(claude)-([4-9](?:\.\d)?)-(haiku|sonnet|opus)", r"\1-\3-\2"),
    (r"^(claude-[\w-]+-\d)\.0$", r"\1"),
    (r"^(?!claude-3\.5-sonnet-20240620)(claude-[\w.-]+?)-20\d{6}$", r"\1"),
    (r"^(claude-3[\w.-]+)-latest$", r"\1"),
    (r"^embed-(v|[a-z-]*v)-?(\d)$", r"embed-\1\2.0"),
    (r"^embed-v-?4\.0$", "embed-v4.0"),
    (r"^(embed|rerank)-v3-([a-z]+)$", r"\1-\2-v3.0"),
    (r"^rerank-v3-5$", "rerank-v3.5"),
)
"""Rewrites of a name, once it is known whose model it is."""
compiled = cache(re.compile)
"""Patterns of our own: re itself keeps 512 of all, and looks each of them up with its flags."""
PLAIN = re.compile(r"[a-z0-9][a-z0-9._-]*/[a-z0-9][a-z0-9._@+-]*")
MAX_CHARACTERS = 200
"""No id is longer; on text without end the patterns would take theirs."""


def canonical_id(seller: Seller, provider_model_id: str) -> str | None:
    """Return which model this is.

    Args:
        seller: who lists it.
        provider_model_id: the seller's own id, as it came.
    """
    path = provider_model_id.lower()
    if path.startswith("~") or len(path) > MAX_CHARACTERS:
        return None
    host, bought = _bought(seller, path)
    bought = rewritten(bought, *seller.spellings, *OFFER, *host.spellings, *OFFER)
    model = _named(bought, host.creator)
    if model is None and host is ANY_HOST:  # then it may be no host at all, but a creator
        return _named(rewritten(path, *seller.spellings, *OFFER), seller.creator)
    return model


def plain_id(provider_model_id: str) -> str | None:
    """Return which model an id names by nothing but its creator and its name.

    Where it is the canonical id, the offer bears no mark of another offer (free, batch, fast, a
    quantisation, a region) and of no other host.
    """
    path = provider_model_id.lower()
    return _named(path, None) if path.count("/") <= 1 and len(path) <= MAX_CHARACTERS else None


def rewritten(text: str, *rewrites: tuple[str, str]) -> str:
    """Return a text after every rewrite, in order."""
    for pattern, replacement in rewrites:
        text = compiled(pattern).sub(replacement, text)
    return text


def _named(path: str, house: str | None) -> str | None:
    *vendors, name = path.split("/")
    maker = creator(vendors[-1] if vendors else "", name, house)
    if maker is None:
        return None
    if maker in CREATORS.values():
        name = rewritten(name, *NAME)
        name = RELEASES.get(name, PINNED.get(name, name))
    if name in MOVING or name.endswith("-latest"):
        return None
    model = f"{maker}/{name}"
    return model if PLAIN.fullmatch(model) else None


def _bought(seller: Seller, path: str) -> tuple[Seller, str]:
    """Return whose spelling an id has, and the id as that seller writes it."""
    first, slash, rest = path.partition("/")
    host = seller.host(first) if slash else None
    return _bought(host, rest) if host else (seller, path)
