"""W&B Inference, its list for Artificial Analysis: the plain one has none. US dollars per token.

OpenRouter's contract for sellers: US dollars per token, as strings.
https://trace.wandb.ai/inference/analysis/artificialanalysis/models, shape last seen 2026-09.
"""

from pricebook.adapters.openrouter_contract import contract_seller

provider = contract_seller(
    slug="wandb",
    name="W&B Inference",
    website="https://wandb.ai",
    docs_url="https://docs.wandb.ai/inference",
    api="https://api.inference.wandb.ai/v1",
    env=("WANDB_API_KEY",),
    names={"litellm": ("wandb",), "models.dev": ("wandb",)},
    url="https://trace.wandb.ai/inference/analysis/artificialanalysis/models",
)
