#!/usr/bin/env bash
# Runs every command that the READMEs show: their blocks marked `sh`, from first to last. Then looks for the lines of every
# block marked `text FILE` in that file, where the commands ran. Ends with the first that fails.
#
# The commands run in a folder of their own, in which the checkout's files can be seen; `make` and `cargo` run in the checkout.
# What they install stays in that folder. A command that $SKIP names is passed over, for whoever has just run it.
set -euo pipefail
cd "$(dirname "$0")/.."

checkout=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

export checkout CARGO_INSTALL_ROOT=$work/installed PATH=$work/installed/bin:$PATH

make() { command make --no-print-directory -C "$checkout" "$@"; }
cargo() { (cd "$checkout" && command cargo "$@"); }
export -f make cargo

# The lines of the blocks of a README whose mark begins with a word, each after its mark and a tab.
lines_of() {
    awk -v word="$2" '
        /^ *```/ { inside = !inside; mark = inside ? substr($0, index($0, "```") + 3) : ""; next }
        inside && $0 != "" && (mark == word || index(mark, word " ") == 1) { print mark "\t" $0 }
    ' "$1"
}

# The commands of a README as a script that says each before it runs it.
script_of() {
    echo 'set -euo pipefail'
    lines_of "$checkout/$1" sh | cut -f 2- | while IFS= read -r command; do
        [[ $command == "${SKIP:-}" ]] || printf 'echo %q\n%s\n' "$1: $command" "$command"
    done
}

check_excerpts() {
    lines_of "$checkout/$1" text | while IFS=$'\t' read -r mark line; do
        local file=${mark#text}
        file=${file# }
        if [[ -n $file ]] && ! grep -Fxq -e "$line" "$file"; then
            echo "$1: $file has no line: $line" >&2
            return 1
        fi
    done
}

for readme in README.md README.zh.md; do
    mkdir "$work/$readme"
    ln -s "$checkout"/{data,docs,examples,out} "$work/$readme"
    script_of "$readme" > "$work/script"
    (cd "$work/$readme" && bash "$work/script" < /dev/null)
    (cd "$work/$readme" && check_excerpts "$readme")
done
