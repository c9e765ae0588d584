"""Lets LibreOffice make a PDF of the notice of a plan: every name of the plan is in it, and every table has its head on every page.

    notice.py PLAN
"""

import re
import sys
from pathlib import Path

from plan import duties
from programs import bare, pages


def main(plan: Path) -> None:
    printed = pages(plan / "notice.docx")
    text = "".join(printed)
    people = {duty.name or duty.person for duty in duties(plan)}
    for who in people:
        assert bare(who) in text, f"{who} is not in the notice"
    headless = [number for number, page in enumerate(printed, 1) if not re.search("序号|No\\.", page)]
    assert not headless, f"pages without the head of a table: {headless}"
    print(f"LibreOffice made {len(printed)} pages of {plan / 'notice.docx'}; pdftotext found all {len(people)} people")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
