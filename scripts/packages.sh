# What the scripts here share: the Debian packages they need, and installing those that are missing. Sourced, not run.
# shellcheck shell=sh disable=SC2034  # the lists are for who sources this

packages_to_build='gcc libc6-dev meson ninja-build pkg-config python3
    libssl-dev libgmp-dev libsodium-dev libjansson-dev zlib1g-dev libzstd-dev libcsv-dev libsqlite3-dev
    libpq-dev libqrencode-dev'
packages_to_test='openssl libcmocka-dev libdecaf-dev clang libclang-rt-14-dev libomp-dev valgrind libc6-dbg
    python3-jsonschema scdoc zstd chromium postgresql'
packages_to_package='debhelper dpkg-dev scdoc lintian'

# missing_packages PACKAGE...: prints those that are not installed.
missing_packages() {
    for package in "$@"; do
        state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) || state=
        [ "$state" = installed ] || printf ' %s' "$package"
    done
}

# as_root COMMAND...
as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# install_missing PACKAGE...: installs those that are not installed yet; prints nothing where none is missing. Its own
# output is shown only where it fails.
install_missing() {
    if ! command -v apt-get >/dev/null 2>&1; then
        echo "not a Debian system: going on as if it had these, or what they hold: $*" >&2
        return 0
    fi
    missing=$(missing_packages "$@")
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null 2>&1; then
        echo "missing packages, and neither root nor sudo to install them; as root, run: apt-get install$missing" >&2
        return 1
    fi
    echo "installing$missing"
    apt_log=$(mktemp) || return 1
    # shellcheck disable=SC2086  # a list
    if as_root apt-get -q update >"$apt_log" 2>&1 </dev/null &&
        as_root env DEBIAN_FRONTEND=noninteractive apt-get -qy install --no-install-recommends $missing \
            >>"$apt_log" 2>&1 </dev/null; then
        rm -f "$apt_log"
    else
        cat "$apt_log" >&2
        rm -f "$apt_log"
        echo 'the packages could not be installed: see above' >&2
        return 1
    fi
}
