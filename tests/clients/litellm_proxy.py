"""The LiteLLM proxy takes our map for its own, and tells its users our prices and limits."""

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx
from compared import CATALOGUE, URL, ended, same

MODELS = 60
PATIENCE = 180
"""Seconds in which a proxy starts on a busy machine."""
KEY = "sk-of-this-test"
PROXY = Path(sys.executable).parent / "litellm"


def main() -> int:
    """Compare /model/info; return 1 where a figure differs."""
    offers = [offer for offer in CATALOGUE.values() if offer["litellm"] and offer["prompt"]]
    chosen = {offer["litellm"]: offer for offer in offers[:: max(len(offers) // MODELS, 1)]}
    config = {
        "model_list": [
            {"model_name": name, "litellm_params": {"model": name, "api_key": "none"}}
            for name in chosen
        ],
        "general_settings": {"master_key": KEY},
    }
    Path("proxy.yaml").write_text(json.dumps(config))
    told = asked(free_port())
    known = [entry for entry in told if entry["model_info"].get("input_cost_per_token")]
    wrong = [wrong for entry in known if (wrong := difference(entry, chosen[entry["model_name"]]))]
    return ended("the LiteLLM proxy", len(known), wrong, 20)


def asked(port: int) -> list[dict[str, Any]]:
    """Start a proxy and return what it knows of its models."""
    environment = os.environ | {
        "LITELLM_MODEL_COST_MAP_URL": f"{URL}/feeds/litellm/model_prices_and_context_window.json",
        "LITELLM_MASTER_KEY": KEY,
    }
    words = f"--config proxy.yaml --host 127.0.0.1 --port {port}"
    command: list[str | Path] = [PROXY, *words.split()]
    with Path("proxy.log").open("w") as log:
        proxy = subprocess.Popen(command, env=environment, stdout=log, stderr=log)  # noqa: S603 - our own environment
    try:
        return list(answered(f"http://127.0.0.1:{port}/model/info", proxy)["data"])
    finally:
        proxy.terminate()
        proxy.wait(30)


def answered(address: str, proxy: subprocess.Popen[bytes]) -> dict[str, Any]:
    """Return what a proxy answers as soon as it does."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and proxy.poll() is None:
        try:
            answer = httpx.get(address, headers={"Authorization": f"Bearer {KEY}"}, timeout=60)
        except httpx.TransportError:
            time.sleep(1)
            continue
        return dict(answer.raise_for_status().json())
    sys.exit(f"the proxy does not answer: {Path('proxy.log').read_text()[-2000:]}")


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def difference(entry: dict[str, Any], offer: dict[str, Any]) -> tuple[object, ...] | None:
    """Return what the proxy says otherwise than we do; what we do not know it may."""
    info = entry["model_info"]
    right = same(info["input_cost_per_token"], offer["prompt"]) and (
        offer["completion"] is None or same(info["output_cost_per_token"], offer["completion"])
    )
    limited = offer["context"] is None or info.get("max_input_tokens") == offer["context"]
    return None if right and limited else (
        entry["model_name"], info["input_cost_per_token"], info.get("max_input_tokens"), offer
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
