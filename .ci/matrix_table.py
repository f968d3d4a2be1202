"""Tell how the runs of .ci/matrix went, as a table; exit code 1 where something failed. Standard library only.

python3 .ci/matrix_table.py FOLDER...     each named after a version of QGIS, with tests.xml, desktop/*/tests.xml and,
                                          where a program ended badly, a file `failed`
"""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

QGIS_PROCESS_TEST = "test_qgis_process_should_make_a_map"
HEADINGS = ("QGIS", "passed", "failed", "skipped", "qgis_process", "desktop passed", "desktop failed")


def outcomes(report: Path) -> dict[str, str]:
    """``passed``, ``failed`` or ``skipped`` per test of a JUnit report; empty where the tests left none."""
    if not report.exists():
        return {}
    found = {}
    for case in ElementTree.parse(report).iter("testcase"):
        name = f"{case.get('classname')}.{case.get('name')}"
        if case.find("failure") is not None or case.find("error") is not None:
            found[name] = "failed"
        else:
            found.setdefault(name, "passed" if case.find("skipped") is None else "skipped")
    return found


def row(folder: Path) -> tuple[str, ...]:
    """The cells of one version, in the order of HEADINGS."""
    tests = outcomes(folder / "tests.xml")
    counts = [sum(outcome == kind for outcome in tests.values()) for kind in ("passed", "failed", "skipped")]
    process = [outcome for name, outcome in tests.items() if name.endswith(QGIS_PROCESS_TEST)]
    stories: dict[str, str] = {}
    for report in folder.glob("desktop/*/tests.xml"):
        stories |= outcomes(report)
    told = [sum(outcome == kind for outcome in stories.values()) for kind in ("passed", "failed")]
    return folder.name, *map(str, counts), process[0] if process else "not run", *map(str, told)


def went_well(folder: Path) -> bool:
    """Whether tests and stories ran, none failed, qgis_process made its map, and every program ended well."""
    _version, passed, failed, _skipped, process, told, broken = row(folder)
    ran = int(passed) > 0 and int(told) > 0
    return ran and failed == broken == "0" and process == "passed" and not (folder / "failed").exists()


def main() -> int:
    folders = [Path(name) for name in sys.argv[1:]]
    rows = [row(folder) for folder in folders]
    widths = [max(map(len, column)) for column in zip(HEADINGS, *rows, strict=True)]
    for cells in (HEADINGS, *rows):
        print("  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip())
    bad = [folder.name for folder in folders if not went_well(folder)]
    if bad:
        print(f"Not well on QGIS {', '.join(bad)}: see log.txt in the folder of that version, build/matrix/VERSION.")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
