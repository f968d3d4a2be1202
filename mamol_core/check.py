"""The check command: what a run would refuse, convert or warn of, by the run's own functions. Without torch."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from .contract import CheckRequest, ClassifyRequest, Layer
from .errors import Cancelled, MamolError
from .reporting import Reporter
from .requests import check_request
from .sensors.series import SensorInput


def check(request: CheckRequest, reporter: Reporter) -> dict[str, Any]:
    """What the run of ``request.request`` would say, as the contract's ``result`` event carries it.

    ``refused``: all that has to be mended, the first as the run would raise it, with ``sensor`` (None where it is not
    about one layer), ``code``, ``message`` and ``hint``. ``warnings``: with ``sensor`` and ``message``, as the run
    would give them. ``layers``: per sensor that has a layer what becomes of it: ``state`` is ``used``, ``refused``,
    ``empty`` (no valid pixel there) or ``unknown`` (something else has to be mended first), ``conversion`` says what
    its values go through and ``mask`` what of its mask is not used, each None where there is nothing to say, and
    ``outside`` whether it is reflectance that lies outside what the model knows, to which the model could be fitted.
    ``presets``: where its bands have no names, what they may be (:func:`propose_presets`). Whether a device that is
    asked for works is not looked at. Layers of further scenes are told apart by their scene's name, as ``chile: sar``,
    and what is wrong with them is about none of the request's own layers.
    """
    findings = _Findings(reporter.cancel)
    run = request.request
    inputs: list[tuple[str, SensorInput]] = []
    with findings.about():
        check_request(run)
    if not findings.refused:
        inputs = _inspect(run, findings)
    unknown = {"state": "unknown", "conversion": None, "mask": None, "outside": False}
    layers = getattr(run, "layers", ())
    states: dict[str, dict[str, Any]] = {layer.sensor: {**unknown, "presets": _presets(layer)} for layer in layers}
    for scene, entry in inputs:
        for part in entry.parts:
            key = f"{scene}: {part.source.sensor}" if scene else part.source.sensor
            states[key] = {
                **states.get(key, {"presets": []}),
                "state": "empty" if part.empty else "used",
                "conversion": part.conversion.name if part.conversion else None,
                "mask": part.source.mask.sentence if part.source.mask else None,
                "outside": part.outside,
            }
    for problem in findings.refused:
        if problem["sensor"] in states:
            states[problem["sensor"]]["state"] = "refused"
    return {"refused": findings.refused, "warnings": findings.found, "layers": states}


def _presets(layer: Layer) -> list[dict[str, str]]:
    from rasterio import Env

    from .rasters.source import open_source
    from .sensors.bands import propose_presets

    try:
        with Env():
            return propose_presets(open_source(layer))
    except MamolError:  # which is told as what would be refused
        return []


def _inspect(run: Any, findings: _Findings) -> list[tuple[str, SensorInput]]:
    """How each sensor is read, with the name of its scene, empty for the layers that the request names itself."""
    from rasterio import Env

    with Env():
        if isinstance(run, ClassifyRequest):
            from .mapping.inputs import inspect

            found = inspect(run, findings)
            return [("", entry) for entry in found.layers if entry] if found else []
        from .training.inputs import inspect as inspect_training
        from .training.inputs import inspect_outputs
        from .training.unseen import look_for_unseen

        inspect_outputs(run, findings)
        learned = inspect_training(run, findings)
        if learned and learned.classes is not None and not findings.refused:
            with findings.about():
                new = learned.start is None or learned.adding > 0
                look_for_unseen(learned.scenes, learned.adding, new)
        scenes = learned.scenes if learned else []
        return [(scene.asked.name, entry) for scene in scenes for entry in scene.layers if entry]


class _Findings(Reporter):
    """Keeps what is said and refused, with the layer it is about, and goes on after a refusal."""

    def __init__(self, cancel: threading.Event) -> None:
        super().__init__()
        self.cancel = cancel
        self.refused: list[dict[str, Any]] = []
        self.found: list[dict[str, Any]] = []
        self._sensor: str | None = None

    @contextmanager
    def about(self, sensor: str | None = None) -> Iterator[None]:
        self.check_cancelled()
        self._sensor = sensor
        try:
            yield
        except Cancelled:
            raise
        except MamolError as error:
            about = {"sensor": error.sensor or sensor, "code": error.code}
            self.refused.append({**about, "message": error.message, "hint": error.hint})
        finally:
            self._sensor = None

    def warn(self, message: str) -> None:
        if message not in self.warnings:
            self.warnings.append(message)
            self.found.append({"sensor": self._sensor, "message": message})
