"""What a run that was stopped leaves on the disk: temporary files are removed, finished parts are said.

The engine tidies up by itself; this is for one that was killed, and for the folder of a map's parts.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import time
from typing import Iterator, List

from ...mamol_core import contract
from ...mamol_core.fields import output_names, outputs
from ..texts import tr

_PARTS = ".parts"
_PART = r"output-\d+\.tif$"  # of the land cover, which every map has
_OWN = rf"(\.guard|layout\.json|({'|'.join(output_names(contract.ClassifyRequest))})-\d+\.tif.*)$"
_TRIES = 5  # Windows lets go of a killed program's files a moment later


def remove_temporary(request: contract.Request, process: int) -> List[str]:
    """Remove the temporary files of a killed engine process; a sentence for each that can't be removed.

    Their names are hidden and hold the process's number: ``.map.part-PID-….tif`` beside ``map.tif``. An older result
    that was being replaced, ``.map.old-PID-….tif``, gets its name back.
    """
    problems = []
    for path in outputs(request).values():
        folder, name = os.path.split(os.path.abspath(path))
        stems = "|".join(re.escape(word) for word in {name, os.path.splitext(name)[0]})
        for file in _files(folder, rf"\.(?:{stems})\.part-{process}(?!\d)"):
            problems += _remove(file)
        for file in _files(folder, rf"\.(?:{stems})\.old-{process}(?!\d)"):
            before = os.path.join(folder, re.sub(rf"^\.(.+?)\.old-{process}[^.]*", r"\1", os.path.basename(file)))
            if os.path.exists(before):
                problems += _remove(file)
            else:
                os.replace(file, before)
    for file in _files(_parts_folder(request), rf"\..*[.-]{process}(?!\d)"):
        problems += _remove(file)
    if not finished_parts(request):
        problems += drop_parts(request)
    return problems


def finished_parts(request: contract.Request) -> int:
    """Parts of the map that are finished and that the same request would go on from."""
    return len(list(_files(_parts_folder(request), _PART)))


def drop_parts(request: contract.Request) -> List[str]:
    """Remove the parts of a map that nobody can go on with; a sentence for each file that can't be removed.

    Leaves alone what another process works on, and files that are no parts.
    """
    folder = _parts_folder(request)
    if any(_files(folder, r"\.(?!guard)")):
        return []
    problems = [problem for file in _files(folder, _OWN) for problem in _remove(file)]
    if folder and not problems:
        with contextlib.suppress(OSError):  # it is not there, or holds somebody's files
            os.rmdir(folder)
    return problems


def what_stays(request: contract.Request) -> str:
    """What is still there of a run that was stopped, and why; empty where nothing is."""
    parts = finished_parts(request)
    if not parts:
        return ""
    text = tr("%n finished part(s) of the map stay(s) in {0}: the same run goes on from there.", n=parts)
    return text.format(_parts_folder(request)) + " " + tr("Remove the folder if you don't want it.")


def _parts_folder(request: contract.Request) -> str:
    return request.output + _PARTS if isinstance(request, contract.ClassifyRequest) else ""


def _files(folder: str, pattern: str) -> Iterator[str]:
    """Paths of the folder's entries whose name begins so; none where there is no folder."""
    names = os.listdir(folder) if folder and os.path.isdir(folder) else []
    return (os.path.join(folder, name) for name in names if re.match(pattern, name))


def _remove(path: str) -> List[str]:
    for attempt in range(_TRIES):
        try:
            if os.path.isdir(path) and not os.path.islink(path):
                shutil.rmtree(path)
            else:
                os.remove(path)
        except FileNotFoundError:
            return []
        except OSError as error:
            if attempt == _TRIES - 1:
                return [tr("{0} could not be removed: {1}.").format(path, error.strerror or error)]
            time.sleep(0.1)
        else:
            return []
    return []
