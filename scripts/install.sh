#!/usr/bin/env bash
# Sees that what a build needs is there: Rust, and for HiGHS a C++ compiler, cmake and libclang.
#
# On Debian and Ubuntu what is missing is installed, with sudo only where we are not root. Elsewhere one line says
# what to install. Does nothing where all is there.
set -euo pipefail
cd "$(dirname "$0")/.."

fail() {
    echo "lunban: $*" >&2
    exit 1
}

# The oldest Rust that the workspace builds with: 1.88.
needed_rust() {
    sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml
}

check_rust() {
    local needed found
    needed=$(needed_rust)
    command -v cargo >/dev/null || fail "Rust $needed or newer is missing; install it from https://rustup.rs"
    found=$(cargo --version | cut -d' ' -f2)
    printf '%s\n' "$needed" "$found" | sort -V -C || fail "Rust $needed or newer is needed, here is $found; run: rustup update"
}

has_any() {
    compgen -G "$1" >/dev/null
}

has_compiler() {
    command -v c++ >/dev/null || command -v g++ >/dev/null || command -v clang++ >/dev/null
}

# The library, and the headers of its own that go with it: the one is of no use without the other.
has_libclang() {
    [[ -n ${LIBCLANG_PATH:-} ]] && return
    local folder
    for folder in /usr/lib/llvm-*/lib /usr/lib /usr/lib64 /usr/local/lib /opt/homebrew/opt/llvm/lib \
        /Library/Developer/CommandLineTools/usr/lib; do
        if has_any "$folder/clang/*/include/stdint.h" &&
            { has_any "$folder/libclang.*" || has_any "$folder/libclang-[0-9]*"; }; then
            return
        fi
    done
    return 1
}

# What is missing, as Debian calls it.
missing() {
    has_compiler || echo g++
    command -v cmake >/dev/null || echo cmake
    has_libclang || echo libclang-dev
}

install_packages() {
    local become=()
    command -v apt-get >/dev/null || fail "HiGHS needs $* (as Debian calls them); install them and try again"
    if [[ $(id -u) -ne 0 ]]; then
        command -v sudo >/dev/null || fail "HiGHS needs $*; run as root: apt-get install -y $*"
        become=(sudo)
    fi
    echo "lunban: installing $* for HiGHS ..." >&2
    "${become[@]}" apt-get update -qq >&2
    "${become[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

check_rust
read -ra packages <<< "$(missing | xargs)"
if [[ ${#packages[@]} -gt 0 ]]; then
    install_packages "${packages[@]}"
    [[ -z $(missing) ]] || fail "still missing: $(missing | xargs)"
fi
