"""Which model a listing is, whoever sells it: `creator/name` in lower case, or nothing.

A wrong join compares the prices of different models, a missing one only misses a comparison: what
is not sure stays apart. Moving names (`-latest`, `~`) and routers are no model and get nothing.
"""

import re

from pricebook.identity.creators import CREATORS, creator
from pricebook.identity.releases import MOVING, PINNED, RELEASES

type Rewrites = tuple[tuple[str, str], ...]

HOSTS = {
    "aws-bedrock": "bedrock",
    "azure-openai": "azure",
    "baseten": "baseten",
    "cerebras": "cerebras",
    "cerebras-ai": "cerebras",
    "deepinfra": "deepinfra",
    "google-ai-studio": "google",
    "google-vertex-ai": "google-vertex",
    "grok": "xai",
    "groq": "groq",
    "huggingface": "",
    "netmind": "",
    "openrouter": "openrouter",
    "replicate": "",
    "workers-ai": "cloudflare",
}
"""What a gateway writes before an id to say where it buys, and whose spelling then follows."""
NAMED = {
    "cloudflare": HOSTS,
    "groq": {"groq": "groq"},
    "openrouter": {"openrouter": "openrouter"},
    "perplexity": {"perplexity": "perplexity"},
    "requesty": HOSTS,
}
"""Who writes such a name: a gateway that of a host, others their own before what is not theirs."""
OFFER: Rewrites = (
    (r"^alibaba/(?=qw)", "qwen/"),
    (r":(free|batch|thinking|extended|beta|nitro|floor|exacto|flex|priority|online)$", ""),
    (r"[/-](fp-?(4|8|16|32)|nvfp4|mxfp4|bf-?16|int(4|8)|awq|gptq|gguf)$", ""),
)
"""How sellers mark another offer of the same model, rather than another model."""
AZURE_VERSION = r"^(phi-4|[\w.-]*(instruct|-\d{4}|\db|chat|vision))-\d{1,2}$"
BEDROCK: Rewrites = (
    (r"^(us|us-gov|eu|apac|au|ca|jp|global)\.", ""),
    (r"^([a-z0-9]+)\.", r"\1/"),
    (r":(\d+k|mm|512)$", ""),
    (r"-v0:(\d)$", r"-v0.\1"),
    (r"(titan-[\w-]+-v\d):\d$", r"\1"),
    (r"/claude-(instant-)?v(\d):(\d)$", r"/claude-\1\2.\3"),
    (r"(?<!titan-embed-text)(?<!titan-embed-image)(-v?\d)?:\d+$", ""),
    (r"(claude-[\w-]+|nova-[\w-]+)-v\d$", r"\1"),
    (r"^deepseek/v3$", "deepseek/deepseek-v3.1"),
    (r"^deepseek/(r1|v\d)", r"deepseek/deepseek-\1"),
    (r"(qwen3-next-80b-a3b|qwen3-vl-235b-a22b)$", r"\1-instruct"),
    (r"(gemma-4-(31b|26b-a4b))$", r"\1-it"),
)
CHAT_ONLY: Rewrites = (
    (r"^(llama-?3(\.\d)?-\d+b|qwen-?2[.-]5-(coder-|vl-)?\d+b)$", r"\1-instruct"),
    (r"^(gemma-\d-\d+b)$", r"\1-it"),
    (r"^(mistral-7b)-(v0\.\d)$", r"\1-instruct-\2"),
)
"""Sellers that have no base models, and leave out the word that tells them apart."""
SPELT: dict[str, Rewrites] = {
    "azure": (
        (r"^gpt-35", "gpt-3.5"),
        (AZURE_VERSION, r"\1"),
        (r"^(dall-e-\d)-\d\.0$", r"\1"),
        (r"^cohere-", ""),
    ),
    "bedrock": BEDROCK,
    "cerebras": (*CHAT_ONLY, (r"^zai-", "")),
    "chutes": ((r"-tee$", ""),),
    "cloudflare": ((r"^@cf/", ""), (r"-fp8-fast$", "")),
    "deepinfra": ((r"(?<!sdxl)-turbo$", ""), (r"-batch$", "")),
    "fireworks": ((r"^accounts/[\w-]+/models/", ""), (r"-basic$", "")),
    "github-models": ((r"/cohere-", "/"),),
    "google": ((r"^models/", ""),),
    "google-vertex": ((r"^publishers/([\w-]+)/models/", r"\1/"),),
    "groq": ((r"^(llama-3\.\d-\d+b)-(instant|versatile|specdec)$", r"\1-instruct"),),
    "huggingface": ((r":[\w-]+$", ""),),
    "nebius": ((r"-fast$", ""),),
    "novita": ((r"-(p|dst|paddle)$", ""), (r"^(deepseek/deepseek-(?:r1|v3))-turbo$", r"\1")),
    "openrouter": (
        (r"^deepseek/deepseek-chat$", "deepseek/deepseek-v3"),
        (r"^(openai/o\d-mini)-high$", r"\1"),
        (r"^(anthropic/claude-[\w.-]+)-fast$", r"\1"),
    ),
    "parasail": (
        (r"^parasail-", ""),
        (r"-fast-mem0$", ""),
        (r"^deepseek-31$", "deepseek-v3.1"),
        (r"^qwen25-", "qwen2.5-"),
        (r"^(glm-4|llama-3)(\d)", r"\1.\2"),
        (r"^gemma3-", "gemma-3-"),
        (r"-maverick-instruct$", "-maverick"),
    ),
    "poe": ((r"-(t|fw|cs|di|n|b10|omni)$", ""), (r"^openai-", ""), *CHAT_ONLY),
    "together": (
        (r"-free$", ""),
        (r"(instruct|vision|\db|\d{4})-(turbo|lite|reference|(fp8-)?tput)$", r"\1"),
    ),
    "venice": (
        (r"^e2ee-", ""),
        (r"-p$", ""),
        (r"^(zai-org|z-ai|openai|google|nvidia|xiaomi)-(?=glm|gpt|gemma|nemotron|mimo)", ""),
        (r"^(gpt-5|grok-4|minimax-m2)(\d)", r"\1.\2"),
        (r"^(claude-[\w.-]+|deepseek-v4-[\w-]+|kimi-k3)-fast(-api)?$", r"\1"),
        (r"(instruct)-turbo$", r"\1"),
        *CHAT_ONLY,
    ),
}
"""What a seller does to names beyond what all do, in order; the slug of a provider each."""
NAME: Rewrites = (
    (r"_", "-"),
    (r"(?<=\d)p(?=\d)", "."),
    # 3-5 is 3.5 where no unit follows: never in 3-8b, 4-32k or a date such as 05-06 or 2024-11-20
    (r"(?<=[a-z-])(?<!\d{4}-)([1-9]\d?)-(\d{1,2})(?=-|$)", r"\1.\2"),
    (r"^meta-llama-", "llama-"),
    (r"^llama-?v?(?=\d)", "llama-"),
    (r"^llama-?guard", "llama-guard"),
    (r"^(qwen)-(?=\d)", r"\1"),
    (r"^(gemma)(?=\d)", r"\1-"),
    (r"^(gemma-[\w.-]+)-instruct$", r"\1-it"),
    (r"^(deepseek)-chat-(?=v)", r"\1-"),
    (r"^r1-distill", "deepseek-r1-distill"),
    (r"^c4ai-", ""),
    (r"^flux[.-](?=\d)", "flux-"),
    (r"^flux-(?=dev|schnell|kontext|krea)", "flux-1-"),
    (r"^(gemini-2\.0-flash(-lite)?)-001$", r"\1"),
    (r"^(claude)-(haiku|sonnet|opus)-([1-3](?:\.\d)?)(?=-|$)", r"\1-\3-\2"),
    (r"^(claude)-([4-9](?:\.\d)?)-(haiku|sonnet|opus)", r"\1-\3-\2"),
    (r"^(claude-[\w-]+-\d)\.0$", r"\1"),
    (r"^(?!claude-3\.5-sonnet-20240620)(claude-[\w.-]+?)-20\d{6}$", r"\1"),
    (r"^(claude-3[\w.-]+)-latest$", r"\1"),
    (r"^embed-(v|[a-z-]*v)-?(\d)$", r"embed-\1\2.0"),
    (r"^embed-v-?4\.0$", "embed-v4.0"),
    (r"^embed-v3-([a-z]+)$", r"embed-\1-v3.0"),
    (r"^rerank-v3-5$", "rerank-v3.5"),
)
"""How one name is spelt, once it is known whose model it is."""
PLAIN = re.compile(r"[a-z0-9][a-z0-9._-]*/[a-z0-9][a-z0-9._@+-]*")
LONGEST = 200
"""No id is longer; on text without end the patterns would take theirs."""


