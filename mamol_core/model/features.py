"""What the network sees of one sensor: standardised bands, spectral indices, slope and relief.

Everything needed to make them is stored with the model, so that a map does not depend on the statistics of the scene
it is made from, unless a person asks for that (:mod:`mamol_core.model.scene`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from ..roles import RELIEF, ROLES
from ..sensors.sensor import SensorSpec
from ..sensors.wavelengths import COLOUR_NM, wavelengths

CLIP = 6.0
MANY_BANDS = 30
COMPONENTS = 20
DETAIL = 56
RELIEF_WINDOW = 15
# Tucker 1979 (NDVI), McFeeters 1996 (NDWI), Xu 2006 (MNDWI), Gao 1996 (NDMI), Key & Benson 2006 (NBR), Gitelson &
# Merzlyak 1994 (red edge), van Deventer et al. 1997 (NDTI): each (a - b) / (a + b).
INDICES = (
    ("nir", "red"),
    ("green", "nir"),
    ("green", "swir1"),
    ("nir", "swir1"),
    ("nir", "swir2"),
    ("nir", "rededge"),
    ("swir1", "swir2"),
)
_TOLERANCE_NM = {"blue": 40, "green": 30, "red": 25, "rededge": 12, "nir": 60, "swir1": 80, "swir2": 120}


def index_pairs(spec: SensorSpec) -> list[tuple[int, int]]:
    """Band positions (a, b) of the normalised differences (a - b) / (a + b) that the sensor's bands allow."""
    if not ROLES[spec.role].spectral:
        return []
    known = [(nm, position) for position, nm in enumerate(wavelengths(spec.bands)) if nm]
    nearest: dict[str, int] = {}
    for colour, centre in COLOUR_NM.items():
        distance, position = min(((abs(nm - centre), position) for nm, position in known), default=(1e9, -1))
        if distance <= _TOLERANCE_NM[colour]:
            nearest[colour] = position
    return [(nearest[a], nearest[b]) for a, b in INDICES if a in nearest and b in nearest]


