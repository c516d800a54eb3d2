"""`python -m infrastructure VERB ENV`: deployments in AWS. The Makefile has the verbs."""

import argparse
import os
import sys

from infrastructure import artefacts, copies, deploy, environments, origin, remove, smoke
from infrastructure.environments import DeployError

VERBS = ("backup", "deploy", "restore", "rollback", "rotate-origin", "smoke", "undeploy")


def main() -> int:
    """Run one verb; 1 where it failed, with a sentence that says why."""
    options = _parser().parse_args()
    try:
        _run(options, environments.read(options.environment, options.arch))
    except DeployError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m infrastructure", description=__doc__)
    parser.add_argument("verb", choices=VERBS)
    parser.add_argument("environment", metavar="ENV")
    parser.add_argument("--arch", choices=("arm64", "x86_64"))
    parser.add_argument("--dry-run", action="store_true", help="stop at the change set")
    parser.add_argument("--file", help="a backup: a file here, or its name in the bucket")
    parser.add_argument("--cluster", help="a cluster that was restored beside the stack's")
    parser.add_argument("--yes", action="store_true", help="replace the models that are there")
    parser.add_argument("--built", action="store_true", help="deploy what was built before")
    return parser


def _run(options: argparse.Namespace, environment: environments.Environment) -> None:
    match options.verb:
        case "backup":
            print(copies.backup(environment, options.cluster))
        case "restore":
            print(copies.restore(environment, options.file or "", replace=options.yes))
        case "deploy":
            remove.unprotect(environment)
            ask = "CI" not in os.environ
            build = artefacts.take if options.built else artefacts.build
            deploy.deploy(environment, build, execute=not options.dry_run, ask=ask)
        case "rollback":
            for function, version in deploy.rollback(environment).items():
                print(f"{function} serves version {version}")
        case "rotate-origin":
            print(origin.rotate(environment))
        case "smoke":
            smoke.run(environment)
        case "undeploy":
            stays = remove.remove(environment)
            print("\n".join(["Deleted. What stays, and costs, until you delete it:", *stays]))


if __name__ == "__main__":
    sys.exit(main())
