"""Names that people write: the id that a name spells, and the models that its words are.

Display names, tags of Ollama and marks of a quantisation are other ways of writing an id. None of
them decides whose offer is meant: that is `resolved_models` in SQL.
"""

import re
from dataclasses import dataclass

from pricebook.identity.canonical import CHAT_ONLY, MAX_CHARACTERS, Rewrites, plain_id, rewritten

MAKERS = "alibaba|amazon|anthropic|cohere|google|meta|microsoft|nvidia|openai|perplexity|xai"
DISPLAYED: Rewrites = (
    (r"^\s+|\s+$", ""),
    # Anthropic: Claude Opus 4.6 is what routers show
    (r"^([\w. -]+):\s+(?=\S)", r"\1/"),
    (rf"(?i)^({MAKERS})\s+(?=\w)", r"\1/"),
    (r"\s*\(([^()]*)\)", r" \1"),
    (r"\s+", "-"),
    # Claude Code's mark of a long context, which is priced by the prompt
    (r"\[1m\]$", ""),
    # Portkey writes a gateway's seller so; @cf begins ids of Cloudflare
    (r"^@(?!cf/|hf/)(?=[\w.-]+/)", ""),
    (r"(?i)(command-r)\+$", r"\1-plus"),
    (r"(?i)^gpt(?=\d)", "gpt-"),
    (r"(?i)^(?=(opus|sonnet|haiku)-\d)", "claude-"),
)
"""What turns a name as people see it into one that is written like an id."""
QUANTISED = (
    r"[-.](gguf|awq|gptq|mlx|exl2|bnb-4bit|[348]bit|i?q\d(_[0-9a-z]+)*|fp-?(8|16)|bf16|int[48])"
)
COLLOQUIAL: Rewrites = (
    # llama3.3:70b-instruct-q4_K_M is a tag of Ollama
    (r"^([a-z][\w.-]*):((?:e?\d+x)?e?\d+(?:\.\d+)?[bm](?:-[\w.]+)*)$", r"\1-\2"),
    (r"-(cloud|hf)$", ""),
    (rf"({QUANTISED})+$", ""),
    (r"-v\d:\d$", ""),
    (r"^(deepseek-r1)-671b$", r"\1"),
    (r"^(deepseek-r1)-(8|70)b$", r"\1-distill-llama-\2b"),
    (r"^(deepseek-r1)-(1\.5|7|14|32)b$", r"\1-distill-qwen-\2b"),
    (r"^(deepseek-v3(?:\.\d)?)-671b$", r"\1"),
    (r"^(phi)(?=\d)", r"\1-"),
    (r"^(phi-4)-14b$", r"\1"),
    (r"^(gemma)(?=\d)", r"\1-"),
    (r"^(mixtral-8x\d+b)$", r"\1-instruct"),
    (r"^(mistral-7b)(-instruct)?$", r"\1-instruct-v0.3"),
    (r"^(?:meta-)?llama-?(?=[34])", "llama-"),
    (r"^(qwen)-(?=[23])", r"\1"),
    *CHAT_ONLY,
)
"""What people leave out of the name of an open model, or add to it, and still mean that model."""
AFTER_SELLER = re.compile(r"^[^/:]+[/:]")
"""A seller before an id, as gateways write it."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name as the resolver is asked for it.

    Args:
        text: the name, written like an id.
        canonicals: the canonical ids that its words are: of the whole, of what follows its first
            slash or colon, and of both as people put them. An empty text is the id of nothing.
    """

    text: str
    canonicals: tuple[str, str, str, str]


def read_name(name: str) -> Name:
    """Return what to ask the resolver for a name that somebody wrote."""
    if len(name) > MAX_CHARACTERS:
        return Name(name, ("", "", "", ""))
    text = rewritten(name, *DISPLAYED)
    rest = AFTER_SELLER.sub("", text, count=1)
    rest = "" if rest == text else rest
    return Name(text, (_plain(text), _plain(rest), _colloquial(text), _colloquial(rest)))


def _plain(name: str) -> str:
    return plain_id(name) or ""


def _colloquial(name: str) -> str:
    """Return the model that a name is to people, after whatever maker stands before it."""
    maker, slash, model = name.lower().rpartition("/")
    return _plain(f"{maker}{slash}{rewritten(model, *COLLOQUIAL)}")
