"""OpenAPI document of this API, and the page that shows it with Swagger UI and no other host.

Swagger UI comes with Powertools.
"""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from aws_lambda_powertools.event_handler import openapi

from pricebook.errors import NotFound
from pricebook.serving import answer
from pricebook.serving.answer import Answer
from pricebook.validation import nearest

HERE = Path(__file__).parent
SWAGGER = Path(openapi.__path__[0]) / "swagger_ui"
DOCUMENT = HERE.parents[1] / "openapi.json"
PAGE = HERE / "page.html"
PARTS = {
    "start.js": (HERE / "start.js", "text/javascript; charset=utf-8"),
    "swagger-ui.css": (SWAGGER / "swagger-ui.min.css", "text/css; charset=utf-8"),
    "swagger-ui.js": (SWAGGER / "swagger-ui-bundle.min.js", "text/javascript; charset=utf-8"),
}
"""Files of the page, with their content types."""


def part(name: str) -> tuple[Answer, str]:
    """Return a file of the page, with its content type.

    Raises:
        NotFound: the page has no such file.
    """
    if name not in PARTS:
        raise NotFound(nearest("file", name, PARTS))
    file, content_type = PARTS[name]
    return read(file), content_type


@cache
def read(file: Path) -> Answer:
    """Return a file of the layer as an answer, compressed once."""
    text = file.read_text(encoding="utf-8")
    return answer.build(text, text, datetime.fromtimestamp(file.stat().st_mtime, UTC))
