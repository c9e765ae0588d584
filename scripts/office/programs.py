"""LibreOffice without a screen, and what it makes of files."""

import re
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def converted(document: Path, form: str):
    """The folder with what LibreOffice converts a document to."""
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        out = Path(folder) / "out"
        convert = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(out), str(document)]
        subprocess.run(convert, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300)
        assert any(out.iterdir()), f"LibreOffice made nothing of {document}"
        yield out


def pages(document: Path) -> list[str]:
    """The pages of a document as text, without white space: LibreOffice prints it, pdftotext reads that."""
    with converted(document, "pdf") as folder:
        (pdf,) = folder.glob("*.pdf")
        read = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], check=True, capture_output=True, text=True)
    return [bare(page) for page in read.stdout.split("\f") if page.strip()]


def bare(words: str) -> str:
    """Words without white space."""
    return re.sub(r"\s", "", words)


class Lunban:
    """The command, in a folder."""

    def __init__(self, program: str, folder: Path):
        self.program, self.folder = program, folder

    def run(self, *words, ends: int = 0) -> subprocess.CompletedProcess:
        """Calls it; it ends with a code that is expected."""
        call = [self.program, *map(str, words)]
        ended = subprocess.run(call, cwd=self.folder, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        assert ended.returncode == ends, f"{words} ended with {ended.returncode}: {ended.stdout}{ended.stderr}"
        return ended