def canonical_id(provider: str, provider_model_id: str) -> str | None:
    """Return which model this is.

    Args:
        provider: the slug of the seller.
        provider_model_id: the seller's own id, as it came.
    """
    path = provider_model_id.lower()
    if path.startswith("~") or len(path) > LONGEST:
        return None
    seller, path = _bought(provider, path)
    path = _rewritten(path, *SPELT.get(provider, ()), *OFFER, *SPELT.get(seller, ()), *OFFER)
    return _named(path, seller)


def plain_id(provider_model_id: str) -> str | None:
    """Return which model an id names by nothing but its creator and its name.

    Where it is the canonical id, the offer bears no mark of another offer (free, batch, fast, a
    quantisation, a region) and of no other host.
    """
    path = provider_model_id.lower()
    return _named(path, "") if path.count("/") <= 1 and len(path) <= LONGEST else None


def _named(path: str, seller: str) -> str | None:
    *vendors, name = path.split("/")
    maker = creator(vendors[-1] if vendors else "", name, seller)
    if maker is None:
        return None
    if maker in CREATORS.values():
        name = _rewritten(name, *NAME)
        name = RELEASES.get(name, PINNED.get(name, name))
    if name in MOVING or name.endswith("-latest"):
        return None
    found = f"{maker}/{name}"
    return found if PLAIN.fullmatch(found) else None


def _bought(provider: str, path: str) -> tuple[str, str]:
    """Return whose spelling an id has, and the id as that seller writes it."""
    first, slash, rest = path.partition("/")
    host = NAMED.get(provider, {}).get(first)
    return (provider, path) if host is None or not slash else _bought(host, rest)


def _rewritten(text: str, *rewrites: tuple[str, str]) -> str:
    for pattern, replacement in rewrites:
        text = re.sub(pattern, replacement, text)
    return text
