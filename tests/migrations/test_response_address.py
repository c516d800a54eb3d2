"""Response address: a function inside the VPC answers AWS, and nobody else."""

import pytest

from migrations.response_address import is_of_aws


@pytest.mark.parametrize(
    "url",
    [
        "https://cloudformation-custom-resource-response-useast1.s3.amazonaws.com/x?Signature=y",
        "https://bucket.s3.eu-central-1.amazonaws.com:443/x",
        "https://bucket.s3.cn-north-1.amazonaws.com.cn/x",
    ],
)
def test_cloudformation_is_answered(url: str) -> None:
    """The bucket that it signs an address of, in every partition."""
    assert is_of_aws(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://bucket.s3.amazonaws.com/x",
        "file:///etc/passwd",
        "https://amazonaws.com.evil.example/x",
        "https://evil.example/.amazonaws.com",
        "https://evil.example#.amazonaws.com",
        "https://evilamazonaws.com/x",
        "https://.amazonaws.com/x",
        "https://s3.amazonaws.com@evil.example/x",
        "https://user@s3.amazonaws.com/x",
        "https://s3.amazonaws.com:8443/x",
        "https://s3.amazonaws.com:x/",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/x",
        "https://[/",
        "",
    ],
)
def test_nobody_else_is(url: str) -> None:
    """Another scheme, host or port, and what only looks like AWS."""
    assert not is_of_aws(url)