def box_mean(values: Tensor, side: int) -> Tensor:
    """Mean over a side x side window, counting zeros beyond the edge: (B, C, H, W) to the same."""
    rows = F.avg_pool2d(values, (side, 1), stride=1, padding=(side // 2, 0))
    return F.avg_pool2d(rows, (1, side), stride=1, padding=(0, side // 2))


class SensorFeatures(nn.Module):
    """Turns a sensor's values into the features its stem reads.

    ``forward``: values (B, C, H, W) in the model's units and availability (B, 1, H, W) to features (B, F, H, W), 0
    where the sensor did not see the pixel.
    """

    center: Tensor
    scale: Tensor
    components: Tensor

    def __init__(self, spec: SensorSpec, gsd: float) -> None:
        super().__init__()
        self.bands = len(spec.bands)
        self.gsd = gsd
        self.terrain = [
            position
            for position, band in enumerate(spec.bands)
            if ROLES[spec.role].terrain and "intens" not in (band.name or "").lower()
        ][:3]
        pairs = index_pairs(spec)
        self.pairs_a, self.pairs_b = [a for a, _ in pairs], [b for _, b in pairs]
        self.relative = spec.quantity == RELIEF
        raw = self.bands + len(pairs) + 2 * len(self.terrain)
        if self.relative:
            raw -= len(self.terrain)
        self.vector = ROLES[spec.role].vector
        many = self.bands > MANY_BANDS and not self.vector
        # Bands that are scaled together reach farther than CLIP where one of them varies most.
        self.clip = CLIP * (self.bands**0.5 if self.vector else 1)
        self.reduced = COMPONENTS if many else self.bands
        self.count = raw - self.bands + self.reduced
        self.register_buffer("center", torch.zeros(raw))
        self.register_buffer("scale", torch.ones(raw))
        self.register_buffer("components", torch.zeros(COMPONENTS if many else 0, self.bands))

    def fit(self, windows: Sequence[tuple[Tensor, Tensor]]) -> None:
        """Learn centre, scale and principal components from windows of (values (C, H, W), mask (1, H, W))."""
        samples = []
        for values, mask in windows:
            raw = self._raw(values[None], mask[None].float())[0]
            samples.append(raw[:, mask[0].bool()].T)
        table = torch.cat(samples).double()
        if len(table) > 200_000:
            table = table[:: len(table) // 200_000 + 1]
        median, spread = self._fit_scale(table)
        if len(self.components):
            standard = ((table - median) / spread).clamp(-CLIP, CLIP)[:, : self.bands]
            _, singular, rows = torch.linalg.svd(standard - standard.mean(0), full_matrices=False)
            largest = rows.gather(1, rows.abs().argmax(1, keepdim=True)).sign()
            strength = (singular / len(table) ** 0.5).clamp(min=1e-3)[:, None]
            # Between plain and whitened components: weak ones count, but less than the noise in them would if whitened.
            self.components.copy_((largest * rows / (strength * strength[0]).sqrt())[:COMPONENTS])

    def fit_to_scene(self, values: Tensor) -> None:
        """Learn centre and scale anew from values (N, C) of a scene; the principal components stay as they are.

        For sensors whose features are those of single pixels: not for heights.
        """
        raw = self._raw(values.T[None, :, :, None], torch.ones(1, 1, len(values), 1))[0, :, :, 0]
        self._fit_scale(raw.T.double())

    def _fit_scale(self, table: Tensor) -> tuple[Tensor, Tensor]:
        """Learn centre and scale from raw features (N, R) float64, and return them."""
        # torch.quantile gives the same, but sorts: six times as long
        quantiles = np.quantile(table.T.cpu().contiguous().numpy(), [0.02, 0.5, 0.98], axis=1)
        low, median, high = torch.from_numpy(quantiles).to(table.device)
        spread = (high - low) / 4
        deviation = table.std(dim=0, correction=0)
        spread = torch.where(spread > 1e-9, spread, torch.where(deviation > 1e-9, deviation, torch.ones_like(spread)))
        if self.vector:  # moved and scaled as a whole, so that distances between vectors keep their proportions
            spread = torch.full_like(spread, float(table.var(dim=0, correction=0).mean().sqrt().clamp(min=1e-9)))
        self.center.copy_(median)
        self.scale.copy_(spread)
        return median, spread

    def subsample_bands(self, values: Tensor, mask: Tensor) -> Tensor:
        """About DETAIL of many bands, standardised: (B, C, H, W) and (B, 1, H, W) to (B, D, H, W), D = 0 of few."""
        many = len(self.components) > 0
        chosen = torch.arange(self.bands)[:: max(1, self.bands // DETAIL)] if many else torch.arange(0)
        standard = (values[:, chosen] - self.center[chosen, None, None]) / self.scale[chosen, None, None]
        return standard.clamp_(-CLIP, CLIP) * mask

    def forward(self, values: Tensor, mask: Tensor) -> Tensor:
        raw = self._raw(values, mask)
        standard = ((raw - self.center[:, None, None]) / self.scale[:, None, None]).clamp_(-self.clip, self.clip)
        if len(self.components):
            bands, rest = standard.split([self.bands, standard.shape[1] - self.bands], 1)
            mixed = torch.einsum("kc,bchw->bkhw", self.components, bands).clamp_(-CLIP, CLIP)
            standard = torch.cat([mixed, rest], 1)
        return standard * mask

    def standardise_pixels(self, values: Tensor, features: Tensor, spare: Tensor) -> None:
        """What :meth:`forward` makes of pixels, whatever saw them, (T, C, N) into (T, F, N), in a third of the time and
        but for rounding. Not for heights. ``spare``: memory of twice the size of ``features``."""
        if len(self.components):
            features.copy_(self(values[..., None], values.new_ones(1))[..., 0])
            return
        torch.sub(values, self.center[: self.bands, None], out=features[:, : self.bands])
        if self.pairs_a:
            chosen = torch.tensor([*self.pairs_a, *self.pairs_b], device=values.device)
            shape = len(values), len(chosen), values.shape[2]
            pairs = torch.index_select(values, 1, chosen, out=spare[: math.prod(shape)].view(shape))
            a, b = pairs.split(len(self.pairs_a), 1)
            indices = slice(self.bands, None)
            index = torch.add(a, b, out=features[:, indices])
            # What is about 0 counts as 1e-6.
            torch.hardshrink(index, 1e-6, out=index).reciprocal_().clamp_(max=1e6).mul_(a.sub_(b)).clamp_(-1, 1)
            index.sub_(self.center[indices, None])
        features.mul_(self.scale.reciprocal()[:, None]).clamp_(-self.clip, self.clip)

    def _raw(self, values: Tensor, mask: Tensor) -> Tensor:
        parts = [values]
        if self.pairs_a:
            a, b = values[:, self.pairs_a], values[:, self.pairs_b]
            total = a + b
            parts.append(((a - b) / torch.where(total.abs() > 1e-6, total, 1e-6)).clamp(-1, 1))
        if self.terrain:
            parts += self._slope_and_relief(values[:, self.terrain], mask)
        if self.relative:
            others = [position for position in range(self.bands) if position not in self.terrain]
            parts[0] = values[:, others]
        return torch.cat(parts, 1) if len(parts) > 1 else values

    def _slope_and_relief(self, height: Tensor, mask: Tensor) -> list[Tensor]:
        """Slope in metres per metre and height above the local mean, both from valid pixels only."""
        level = (height * mask).sum((2, 3), keepdim=True) / mask.sum((2, 3), keepdim=True).clamp(min=1)
        height = (height - level) * mask
        share, mean = box_mean(torch.cat([mask, height], 1), RELIEF_WINDOW).split([1, height.shape[1]], 1)
        relief = (height - mean / share.clamp(min=1e-6)) * mask
        squares = torch.zeros_like(height)
        for dim, margin in ((2, (0, 0, 1, 1)), (3, (1, 1))):
            inner = height.shape[dim] - 2
            if inner > 0:
                before, here, after = (mask.narrow(dim, at, inner) for at in range(3))
                rise = (height.narrow(dim, 2, inner) - height.narrow(dim, 0, inner)) / (2 * self.gsd)
                squares = squares + F.pad((rise * (before * here * after)).square(), margin)
        return [squares.sqrt(), relief]
