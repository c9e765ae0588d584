"""Loads the page of a plan in headless Chromium, searches, filters, switches languages, uses the keyboard, and photographs it.

    page.py PLAN PICTURES

What it shows is held against `assignments.csv`.
"""

import sys
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from browser import clear, opened, view
from plan import duties, grouped

MOST_BYTES = 3_000_000
MOST_SECONDS = 1.0
VIEWS = ("overview", "board", "people", "units", "fairness", "map", "findings")


def is_quick(file: Path) -> float:
    """Seconds until the page can be used, the best of three."""
    assert file.stat().st_size <= MOST_BYTES, f"{file.stat().st_size} bytes"
    took = []
    for _ in range(3):
        with opened(file) as page:
            took.append(page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd / 1000"))
    assert min(took) <= MOST_SECONDS, took
    return min(took)


def rows_shown(page) -> int:
    return page.locator(".board tbody tr:visible").count()


def names_lit(page) -> int:
    return page.locator(".board tbody tr:visible td:visible li:not(.dim)").count()


def searches(page, rows) -> None:
    """A name leads to the person, with their duties and nobody else's."""
    name, held = next((name, held) for name, held in grouped(rows, "name").items() if name and len(grouped(held, "person")) == 1)
    view(page, "people")
    page.locator("#filter-text").fill(name)
    expect(page.locator("main tbody tr")).to_have_count(1)
    page.locator("main tbody tr a").first.click()
    expect(page.locator("main h2").first).to_have_text(name)
    table = page.locator("main table").first
    expect(table.locator("tbody tr")).to_have_count(len(held))
    for duty in held:
        expect(table).to_contain_text(duty.team)
    clear(page)


def filters(page, rows) -> None:
    """The board shows the teams that fit, and lights the people who do."""
    view(page, "board")
    assert rows_shown(page) == len(grouped(rows, "team")), rows_shown(page)
    assert names_lit(page) == len(rows), names_lit(page)
    sample = rows[len(rows) // 2]
    for choice, field, word in [("unit", "unit", sample.unit), ("rank", "rank", sample.rank), ("city", "city", sample.city)]:
        page.locator(f"#filter-{choice}").select_option(label=word)
        fitting = [duty for duty in rows if getattr(duty, field) == word]
        assert rows_shown(page) == len(grouped(fitting, "team")), (word, rows_shown(page))
        assert names_lit(page) == len(fitting), (word, names_lit(page))
        clear(page)
    page.locator("#filter-unit").select_option(label=sample.unit)
    page.locator("#filter-rank").select_option(label=sample.rank)
    both = [duty for duty in rows if (duty.unit, duty.rank) == (sample.unit, sample.rank)]
    assert names_lit(page) == len(both), names_lit(page)
    page.reload()
    assert names_lit(page) == len(both), "the address keeps what is looked for"
    page.locator("#filter-text").fill("no such word anywhere")
    expect(page.locator(".nothing")).to_be_visible()
    clear(page)


def switches(page) -> None:
    """Every view speaks the language that is chosen, and keeps its place."""
    for language, title in [("zh-CN", "排班表"), ("en", "Board")]:
        if page.locator("html").get_attribute("lang") != language:
            page.locator("#language").click()
        view(page, "board")
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.locator("h1")).to_have_text(title)
    view(page, "overview")
    expect(page.locator(".verdict h2")).to_contain_text("seat")
    page.locator("#language").click()
    expect(page.locator(".verdict h2")).to_contain_text("席位")


def obeys_the_keyboard(page) -> None:
    view(page, "overview")
    page.keyboard.press("/")
    expect(page.locator("#filter-text")).to_be_focused()
    page.keyboard.type("1")
    expect(page.locator("#found")).not_to_be_empty()
    clear(page)
    page.locator("nav a[data-view=people]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("nav a[aria-current=page]")).to_have_attribute("data-view", "people")
    page.locator("main th button").nth(1).focus()
    page.keyboard.press("Enter")
    expect(page.locator("main th[aria-sort]")).to_have_attribute("aria-sort", "ascending")


def is_accessible(file: Path) -> None:
    """No view breaks a rule of axe-core, in light and in dark: names, roles, contrast."""
    for scheme in ("light", "dark"):
        with opened(file, color_scheme=scheme, bypass_csp=True) as page:
            for name in VIEWS:
                view(page, name)
                page.locator("#filter-text").fill("0" if name in ("board", "people") else "")
                broken = Axe().run(page).response["violations"]
                assert not broken, [(name, scheme, rule["id"], rule["nodes"][0]["html"]) for rule in broken]
                clear(page)


def photographs(file: Path, pictures: Path) -> None:
    """Every view by day and by night, and some as they are printed; the READMEs show the first of them."""
    pictures.mkdir(parents=True, exist_ok=True)
    for scheme, language in (("light", "en"), ("light", "zh"), ("dark", "en")):
        with opened(file, color_scheme=scheme) as page:
            if not page.locator("html").get_attribute("lang").startswith(language):
                page.locator("#language").click()
            for name in VIEWS:
                view(page, name)
                page.mouse.move(0, 0)
                page.evaluate("document.activeElement.blur()")
                page.screenshot(path=pictures / f"{name}-{scheme}-{language}.png")
    for name in ("overview", "board", "map"):
        with opened(file, f"#{name}") as page:
            page.pdf(path=pictures / f"{name}.pdf", prefer_css_page_size=True)


def main(plan: Path, pictures: Path) -> None:
    file, rows = plan / "report.html", duties(plan)
    seconds = is_quick(file)
    with opened(file) as page:
        searches(page, rows)
        filters(page, rows)
        switches(page)
        obeys_the_keyboard(page)
    is_accessible(file)
    photographs(file, pictures)
    print(f"Chromium shows {file}, after {seconds:.2f} s; pictures in {pictures}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
