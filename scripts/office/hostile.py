"""Plans a campaign whose names are HTML, formulas and broken lines, and opens all that is written of it: the names are text everywhere.

    hostile.py COMMAND CAMPAIGN

COMMAND is the program `lunban`, CAMPAIGN a folder to take the rest from: `data/tiny`.
"""

import csv
import shutil
import sys
import tempfile
from pathlib import Path

from icalendar import Calendar
from openpyxl import load_workbook
from playwright.sync_api import expect

from browser import clear, opened, view
from programs import Lunban, converted, pages

NAMES = (
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<!--<script>",
    "'\"&`${alert(1)}",
    "=HYPERLINK(0)",
    "张三\r\nATTENDEE:mailto:x",
    "李\u202e四\u2028五",
    "&lt;b&gt;",
    "王\u0007五",
)


def renamed(campaign: Path, folder: Path) -> Path:
    """A copy of the campaign whose people bear the names above, in turn."""
    copy = folder / "campaign"
    shutil.copytree(campaign, copy)
    for roster in sorted((copy / "roster").glob("*.csv")):
        with open(roster, encoding="utf-8-sig", newline="") as table:
            rows = list(csv.DictReader(table))
        for position, row in enumerate(rows):
            row["name"] = NAMES[position % len(NAMES)]
        with open(roster, "w", encoding="utf-8", newline="") as table:
            writer = csv.DictWriter(table, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)
    return copy


def check_page(file: Path) -> None:
    with opened(file) as page:
        view(page, "people")
        for name in ("</script><script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "&lt;b&gt;", "'\"&`${alert(1)}"):
            page.locator("#filter-text").fill(name)
            expect(page.locator("main tbody th a").first).to_have_text(name)
            clear(page)
        for name in ("board", "units", "fairness", "map", "findings", "overview"):
            view(page, name)
        assert page.locator("img").count() == 0 and page.locator("script").count() == 2


def check_calendars(folder: Path) -> None:
    for file in folder.glob("*.ics"):
        for event in Calendar.from_ical(file.read_bytes()).walk("VEVENT"):
            assert "ATTENDEE" not in event, file


def check_notice(file: Path) -> None:
    text = "".join(pages(file))
    for name in ("</script><script>alert(1)</script>", '"><imgsrc=xonerror=alert(1)>', "&lt;b&gt;", "=HYPERLINK(0)"):
        assert name in text, name


def check_workbook(file: Path) -> None:
    """No cell is a formula, for openpyxl or when LibreOffice has computed the sheets; the names stand there as they are."""
    cells = [cell for sheet in load_workbook(file).worksheets for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    for name in ("=HYPERLINK(0)", "</script><script>alert(1)</script>", "&lt;b&gt;"):
        assert any(cell.value == name for cell in cells), name
    with converted(file, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1") as folder:
        shown = "".join(table.read_text(encoding="utf-8") for table in folder.glob("*.csv"))
    assert "=HYPERLINK(0)" in shown and "#NAME?" not in shown and "Err:" not in shown


def check_tables(out: Path) -> None:
    """No cell of a CSV begins as a formula does."""
    for file in [*out.glob("*.csv"), *out.glob("units/*.csv")]:
        with open(file, encoding="utf-8-sig", newline="") as table:
            risky = [cell for row in csv.reader(table) for cell in row if cell[:1] in tuple("=+-@\t\r\n＝＋－＠")]
        assert not risky, f"{file}: {risky}"


def main(command: str, campaign: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        out = folder / "out"
        lunban = Lunban(command, folder)
        lunban.run("plan", renamed(campaign, folder), "-o", out, "--with", "all")
        check_page(out / "report.html")
        check_calendars(out / "calendar")
        check_notice(out / "notice.docx")
        check_workbook(out / "schedule.xlsx")
        check_tables(out)
        # What the names are made of does not keep the plan from being read back.
        for file in ("assignments.csv", "schedule.xlsx"):
            lunban.run("audit", folder / "campaign", out / file)
    print(f"{len(NAMES)} hostile names are text in page, calendars, notice, workbook and tables")


if __name__ == "__main__":
    main(str(Path(sys.argv[1]).resolve()), Path(sys.argv[2]))
