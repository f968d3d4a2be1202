"""Batches of crops to train on: balanced over the classes, turned, mirrored and jittered, with sensors left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from ..labels.windows import SIDE
from .samples import Teachable, Window, usable

CROP = 64
BATCH = 4
DROP_SENSORS = 0.6
DROP_RECTANGLE = 0.2
DROP_DATES = 0.7
GAIN, SHIFT, NOISE = 0.1, 0.1, 0.05  # jitter of features, in their spread


@dataclass
class Batch:
    """``features`` per sensor (B, F, h, w); ``masks`` (B, S, h, w) float, and what modality dropout keeps of them,
    ``kept``; ``labels`` (B, h, w); ``soft_labels`` (B, K, h, w); ``taught`` (B, h, w) bool:
    pixels that learn from these.
    """

    features: list[Tensor]
    masks: Tensor
    kept: Tensor
    labels: Tensor
    soft_labels: Tensor
    taught: Tensor

    def to(self, device: torch.device) -> Batch:
        return Batch(
            [values.to(device, memory_format=torch.channels_last) for values in self.features],
            self.masks.to(device),
            self.kept.to(device),
            self.labels.to(device),
            self.soft_labels.to(device),
            self.taught.to(device),
        )


class Crops:
    """Draws batches of crops that hold labelled pixels of the classes in rotation, turned, mirrored and jittered."""

    def __init__(
        self,
        windows: Sequence[Window],
        soft_labels: Sequence[Tensor],
        splits: Sequence[int],
        seed: int,
        added: Sequence[int] = (),
    ) -> None:
        """``soft_labels`` (K, SIDE, SIDE) per window; ``splits``: those whose labels are learned. ``added``: positions
        of the sensors that alone are learned: they are never left out, and only labels that they saw are drawn."""
        self.windows, self.soft_labels, self.added = windows, soft_labels, list(added)
        self.generator = torch.Generator().manual_seed(seed)
        self.usable = [usable(window, splits, added) for window in windows]
        places: dict[int, list[Tensor]] = {}
        for number, (window, learned) in enumerate(zip(windows, self.usable, strict=True)):
            found = torch.nonzero((window.labels > 0) & learned)
            for k in window.labels[found[:, 0], found[:, 1]].unique().tolist():
                of_class = found[window.labels[found[:, 0], found[:, 1]] == k]
                places.setdefault(k, []).append(F.pad(of_class, (1, 0), value=number))
        self.places = [torch.cat(places[k]) for k in sorted(places)]
        self.turn = 0
        self.noise = {s: _noise(series.count, seed) for s, series in enumerate(windows[0].series) if series}

    def draw(self) -> Batch:
        crops = [self._crop() for _ in range(BATCH)]
        features = [_stack(values) for values in zip(*(crop[0] for crop in crops), strict=True)]
        masks, labels, soft_labels, taught = (
            torch.stack(planes) for planes in zip(*(crop[1] for crop in crops), strict=True)
        )
        masks = masks.float()
        for position, values in enumerate(features):
            shape = (*values.shape[:2], 1, 1)
            gain = 1 + GAIN * torch.randn(shape, generator=self.generator)
            shift = SHIFT * torch.randn(shape, generator=self.generator)
            values.mul_(gain).add_(shift)
            if position in self.noise:
                for crop in values:
                    crop.add_(self.noise[position].narrow(1, self._integer(CROP), CROP))
            else:
                values.add_(NOISE * torch.randn(values.shape, generator=self.generator))
            features[position] = values.mul_(masks[:, [position]])
        return Batch(features, masks, _drop(masks, self.generator, self.added), labels, soft_labels.float(), taught)

    def _crop(self) -> tuple[list[Tensor], list[Tensor]]:
        places = self.places[self.turn % len(self.places)]
        self.turn += 1
        number, row, col = places[self._integer(len(places))].tolist()
        top = min(max(0, row - self._integer(CROP)), SIDE - CROP)
        left = min(max(0, col - self._integer(CROP)), SIDE - CROP)
        area = (slice(top, top + CROP), slice(left, left + CROP))
        turns, mirrored = self._integer(4), self._integer(2)

        def turn(part: Tensor) -> Tensor:
            part = torch.rot90(part, turns, (-2, -1))
            return part.flip(-1) if mirrored else part

        def cut(raster: Tensor) -> Tensor:
            return turn(raster[(..., *area)])

        window = self.windows[number]
        features, masks = [], window.masks[(..., *area)]
        for position, values in enumerate(window.features):
            series = window.series_at(position)
            if series is None:
                features.append(cut(values))
                continue
            dates = self._some_dates(values[area])
            masks = masks.clone()
            masks[position] = (dates[..., -1] > 0).any(-1)
            with torch.no_grad():
                features.append(series.pool(turn(dates.permute(2, 3, 0, 1)).permute(2, 3, 0, 1)))
        labels = torch.where(self.usable[number], window.labels, 0)
        taught = (window.teachable == Teachable.YES) & (labels == 0)
        return features, [turn(masks), cut(labels), cut(self.soft_labels[number]), cut(taught)]

    def _some_dates(self, dates: Tensor) -> Tensor:
        """Those of the dates (h, w, T, planes) of a crop that have data or, in some crops, a random part of them."""
        there = torch.nonzero(dates[..., -1].flatten(0, 1).any(0))[:, 0]
        if len(there) > 1 and float(torch.rand(1, generator=self.generator)) < DROP_DATES:
            kept = 1 + self._integer(len(there) - 1)
            there = there[torch.randperm(len(there), generator=self.generator)[:kept]]
        if len(there) == dates.shape[2]:  # their order does not matter
            return dates
        return dates[:, :, there] if len(there) else dates[:, :, :1]

    def _integer(self, below: int) -> int:
        return int(torch.randint(below, (1,), generator=self.generator))


def _stack(crops: Sequence[Tensor]) -> Tensor:
    """(F, h, w) of each crop to (B, F, h, w), with the features of a pixel beside one another."""
    batch = torch.empty(len(crops), *crops[0].shape, memory_format=torch.channels_last)
    for part, crop in zip(batch, crops, strict=True):
        part.copy_(crop)
    return batch


def _noise(channels: int, seed: int) -> Tensor:
    """Noise (channels, 2 CROP, CROP) that crops take at a random row: drawn anew it would take longer than the rest."""
    noise = NOISE * torch.randn(2 * CROP, CROP, channels, generator=torch.Generator().manual_seed(seed))
    return noise.permute(2, 0, 1)


def _drop(masks: Tensor, generator: torch.Generator, spared: Sequence[int] = ()) -> Tensor:
    """Modality dropout: a random proper subset of the sensors, or a rectangle of one, made missing (B, S, h, w).

    ``spared``: sensors that stay; then all others may go.
    """
    masks = masks.clone()
    batch, sensors, height, width = masks.shape

    def chance() -> float:
        return float(torch.rand(1, generator=generator))

    for item in range(batch):
        present = [s for s in range(sensors) if s not in spared and masks[item, s].any()]
        least = 0 if spared else 1
        if len(present) <= least:
            continue
        if chance() < DROP_SENSORS:
            kept = least + int(chance() * (len(present) - least))
            order = torch.randperm(len(present), generator=generator).tolist()
            for position in order[kept:]:
                masks[item, present[position]] = 0
        if chance() < DROP_RECTANGLE:
            sensor = present[int(chance() * len(present))]
            top, left = int(chance() * height * 0.75), int(chance() * width * 0.75)
            bottom, right = top + int((0.25 + 0.5 * chance()) * height), left + int((0.25 + 0.5 * chance()) * width)
            masks[item, sensor, top:bottom, left:right] = 0
    return masks
