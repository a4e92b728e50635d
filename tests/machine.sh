#!/bin/sh
# What the tests need that Python's packages do not carry: Chromium, Firefox, bubblewrap and LibreOffice Calc.
# Debian's packages where we are root, Playwright's own Chromium elsewhere.
set -eu
bin=$1

missing=
for wanted in chromium bwrap; do
    command -v "$wanted" >/dev/null 2>&1 || missing="$missing $wanted"
done
command -v firefox-esr >/dev/null 2>&1 || command -v firefox >/dev/null 2>&1 || missing="$missing firefox-esr"
command -v soffice >/dev/null 2>&1 || missing="$missing libreoffice-calc-nogui"
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing$missing from the distribution's packages"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends \
        $(echo "$missing" | sed 's/bwrap/bubblewrap/') fonts-dejavu-core >/dev/null
else
    case $missing in
        *chromium*) "$bin/playwright" install chromium ;;
    esac
    case $missing in
        *firefox-esr*) echo "Firefox is missing: its tests will be skipped and say so (install it as root)" ;;
    esac
    case $missing in
        *libreoffice*) echo "LibreOffice is missing: tests that recompute workbooks will be skipped and say so (install it as root)" ;;
    esac
    case $missing in
        *bwrap*) echo "bubblewrap is missing: tests of confinement will say so (install it as root)" ;;
    esac
fi
