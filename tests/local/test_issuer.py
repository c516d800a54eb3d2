"""The issuer of a home on one machine: its tokens are good there, and nowhere else."""

import subprocess
import sys
from pathlib import Path

import pytest

from local import issuer
from local.errors import LocalError
from local.home import ROOT, Home
from pricebook.api import tokens
from pricebook.api.tokens import Caller
from pricebook.errors import TokenRefused


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """Give a home whose issuer is believed."""
    found = Home({"PRICEBOOK_HOME": str(tmp_path / "home")})
    monkeypatch.setenv("TOKEN_ISSUER", issuer.NAME)
    monkeypatch.setenv("TOKEN_AUDIENCE", issuer.AUDIENCE)
    monkeypatch.setenv("TOKEN_KEYS", issuer.keys(found))
    tokens._verifier.cache_clear()
    return found


@pytest.mark.parametrize("role", ["admin", "enterprise", "pro", "free"])
def test_each_role_has_its_token(home: Home, role: str) -> None:
    """A token gives the role that it was asked for, and says that it comes from this machine."""
    assert Caller(f"local-{role}", role) == tokens.caller(f"Bearer {issuer.token(home, role)}")


def test_the_key_stays_and_is_private(home: Home) -> None:
    """A restart keeps the key, so that its tokens stay good; nobody else may read it."""
    assert issuer.keys(home) == issuer.keys(home)
    assert 0o600 == home.key.stat().st_mode & 0o777
    assert '"d"' not in issuer.keys(home)


def test_another_homes_tokens_are_refused(home: Home, tmp_path: Path) -> None:
    """Each home has a key of its own."""
    other = Home({"PRICEBOOK_HOME": str(tmp_path / "other")})
    issuer.keys(other)

    assert "local-pro" == tokens.caller(f"Bearer {issuer.token(home, 'pro')}").subject
    with pytest.raises(TokenRefused):
        tokens.caller(f"Bearer {issuer.token(other, 'pro')}")


def test_a_token_needs_a_machine_that_was_up(tmp_path: Path) -> None:
    """Before the first start there is no key, and the message says what to do."""
    with pytest.raises(LocalError, match="run `make up` first"):
        issuer.token(Home({"PRICEBOOK_HOME": str(tmp_path)}), "pro")


def test_the_verb_prints_a_token_and_nothing_else(home: Home) -> None:
    """What `make token` prints goes straight into a header."""
    told = subprocess.run(
        [sys.executable, "-m", "local", "token", "pro"],
        cwd=ROOT,
        env={"PRICEBOOK_HOME": str(home.path), "PYTHONPATH": "layers/shared:."},
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert "pro" == tokens.caller(f"Bearer {told.strip()}").tier
    assert 1 == len(told.splitlines())
