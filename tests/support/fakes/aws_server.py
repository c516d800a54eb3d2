"""AWS as moto plays it, on a port of ours: for programs that are started, such as sam."""

from collections.abc import Iterator
from contextlib import contextmanager

import boto3
import pytest
from moto.server import ThreadedMotoServer

BUCKET = "artefacts"


@contextmanager
def serving(environment: pytest.MonkeyPatch) -> Iterator[str]:
    """Give the address of an account with nothing but a bucket, where every client asks."""
    server = ThreadedMotoServer(port=0, verbose=False)
    server.start()
    _host, port = server.get_host_and_port()
    # moto finds a template that was uploaded only where the address says localhost
    address = f"http://localhost:{port}"
    with environment.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", address)
        patch.setenv("AWS_ACCESS_KEY_ID", "test")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "test")
        patch.setenv("ARTEFACTS_BUCKET", BUCKET)
        boto3.client("s3").create_bucket(Bucket=BUCKET)
        yield address
    server.stop()
