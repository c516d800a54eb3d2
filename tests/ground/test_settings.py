"""Settings: what is read from the environment, and what is said where it is missing or wrong."""

from datetime import timedelta

import pytest

from pricebook import settings
from pricebook.errors import MissingSetting


@pytest.fixture(autouse=True)
def no_upstream(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start without settings of the machine that runs the tests."""
    for name in ("PRICEBOOK_UPSTREAM", "PROVIDER_KEYS_SECRET", "SYNC_COOLDOWN_SECONDS"):
        monkeypatch.delenv(name, raising=False)


def test_a_missing_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty one counts as missing too."""
    monkeypatch.setenv("ACME", "")

    with pytest.raises(MissingSetting, match=r"^ACME is not set"):
        settings.text("ACME")
    assert "b" == settings.text("ACME", "b")


@pytest.mark.parametrize("value", ["five", "-1", "1.5"])
def test_a_number_is_whole(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """The message shows the value, and what it should be."""
    monkeypatch.setenv("SYNC_COOLDOWN_SECONDS", value)

    with pytest.raises(MissingSetting, match=f"is '{value}': set it to a whole number"):
        settings.cooldown()


def test_a_pause_has_a_default() -> None:
    """Without a setting an operator waits five minutes between two syncs of one provider."""
    assert timedelta(minutes=5) == settings.cooldown()


def test_a_key_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without one, and without a secret that holds it, there is none."""
    assert settings.provider_key("ACME_API_KEY") is None

    monkeypatch.setenv("ACME_API_KEY", "secret")

    assert "secret" == settings.provider_key("ACME_API_KEY") == settings.account("ACME_API_KEY")


def test_a_replay_needs_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Recorded answers are read with a placeholder, and with no account."""
    monkeypatch.setenv("PRICEBOOK_UPSTREAM", "http://127.0.0.1:9")

    assert "placeholder" == settings.provider_key("ACME_API_KEY")
    assert settings.account("ACME_ACCOUNT_ID") is None
