"""Creators of models: how sellers spell them, and which names of models give one away."""

import re

SPELLINGS = {
    "ai21": "ai21 ai21-labs ai21labs",
    "alibaba": "alibaba wan-ai",
    "allenai": "allenai ai2",
    "amazon": "amazon",
    "anthropic": "anthropic",
    "arcee-ai": "arcee-ai arcee_ai",
    "baai": "baai",
    "baidu": "baidu",
    "black-forest-labs": "black-forest-labs bfl",
    "bytedance": "bytedance bytedance-seed",
    "cohere": "cohere coherelabs cohereforai",
    "deepcogito": "deepcogito",
    "deepseek": "deepseek deepseek-ai",
    "google": "google",
    "ibm-granite": "ibm-granite ibm",
    "inclusionai": "inclusionai",
    "marin-community": "marin-community marin",
    "meituan": "meituan meituan-longcat",
    "meta-llama": "meta-llama meta llama",
    "microsoft": "microsoft",
    "minimax": "minimax minimaxai",
    "mistralai": "mistralai mistral mistral-ai",
    "moonshotai": "moonshotai moonshot moonshot-ai",
    "nousresearch": "nousresearch",
    "nvidia": "nvidia",
    "openai": "openai",
    "perplexity": "perplexity perplexity-ai",
    "qwen": "qwen",
    "stabilityai": "stabilityai stability stability-ai",
    "stepfun": "stepfun stepfun-ai",
    "tencent": "tencent",
    "thedrummer": "thedrummer",
    "thinkingmachines": "thinkingmachines",
    "writer": "writer",
    "x-ai": "x-ai xai",
    "xiaomi": "xiaomi xiaomimimo",
    "z-ai": "z-ai zai zai-org zhipu zhipuai thudm",
}
"""Our word for a creator, and how sellers spell it. Whoever is not here keeps their own."""
CREATORS = {theirs: ours for ours, spellings in SPELLINGS.items() for theirs in spellings.split()}
MIRRORS = {
    "bartowski",
    "chutesai",
    "lmstudio-community",
    "mlx-community",
    "nv-mistralai",
    "thebloke",
    "unsloth",
}
"""Accounts that upload what others made, under its name: the name alone tells whose it is."""
FAMILIES = {
    "tokyotech-llm": r"llama-[\d.]+-swallow-",
    "nvidia": r"(llama-[\d.]+-)?nemotron-",
    "ai21": r"(ai21-)?jamba-",
    "allenai": r"olmo-",
    "anthropic": r"claude-",
    "amazon": r"nova-(2-(lite|pro|omni|sonic)|lite|micro|pro|premier|canvas|reel|sonic)|titan-",
    "baai": r"bge-",
    "black-forest-labs": r"flux[.-]\d|flux-(dev|schnell|pro|kontext|krea)",
    "cohere": r"command-|embed-(v|english|multilingual)|rerank-(v|english|multi)|(c4ai-)?aya-",
    "deepseek": r"deepseek-(r1|v\d|prover|ocr|coder)",
    "google": r"gemini-|gemma-?\d|imagen-\d|veo-?\d|embeddinggemma|nano-banana",
    "groq": r"compound(-mini|-beta)?$",
    "gryphe": r"mythomax-",
    "intfloat": r"e5-mistral-",
    "meta-llama": r"llama-?guard-\d|(meta-)?llama-?v?\d([.p-]\d)?(-\d+b|-(scout|maverick))",
    "microsoft": r"phi-\d|mai-ds-|wizardlm-",
    "minimax": r"minimax-m\d",
    "mistralai": r"(open-)?mistral-|mixtral-?8x|ministral-|codestral-|(labs-)?devstral-|magistral-"
    r"|pixtral-|voxtral-",
    "moonshotai": r"kimi-|moonshot-v",
    "nousresearch": r"hermes-[34]-",
    "openai": r"gpt-(\d|oss-|image-|audio|realtime)|o[1-9](-|$)|dall-e-\d|whisper(-|v|$)|tts-1"
    r"|text-embedding-(3-|ada-)|codex-mini|sora-\d|omni-moderation-",
    "perplexity": r"sonar(-|$)|r1-1776",
    "qwen": r"qwen-?\d|qwq-|qwen-(image|plus|max|turbo|flash)",
    "sdaia": r"allam-",
    "stabilityai": r"stable-(diffusion-[\dx]|image-)",
    "thedrummer": r"skyfall-|cydonia-|rocinante-",
    "x-ai": r"grok-",
    "xiaomi": r"mimo-",
    "z-ai": r"glm-",
}
"""Beginnings of the names of a creator's models: for sellers that do not say whose it is."""
TUNED = re.compile(
    r"uncensored|abliterat|heretic|distilled|finetun|-edit$|-to-(video|image|speech|audio)|-lora"
    r"|researcher|^(claude|gemini|gpt)-.*-(search|reasoning)$|-(june|classic|private|raw)$"
)
"""Words of a product that somebody made out of the model that its name begins with."""


def creator(vendor: str, name: str, house: str | None) -> str | None:
    """Return who made a model, from what stands before its name, else from the name itself.

    Args:
        vendor: what stands before the name, or nothing.
        name: the name of the model.
        house: the creator of what the seller sells besides the families of others.
    """
    if vendor and vendor not in MIRRORS:
        return CREATORS.get(vendor, vendor)
    if TUNED.search(name):
        return house
    return next((maker for maker, names in FAMILIES.items() if re.match(names, name)), house)
