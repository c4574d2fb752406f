#!/bin/sh
# Installs the system packages that the tests need: Chromium, Firefox, Java, npm, Pango, nginx and rsync.
# With the argument "browsers", those of `make browsers` too: WebKitGTK, which has Safari's engine, and a display for it.
set -eu

# Debian installs nginx into /usr/sbin, which is not on the PATH of every user.
PATH="$PATH:/usr/sbin"

has() {
    command -v "$1" >/dev/null 2>&1
}

has_libraries() {
    "${PYTHON:-python3}" -c 'import ctypes.util, sys; sys.exit(not all(map(ctypes.util.find_library, sys.argv[1:])))' "$@"
}

# Debian's package names. Pango depends on a font there.
missing_packages() {
    has "${CHROMIUM:-chromium}" || has chromium || has chromium-browser || has google-chrome || echo chromium
    has firefox-esr || has firefox || echo firefox-esr
    has java || echo default-jre-headless
    { has node && has npm; } || echo nodejs npm
    has_libraries pango-1.0 pangoft2-1.0 harfbuzz-subset || echo libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
    has nginx || echo nginx
    has rsync || echo rsync
    if [ "${1:-}" = browsers ]; then
        has WebKitWebDriver || echo webkit2gtk-driver
        { has xvfb-run && has xauth; } || echo xvfb xauth
    fi
}

install() {
    apt-get update -qq &&
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# Word splitting is intended: each name becomes an argument.
# shellcheck disable=SC2046
set -- $(missing_packages "$@")

if [ $# = 0 ]; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && has apt-get && install "$@"; then
    exit 0
fi
echo "System packages for the tests are missing. On Debian or Ubuntu: sudo apt install $*" >&2
exit 1
