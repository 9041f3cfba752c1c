#!/usr/bin/env bash
# Builds the demo company afresh. What was in the data folder is kept beside it.
set -euo pipefail
cd "$(dirname "$0")/.."
home=${KAITUO_HOME:-var}
if [ -e "$home" ]; then
    kept="$home-before-$(date +%Y%m%d-%H%M%S)"
    mv "$home" "$kept"
    echo "Kept the previous data in $kept"
fi
.venv/bin/kaituo init --demo
