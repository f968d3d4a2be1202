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
_IN_WORK = 2**18  # values that are pooled at once on the CPU, so that they stay in its cache


def make_features(spec: SensorSpec, gsd: float) -> SensorFeatures | SeriesFeatures:
    """What turns the values of a sensor into features; ``gsd``: metres of a pixel of the grid."""
    return SeriesFeatures(spec, gsd) if spec.dates else SensorFeatures(spec, gsd)


class SeriesFeatures(nn.Module):
    """Turns the dates of a series into the features its stem reads.

    ``forward``: values (B, T * (C + 1), H, W) as :class:`SeriesReader` gives them and availability (B, 1, H, W) to
    features (B, ``count``, H, W), 0 where no date saw the pixel: for each point of the year the weighted mean of the
    dates. Once :meth:`mix_by` was called, to the channels that the network would mix these to.
    """

    def __init__(self, spec: SensorSpec, gsd: float) -> None:
        super().__init__()
        self.each = SensorFeatures(spec, gsd)
        self.bands = self.each.bands
        self.by_rows = not self.each.terrain  # slope and relief look at the rows around
        self.points, self.reach = _points(spec.dates)
        self.count = len(self.points) * self.each.count
        self.mix: nn.Conv2d | None = None

    def mix_by(self, mix: nn.Conv2d) -> int:
        """Mix the features of each pixel at once by what is the network's first layer otherwise, 1 x 1 with a ReLU
        after it, so that no map holds all of them; the channels there are then."""
        self.mix = mix.requires_grad_(False)
        return mix.out_channels

    def fit(self, windows: Sequence[tuple[Tensor, Tensor]]) -> None:
        """Learn the standardisation of all dates together, from windows of (values (T * (C + 1), H, W), mask): a
        second time without those that lie far from the others, as clouds do that no mask knows."""
        dates = [date for values, _ in windows for date in values.unflatten(0, (-1, self.bands + 1)) if date[-1].any()]
        some = [(date[:-1], date[-1:] > 0) for date in dates[:: -(-len(dates) // _MOST_FITTED)]]
        self.each.fit(some)
        apart = torch.tensor(
            [
                float(self.each(values[None], mask[None].float()).abs().mean(1, keepdim=True)[mask[None]].mean())
                for values, mask in some
            ]
        )
        self.each.fit([window for window, far in zip(some, apart > _OUTLYING * apart.median(), strict=True) if not far])

    def forward(self, values: Tensor, _mask: Tensor) -> Tensor:
        pooled = values.new_empty(len(values), self.mix.out_channels if self.mix else self.count, *values.shape[2:])
        for window, target in zip(values.unflatten(1, (-1, self.bands + 1)), pooled, strict=True):
            days = window[:, -1].amax((1, 2))
            weights = self._weights(days)
            if self.by_rows:
                self._pool_pixels(window.flatten(2), days, weights, target.view(len(target), -1))
            else:
                features = self.each(window[:, :-1], (window[:, -1:] > 0).to(values.dtype)).flatten(2)
                whole = self._pool(features, torch.empty_like(features), window[:, -1].flatten(1), weights)
                target.copy_(whole.view_as(target))
        return pooled

    def _pool_pixels(self, dates: Tensor, days: Tensor, weights: Tensor, pooled: Tensor) -> None:
        """Pool dates (T, C + 1, N) into (P * F or mixed, N); on the CPU so few pixels at once that all work stays in
        its cache, in memory that is taken once: what is taken anew each time takes longer than the work. There, dates
        that saw nothing, whose ``days`` (T,) are 0, are left out."""
        seen = None if dates.is_cuda or days.all() or not days.any() else days.nonzero()[:, 0]
        count = len(dates) if seen is None else len(seen)
        weights = weights if seen is None else weights[:, seen]
        values = count * self.each.count
        pixels = dates.shape[2] if dates.is_cuda else min(dates.shape[2], max(1, _IN_WORK // values))
        work, spare = dates.new_empty(values * pixels), dates.new_empty(2 * values * pixels)
        for part, target in zip(dates.split(pixels, 2), pooled.split(pixels, 1), strict=True):
            given = part if seen is None else part.index_select(0, seen)
            features = work[: values * part.shape[2]].view(count, -1, part.shape[2])
            self.each.standardise_pixels(given[:, :-1], features, spare)
            target.copy_(self._pool(features, spare[: features.numel()].view_as(features), given[:, -1], weights))

    def _pool(self, features: Tensor, spare: Tensor, days: Tensor, weights: Tensor) -> Tensor:
        """Features of dates (T, F, N), which are changed, days (T, N) and weights (P, T) to (P * F, N), or to what
        these are mixed to. ``spare``: memory of the features' size."""
        trust = _trust(torch.abs(features, out=spare)) * days.clamp(max=1)
        features *= trust[:, None]
        sums = (weights @ features.flatten(1)).view(len(weights), *features.shape[1:])
        sums *= (weights @ trust).clamp_(min=_LEAST).reciprocal_()[:, None]
        course = sums.flatten(0, 1)
        if self.mix is None or self.mix.bias is None:
            return course
        return torch.addmm(self.mix.bias[:, None], self.mix.weight.flatten(1), course).relu_()

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
        pixels = dates.flatten(0, 1)
        pooled = torch.empty(self.count, len(pixels))
        step = max(1, _IN_WORK // pixels[0].numel())
        for part, target in zip(pixels.split(step), pooled.split(step, 1), strict=True):
            marked = part.permute(1, 2, 0).to(torch.float32, copy=True, memory_format=torch.contiguous_format)
            features, days = marked[:, :-1], marked[:, -1]
            target.copy_(self._pool(features, torch.empty_like(features), days, weights))
        return pooled.unflatten(1, dates.shape[:2])

    def _weights(self, days: Tensor) -> Tensor:
        """Weights (P, T) of dates for each point of the year; days (T,), from 1."""
        points = torch.tensor(self.points, device=days.device)
        apart = (points[:, None] - days.float()).abs()
        apart = torch.minimum(apart, _YEAR - apart)
        return torch.exp(-(apart / self.reach).clamp(max=_FARTHEST))


def _trust(distances: Tensor) -> Tensor:
    """What dates (T, N) count for, from 1 to almost 0, by how usual they look; ``distances`` (T, F, N): of their
    features from what is usual."""
    far = (distances.mean(1) / _STRANGE).square_().square_()
    return far.clamp_(max=_LEAST_TRUST).neg_().exp_()


def _points(dates: Sequence[str]) -> tuple[list[float], float]:
    """The days of the year that a series with these dates is pooled at, and the reach of each, in days."""
    days: list[int] = []
    for day in sorted({datetime.date.fromisoformat(date).timetuple().tm_yday for date in dates}):
        if not days or day - days[-1] >= _APART:
            days.append(day)
    count = min(len(days), _MOST_POINTS)
    chosen = [days[round(number * (len(days) - 1) / max(1, count - 1))] for number in range(count)]
    return [float(day) for day in chosen], _REACH * len(days) / count
