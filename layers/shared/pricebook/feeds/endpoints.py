"""Where each seller's own API answers, and which client of the AI SDK speaks to it.

Facts for the feeds that tell a program how to reach a seller, not only what it charges.
"""

import re
from dataclasses import dataclass

COMPATIBLE = "@ai-sdk/openai-compatible"
"""The client of every API that is like OpenAI's; it has to be told where that is."""


@dataclass(frozen=True, slots=True)
class Address:
    """One seller's API.

    Args:
        api: what the paths of the API begin with; `...` stands for what is the customer's own.
        npm: the package that speaks to it.
        env: the variables that its clients read, where that is more than one key.
    """

    api: str
    npm: str = COMPATIBLE
    env: tuple[str, ...] = ()

    @property
    def pattern(self) -> str:
        """A regular expression for any address of the API."""
        host = re.match(r"https://[^/]+", self.api)
        return re.escape(host[0]).replace(r"\.\.\.", "[^/]+") if host else ""

    @property
    def told(self) -> str | None:
        """The address as a general client needs it; a client of the seller's own knows it."""
        return self.api if self.npm == COMPATIBLE else None


AWS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION")
VERTEX = ("GOOGLE_VERTEX_PROJECT", "GOOGLE_VERTEX_LOCATION", "GOOGLE_APPLICATION_CREDENTIALS")

ADDRESSES = {
    "aimlapi": Address("https://api.aimlapi.com/v1"),
    "alibaba-cloud": Address("https://dashscope-intl.aliyuncs.com/compatible-mode/v1"),
    "anthropic": Address("https://api.anthropic.com/v1", "@ai-sdk/anthropic"),
    "azure": Address(
        "https://....openai.azure.com", "@ai-sdk/azure", ("AZURE_RESOURCE_NAME", "AZURE_API_KEY")
    ),
    "baseten": Address("https://inference.baseten.co/v1"),
    "bedrock": Address("https://bedrock-runtime....amazonaws.com", "@ai-sdk/amazon-bedrock", AWS),
    "cerebras": Address("https://api.cerebras.ai/v1", "@ai-sdk/cerebras"),
    "chutes": Address("https://llm.chutes.ai/v1"),
    "cloudflare": Address(
        "https://api.cloudflare.com/client/v4/accounts/${CLOUDFLARE_ACCOUNT_ID}/ai/v1",
        env=("CLOUDFLARE_ACCOUNT_ID", "CLOUDFLARE_API_KEY"),
    ),
    "cohere": Address("https://api.cohere.com/v2", "@ai-sdk/cohere"),
    "deepinfra": Address("https://api.deepinfra.com/v1/openai", "@ai-sdk/deepinfra"),
    "deepseek": Address("https://api.deepseek.com"),
    "featherless": Address("https://api.featherless.ai/v1"),
    "fireworks": Address("https://api.fireworks.ai/inference/v1"),
    "github-models": Address("https://models.github.ai/inference"),
    "google": Address("https://generativelanguage.googleapis.com/v1beta", "@ai-sdk/google"),
    "google-vertex": Address(
        "https://aiplatform.googleapis.com/v1", "@ai-sdk/google-vertex", VERTEX
    ),
    "groq": Address("https://api.groq.com/openai/v1", "@ai-sdk/groq"),
    "helicone": Address("https://ai-gateway.helicone.ai/v1"),
    "huggingface": Address("https://router.huggingface.co/v1"),
    "hyperbolic": Address("https://api.hyperbolic.xyz/v1"),
    "inference-net": Address("https://api.inference.net/v1"),
    "io-net": Address("https://api.intelligence.io.solutions/api/v1"),
    "lambda": Address("https://api.lambda.ai/v1"),
    "minimax": Address("https://api.minimax.io/v1"),
    "mistral": Address("https://api.mistral.ai/v1", "@ai-sdk/mistral"),
    "moonshot": Address("https://api.moonshot.ai/v1"),
    "nano-gpt": Address("https://nano-gpt.com/api/v1"),
    "nearai": Address("https://cloud-api.near.ai/v1"),
    "nebius": Address("https://api.tokenfactory.nebius.com/v1"),
    "novita": Address("https://api.novita.ai/openai"),
    "nvidia": Address("https://integrate.api.nvidia.com/v1"),
    "ollama-cloud": Address("https://ollama.com/v1"),
    "openai": Address("https://api.openai.com/v1", "@ai-sdk/openai"),
    "openrouter": Address("https://openrouter.ai/api/v1", "@openrouter/ai-sdk-provider"),
    "ovhcloud": Address("https://oai.endpoints.kepler.ai.cloud.ovh.net/v1"),
    "parasail": Address("https://api.parasail.io/v1"),
    "perplexity": Address("https://api.perplexity.ai", "@ai-sdk/perplexity"),
    "poe": Address("https://api.poe.com/v1"),
    "requesty": Address("https://router.requesty.ai/v1"),
    "sambanova": Address("https://api.sambanova.ai/v1"),
    "scaleway": Address("https://api.scaleway.ai/v1"),
    "siliconflow": Address("https://api.siliconflow.com/v1"),
    "together": Address("https://api.together.xyz/v1", "@ai-sdk/togetherai"),
    "venice": Address("https://api.venice.ai/api/v1"),
    "vercel-ai-gateway": Address("https://ai-gateway.vercel.sh/v1", "@ai-sdk/gateway"),
    "xai": Address("https://api.x.ai/v1", "@ai-sdk/xai"),
    "zai": Address("https://api.z.ai/api/paas/v4"),
    "zenmux": Address("https://zenmux.ai/api/v1"),
}
"""By the seller's slug."""
