"""Lets LibreOffice make a PDF of the notice of a plan: every name of the plan is in it, and every table has its head on every page.

    notice.py PLAN
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from plan import duties


def text_of(document: Path) -> list[str]:
    """The pages of a document as text, without white space."""
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(document)]
        subprocess.run(convert, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300)
        pdf = Path(folder) / document.with_suffix(".pdf").name
        read = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], check=True, capture_output=True, text=True)
    return [re.sub(r"\s", "", page) for page in read.stdout.split("\f") if page.strip()]


def main(plan: Path) -> None:
    pages = text_of(plan / "notice.docx")
    text = "".join(pages)
    people = {duty.name or duty.person for duty in duties(plan)}
    for who in people:
        assert re.sub(r"\s", "", who) in text, f"{who} is not in the notice"
    headless = [number for number, page in enumerate(pages, 1) if not re.search("序号|No\\.", page)]
    assert not headless, f"pages without the head of a table: {headless}"
    print(f"LibreOffice made {len(pages)} pages of {plan / 'notice.docx'}; pdftotext found all {len(people)} people")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
