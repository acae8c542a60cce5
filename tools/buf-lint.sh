#!/usr/bin/env bash
# buf lint, with google/api taken from the installed googleapis-common-protos instead of a registry.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=${BIN:-.venv/bin}
google=$("$bin/python" -c 'import google.api, pathlib; print(list(google.api.__path__)[0])')
mkdir -p .tsunagi/googleapis/google/api
cp "$google"/{annotations,http}.proto .tsunagi/googleapis/google/api/
"$bin/buf" lint proto
