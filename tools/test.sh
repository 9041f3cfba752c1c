#!/usr/bin/env bash
# The whole suite twice: on SQLite with the walks in Chromium, then on a private PostgreSQL without them. Arguments go to pytest.
set -euo pipefail
cd "$(dirname "$0")/.."

tools/debian.sh \
    "chromium=command -v chromium || command -v chromium-browser || command -v google-chrome" \
    "postgresql=ls /usr/lib/postgresql/*/bin/initdb || command -v initdb" \
    "dovecot-imapd=command -v dovecot || ls /usr/sbin/dovecot" \
    "fonts-noto-cjk=fc-list :lang=zh-cn family | grep -q . || ls /usr/share/fonts/opentype/noto/NotoSansCJK*"

KAITUO_HOME=$(mktemp -d)
export KAITUO_HOME
trap 'rm -rf "$KAITUO_HOME"' EXIT
unset KAITUO_DATABASE KAITUO_DEBUG KAITUO_DEMO
KAITUO_CHROMIUM=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
export KAITUO_CHROMIUM

# Pages name their files by content, so the files are gathered once before any page is drawn.
.venv/bin/python manage.py collectstatic --noinput --verbosity 0 </dev/null

# A worker that has done its share takes over from the other: the longest tests stand at the end.
# Made-up cases are the same at every run here, so that a submission is judged by what it changes; a plain `pytest` makes up new ones each time.
pytest=(.venv/bin/python -m pytest -n 2 --dist worksteal --create-db --hypothesis-profile=ci "$@")
status=0
echo "── SQLite"
"${pytest[@]}" </dev/null || status=$?
echo "── PostgreSQL"
.venv/bin/python tools/private_postgres.py "${pytest[@]}" -m "not journey" </dev/null || status=$?
exit "$status"
