# Sourced by tests/run: finds what the tests need, installs it where that is possible, and names what is missing.

missing=()

# lacks THING HOW notes something that only the user can install.
lacks() {
    missing+=("missing: $1 ($2)")
}

# install PACKAGE... installs Debian packages, quietly; fails where this user or this system cannot.
install() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
    printf 'installing %s\n' "$*"
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "$@"; } >"$work/apt.log" 2>&1
}

have_rust() {
    command -v cargo >/dev/null || { lacks 'cargo' 'install Rust with rustup; rust-version in Cargo.toml says which'; return; }
    cargo fmt --version >/dev/null 2>&1 || lacks 'cargo fmt' 'rustup component add rustfmt'
    cargo clippy --version >/dev/null 2>&1 || lacks 'cargo clippy' 'rustup component add clippy'
}

have_c_compiler() {
    command -v cc >/dev/null || install gcc libc6-dev || lacks 'a C compiler' 'apt-get install gcc libc6-dev'
}

node_is_new_enough() {
    node --eval 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)' 2>/dev/null
}

have_node() {
    command -v npm >/dev/null || install nodejs npm || true
    node_is_new_enough || lacks 'node 20 or newer' 'needed by the browser tests'
    command -v npm >/dev/null || lacks 'npm' 'needed by the browser tests'
}

chromium_path() {
    local name
    [ -n "${CHROMIUM:-}" ] && { printf '%s\n' "$CHROMIUM"; return; }
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$name" && return
    done
    return 1
}

have_chromium() {
    # A browser without any font would measure nothing.
    chromium_path >/dev/null || install chromium fonts-liberation || lacks 'chromium' 'apt-get install chromium, or set CHROMIUM to a browser'
}

# prepare installs what it can and ends the run if something is still missing.
prepare() {
    have_rust
    have_c_compiler
    if [ -z "${BINDERY_SKIP_BROWSER:-}" ]; then
        have_node
        have_chromium
    fi
    if [ ${#missing[@]} -gt 0 ]; then
        printf '%s\n' "${missing[@]}" >&2
        [ -f "$work/apt.log" ] && tail -n 5 "$work/apt.log" >&2
        return 1
    fi
    cargo --version
    [ -n "${BINDERY_SKIP_BROWSER:-}" ] || printf 'node %s, %s\n' "$(node --version)" "$(chromium_path)"
}
