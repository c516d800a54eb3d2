"""Creators of models: how sellers spell them, and which names of models give one away."""

import re

SPELLINGS = {
    "01-ai": "01-ai zero-one-ai",
    "ai21": "ai21 ai21-labs ai21labs",
    "alibaba": "alibaba wan-ai",
    "allenai": "allenai ai2",
    "amazon": "amazon",
    "anthropic": "anthropic",
    "arcee-ai": "arcee-ai arcee_ai arcee",
    "baai": "baai",
    "baidu": "baidu",
    "bigcode": "bigcode",
    "black-forest-labs": "black-forest-labs bfl",
    "bytedance": "bytedance bytedance-seed",
    "cohere": "cohere coherelabs cohereforai",
    "databricks": "databricks",
    "deepcogito": "deepcogito",
    "deepgram": "deepgram",
    "deepseek": "deepseek deepseek-ai",
    "elevenlabs": "elevenlabs",
    "google": "google",
    "ibm-granite": "ibm-granite ibm",
    "inception": "inception",
    "inclusionai": "inclusionai",
    "leonardo-ai": "leonardo-ai leonardo",
    "marin-community": "marin-community marin",
    "meituan": "meituan meituan-longcat",
    "meta-llama": "meta-llama meta llama meta-models codellama",
    "microsoft": "microsoft",
    "minimax": "minimax minimaxai",
    "mistralai": "mistralai mistral mistral-ai",
    "moonshotai": "moonshotai moonshot moonshot-ai kimi",
    "morph": "morph",
    "nomic-ai": "nomic-ai nomic",
    "nousresearch": "nousresearch",
    "nvidia": "nvidia",
    "openai": "openai",
    "openbmb": "openbmb",
    "perplexity": "perplexity perplexity-ai",
    "poolside": "poolside",
    "qwen": "qwen",
    "sakana": "sakana",
    "sao10k": "sao10k",
    "sarvam": "sarvam",
    "stabilityai": "stabilityai stability stability-ai",
    "stepfun": "stepfun stepfun-ai",
    "swiss-ai": "swiss-ai",
    "teknium": "teknium",
    "tencent": "tencent",
    "thedrummer": "thedrummer",
    "thinkingmachines": "thinkingmachines",
    "upstage": "upstage",
    "writer": "writer",
    "x-ai": "x-ai xai",
    "xiaomi": "xiaomi xiaomimimo mimo",
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
    "public",
    "thebloke",
    "unsloth",
}
"""Accounts that upload what others made, under its name: the name alone tells whose it is."""
FAMILIES = {
    "tokyotech-llm": r"llama-[\d.]+-swallow-",
    "nvidia": r"(llama-[\d.]+-)?nemotron-|nvidia-nemotron-|cosmos-?\d",
    "01-ai": r"yi-(\d+b|large|lightning|vision)",
    "ai21": r"(ai21-)?jamba-",
    "alibaba": r"wan-?\d",
    "allenai": r"olmo-",
    "anthropic": r"claude-",
    "amazon": r"nova-(2-(lite|pro|omni|sonic)|lite|micro|pro|premier|canvas|reel|sonic)|titan-",
    "arcee-ai": r"trinity-(large|mini|nano)",
    "baai": r"bge-",
    "baidu": r"ernie-\d",
    "bigcode": r"starcoder",
    "black-forest-labs": r"flux[.-]\d|flux-(dev|schnell|pro|kontext|krea)",
    "bytedance": r"(doubao-)?seed-\d|doubao-\d|seed(ance|edit|ream)-\d",
    "cohere": r"command-|embed-(v|english|multilingual)|rerank-(v|english|multi)|(c4ai-)?aya-"
    r"|north-mini",
    "databricks": r"dbrx-",
    "deepcogito": r"cogito-v\d",
    "deepseek": r"deepseek-(r1|v\d|prover|ocr|coder|\d(\.\d)?(-|$))",
    "elevenlabs": r"eleven-",
    "google": r"gemini-|gemma-?\d|imagen-?\d|veo-?\d|embeddinggemma|nano-banana|codegemma-",
    "groq": r"compound(-mini|-beta)?$",
    "gryphe": r"mythomax-",
    "hcompany": r"holo\d",
    "ibm-granite": r"granite-\d",
    "inception": r"mercury-\d",
    "inclusionai": r"(ling|ring)-\d",
    "intfloat": r"e5-mistral-",
    "leonardo-ai": r"lucid-(origin|realism)|phoenix-1",
    "meituan": r"longcat-\d",
    "meta-llama": r"llama-?guard-\d|(meta-)?llama-?v?\d([.p-]\d)?(-\d+b|-(scout|maverick))|muse-"
    r"|code-?llama-",
    "microsoft": r"phi-\d|mai-(ds|image)-|wizardlm-",
    "minimax": r"minimax-(m\d|text-)",
    "mistralai": r"(open-)?mistral(-|\d)|mixtral-?8x|ministral-|(mamba-)?codestral-"
    r"|(labs-)?devstral-|magistral-|pixtral-|voxtral-",
    "moonshotai": r"kimi-|moonshot-v",
    "nomic-ai": r"nomic-embed-",
    "nousresearch": r"hermes-[234]-|nous-(hermes|capybara)-",
    "openai": r"gpt-(\d|oss-|image-|audio|realtime)|o[1-9](-|$)|dall-e-\d|whisper(-|v|$)|tts-1"
    r"|text-embedding-(3-|ada-)|codex-mini|sora-\d|omni-moderation-|(babbage|davinci)-002",
    "openbmb": r"minicpm-",
    "perplexity": r"sonar(-|$)|r1-1776",
    "poolside": r"laguna-",
    "qwen": r"qwen-?v?\d|qwq-|qvq-|code-?qwen-?\d"
    r"|qwen-(image|plus|max|turbo|flash|coder|doc|long|math|mt|omni|vl)",
    "sarvam": r"sarvam-\d",
    "sakana": r"fugu-",
    "sdaia": r"allam-",
    "stabilityai": r"stable-(diffusion-[\dx]|image-)|sd3",
    "stepfun": r"step-\d",
    "swiss-ai": r"apertus-",
    "teknium": r"openhermes-",
    "tencent": r"hy\d|hunyuan-",
    "thedrummer": r"skyfall-|cydonia-|rocinante-",
    "thinkingmachines": r"inkling(-|$)",
    "undi95": r"toppy-",
    "upstage": r"solar-(pro|\d)",
    "x-ai": r"grok-",
    "xiaomi": r"mimo-",
    "z-ai": r"glm(-|\d)",
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
    written = name.replace("_", "-")
    if TUNED.search(written):
        return house
    return next((maker for maker, names in FAMILIES.items() if re.match(names, written)), house)
