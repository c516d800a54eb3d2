"""What the resolver is asked for a name that somebody wrote."""

import pytest

from pricebook.identity.names import read_name


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("gpt-4o", "gpt-4o"),
        (" GPT-4o mini ", "GPT-4o-mini"),
        ("GPT-4o (2024-08-06)", "GPT-4o-2024-08-06"),
        ("Anthropic: Claude Opus 4.6", "Anthropic/Claude-Opus-4.6"),
        ("OpenAI o3", "OpenAI/o3"),
        ("@openai/gpt-4o", "openai/gpt-4o"),
        ("@cf/meta/llama-3.1-8b-instruct", "@cf/meta/llama-3.1-8b-instruct"),
        ("claude-sonnet-4-5[1m]", "claude-sonnet-4-5"),
        ("Command R+", "Command-R-plus"),
        ("gpt4o", "gpt-4o"),
        ("sonnet-4.5", "claude-sonnet-4.5"),
        ("x" * 201, "x" * 201),
    ],
)
def test_a_name_is_read_as_an_id(name: str, text: str) -> None:
    """What people see and say becomes what a list would write, and an id stays what it is."""
    assert text == read_name(name).text


@pytest.mark.parametrize(
    ("name", "canonical"),
    [
        ("llama3.3:70b", "meta-llama/llama-3.3-70b-instruct"),
        ("llama3.1:70b-instruct-q8_0", "meta-llama/llama-3.1-70b-instruct"),
        ("llama3.1:8b-instruct-q4_K_M", "meta-llama/llama-3.1-8b-instruct"),
        ("qwen2.5-coder:32b", "qwen/qwen2.5-coder-32b-instruct"),
        ("gemma3:27b", "google/gemma-3-27b-it"),
        ("deepseek-r1:671b", "deepseek/deepseek-r1"),
        ("deepseek-r1:70b", "deepseek/deepseek-r1-distill-llama-70b"),
        ("gpt-oss:20b-cloud", "openai/gpt-oss-20b"),
        ("phi4", "microsoft/phi-4"),
        ("unsloth/Llama-3.3-70B-Instruct-bnb-4bit", "meta-llama/llama-3.3-70b-instruct"),
    ],
)
def test_the_model_that_people_mean(name: str, canonical: str) -> None:
    """Tags of Ollama and marks of a quantisation name a model."""
    assert canonical == read_name(name).canonicals[2]
