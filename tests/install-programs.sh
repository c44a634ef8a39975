#!/bin/sh
# Installs the programs the tests run: by apt-get where we are root on Debian; elsewhere it names what is missing.
set -eu
packages=""
command -v soffice >/dev/null || packages="$packages libreoffice-writer-nogui"
command -v pdftoppm >/dev/null || packages="$packages poppler-utils"
command -v npm >/dev/null || packages="$packages nodejs npm"
fc-list 2>/dev/null | grep -q "Noto Sans CJK\|Noto Serif CJK" || packages="$packages fonts-noto-cjk fontconfig"
[ -n "$packages" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq
    # shellcheck disable=SC2086 -- a list of words
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $packages >/dev/null
else
    echo "missing for the whole of the tests, please install:$packages" >&2
fi
