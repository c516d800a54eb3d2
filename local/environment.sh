#!/usr/bin/env bash
# Creates a virtual environment from hashed locks: environment.sh FOLDER LOCK...
# Takes uv where it is installed, else Python 3.13 with its own venv and pip.
set -euo pipefail
folder=$1
if [ -L "$folder" ]; then
  echo "$folder is a link, and installing would empty what it points to: remove the link." >&2
  exit 1
fi
echo "Installing into $folder (once, until its lock changes)"
shift
locks=()
for lock in "$@"; do locks+=(-r "$lock"); done

if command -v uv >/dev/null; then
  uv venv --quiet --clear --seed --python 3.13 "$folder"
  uv pip install --quiet --compile-bytecode --python "$folder" --require-hashes "${locks[@]}"
  exit
fi

for python in python3.13 python3 python; do
  if [ "$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)" = 3.13 ]; then
    "$python" -m venv --clear "$folder"
    "$folder/bin/pip" install -qq --disable-pip-version-check --require-hashes "${locks[@]}"
    exit
  fi
done
echo "Pricebook needs Python 3.13 or uv on the PATH; found neither. Install one of them and run make again." >&2
exit 1
