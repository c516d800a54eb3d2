"""Who makes a model: how sellers spell a creator, and which names give one away."""

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
    "meituan": "meituan meituan-longcat",
    "meta-llama": "meta-llama meta llama",
    "microsoft": "microsoft",
    "minimax": "minimax minimaxai",
    "mistralai": "mistralai mistral mistral-ai",
    "moonshotai": "moonshotai moonshot",
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
    "z-ai": "z-ai zai zai-org thudm",
}
"""Our word for a creator, and how sellers spell it. Whoever is not here keeps their own."""
CREATORS = {said: ours for ours, spellings in SPELLINGS.items() for said in spellings.split()}
MIRRORS = {"chutesai", "nv-mistralai", "unsloth"}
"""Accounts that upload what others made, under its name: the name alone tells whose it is."""
FAMILIES = {
    "tokyotech-llm": r"llama-[\d.]+-swallow-",
    "nvidia": r"(llama-[\d.]+-)?nemotron-",
    "ai21": r"(ai21-)?jamba-",
    "allenai": r"olmo-",
    "anthropic": r"claude-",
    "amazon": r"nova-(2|lite|micro|pro|premier)|titan-",
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
"""What the names of a creator's models begin with: for sellers that do not say whose it is."""
TUNED = re.compile(
    r"uncensored|abliterat|heretic|distilled|finetun|-edit$|-to-(video|image|speech|audio)|-lora"
    r"|researcher|^(claude|gemini|gpt)-.*-(search|reasoning)$|-(june|classic|private|raw)$"
)
"""Words of a product that somebody made out of the model that its name begins with."""
LABS = {
    "anthropic": "anthropic",
    "cohere": "cohere",
    "deepseek": "deepseek",
    "google": "google",
    "google-vertex": "google",
    "minimax": "minimax",
    "mistral": "mistralai",
    "moonshot": "moonshotai",
    "openai": "openai",
    "xai": "x-ai",
    "zai": "z-ai",
}
"""Sellers of their own models, who need not say whose they are."""
HOMES = {
    "alibaba": "alibaba-cloud",
    "amazon": "bedrock",
    "anthropic": "anthropic",
    "cohere": "cohere",
    "deepseek": "deepseek",
    "google": "google",
    "groq": "groq",
    "microsoft": "azure",
    "minimax": "minimax",
    "mistralai": "mistral",
    "moonshotai": "moonshot",
    "openai": "openai",
    "perplexity": "perplexity",
    "qwen": "alibaba-cloud",
    "x-ai": "xai",
    "z-ai": "zai",
}
"""Where a creator itself sells what it makes: the slug of a provider."""


def creator(vendor: str, name: str, provider: str) -> str | None:
    """Return who made a model, from what stands before its name, else from the name itself."""
    if vendor and vendor not in MIRRORS:
        return CREATORS.get(vendor, vendor)
    if provider in LABS:
        return LABS[provider]
    if TUNED.search(name):
        return None
    return next((maker for maker, names in FAMILIES.items() if re.match(names, name)), None)
