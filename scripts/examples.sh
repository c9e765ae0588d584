#!/usr/bin/env bash
# Runs every example and compares what it prints with `<name>.out` beside it; with `--accept` writes that file anew.
# `<name>.json`, where there is one, is the example's input.
set -euo pipefail
cd "$(dirname "$0")/.."
built=$(realpath -m "${CARGO_TARGET_DIR:-target}")/release/examples
cargo build --release --locked --quiet --workspace --examples
cd examples/examples

run() {
    local input=/dev/null
    [[ -f $1.json ]] && input=$1.json
    "$built/$1" < "$input"
}

for source in *.rs; do
    name=${source%.rs}
    echo "example $name"
    if [[ ${1:-} == --accept ]]; then
        run "$name" > "$name.out"
    else
        run "$name" | diff "$name.out" -
    fi
done
