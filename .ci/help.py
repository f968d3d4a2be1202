"""Turn the guide, docs/guide, into the pages that the plugin's Help buttons open.

.venv-engine/bin/python .ci/help.py [FOLDER]        FOLDER: resources/help, made anew

Links within the guide lead to its pages, links to other files of the repository to its address in metadata.txt. The
order of the pages is that of the links in index.md.
"""

from __future__ import annotations

import argparse
import configparser
import re
import shutil
import sys
import xml.etree.ElementTree as etree
from pathlib import Path
from urllib.parse import urlsplit

import jinja2
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
GUIDE = ROOT / "docs" / "guide"


class Links(Treeprocessor):
    """Leads each link of a page to where it is found from the page made of it."""

    def run(self, root: etree.Element) -> None:
        for link in root.iter("a"):
            link.set("href", address(link.get("href", "")))


class LinksExtension(Extension):
    """Adds :class:`Links` after the inline patterns, which make the links."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.treeprocessors.register(Links(md), "links", 15)


def address(link: str) -> str:
    """The link as the finished page has it. Ends the program where it leads nowhere."""
    parts = urlsplit(link)
    if parts.scheme or not parts.path:
        return link
    target = (GUIDE / parts.path).resolve()
    if not target.exists():
        sys.exit(f"The guide links to {link}, and there is no {target}.")
    if target.parent == GUIDE and target.suffix == ".md":
        return parts._replace(path=f"{target.stem}.html").geturl()
    if target.is_relative_to(GUIDE):
        return link
    kind = "tree" if target.is_dir() else "blob"
    return f"{repository()}/{kind}/main/{target.relative_to(ROOT).as_posix()}"


def repository() -> str:
    """Address of the repository."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(ROOT / "metadata.txt", encoding="utf-8")
    return parser["general"]["repository"]


def ordered_pages() -> list[str]:
    """Names of the pages in reading order. Ends the program where index.md does not link to one of them."""
    linked = re.findall(r"\]\(([\w-]+)\.md", (GUIDE / "index.md").read_text(encoding="utf-8"))
    names = list(dict.fromkeys(["index", *linked]))
    lost = {page.stem for page in GUIDE.glob("*.md")} - set(names)
    if lost:
        sys.exit(f"docs/guide/index.md does not link to {', '.join(sorted(lost))}.")
    return names


def write(folder: Path) -> None:
    """Write the pages and what they show into ``folder``, in place of what was there."""
    pages = []
    for name in ordered_pages():
        md = Markdown(extensions=["tables", "fenced_code", "sane_lists", "toc", LinksExtension()])
        body = md.convert((GUIDE / f"{name}.md").read_text(encoding="utf-8"))
        pages.append({"name": name, "title": md.toc_tokens[0]["name"], "body": body})
    loader = jinja2.FileSystemLoader(HERE)
    template = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined).get_template(
        "help.html.jinja"
    )
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(GUIDE, folder, ignore=shutil.ignore_patterns("*.md"))
    shutil.copyfile(HERE / "help.css", folder / "help.css")
    for number, page in enumerate(pages):
        before = pages[number - 1] if number else None
        after = pages[number + 1] if number + 1 < len(pages) else None
        text = template.render(page=page, pages=pages, before=before, after=after)
        (folder / f"{page['name']}.html").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", nargs="?", type=Path, default=ROOT / "resources" / "help")
    write(arguments.parse_args().folder)
