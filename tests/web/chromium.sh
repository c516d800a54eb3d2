#!/usr/bin/env bash
# Finds Chromium, or installs Debian's where that is possible; prints nothing where it is there.
set -euo pipefail
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null; then exit; fi
done
echo "Installing Chromium for the browser tests"
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "make test-web needs Chromium on the PATH: install the package chromium and run it again." >&2
  exit 1
fi
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null
