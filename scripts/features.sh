#!/usr/bin/env bash
# Builds the library with every set of features, and checks that the core depends on no solver.
set -euo pipefail
cd "$(dirname "$0")/.."

run() {
    echo "$*" >&2
    "$@"
}

# With the tables beside the library, HiGHS is built with what it is built with for the command: once, and not for each of these.
with_highs=(--package lunban --package lunban-files)
run cargo check --release --locked "${with_highs[@]}"
run cargo check --release --locked "${with_highs[@]}" --no-default-features --features lunban/highs
run cargo check --release --locked --package lunban --no-default-features --features microlp
run cargo check --release --locked --package lunban-core --all-targets

# microlp alone needs no C++ compiler, and proves the same of the same campaign.
without_highs=(--package lunban-examples --no-default-features --features microlp)
proven() { grep 'no schedule'; }
run cargo run --release --locked --quiet "${without_highs[@]}" --example embed | proven |
    diff <(proven < examples/examples/embed.out) -

depends_on_no() {
    local pattern=$1 tree
    shift
    tree=$(cargo tree --locked --edges normal,build --prefix none "$@")
    if grep -E "^($pattern) " <<< "$tree"; then
        echo "$*: depends on what is listed above, and must not" >&2
        return 1
    fi
}

depends_on_no 'good_lp|highs|highs-sys|microlp' --package lunban-core
depends_on_no 'highs|highs-sys|cmake|bindgen' "${without_highs[@]}"
echo "lunban-core knows no solver; with microlp alone nothing of HiGHS is built"
