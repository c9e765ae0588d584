"""A redacted plan: no name, no phone and nothing of the units' own columns is in any of its files, packed ones among them; ids are.
Of a plan that is not redacted, a unit's table shows its own people only.

    redacted.py COMMAND CAMPAIGN
"""

import csv
import io
import re
import sys
import tempfile
import zipfile
from pathlib import Path

from programs import Lunban

# Columns of rosters that say nothing of who somebody is.
KNOWN = set("id unit rank gender tags home base unavailable prefer avoid min max target with apart trained".split())


def people(campaign: Path) -> list[dict[str, str]]:
    rows = []
    for roster in sorted((campaign / "roster").glob("*.csv")):
        with open(roster, encoding="utf-8-sig", newline="") as table:
            rows += list(csv.DictReader(table))
    return rows


def secrets(rows: list[dict[str, str]]) -> set[str]:
    """What nobody may see; words of two letters stand in other words, unless they are names."""
    cells = {value for row in rows for column, value in row.items() if column not in KNOWN | {"name"} and len(value) > 3}
    return cells | {row["name"] for row in rows}


def texts(folder: Path) -> dict[str, str]:
    """Every file as text; of what is packed, every part."""
    found = {}
    for file in sorted(file for file in folder.rglob("*") if file.is_file()):
        content = file.read_bytes()
        name = str(file.relative_to(folder))
        if zipfile.is_zipfile(file):
            parts = zipfile.ZipFile(io.BytesIO(content))
            found |= {f"{name}/{part}": parts.read(part).decode("utf-8", "replace") for part in parts.namelist()}
        else:
            # Long lines of calendars are folded.
            found[name] = content.decode("utf-8").replace("\r\n ", "")
    return found


def holds(text: str, word: str) -> bool:
    """Whether a word stands in a text, and not within a longer word of Chinese or of digits."""
    return re.search(rf"(?<![\w]){re.escape(word)}(?![\w])", text) is not None


def check_units(folder: Path, rows: list[dict[str, str]]) -> None:
    for table in sorted((folder / "units").glob("*.csv")):
        text = table.read_text(encoding="utf-8-sig")
        own = [row for row in rows if row["unit"] == table.stem]
        # Whom a unit itself ties its people to, it knows.
        tied = " ".join(row[column] for row in own for column in ("with", "apart"))
        for row in rows:
            is_own = row in own or holds(tied, row["id"])
            assert holds(text, row["id"]) == is_own, f"{table.name}: {row['id']} of {row['unit']}"


def main(command: str, campaign: Path) -> None:
    rows = people(campaign)
    with tempfile.TemporaryDirectory() as name:
        lunban = Lunban(command, Path(name))
        for out, words in (("open", []), ("closed", ["--redact"])):
            lunban.run("plan", campaign.resolve(), "-o", out, "--with", "all", *words)
        check_units(lunban.folder / "open", rows)
        shown, left = texts(lunban.folder / "open"), texts(lunban.folder / "closed")
        assert len(shown) == len(left) > 15, (len(shown), len(left))
        told = {secret for secret in secrets(rows) if any(holds(text, secret) for text in shown.values())}
        assert len(told) > len(rows), "hardly anything would be told"
        for file, text in left.items():
            found = [secret for secret in told if holds(text, secret)]
            assert not found, f"{file} tells {found[:5]}"
        ids = [row["id"] for row in rows]
        for file in ("assignments.csv", "board.csv", "schedule.json", "report.html", "notice.docx/word/document.xml"):
            assert any(holds(left[file], person) for person in ids), f"{file} has no ids"
    print(f"{len(left)} files of a redacted plan tell none of {len(told)} names, phones and words of units' own")


if __name__ == "__main__":
    main(str(Path(sys.argv[1]).resolve()), Path(sys.argv[2]))
