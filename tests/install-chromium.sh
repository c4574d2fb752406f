#!/bin/sh
# Makes sure that the browser tests have a Chromium to run in.
set -eu

for browser in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
    if [ -n "$browser" ] && command -v "$browser" >/dev/null 2>&1; then
        exit 0
    fi
done

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq
    # Ubuntu's own package is a shell around a snap; Debian's is the browser.
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null
    exit 0
fi

echo 'The browser tests need Chromium. Install it (on Debian: sudo apt install chromium), or name one: CHROMIUM=path make test' >&2
exit 1
