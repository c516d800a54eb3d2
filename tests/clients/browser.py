"""The OpenAI SDK in Chromium, from another origin: what browsers ask beforehand is allowed."""

import json
import shutil
import subprocess
import sys
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from compared import TOLD, URL, ended

PACKAGES = Path(__file__).parent / "js/node_modules"
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking"
PATIENCE = 120
"""Seconds in which a browser answers on a busy machine."""
PAGE = """<!doctype html><script type="module">
import OpenAI from '/openai/index.mjs'
const baseURL = '%s/feeds/openai/v1'
const client = new OpenAI({ apiKey: 'none', baseURL, dangerouslyAllowBrowser: true, maxRetries: 0 })
const found = { ids: [] }
try {
  for await (const model of client.models.list()) found.ids.push(model.id)
  found.one = (await client.models.retrieve(found.ids.at(-1))).id
} catch (error) { found.error = String(error) }
await fetch('/found', { method: 'POST', body: JSON.stringify(found) })
</script>"""


class Site(SimpleHTTPRequestHandler):
    """A page with the SDK, which posts what it found."""

    answered = threading.Event()
    found: dict[str, Any]

    def do_GET(self) -> None:
        """Give the page, or a file of the SDK."""
        if self.path != "/":
            return super().do_GET()
        body = (PAGE % URL).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        return None

    def do_POST(self) -> None:
        """Take what the page found."""
        Site.found = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(204)
        self.end_headers()
        Site.answered.set()

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


def main() -> int:
    """Open the page; return 1 where the SDK finds other models than there are."""
    program = next((path for name in NAMES if (path := shutil.which(name))), None)
    if program is None:
        print("the OpenAI SDK in Chromium: skipped, no Chromium is installed")
        return 0
    site = ThreadingHTTPServer(("127.0.0.1", 0), partial(Site, directory=str(PACKAGES)))
    threading.Thread(target=site.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as profile:
        address = f"http://127.0.0.1:{site.server_port}/"
        command = [
            program,
            *FLAGS.split(),
            f"--user-data-dir={profile}",
            "--remote-debugging-port=0",
        ]
        browser = subprocess.Popen([*command, address], stderr=subprocess.DEVNULL)  # noqa: S603 - our own environment
        answered = Site.answered.wait(PATIENCE)
        browser.terminate()
        browser.wait(30)
    found = Site.found if answered else {"ids": [], "error": "the page said nothing"}
    wrong = sorted(set(found["ids"]) ^ set(TOLD["ids"]))
    wrong += [found["error"]] if "error" in found else []
    return ended("the OpenAI SDK in Chromium", len(found["ids"]), wrong, 100)


if __name__ == "__main__":
    sys.exit(main())
