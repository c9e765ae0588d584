"""Plans a campaign whose names are HTML, formulas and broken lines, and opens all that is written of it: the names are text everywhere.

    hostile.py COMMAND CAMPAIGN

COMMAND is the program `lunban`, CAMPAIGN a folder to take the rest from: `data/tiny`.
"""

import csv
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from icalendar import Calendar
from playwright.sync_api import expect

from browser import clear, opened, view
from notice import text_of

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
    text = "".join(text_of(file))
    for name in ("</script><script>alert(1)</script>", '"><imgsrc=xonerror=alert(1)>', "&lt;b&gt;", "=HYPERLINK(0)"):
        assert name in text, name


def main(command: str, campaign: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        plan = [command, "plan", renamed(campaign, Path(folder)), "-o", out, "--with", "html,ics,docx"]
        subprocess.run(plan, check=True, capture_output=True)
        check_page(out / "report.html")
        check_calendars(out / "calendar")
        check_notice(out / "notice.docx")
    print(f"{len(NAMES)} hostile names are text in page, calendars and notice")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
