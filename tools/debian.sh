#!/usr/bin/env bash
# Makes sure programs are there, installing their Debian packages when they are not.
# usage: tools/debian.sh package=test-command ...   (the command is run by bash; success means nothing is missing)
set -euo pipefail

missing=()
for pair in "$@"; do
    bash -c "${pair#*=}" >/dev/null 2>&1 || missing+=("${pair%%=*}")
done
[ "${#missing[@]}" -gt 0 ] || exit 0

if ! command -v apt-get >/dev/null; then
    echo "Please install: ${missing[*]} (names of the Debian packages)." >&2
    exit 1
fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    as_root=(sudo)
    # Without a terminal nobody can type a password: fail at once rather than wait.
    [ -t 0 ] || as_root=(sudo -n)
    if ! command -v sudo >/dev/null || ! "${as_root[@]}" true 2>/dev/null; then
        echo "Some Debian packages are missing and this user may not install them. As root, run: apt-get install ${missing[*]}" >&2
        exit 1
    fi
fi
echo "Installing Debian packages: ${missing[*]}"
"${as_root[@]}" apt-get update -q >/dev/null
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}" </dev/null >/dev/null
