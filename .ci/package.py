"""Pack the plugin: what ships, and nothing else, under one folder. Standard library only.

python3 .ci/package.py [--url URL]       dist/mamol_landcover-VERSION.zip, and dist/plugins.xml, which makes the folder
                                         a plugin repository for QGIS when it is served at that address
python3 .ci/package.py --folder DIR      the same files below DIR, for the scans of `make lint`
"""

from __future__ import annotations

import argparse
import configparser
import re
import shutil
import subprocess  # nosec B404: asks git, with fixed words
import sys
import xml.etree.ElementTree as ElementTree  # nosec B405: writes only
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAME = "mamol_landcover"  # the plugin hub makes it permanent
SHIPPED = ("metadata.txt", "__init__.py", "LICENSE", "README.md", "CHANGELOG.md")
SHIPPED_FOLDERS = ("plugin", "mamol_core", "ui", "resources")
GENERATED = ("resources/help/**/*", "resources/i18n/*.qm")  # made by the set-up, and ignored by git
REQUIRED_KEYS = (
    "name", "description", "version", "qgisMinimumVersion", "author", "email", "about", "tracker", "repository",
)  # fmt: skip
HERE = "http://localhost:8000"  # python3 -m http.server --directory dist 8000
LARGEST = 25 * 1024 * 1024  # bytes, the hub's limit
BINARIES = (b"\x7fELF", b"MZ", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")


def shipped_files() -> list[Path]:
    """Of what ships: what git knows about and does not ignore, and what is generated; relative to the root, sorted."""
    listing = subprocess.run(  # nosec B603 B607
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *SHIPPED, *SHIPPED_FOLDERS],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    names = {Path(name) for name in listing.stdout.split("\0") if name}
    names |= {path.relative_to(ROOT) for pattern in GENERATED for path in ROOT.glob(pattern)}
    return sorted(name for name in names if (ROOT / name).is_file())


def complaints(files: list[Path]) -> list[str]:
    """What the hub would refuse."""
    found = [f"{name} is missing" for name in SHIPPED if Path(name) not in files]
    found += [f"{path} is a binary" for path in files if (ROOT / path).read_bytes().startswith(BINARIES)]
    found += [f"{path} must not ship" for path in files if {"tests", "__pycache__"} & set(path.parts)]
    general = metadata()
    found += [f"metadata.txt has no {key}" for key in REQUIRED_KEYS if not general.get(key)]
    needed = re.findall(r"(?m)^(\w[\w-]*)==", (ROOT / "mamol_core" / "requirements.txt").read_text(encoding="utf-8"))
    found += [f"metadata.txt does not tell of {name}" for name in needed if name not in general.get("about", "")]
    newest = re.search(r"(?m)^## \[?([\w.]+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    if newest is None or newest[1] != general.get("version"):
        found.append(f"CHANGELOG.md begins with {newest and newest[1]}, metadata.txt says {general.get('version')}")
    return found


def metadata() -> configparser.SectionProxy:
    """The section ``general`` of metadata.txt."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(ROOT / "metadata.txt", encoding="utf-8")
    return parser["general"]


def write_zip(files: list[Path], folder: Path) -> Path:
    """The installable zip; the same files give the same bytes."""
    target = folder / f"{NAME}-{metadata()['version']}.zip"
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in files:
            entry = zipfile.ZipInfo(f"{NAME}/{path.as_posix()}", date_time=(2020, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, (ROOT / path).read_bytes())
    return target


def write_repository(packed: Path, url: str) -> Path:
    """Beside the zip, plugins.xml as the plugin hub writes it: what QGIS's plugin manager reads of a repository."""
    general = metadata()
    root = ElementTree.Element("plugins")
    plugin = ElementTree.SubElement(root, "pyqgis_plugin", name=general["name"], version=general["version"])
    told = {name: general.get(name, "") for name in ("description", "about", "version", "homepage", "tracker", "tags")}
    told |= {name: general.get(name, "False") for name in ("experimental", "deprecated", "server")}
    told |= {
        "qgis_minimum_version": general["qgisMinimumVersion"],
        "qgis_maximum_version": general["qgisMaximumVersion"],
        "author_name": general["author"],
        "author_email": general["email"],
        "repository": general["repository"],
        "category": general.get("category", ""),
        "file_name": f"{NAME}.{general['version']}.zip",  # QGIS takes what stands before the first dot for the folder
        "download_url": f"{url.rstrip('/')}/{packed.name}",
    }
    for name, value in told.items():
        ElementTree.SubElement(plugin, name).text = value
    ElementTree.indent(root)
    target = packed.with_name("plugins.xml")
    ElementTree.ElementTree(root).write(target, encoding="utf-8", xml_declaration=True)
    return target


def main() -> None:
    """Pack, or copy, and say what came out."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--folder", type=Path, help="copy the files there instead of packing them")
    arguments.add_argument("--url", default=HERE, help="where dist/ will be served, for plugins.xml (%(default)s)")
    arguments.add_argument("--out", type=Path, default=ROOT / "dist", help="where both are written (%(default)s)")
    chosen = arguments.parse_args()
    folder = chosen.folder
    files = shipped_files()
    problems = complaints(files)
    if problems:
        sys.exit("The plugin can't be packed: " + "; ".join(problems) + ".")
    if folder:
        for path in files:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / path, folder / path)
        return
    missing = [pattern for pattern in GENERATED if not any(ROOT.glob(pattern))]
    if missing:
        sys.exit(f"The plugin can't be packed: there is no {' and no '.join(missing)}. 'make setup' makes them.")
    target = write_zip(files, chosen.out)
    size = target.stat().st_size
    if size > LARGEST:
        target.unlink()
        sys.exit(f"The zip has {size / 1e6:.1f} MB; the plugin hub takes at most {LARGEST / 1e6:.1f} MB.")
    print(f"{target.name}: {len(files)} files, {size / 1e6:.2f} MB")
    print(f"{write_repository(target, chosen.url).name}: a plugin repository, served at {chosen.url}/plugins.xml")


if __name__ == "__main__":
    main()
