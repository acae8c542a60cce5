#!/usr/bin/env bash
# Regenerates pb/ from proto/. pb/ is committed and never edited; `make check` fails when it drifts.
set -euo pipefail
cd "$(dirname "$0")/.."
python=${PYTHON:-.venv/bin/python}
out=${1:-pb}
google=$("$python" -c 'import google.api, pathlib; print(pathlib.Path(list(google.api.__path__)[0]).parents[1])')
rm -rf "$out"/tsunagi
mkdir -p "$out"
mapfile -t files < <(cd proto && find tsunagi -name '*.proto' | sort)
"$python" -m grpc_tools.protoc -Iproto -I"$google" --python_out="$out" --pyi_out="$out" "${files[@]}"
# The command package is called tsunagi too, so generated modules live below pb.
find "$out/tsunagi" \( -name '*.py' -o -name '*.pyi' \) -exec sed -i -E 's/^from tsunagi\./from pb.tsunagi./; s/^import tsunagi\./import pb.tsunagi./' {} +
find "$out" -type d -exec touch {}/__init__.py \;
