"""One self-describing safetensors file per model: tensors and a JSON card. Loading it executes nothing."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save
from torch import Tensor, nn

from ..contract import MODEL_FORMAT
from ..errors import OutputError
from ..rasters.legend import LandClass
from ..rasters.sensor import SensorSpec
from .card import damaged, open_card
from .features import SensorFeatures
from .network import Mamol, NetworkConfig

if TYPE_CHECKING:
    from .backbone import MamolBackbone


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
        parts = [SensorFeatures(spec, gsd) for spec in sensors]
        self.features = nn.ModuleList(parts)
        if config is None:
            config = NetworkConfig(tuple(part.count for part in parts), len(classes), backbone=backbone)
        self.network = _network(config)
        self.register_buffer("temperature", torch.zeros(1 + len(sensors)))

    def probabilities(self, features: Sequence[Tensor | None], masks: Tensor) -> Tensor:
        """Calibrated class probabilities (B, K, H, W) float32; the arguments are those of :meth:`Mamol.forward`.

        ``temperature`` holds log temperatures: of pixels that all sensors saw, and what each missing sensor adds.
        """
        logits = self.network(features, masks).float()
        logs = self.temperature[0] + torch.einsum("s,bshw->bhw", self.temperature[1:], 1 - masks.float())
        return (logits / logs.exp()[:, None]).softmax(1)

    def see(self, position: int, values: Tensor, mask: Tensor) -> Tensor:
        """Features (B, F, H, W) of the sensor at ``position`` from values (B, C, H, W) and mask (B, 1, H, W)."""
        return cast(SensorFeatures, self.features[position])(values, mask)

    def thin(self, position: int, values: Tensor, mask: Tensor) -> Tensor:
        """Single bands of the sensor at ``position`` where it has many; see :meth:`SensorFeatures.thin`."""
        return cast(SensorFeatures, self.features[position]).thin(values, mask)

    def standardise(self, position: int, windows: Sequence[tuple[Tensor, Tensor]]) -> None:
        """Learn the standardisation of the sensor at ``position``; see :meth:`SensorFeatures.fit`."""
        cast(SensorFeatures, self.features[position]).fit(windows)

    def save(self, path: str, card: dict[str, Any]) -> None:
        """Write the model under a temporary name, then rename it. Raises OutputError."""
        card = {
            **card,
            "format": MODEL_FORMAT,
            "sensors": [spec.to_json() for spec in self.sensors],
            "classes": [entry.to_json() for entry in self.classes],
            "gsd": self.gsd,
            "network": self.network.config.to_json(),
        }
        tensors = {name: value.detach().cpu().contiguous() for name, value in self.state_dict().items()}
        part = Path(path).with_name(f".{Path(path).name}.part-{os.getpid()}")
        try:
            part.write_bytes(save(tensors, {"mamol": json.dumps(card, allow_nan=False)}))
            part.replace(path)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise OutputError(
                f"The model {path} can't be written: {error.strerror}.", "Choose another place."
            ) from None


def _network(config: NetworkConfig) -> Mamol | MamolBackbone:
    if config.backbone:
        from .backbone import MamolBackbone  # with timm, which takes seconds to import

        return MamolBackbone(config)
    return Mamol(config)


def load_model(path: str) -> tuple[Model, dict[str, Any]]:
    """The model in a file, ready for inference on the CPU, and its card. Raises ModelFileError."""
    card = open_card(path)
    try:
        config = NetworkConfig.from_json(card.json["network"])
        model = Model(card.sensors, card.classes, card.gsd, config)
        model.load_state_dict(load_file(path))
    except (SafetensorError, KeyError, TypeError, ValueError, RuntimeError) as error:
        raise damaged(path, error) from None
    model.train(False)
    return model, card.json
