#!/usr/bin/env bash
# Makes `.venv` and fills it from the hashed locks. usage: tools/venv.sh run|dev
set -euo pipefail
cd "$(dirname "$0")/.."

PYTHON=${PYTHON:-python3}
tools/debian.sh "python3=command -v $PYTHON"
if ! "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Kaituo needs Python 3.11 or newer; PYTHON=/path/to/python3 make … names another one." >&2
    exit 1
fi
if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    tools/debian.sh "python3-venv=$PYTHON -c 'import ensurepip, venv'"
    "$PYTHON" -m venv .venv
fi

pip=(.venv/bin/python -m pip install --quiet --quiet --disable-pip-version-check --no-input)
lock=requirements.txt
[ "$1" = run ] || lock=requirements-dev.txt
"${pip[@]}" --require-hashes -r "$lock"
"${pip[@]}" --no-deps -e .
