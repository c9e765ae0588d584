"""Workbooks as people hand them back: edited with openpyxl, saved again by LibreOffice, in GB18030; read, judged, and filled by the command.

    roundtrip.py COMMAND CAMPAIGN

COMMAND is the program `lunban`, CAMPAIGN a small folder: `data/tiny`.
"""

import csv
import json
import shutil
import sys
import tempfile
from pathlib import Path

from openpyxl import Workbook, load_workbook

from plan import duties
from programs import Lunban, converted

# The rows above the board of teams, and the columns before its rounds.
ABOVE, BEFORE = 3, 4


def schedule(folder: Path) -> set:
    """Who sits where, whatever else a plan says."""
    return {(duty.round, duty.team, duty.start, duty.end, duty.person) for duty in duties(folder)}


def saved_again(file: Path, target: Path) -> None:
    """A workbook as LibreOffice saves it."""
    with converted(file, "xlsx") as folder:
        (saved,) = folder.glob("*.xlsx")
        shutil.copy(saved, target)


def check_saved(lunban: Lunban, folder: Path, campaign: Path) -> None:
    """What LibreOffice and openpyxl saved holds the duties that were written."""
    saved_again(folder / "out/schedule.xlsx", folder / "libreoffice.xlsx")
    load_workbook(folder / "out/schedule.xlsx").save(folder / "openpyxl.xlsx")
    for file in ("libreoffice.xlsx", "openpyxl.xlsx"):
        for sheet in ("", "!Teams", "!Duties"):
            lunban.run("audit", campaign, f"{file}{sheet}")
        lunban.run("plan", campaign, "-o", "again", "--force", "--keep", file)
        assert schedule(folder / "again") == schedule(folder / "out"), file


def check_edited(lunban: Lunban, folder: Path, campaign: Path) -> None:
    """Cells cleared on the board of teams are filled anew, and all others stand."""
    book = load_workbook(folder / "out/schedule.xlsx")
    teams = book["Teams"]
    cleared = [teams.cell(ABOVE + 2 + row, BEFORE + 1 + row % 3) for row in range(6)]
    for cell in cleared:
        cell.value = None if cell.row % 2 else "（空缺）"
    book.save(folder / "edited.xlsx")
    judged = lunban.run("audit", campaign, "edited.xlsx", ends=1).stdout
    for cell in cleared:
        assert f"Teams!{cell.coordinate}" in judged, f"{cell.coordinate} is not named in {judged}"
    said = lunban.run("plan", campaign, "-o", "filled", "--keep", "edited.xlsx", "--with", "xlsx").stdout
    before, after = schedule(folder / "out"), schedule(folder / "filled")
    assert f"Kept as they stood: {len(before) - len(cleared)} duties" in said, said
    assert len(before & after) >= len(before) - len(cleared) and len(after) == len(before)


def check_wrong(lunban: Lunban, folder: Path, campaign: Path) -> None:
    """Somebody whom a rule keeps from a seat, and somebody whom nobody knows, are named with their cells."""
    book = load_workbook(folder / "out/schedule.xlsx")
    teams = book["Teams"]
    teams.cell(ABOVE + 1, BEFORE + 1).value = teams.cell(ABOVE + 2, BEFORE + 1).value
    book.save(folder / "barred.xlsx")
    said = lunban.run("plan", campaign, "-o", "barred", "--keep", "barred.xlsx", ends=2).stderr
    assert "barred.xlsx!Teams!E4: " in said and "is broken" in said, said
    teams.cell(ABOVE + 1, BEFORE + 2).value = "查无此人"
    book.save(folder / "unknown.xlsx")
    said = lunban.run("plan", campaign, "-o", "barred", "--keep", "unknown.xlsx", ends=2).stderr
    assert "unknown.xlsx!Teams!F4: `查无此人`: expected the name of a person" in said, said
    assert not (folder / "barred").exists(), "something is written"


def check_rosters(lunban: Lunban, folder: Path, campaign: Path) -> None:
    """The same rosters, as each program saves them, are the same campaign."""
    canonical = lunban.run("export", campaign, "--format", "json").stdout
    writers = {"gb18030": in_gb18030, "openpyxl": by_openpyxl, "libreoffice": by_libreoffice}
    for name, write in writers.items():
        copy = folder / name
        shutil.copytree(campaign, copy)
        for roster in sorted((copy / "roster").glob("*.csv")):
            write(roster)
        assert lunban.run("export", copy, "--format", "json").stdout == canonical, name


def in_gb18030(roster: Path) -> None:
    text = roster.read_text(encoding="utf-8-sig").replace("\n", "\r\n")
    roster.write_bytes(text.encode("gb18030"))


def by_openpyxl(roster: Path) -> None:
    book = Workbook()
    with open(roster, encoding="utf-8-sig", newline="") as table:
        for row in csv.reader(table):
            book.active.append(row)
    roster.unlink()
    book.save(roster.with_suffix(".xlsx"))


def by_libreoffice(roster: Path) -> None:
    """Through openpyxl, for LibreOffice takes the words of a CSV for numbers and days."""
    by_openpyxl(roster)
    saved_again(roster.with_suffix(".xlsx"), roster.with_suffix(".xlsx"))


def check_forms(lunban: Lunban, folder: Path, campaign: Path) -> None:
    """A new roster has lists and checks in Excel's own form, LibreOffice keeps them, and what is filled in is read."""
    lunban.run("new", "mine", "--xlsx")
    roster = folder / "mine/roster/A.xlsx"
    saved_again(roster, folder / "form.xlsx")
    for file in (roster, folder / "form.xlsx"):
        sheet = load_workbook(file).worksheets[0]
        checks = sheet.data_validations.dataValidation
        kinds = {check.type for check in checks}
        assert {"list", "whole", "custom", "date"} <= kinds, f"{file}: {kinds}"
        ranks = [check for check in checks if check.type == "list" and "lists" in check.formula1 and check.showErrorMessage]
        assert len(ranks) >= 2, f"{file}: ranks and genders"
    book = load_workbook(roster)
    sheet = book.worksheets[0]
    (head,) = [row for row in sheet.iter_rows(max_row=10) if row[0].value == "id*"]
    free = next(row for row in range(head[0].row + 1, sheet.max_row) if not sheet.cell(row, 1).value)
    for column, word in enumerate(("P901", "新人", "处级", "男", "experienced", None, None, "2"), 1):
        sheet.cell(free, column).value = word
    book.save(roster)
    facts = json.loads(lunban.run("check", "mine", "--json").stdout)
    assert facts["warnings"] == [], facts["warnings"]
    lunban.run("plan", "mine", "-o", "planned")
    assert "新人" in (folder / "planned/units/A.csv").read_text(encoding="utf-8-sig")
    lunban.run("quota", campaign, "-o", "quota.xlsx", "--rosters", "asked")
    book = load_workbook(folder / "quota.xlsx")
    units = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    assert len(units) == len(list((folder / "asked").glob("*.xlsx"))) > 1
    assert all(sheet.data_validations.dataValidation for sheet in units)


def main(command: str, campaign: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder, campaign = Path(name), campaign.resolve()
        lunban = Lunban(command, folder)
        lunban.run("plan", campaign, "-o", "out", "--with", "xlsx")
        for check in (check_saved, check_edited, check_wrong, check_rosters, check_forms):
            check(lunban, folder, campaign)
    print("Workbooks saved by openpyxl and LibreOffice are read back, judged, kept and filled; rosters too, in GB18030 among them")


if __name__ == "__main__":
    main(str(Path(sys.argv[1]).resolve()), Path(sys.argv[2]))
