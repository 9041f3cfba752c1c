#!/usr/bin/env bash
# Brings the packages of package-lock.json into `node_modules`. Their install scripts do not run; node is needed at set-up only.
set -euo pipefail
cd "$(dirname "$0")/.."
tools/debian.sh "npm=command -v npm"
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error </dev/null
