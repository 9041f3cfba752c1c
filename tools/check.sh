#!/usr/bin/env bash
# Everything that can be judged without running the product. Goes on after a failure, so one run shows all of them.
set -uo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
KAITUO_HOME=$(mktemp -d)
export KAITUO_HOME
trap 'rm -rf "$KAITUO_HOME"' EXIT
failed=()

step() {
    local name=$1
    shift
    echo "── $name"
    "$@" </dev/null || failed+=("$name")
}

step "ruff check" $bin/ruff check .
step "ruff format" $bin/ruff format --check .
# Strictly, where no framework stands between the types and the sums.
step "types" $bin/mypy -p kaituo.foundation.kernel -p kaituo.foundation.calc -p kaituo.performance.commissions.engine \
    -p kaituo.performance.goals.engine -p kaituo.performance.scorecards.engine -p kaituo.performance.contests.engine -p kaituo.sales.pipeline.engine \
    -p kaituo.sales.pipeline.estimates -p kaituo.team.allocation.engine -p kaituo.sales.leads.engine -p kaituo.sales.segments.engine \
    -p kaituo.office.reports.engine
step "layers" $bin/lint-imports --no-cache
step "translations" $bin/python tools/messages.py --check
step "django check" $bin/python manage.py check --fail-level WARNING
step "migrations" $bin/python manage.py makemigrations --check --dry-run
step "architecture" $bin/python -m pytest tests/architecture
if [ "${#failed[@]}" -gt 0 ]; then
    (IFS=,; echo "Failed: ${failed[*]}") >&2
    exit 1
fi
echo "All checks passed."
