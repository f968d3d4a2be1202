"""One self-describing safetensors file per model: tensors and a JSON card. Loading it executes nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save
from torch import Tensor, nn

from ..cards import MODEL_FORMAT
from ..contract import MODEL_SUFFIX
from ..errors import OutputError
from ..files import places, whole
from ..rasters.legend import LandClass
from ..sensors.sensor import SensorSpec
from .backbones.registry import find_backbone
from .card import damaged, open_card
from .features import SensorFeatures
from .network import Mamol, Network, NetworkConfig
from .series import SeriesFeatures, make_features

_HOTTEST = 20.0
"""Most that log temperatures may add up to: with more, probabilities are all alike, or one is all."""


class Model(nn.Module):
    """Sensors, legend, network and calibration: everything a map needs besides the layers."""

    temperature: Tensor

    def __init__(
        self,
        sensors: list[SensorSpec],
        classes: list[LandClass],
        gsd: float,
        config: NetworkConfig | None = None,
        backbone: str | None = None,
    ) -> None:
        """``config``: of the network, or None for the default one, on ``backbone`` where that is given."""
        super().__init__()
        self.sensors, self.classes, self.gsd = sensors, classes, gsd
        parts = [make_features(spec, gsd) for spec in sensors]
        self.features = nn.ModuleList(parts)
        if config is None:
            series = tuple(position for position, spec in enumerate(sensors) if spec.dates)
            counts = tuple(part.count for part in parts)
            config = NetworkConfig(counts, len(classes), backbone=backbone, series=series)
        self.network = _network(config)
        self.register_buffer("temperature", torch.zeros(1 + len(sensors)))

    def probabilities(self, features: Sequence[Tensor | None], masks: Tensor) -> Tensor:
        """Calibrated class probabilities (B, K, H, W) float32; the arguments are those of :meth:`Mamol.forward`.

        ``temperature`` holds log temperatures: of pixels that all sensors saw, and what each missing sensor adds; what
        a sensor that was added to a trained model adds where it is there.
        """
        logits, masks, first = self.network(features, masks).float(), masks.float(), self.network.config.first
        missing, there = 1 - masks[:, :first].contiguous(), masks[:, first:]
        logs = self.temperature[0] + torch.einsum("s,bshw->bhw", self.temperature[1:][:first], missing)
        for number, seen in enumerate(there.unbind(1), 1 + first):
            logs = torch.addcmul(logs, self.temperature[number], seen)
        return (logits / logs.exp()[:, None]).softmax(1)

    def extract_features(self, position: int, values: Tensor, mask: Tensor) -> Tensor:
        """Features (B, F, H, W) of the sensor at ``position`` from values (B, C, H, W) and mask (B, 1, H, W).

        Of a series the values are (B, T * (C + 1), H, W); see :class:`SeriesFeatures`.
        """
        return cast(SensorFeatures, self.features[position])(values, mask)

    def series(self, position: int) -> SeriesFeatures | None:
        """What pools the dates of the sensor at ``position``; None where it is no series."""
        part = self.features[position]
        return part if isinstance(part, SeriesFeatures) else None

    def planes(self, position: int) -> int:
        """Planes that the values of the sensor at ``position`` have; of a series, those of each date."""
        return len(self.sensors[position].bands) + bool(self.series(position))

    def subsample_bands(self, position: int, values: Tensor, mask: Tensor) -> Tensor:
        """Single bands of the sensor at ``position`` where it has many; see :meth:`SensorFeatures.subsample_bands`.

        None of a series, whose dates are many already.
        """
        if self.series(position):
            return values[:, :0]
        return cast(SensorFeatures, self.features[position]).subsample_bands(values, mask)

    def standardise(self, position: int, windows: Sequence[tuple[Tensor, Tensor]]) -> None:
        """Learn the standardisation of the sensor at ``position``; see :meth:`SensorFeatures.fit`."""
        cast(SensorFeatures, self.features[position]).fit(windows)

    def fit_to_scene(self, position: int, values: Tensor) -> None:
        """Standardise the sensor at ``position`` by a scene; see :meth:`SensorFeatures.fit_to_scene`."""
        cast(SensorFeatures, self.features[position]).fit_to_scene(values)

    def with_classes(self, classes: list[LandClass], origins: Sequence[int | None]) -> Model:
        """This model with other classes.

        ``origins``: the place of each among the present ones, whose output it keeps; None for a new one, which gets a
        random output.
        """
        model = Model(self.sensors, classes, self.gsd, replace(self.network.config, classes=len(classes)))
        weights, random = self.state_dict(), model.state_dict()
        for name in [name for name in weights if name.startswith(("network.head.", "network.added_heads."))]:
            for row, place in enumerate(origins):
                if place is not None:
                    random[name][row] = weights[name][place]
            weights[name] = random[name]
        model.load_state_dict(weights)
        return model

    def with_sensors(self, sensors: Sequence[SensorSpec]) -> Model:
        """This model with more sensors. Only what reads them is new, and learns: maps made without them stay as they
        are."""
        old, every = self.network.config, [*self.sensors, *sensors]
        more = [make_features(spec, self.gsd).count for spec in sensors]
        series = tuple(position for position, spec in enumerate(every) if spec.dates)
        config = replace(old, features=(*old.features, *more), series=series, added=old.added + len(more))
        model = Model(every, self.classes, self.gsd, config)
        own = self.state_dict()
        own["temperature"] = torch.cat([self.temperature, torch.zeros(len(more))])
        model.load_state_dict(model.state_dict() | own)
        cast(Mamol, model.network).train_added(len(more))
        return model

    def save(self, path: str, card: dict[str, Any]) -> tuple[str, str]:
        """Write the model to ``path``, or where that can't be done to another place: a training is not lost for it.

        Returns where it lies and, in a sentence, why not at ``path``, else "". OutputError where no place will do.
        """
        card = {
            **card,
            "format": MODEL_FORMAT,
            "sensors": [spec.to_json() for spec in self.sensors],
            "classes": [entry.to_json() for entry in self.classes],
            "gsd": self.gsd,
            "network": self.network.config.to_json(),
        }
        tensors = {name: value.detach().cpu().contiguous() for name, value in self.state_dict().items()}
        card["checksum"] = _checksum(card, tensors)
        content = save(tensors, {"mamol": json.dumps(card, allow_nan=False)})
        problem = ""
        for place in places(Path(path), MODEL_SUFFIX):
            try:
                with whole(place) as part:
                    part.write_bytes(content)
                return str(place), problem
            except OSError as error:
                problem = problem or f"The model could not be written to {path} ({error.strerror or error})."
        raise OutputError(problem, "Free some space, or choose another place, and train again.")


def _network(config: NetworkConfig) -> Network:
    if config.backbone is None:
        return Mamol(config)
    return cast(Network, find_backbone(config.backbone).load().create(config))


def load_model(path: str) -> tuple[Model, dict[str, Any]]:
    """The model in a file, ready for inference on the CPU, and its card. Raises ModelFileError.

    What the card promises is compared with the tensors that are there before memory is taken for it.
    """
    card = open_card(path)
    try:
        config = NetworkConfig.from_json(card.json["network"])
        tensors = load_file(path)
        with torch.device("meta"):
            promised = Model(card.sensors, card.classes, card.gsd, config)
        _check_tensors(promised, card.json, tensors)
        model = Model(card.sensors, card.classes, card.gsd, config)
        model.load_state_dict(tensors)
    except (SafetensorError, KeyError, TypeError, ValueError, RuntimeError) as error:
        raise damaged(f"The model {Path(path).name}", error) from None
    model.train(False)
    return model, card.json


def _check_tensors(promised: Model, card: dict[str, Any], tensors: dict[str, Tensor]) -> None:
    """ValueError where tensors are not those of the card, or hold what no training leaves."""
    if promised.network.config.features != tuple(part.count for part in promised.features):
        raise ValueError("its network does not read the features of its sensors")
    shapes = {name: value.shape for name, value in promised.state_dict().items()}
    wrong = sorted(shapes.keys() ^ tensors.keys())
    wrong += [name for name, shape in shapes.items() if name in tensors and tensors[name].shape != shape]
    if wrong:
        raise ValueError(f"its tensors are not those of its network, as {wrong[0][:80]}")
    if card.get("checksum") not in (None, _checksum(card, tensors)):
        raise ValueError("its checksum is not that of its content")
    check_values(tensors)
    hottest = tensors["temperature"].abs().sum()
    if hottest > _HOTTEST:
        raise ValueError(f"its log temperatures add up to {float(hottest):.3g}; at most {_HOTTEST:g} was expected")


def check_values(tensors: dict[str, Tensor]) -> None:
    """ValueError where tensors hold what no training leaves."""
    for name, value in tensors.items():
        if value.is_floating_point() and not torch.isfinite(value).all():
            raise ValueError(f"{name} holds what is not a number")
        if (name.endswith("running_var") and value.min() < 0) or (name.endswith(".scale") and value.min() <= 0):
            raise ValueError(f"{name} holds an impossible spread")


def _checksum(card: dict[str, Any], tensors: dict[str, Tensor]) -> str:
    """SHA-256 of the tensors and of what a map depends on in the card; its author, licence and notes may change."""
    digest = hashlib.sha256()
    facts = {key: card[key] for key in ("format", "sensors", "classes", "gsd", "network")}
    digest.update(json.dumps(facts, sort_keys=True).encode())
    for name, value in sorted(tensors.items()):
        digest.update(f"{name} {value.dtype} {list(value.shape)}".encode())
        digest.update(value.contiguous().reshape(-1).view(torch.uint8).numpy().data)
    return f"sha256:{digest.hexdigest()}"
