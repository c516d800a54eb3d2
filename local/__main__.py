"""`python -m local VERB`: Pricebook on one machine. The Makefile has the verbs."""

import argparse
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from local.errors import LocalError
from local.home import Home
from local.terminal import printable
from pricebook.errors import PricebookError

INTERRUPTED = 130
BROKEN_PIPE = 141


def main() -> int:
    """Run one verb; 1 where it failed, with a sentence that says why."""
    options = _parser().parse_args()
    try:
        return _run(options, Home())
    except (LocalError, PricebookError) as error:
        _fail(printable(str(error)))
    except BrokenPipeError:
        os._exit(BROKEN_PIPE)  # whoever read this has enough; a flush at the end would fail again
    except KeyboardInterrupt:
        sys.stdout.flush()
        os._exit(INTERRUPTED)  # requests in flight would hold the exit up until they are answered


def _fail(sentence: str) -> NoReturn:
    """End with a sentence and nothing after it: a lost connection complains when it goes."""
    with suppress(OSError):
        sys.stdout.flush()
        print(sentence, file=sys.stderr, flush=True)
    os._exit(1)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m local", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("up", help="start everything, synchronise, and serve")
    verbs.add_parser("serve", help="serve a team, on stores and an issuer that are there")
    sync = verbs.add_parser("sync", help="synchronise one provider, or all")
    sync.add_argument("provider", nargs="?")
    sync.add_argument("--dry-run", action="store_true", help="write nothing")
    sync.add_argument("--force", action="store_true", help="past the guard of shrunk answers")
    migrate = verbs.add_parser("migrate", help="apply pending migrations")
    migrate.add_argument("--dry-run", action="store_true", help="run them, then roll back")
    migrate.add_argument("--down", type=int, metavar="N", help="undo the last N")
    backup = verbs.add_parser("backup", help="write the whole database into one file")
    backup.add_argument("file", nargs="?", type=Path)
    restore = verbs.add_parser("restore", help="make the database what a backup says")
    restore.add_argument("file", type=Path)
    restore.add_argument("--yes", action="store_true", help="replace the models that are there")
    history = verbs.add_parser("import", help="import what lists stated in the past")
    history.add_argument("history", nargs="?", type=Path, help="a file or a folder; the bundle")
    history.add_argument("--dry-run", action="store_true", help="keep nothing")
    down = verbs.add_parser("down", help="stop, and forget all local data")
    down.add_argument("--yes", action="store_true", help="do not ask")
    token = verbs.add_parser("token", help="print a token, valid for an hour")
    token.add_argument("role", choices=("admin", "enterprise", "pro", "free"))
    logs = verbs.add_parser("logs", help="follow the logs")
    logs.add_argument("--provider", default="", help="lines that name it")
    logs.add_argument("--level", default="WARNING", type=str.upper, help="from this level on")
    logs.add_argument("--json", action="store_true", help="every line as it was written")
    verbs.add_parser("parts", help="make the parts of whole bodies anew")
    verbs.add_parser("pages", help="build the pages, unless they are built")
    verbs.add_parser("snapshot", help="bundle the catalogue with the code")
    return parser


def _run(options: argparse.Namespace, home: Home) -> int:
    # each verb imports what it needs: boto3 and Postgres take longer than most verbs
    match options.verb:
        case "up" | "serve":
            _stay(options, home)
        case "sync":
            from local.commands.sync import sync  # noqa: PLC0415 - see above

            dry_run, force = options.dry_run, options.force
            return 0 if sync(home, options.provider, dry_run=dry_run, force=force) else 1
        case "migrate":
            from local.commands.migrate import migrate  # noqa: PLC0415 - see above

            migrate(home, dry_run=options.dry_run, down=options.down)
        case "backup" | "restore" | "import":
            _copy(options, home)
        case "down":
            from local.commands.down import down  # noqa: PLC0415 - see above

            down(home, agreed=options.yes)
        case "token":
            from local.issuer import token  # noqa: PLC0415 - see above

            print(token(home, options.role))
        case "logs":
            from local.commands.logs import Choice, follow  # noqa: PLC0415 - see above

            follow(home, Choice(options.provider, options.level, options.json))
        case "pages" | "parts" | "snapshot":
            _build(options.verb, home)
    return 0


def _build(verb: str, home: Home) -> None:
    """Make what is kept made: the pages, the parts of whole bodies, the bundled snapshot."""
    if verb == "pages":
        from local.commands.pages import build  # noqa: PLC0415 - as in _run

        build()
    elif verb == "parts":
        from local.commands.parts import make  # noqa: PLC0415 - as in _run

        make(home)
    else:
        from local.commands.snapshot import write  # noqa: PLC0415 - as in _run

        write(home)


def _stay(options: argparse.Namespace, home: Home) -> None:
    """Serve until somebody ends it."""
    if options.verb == "up":
        from local.commands.up import up  # noqa: PLC0415 - as in _run

        up(home)
    else:
        from local.commands.serve import serve  # noqa: PLC0415 - as in _run

        serve(home)


def _copy(options: argparse.Namespace, home: Home) -> None:
    """Write a backup, or read one, or what lists stated in the past."""
    if options.verb == "import":
        from local.commands.import_history import import_history  # noqa: PLC0415 - as in _run

        import_history(home, options.history, dry_run=options.dry_run)
    elif options.verb == "backup":
        from local.commands.backup import backup  # noqa: PLC0415 - as in _run

        backup(home, options.file)
    else:
        from local.commands.restore import restore  # noqa: PLC0415 - as in _run

        restore(home, options.file, agreed=options.yes)


if __name__ == "__main__":
    sys.exit(main())
