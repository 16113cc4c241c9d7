"""Draw the site's icon in the sizes that are asked for: `python -m tests.support.browser.icons`.

From `static/img/icon.svg`, into the same folder. A maskable icon is cut to a circle or another
shape by the device: its ground goes to the edge, and what matters stands in the middle.
"""

from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.support.browser.chromium import launch

FOLDER = Path(__file__).parents[3] / "static" / "img"
GROUND = "#0e5554"
# Each file with its size, how much of it the icon takes, and whether the ground fills the rest.
FILES: tuple[tuple[str, int, float, bool], ...] = (
    ("icon-192.png", 192, 1, False),
    ("icon-512.png", 512, 1, False),
    ("icon-maskable-192.png", 192, 0.8, True),
    ("icon-maskable-512.png", 512, 0.8, True),
    ("apple-touch-icon.png", 180, 0.9, True),
    ("favicon.png", 32, 1, False),
)


def draw(page: Page, name: str, size: int, share: float, filled: bool) -> None:
    """Draw the icon into a file, with few colours: it has no more."""
    svg = (FOLDER / "icon.svg").read_text()
    part, edge = size * share, size * (1 - share) / 2
    page.set_viewport_size({"width": size, "height": size})
    page.set_content(
        f'<body style="margin:0;background:{GROUND if filled else "transparent"}">'
        f'<div style="width:{part}px;height:{part}px;margin:{edge}px">{svg}</div>'
    )
    page.screenshot(path=FOLDER / name, omit_background=True)
    Image.open(FOLDER / name).quantize(32).save(FOLDER / name, optimize=True)


def main() -> None:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page()
        for name, size, share, filled in FILES:
            draw(page, name, size, share, filled)
        browser.close()
    favicon = FOLDER / "favicon.png"
    Image.open(favicon).convert("RGBA").save(FOLDER / "favicon.ico", sizes=[(32, 32)])
    favicon.unlink()


if __name__ == "__main__":
    main()
