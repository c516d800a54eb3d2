"""What answers the same questions: our machine, the peers, and what is faster than any of them."""

import getpass
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path

from local.gateway import server
from local.machine import Machine, Settings
from local.sam import template

ROOT = Path(__file__).parents[2]
PEERS = ROOT / ".venv-peers" / "bin"
CLIENTS = ROOT / ".venv-clients" / "bin"
WORKERS = os.cpu_count() or 1
PATIENCE_S = 120
NGINX = """
user {user};
worker_processes {workers};
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
events {{ worker_connections 512; }}
http {{
  access_log off; sendfile on; tcp_nopush on; client_body_temp_path {folder}/body;
  default_type application/json;
  server {{ listen 127.0.0.1:{port}; root {folder}/root; gzip_static on; }}
}}
"""


@contextmanager
def ours(home: Path, url: str, redis_url: str, *, published: bool) -> Iterator[Machine]:
    """Run the local machine; with `published` on what is published."""
    folder = home / "published" if published else None
    parameters = {"DatabaseUrl": url, "ReaderDatabaseUrl": url, "RedisUrl": redis_url}
    parameters |= {"DbSsl": "disable", "PublishFolder": str(folder or "")}
    read = template.read(ROOT / "template.yaml", parameters)
    machine = Machine(read, server.listen(0), home / "logs", Settings(published=folder))
    machine.start()
    try:
        yield machine
    finally:
        machine.stop()


@contextmanager
def fastapi(url: str, redis_url: str, cached: str) -> Iterator[int]:
    """Run the FastAPI peer with a worker for each processor; `cached` is what Redis holds."""
    port = free_port()
    words = [str(PEERS / "uvicorn"), "bench.peers.fastapi_app:app", "--port", str(port)]
    words += ["--workers", str(WORKERS), "--no-access-log", "--log-level", "warning"]
    variables = {"DATABASE_URL": url, "REDIS_URL": redis_url, "CACHED": cached}
    with running(words, variables, port, "/docs"):
        yield port


@contextmanager
def litellm(folder: Path) -> Iterator[int]:
    """Run LiteLLM's proxy with its map as installed, in one worker: more are ended as too slow."""
    port, config = free_port(), folder / "litellm.yaml"
    config.write_text("model_list: []\ngeneral_settings: {}\n")
    words = [str(CLIENTS / "litellm"), "--config", str(config), "--port", str(port)]
    unset = "LITELLM_DANGEROUSLY_PERMIT_WEAK_OR_UNSET_MASTER_KEY"
    variables = {"DATABASE_URL": "", "REDIS_URL": "", unset: "true"}
    variables |= {"LITELLM_LOCAL_MODEL_COST_MAP": "True", "LITELLM_LOG": "ERROR"}
    with running(words, variables, port, "/public/litellm_model_cost_map"):
        yield port


@contextmanager
def nginx(folder: Path, files: Mapping[str, bytes]) -> Iterator[int]:
    """Run nginx on files that are gzipped already."""
    port = free_port()
    for path, body in files.items():
        file = folder / "root" / f"{path.lstrip('/')}.gz"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)
        file.with_suffix("").write_bytes(b"{}")  # gzip_static looks for it too
    config = folder / "nginx.conf"
    config.write_text(
        NGINX.format(user=getpass.getuser(), workers=WORKERS, folder=folder, port=port)
    )
    words = [str(shutil.which("nginx")), "-c", str(config), "-g", "daemon off;"]
    with running(words, {}, port, "/"):
        yield port


@contextmanager
def running(words: list[str], variables: Mapping[str, str], port: int, path: str) -> Iterator[None]:
    """Run a program until the block ends; it is ready once a path is answered."""
    process = subprocess.Popen(  # noqa: S603 - programs that are named here
        words,
        cwd=ROOT,
        env={name: it for name, it in (os.environ | variables).items() if it},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait(process, port, path)
        yield
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait()


def free_port() -> int:
    """Return a port that nobody uses now."""
    with server.listen(0) as taken:
        return int(taken.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], port: int, path: str) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
            connection.request("GET", path)
            connection.getresponse().read()
        except OSError:
            if process.poll() is not None:
                sys.exit(f"{process.args!r} has ended.")
            time.sleep(0.5)
        else:
            return
    sys.exit(f"{process.args!r} does not answer.")
