#!/usr/bin/env bash
# Creates a virtual environment from hashed locks: environment.sh FOLDER LOCK...
# Takes uv where it is installed, else Python 3.13 with its own venv and pip.
# A second one at the same moment waits, where there is flock, and finds the work done.
set -euo pipefail
folder=$1
if [ -L "$folder" ]; then
  echo "$folder is a link, and installing would empty what it points to: remove the link." >&2
  exit 1
fi
shift
is_installed() {
  local lock
  for lock in "$@"; do [ "$folder/packages" -nt "$lock" ] || return 1; done
}
if command -v flock >/dev/null; then
  exec 9>"$folder.lock"
  flock 9
  if is_installed "$@"; then exit; fi
fi
echo "Installing into $folder (once, until its lock changes)"
locks=()
for lock in "$@"; do locks+=(-r "$lock"); done

if command -v uv >/dev/null; then
  uv venv --quiet --clear --seed --python 3.13 "$folder"
  uv pip install --quiet --compile-bytecode --python "$folder" --require-hashes "${locks[@]}"
  touch "$folder/packages"
  exit
fi

for python in python3.13 python3 python; do
  if [ "$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)" = 3.13 ]; then
    "$python" -m venv --clear "$folder"
    "$folder/bin/pip" install -qq --disable-pip-version-check --require-hashes "${locks[@]}"
    touch "$folder/packages"
    exit
  fi
done
echo "Pricebook needs Python 3.13 or uv on the PATH; found neither. Install one of them and run make again." >&2
exit 1
