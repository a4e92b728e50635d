#!/bin/sh
# Chromium, which looks at learners' pages when sites are graded: installed where we may, else said how.
# It is the one without windows: it starts quickest, and asks for nothing that is refused to learners' work.
set -eu

for program in /usr/lib/chromium/chromium-headless-shell /usr/lib/chromium-browser/headless_shell \
    /usr/lib64/chromium-browser/headless_shell /usr/bin/chromium-headless-shell \
    "${PLAYWRIGHT_BROWSERS_PATH:-${HOME:-}/.cache/ms-playwright}"/chromium_headless_shell-*/chrome-*/*headless*shell; do
    [ ! -x "$program" ] || exit 0
done

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Chromium from the distribution's packages, to look at learners' pages"
    export DEBIAN_FRONTEND=noninteractive
    if apt-get update -qq &&
        apt-get install -y -qq --no-install-recommends chromium-headless-shell fonts-dejavu-core >/dev/null; then
        exit 0
    fi
fi
echo "Chromium is missing: pages and sites of learners will wait, ungraded, until it is there."
echo "  Debian:    sudo apt install chromium-headless-shell fonts-dejavu-core"
echo "  elsewhere: ${1:-.venv/bin}/playwright install --with-deps --only-shell chromium"
