"""What the network sees of a series, however many dates it has: the course of a year.

Each pixel is pooled over the dates that saw it, before the stem, so that a date costs little. It is temporal attention
in the manner of Garnot and Landrieu (2020, arXiv 2007.00586), but its queries are fixed, at the days of the year that
the model was trained with: the weight of a date falls with its distance in days, so that any dates will do, and where
there are none near a point the nearest ones stand for it. A date on which a pixel looks like nothing usual, as under a
cloud that no mask knows, counts less where there are others. How much there was to pool is not told: where clouds were
says where a pixel lies, and labels lie in few places. Points spread evenly over the year, and statistics over the
dates, were tried and left out.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import torch
from torch import Tensor, nn

from ..sensors.sensor import SensorSpec
from .features import SensorFeatures

_MOST_POINTS = 16
_APART = 4  # days between points
_REACH = 5.0  # days in which the weight of a date falls to 1/e; longer where the days are more than the points
_YEAR = 365.25
_STRANGE = 2.5  # mean distance of a date's features from what is usual, in spreads, where its weight falls to 1/e
_LEAST_TRUST = 16.0  # weight falls to exp(-this) at most
_OUTLYING = 2.0  # of the distance of a typical window: those farther off are left out of the standardisation
_FARTHEST = 18.0  # distance in reaches from which on all dates count alike
_LEAST = 1e-16  # weight, where no date saw the pixel
_MOST_FITTED = 72  # windows of single dates that the standardisation is learned from
_IN_WORK = 2**19  # values that are pooled at once on the CPU, so that they stay in its cache


def make_features(spec: SensorSpec, gsd: float) -> SensorFeatures | SeriesFeatures:
    """What turns the values of a sensor into features; ``gsd``: metres of a pixel of the grid."""
    return SeriesFeatures(spec, gsd) if spec.dates else SensorFeatures(spec, gsd)


class SeriesFeatures(nn.Module):
    """Turns the dates of a series into the features its stem reads.

    ``forward``: values (B, T * (C + 1), H, W) as :class:`SeriesReader` gives them and availability (B, 1, H, W) to
    features (B, ``count``, H, W), 0 where no date saw the pixel: for each point of the year the weighted mean of the
    dates.
    """

    def __init__(self, spec: SensorSpec, gsd: float) -> None:
        super().__init__()
        self.each = SensorFeatures(spec, gsd)
        self.bands = self.each.bands
        self.by_rows = not self.each.terrain  # slope and relief look at the rows around
        self.points, self.reach = _points(spec.dates)
        self.count = len(self.points) * self.each.count

    def fit(self, windows: Sequence[tuple[Tensor, Tensor]]) -> None:
        """Learn the standardisation of all dates together, from windows of (values (T * (C + 1), H, W), mask): a
        second time without those that lie far from the others, as clouds do that no mask knows."""
        dates = [date for values, _ in windows for date in values.unflatten(0, (-1, self.bands + 1)) if date[-1].any()]
        some = [(date[:-1], date[-1:] > 0) for date in dates[:: -(-len(dates) // _MOST_FITTED)]]
        self.each.fit(some)
        apart = torch.tensor(
            [
                float(_strangeness(self.each(values[None], mask[None].float()), 1)[mask[None]].mean())
                for values, mask in some
            ]
        )
        self.each.fit([window for window, far in zip(some, apart > _OUTLYING * apart.median(), strict=True) if not far])

    def forward(self, values: Tensor, _mask: Tensor) -> Tensor:
        dates = values.unflatten(1, (-1, self.bands + 1))
        batch, count, _, height, width = dates.shape
        weights = self._weights(dates[:, :, -1].amax((0, 2, 3)))

        def pooled(part: Tensor) -> Tensor:
            seen = (part[:, :, -1:] > 0).float()
            features = self.each(part[:, :, :-1].flatten(0, 1), seen.flatten(0, 1)).unflatten(0, (batch, count))
            trust = seen * _trust(features, 2)
            marked = torch.cat([features * trust, trust], 2)
            sums = (weights @ marked.flatten(2)).unflatten(2, marked.shape[2:])
            course = sums[:, :, :-1] * (1 / sums[:, :, -1].clamp(min=_LEAST))[:, :, None]
            return course.flatten(1, 2)

        rows = _IN_WORK // (batch * count * (self.each.count + 1) * width)
        if dates.device.type != "cpu" or torch.jit.is_tracing() or not self.by_rows:  # type: ignore[attr-defined]
            return pooled(dates)
        whole = torch.empty(batch, self.count, height, width)
        for part, target in zip(dates.split(max(1, rows), 3), whole.split(max(1, rows), 2), strict=True):
            target.copy_(pooled(part))
        return whole

    def standardise(self, values: Tensor) -> Tensor:
        """What is known of each date of a window, (T * (C + 1), H, W) to (H, W, T, F + 1), with the day as last of each
        date. Pixel by pixel, since so a crop is cut, turned and pooled several times as fast."""
        dates = values.unflatten(0, (-1, self.bands + 1))
        days = dates[:, -1:]
        return torch.cat([self.each(dates[:, :-1], (days > 0).to(values.dtype)), days], 1).permute(2, 3, 0, 1)

    def pool(self, dates: Tensor) -> Tensor:
        """What :meth:`forward` makes of the same dates, (``count``, H, W), of what :meth:`standardise` gives, of all or
        of some of the dates."""
        weights = self._weights(dates[..., -1].amax((0, 1)))
        pooled = torch.empty(*dates.shape[:2], len(self.points), self.each.count)
        rows = max(1, _IN_WORK // dates[0].numel())
        for part, target in zip(dates.split(rows), pooled.split(rows), strict=True):
            marked = part.to(torch.float32, copy=True)
            features, seen = marked[..., :-1], marked[..., -1:]
            features *= seen.copy_((seen > 0) * _trust(features, -1))
            sums = weights @ marked
            torch.mul(sums[..., :-1], 1 / sums[..., -1:].clamp(min=_LEAST), out=target)
        return pooled.flatten(2).permute(2, 0, 1)

    def _weights(self, days: Tensor) -> Tensor:
        """Weights (P, T) of dates for each point of the year; days (T,), from 1."""
        points = torch.tensor(self.points, device=days.device)
        apart = (points[:, None] - days.float()).abs()
        apart = torch.minimum(apart, _YEAR - apart)
        return torch.exp(-(apart / self.reach).clamp(max=_FARTHEST))


def _trust(features: Tensor, dim: int) -> Tensor:
    """What dates count for, from 1 to almost 0, by how usual they look; features lie along ``dim``, which becomes 1."""
    return torch.exp(-(_strangeness(features, dim) / _STRANGE).pow(4).clamp(max=_LEAST_TRUST))


def _strangeness(features: Tensor, dim: int) -> Tensor:
    """How far features lie from what is usual, in the mean, in spreads."""
    return features.abs().mean(dim, keepdim=True)


def _points(dates: Sequence[str]) -> tuple[list[float], float]:
    """The days of the year that a series with these dates is pooled at, and the reach of each, in days."""
    days: list[int] = []
    for day in sorted({datetime.date.fromisoformat(date).timetuple().tm_yday for date in dates}):
        if not days or day - days[-1] >= _APART:
            days.append(day)
    count = min(len(days), _MOST_POINTS)
    chosen = [days[round(number * (len(days) - 1) / max(1, count - 1))] for number in range(count)]
    return [float(day) for day in chosen], _REACH * len(days) / count
