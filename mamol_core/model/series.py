"""What the network sees of a series, however many dates it has: the course of a year.

Each pixel is pooled over the dates that saw it, before the stem, so that a date costs little. It is temporal attention
in the manner of Garnot and Landrieu (2020, arXiv 2007.00586), but its queries are fixed, at points of the year: the
weight of a date falls with its distance in days, so that any dates will do, and where there are none near a point the
nearest ones stand for it. Statistics over the dates beside it made maps worse (docs/series.md).
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from ..sensors.sensor import SensorSpec
from .features import SensorFeatures

POINTS = 12
"""Of the year, evenly spaced."""
REACH = 10.0
"""Days in which the weight of a date falls to 1/e."""
_YEAR = 365.25
_LEAST = 1e-9  # weight; half a year away it is 1e-8
_MOST_FITTED = 72  # windows of single dates that the standardisation is learned from
_ROWS = 32  # pooled at once: what is in work then stays in the processor's cache


def make_features(spec: SensorSpec, gsd: float) -> SensorFeatures | SeriesFeatures:
    """What turns the values of a sensor into features; ``gsd``: metres of a pixel of the grid."""
    return SeriesFeatures(spec, gsd) if spec.dates else SensorFeatures(spec, gsd)


class SeriesFeatures(nn.Module):
    """Turns the dates of a series into the features its stem reads.

    ``forward``: values (B, T * (C + 1), H, W) as :class:`SeriesReader` gives them and availability (B, 1, H, W) to
    features (B, ``count``, H, W), 0 where no date saw the pixel.
    """

    def __init__(self, spec: SensorSpec, gsd: float) -> None:
        super().__init__()
        self.each = SensorFeatures(spec, gsd)
        self.bands = self.each.bands
        self.count = POINTS * (self.each.count + 1)

    def fit(self, windows: Sequence[tuple[Tensor, Tensor]]) -> None:
        """Learn the standardisation of all dates together, from windows of (values (T * (C + 1), H, W), mask)."""
        dates = [date for values, _ in windows for date in values.unflatten(0, (-1, self.bands + 1)) if date[-1].any()]
        some = dates[:: -(-len(dates) // _MOST_FITTED)]
        self.each.fit([(date[:-1], date[-1:] > 0) for date in some])

    def forward(self, values: Tensor, _mask: Tensor) -> Tensor:
        return self.pool(self.standardise(values))

    def standardise(self, values: Tensor) -> Tensor:
        """What is known of each date: (B, T * (C + 1), H, W) to (B, T * (F + 1), H, W), with the plane of days as last
        of each date."""
        batch, _, height, width = values.shape
        dates = values.reshape(-1, self.bands + 1, height, width)
        days = dates[:, -1:]
        features = self.each(dates[:, :-1], (days > 0).to(values.dtype))
        return torch.cat([features, days], 1).reshape(batch, -1, height, width)

    def pool(self, dates: Tensor) -> Tensor:
        """Features (B, ``count``, H, W) of what :meth:`standardise` gives, of all or of some of the dates.

        For each point of the year the weighted mean of the dates, and then for each the weight there is.
        """
        batch, _, height, width = dates.shape
        dates = dates.unflatten(1, (-1, self.each.count + 1))
        weights = self._weights(dates[:, :, -1].amax((0, 2, 3)))
        parts = [
            torch.cat([self._pool(part, weights) for part in one.split(_ROWS, 2)], 1) for one in dates.float().unbind()
        ]
        return torch.stack(parts).reshape(batch, -1, height, width)

    def _pool(self, dates: Tensor, weights: Tensor) -> Tensor:
        """(T, F + 1, h, W) and (POINTS, T) to (``count``, h, W)."""
        count, features, height, width = dates.shape
        seen = (dates[:, -1:] > 0).to(dates.dtype)
        marked = torch.cat([dates[:, :-1], torch.ones_like(seen)], 1) * seen
        sums = (weights @ marked.reshape(count, -1)).reshape(-1, features, height, width)
        values, total = sums[:, :-1], sums[:, -1:]
        means = values / total.clamp(min=_LEAST)
        support = total[:, 0] / (1 + total[:, 0])
        return torch.cat([means.flatten(0, 1), support])

    def _weights(self, days: Tensor) -> Tensor:
        """Weights (POINTS, T) of dates for each point of the year; days (T,), from 1."""
        points = (torch.arange(POINTS, device=days.device) + 0.5) * (_YEAR / POINTS)
        apart = (points[:, None] - days.float()).abs()
        apart = torch.minimum(apart, _YEAR - apart)
        return torch.exp(-apart / REACH)
