"""The guide and the pages made of it: every link, anchor and picture is there."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "guide"
LARGEST = 150_000  # bytes of a picture


class Page(HTMLParser):
    """Links, pictures and anchors of a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.images: list[dict[str, str | None]] = []
        self.anchors: set[str] = set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.anchors.add(found.get("id") or "")
        if tag in ("a", "link"):
            self.links.append(found["href"] or "")
        elif tag == "img":
            self.images.append(found)


def make_pages(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, ROOT / ".ci" / "help.py", folder], capture_output=True, text=True)


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> dict[str, Page]:
    folder = tmp_path_factory.mktemp("help")
    done = make_pages(folder)
    assert done.returncode == 0, done.stderr
    return {path.name: Page(path) for path in folder.glob("*.html")}


def test_guide_should_have_a_page_for_each_of_its_files(pages):
    assert {Path(name).stem for name in pages} == {path.stem for path in GUIDE.glob("*.md")} >= {"index", "first-map"}


def test_links_within_the_guide_should_lead_to_a_page_and_an_anchor(pages):
    for name, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.path == "help.css":
                continue
            assert (parts.path or name) in pages, f"{name} links to {link}"
            assert parts.fragment in {"", *pages[parts.path or name].anchors}, f"{name} links to {link}"


def test_links_out_of_the_guide_should_lead_to_files_of_the_repository(pages):
    outward = {link for page in pages.values() for link in page.links if "/blob/main/" in link}
    assert outward
    assert all((ROOT / link.partition("/blob/main/")[2]).is_file() for link in outward)


def test_pictures_should_be_there_be_small_and_be_described(pages):
    for name, page in pages.items():
        for image in page.images:
            source = image["src"] or ""
            assert len(image["alt"] or "") > 15, f"{source} in {name} is not described"
            assert (GUIDE / source).is_file(), f"{name} shows {source}"
            assert (GUIDE / source).stat().st_size <= LARGEST, source


def test_every_picture_should_be_shown(pages):
    shown = {image["src"] for page in pages.values() for image in page.images}
    assert {path.relative_to(GUIDE).as_posix() for path in (GUIDE / "images").glob("*")} <= shown


def test_what_the_help_buttons_open_should_be_in_the_guide():
    named = set()
    for path in (ROOT / "plugin").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        named |= set(re.findall(r'help_page = "([\w-]+)"', text))
        for call in re.findall(r"open_page\((.*)\)", text):
            named |= set(re.findall(r'"([\w-]+)"', call))
    assert {"index", "installing", "labels", "batch"} <= named
    assert all((GUIDE / f"{name}.md").is_file() for name in named)


def test_messages_that_the_guide_explains_should_be_those_of_the_program():
    code = " ".join(
        path.read_text(encoding="utf-8") for room in ("plugin", "mamol_core") for path in (ROOT / room).rglob("*.py")
    )
    code = re.sub(r"\{[^{}\n]{0,40}\}", "…", re.sub(r'"\s*f?"', "", code))
    page = (GUIDE / "troubleshooting.md").read_text(encoding="utf-8")
    messages = re.findall(r"^\| \*(.+?)\* \|", page, re.MULTILINE)
    assert len(messages) > 15
    for message in messages:
        for part in message.split("…"):
            assert part.strip() in code, message


def test_offline_route_should_name_the_uv_that_the_plugin_takes():
    version = re.search(r'^VERSION = "(.+)"', (ROOT / "plugin" / "setup" / "uv.py").read_text(), re.MULTILINE)[1]
    assert f"uv=={version}" in (GUIDE / "installing.md").read_text()


def test_link_that_leads_nowhere_should_stop_the_pages(tmp_path):
    copy = tmp_path / "checkout"
    for path in (ROOT / ".ci").glob("help*"):
        target = copy / ".ci" / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    guide = copy / "docs" / "guide"
    guide.mkdir(parents=True)
    (guide / "index.md").write_text("# Guide\n\n[There](nowhere.md)\n")
    done = subprocess.run([sys.executable, copy / ".ci" / "help.py"], capture_output=True, text=True)
    assert done.returncode and "nowhere.md" in done.stderr
    assert not (copy / "resources").exists()
