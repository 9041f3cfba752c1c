#!/usr/bin/env bash
# Renews the hashed locks. No address of a registry may be in them, so that any mirror can serve them.
set -euo pipefail
cd "$(dirname "$0")/.."
compile=(uv pip compile --quiet --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate "$@")
if ! command -v uv >/dev/null; then
    .venv/bin/python -m pip install --quiet uv
    PATH="$PWD/.venv/bin:$PATH"
fi
# What runs from here has the statistics too; whoever installs the package alone chooses them as an extra.
"${compile[@]}" pyproject.toml --extra forecast -o requirements.txt
"${compile[@]}" pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt
npm install --package-lock-only --ignore-scripts --no-audit --no-fund --loglevel=error
tools/node.sh
.venv/bin/python tools/vendor.py --pin
