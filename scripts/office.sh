#!/usr/bin/env bash
# Lets programs that people have open what `lunban plan --with all` writes of a campaign: LibreOffice, openpyxl, icalendar, Chromium.
# With `--accept` the pictures that the READMEs show are taken anew. With `--ready` it only says whether all programs are there.
#
#   office.sh COMMAND FOLDER [CAMPAIGN] [--accept]
#
# What is missing is installed: programs with apt, Python's packages with pip, into FOLDER.
set -euo pipefail
cd "$(dirname "$0")/.."

programs=(soffice chromium pdftotext python3)
packages=(libreoffice-calc libreoffice-writer chromium poppler-utils fonts-noto-cjk python3-venv)

is_ready() {
    local program
    for program in "${programs[@]}"; do command -v "$program" >/dev/null || return 1; done
    python3 -c 'import ensurepip, venv' 2>/dev/null
}

install_programs() {
    local become=()
    command -v apt-get >/dev/null || { echo "lunban: these are needed: ${programs[*]}" >&2; exit 1; }
    [[ $(id -u) -eq 0 ]] || become=(sudo)
    echo "lunban: installing ${packages[*]} ..." >&2
    "${become[@]}" apt-get update -qq >&2
    "${become[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
}

if [[ $1 == --ready ]]; then
    is_ready
    exit
fi

command=$(realpath "$1") folder=$2 campaign=${3:-data/jjj-2017}
is_ready || install_programs
mkdir -p "$folder"
folder=$(realpath "$folder")
python=$folder/python/bin/python
[[ -x $python ]] || python3 -m venv "$folder/python"
"$python" -m pip install --quiet --disable-pip-version-check --requirement scripts/office/requirements.txt

plan=$folder/plan pictures=$folder/pictures
"$command" plan "$campaign" -o "$plan" --force --with all > /dev/null 2>&1
check() { "$python" "scripts/office/$1.py" "${@:2}"; }
check speed "$command" "$campaign"
check workbook "$plan" "$pictures"
check ics "$plan"
check notice "$plan"
check page "$plan" "$pictures"
check roundtrip "$command" data/tiny
check redacted "$command" data/tiny
check hostile "$command" data/tiny

if [[ ${4:-} == --accept ]]; then
    for picture in board-light-en board-light-zh workbook; do
        "$python" scripts/office/picture.py "$pictures/$picture.png" "docs/pictures/$picture.png"
    done
fi
