"""Lets LibreOffice and openpyxl read the workbook of a plan: the same duties stand on both sheets, and the Chinese names are printed.

    workbook.py PLAN PICTURES

PICTURES gets the sheet of teams as LibreOffice prints it.
"""

import csv
import subprocess
import sys
from collections import Counter
from pathlib import Path

from openpyxl import load_workbook

from plan import duties, duty, in_english
from programs import bare, converted, pages

# The sheets that every plan has, in English and Chinese; then one for each unit.
SHEETS = (("Overview", "总览"), ("Teams", "各组"), ("People", "人员"), ("Duties", "任务"), ("Fairness", "公平"), ("Findings", "审核"))

# The rows above the board of teams, and the columns before its rounds.
ABOVE, BEFORE = 3, 4


def check_csv(file: Path, expected: list) -> None:
    """Of the sheet of duties LibreOffice makes a CSV with the duties of `assignments.csv`."""
    every_sheet = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1'
    with converted(file, every_sheet) as folder:
        tables = {table.stem.split("-", 1)[1]: table for table in folder.glob("*.csv")}
        (duties_sheet,) = [table for name, table in tables.items() if name in SHEETS[3]]
        with open(duties_sheet, encoding="utf-8", newline="") as table:
            rows = [duty(in_english(row)) for row in csv.DictReader(table)]
    assert Counter(rows) == Counter(expected), "the CSV has other duties"


def check_openpyxl(file: Path, expected: list) -> int:
    """openpyxl reads every sheet; nothing on it is a formula; the boards of teams and units hold the same people."""
    book = load_workbook(file)
    for names, sheet in zip(SHEETS, book.worksheets):
        assert sheet.title in names, sheet.title
        assert sheet.max_row > 1, sheet.title
    for sheet in book.worksheets:
        formulas = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        assert not formulas, f"{sheet.title}: {formulas}"
    assert len(book["Fairness" if "Fairness" in book else SHEETS[4][1]]._charts) >= 2, "charts"
    teams = book.worksheets[1]
    assert teams.freeze_panes and teams.auto_filter.ref and teams.page_setup.orientation == "landscape"
    assert str(teams.page_setup.paperSize) == teams.PAPERSIZE_A3, teams.page_setup.paperSize
    cells = [cell.value for row in teams.iter_rows(min_row=ABOVE + 1, min_col=BEFORE + 1) for cell in row if cell.value]
    assert len(cells) == len(expected), f"{len(cells)} cells, {len(expected)} duties"
    names = Counter(person.name or person.person for person in expected if person.person)
    seen = Counter(name for name in names for cell in cells if name in str(cell))
    assert not names - seen, f"not on the board: {names - seen}"
    units = [sheet for sheet in book.worksheets[len(SHEETS):] if sheet.sheet_state == "visible"]
    for sheet in units:
        ids = {row[0].value for row in sheet.iter_rows(min_row=ABOVE + 1) if row[0].value}
        others = {person.person for person in expected if person.person} - ids
        shown = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
        assert not [person for person in others if person in shown.split()], f"{sheet.title} shows others"
    return len(book.worksheets)


def check_pdf(file: Path, expected: list) -> int:
    printed = pages(file)
    text = "".join(printed)
    people = {person.name or person.person for person in expected if person.person}
    missing = [who for who in people if bare(who) not in text]
    assert not missing, f"not printed: {missing[:9]}"
    return len(printed)


def photograph(file: Path, picture: Path) -> None:
    """The board of teams, as LibreOffice prints its first page."""
    picture.parent.mkdir(parents=True, exist_ok=True)
    with converted(file, "pdf") as folder:
        (pdf,) = folder.glob("*.pdf")
        found = [number for number, page in enumerate(text_by_page(pdf), 1) if "teams by rounds" in page or "各组各轮人员" in page]
        number = str(found[0])
        make = ["pdftoppm", "-png", "-singlefile", "-scale-to-x", "1400", "-scale-to-y", "-1", "-f", number, "-l", number]
        subprocess.run([*make, str(pdf), str(picture.with_suffix(""))], check=True)
    assert picture.stat().st_size > 10_000, picture


def text_by_page(pdf: Path) -> list[str]:
    return subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True, text=True).stdout.split("\f")


def main(plan: Path, pictures: Path) -> None:
    file, expected = plan / "schedule.xlsx", duties(plan)
    check_csv(file, expected)
    sheets = check_openpyxl(file, expected)
    printed = check_pdf(file, expected)
    photograph(file, pictures / "workbook.png")
    print(f"LibreOffice made a CSV with the same {len(expected)} duties and {printed} pages of {file}; openpyxl read {sheets} sheets")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
