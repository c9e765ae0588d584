"""A headless Chromium that tells what a page should not do: speak to the network, or fail in silence."""

import shutil
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")


@contextmanager
def opened(file: Path, view: str = "", **context):
    """The page of a file; a complaint of the browser, a question to the user, or a request to anywhere is an error."""
    complaints = []
    with sync_playwright() as playwright:
        program = next(filter(None, map(shutil.which, NAMES)), None)
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_context(viewport={"width": 1440, "height": 900}, **context).new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: request.url.startswith(("file:", "data:")) or complaints.append(request.url))
        page.goto(f"{file.resolve().as_uri()}{view}")
        yield page
        browser.close()
    assert not complaints, complaints


def view(page: Page, name: str) -> None:
    """Goes to a view by its link."""
    page.locator(f"nav a[data-view={name}]").click()


def clear(page: Page) -> None:
    """Clears what is looked for."""
    if page.locator("#filter-reset").is_visible():
        page.locator("#filter-reset").click()
