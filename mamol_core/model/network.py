"""The MaMOL network: a stem per sensor, fusion by availability, transformer blocks with experts, a dense readout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .attention import WINDOW, WindowAttention
from .experts import MixtureOfLoRA, PatternCode

TOKEN = 4
MIXED = 32  # channels that those of a series are mixed to
ALIGNMENT = TOKEN * WINDOW  # contract.TILE_STEP
"""Tiles start and end at multiples of this many pixels, so that attention windows fall alike in every tile."""


@dataclass(frozen=True)
class NetworkConfig:
    """Shape of the network. ``features``: channels of each sensor's features; ``classes``: outputs.

    ``backbone``: name of the network that stands in place of the own blocks (backbones/registry.py); None for these.
    ``series``: positions of the sensors that are series, whose many features are mixed per pixel first.
    ``added``: how many of the sensors, the last ones, were added to a trained network (:meth:`Mamol.train_added`).
    ``adapter``: rank of the experts of an adapter (:mod:`.adapter`), 0 of a network without one.
    """

    features: tuple[int, ...]
    classes: int
    width: int = 96
    depth: int = 2
    heads: int = 4
    rank: int = 8
    dynamic: int = 4
    backbone: str | None = None
    series: tuple[int, ...] = ()
    added: int = 0
    adapter: int = 0

    @property
    def first(self) -> int:
        """How many sensors the network was made with."""
        return len(self.features) - self.added

    def to_json(self) -> dict[str, Any]:
        entry = asdict(self)
        for name in ("series", "added", "adapter"):
            if not entry[name]:
                del entry[name]
        return entry

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> NetworkConfig:
        return cls(**{**data, "features": tuple(data["features"]), "series": tuple(data.get("series", ()))})


class MamolBlock(nn.Module):
    """A Swin transformer block with a depth-wise convolution before and the experts beside its MLP."""

    def __init__(self, config: NetworkConfig, shifted: bool) -> None:
        super().__init__()
        self.norm1 = nn.LayerNorm(config.width)
        self.attn = WindowAttention(config.width, config.heads, shifted)
        self.norm2 = nn.LayerNorm(config.width)
        self.mlp = _Mlp(config.width)
        self.local = nn.Conv2d(config.width, config.width, 3, padding=1, groups=config.width)
        self.experts = MixtureOfLoRA(
            config.width, config.first, config.rank, config.dynamic, config.added, config.adapter
        )

    def forward(self, x: Tensor, availability: Tensor, code: Tensor, added: Tensor | None = None) -> Tensor:
        """x (B, h, w, d), availability (B, h, w, S), code (B, h, w, 8) and ``added`` (B, h, w, A) to (B, h, w, d)."""
        planes = x.permute(0, 3, 1, 2)
        x = (planes + self.local(planes)).permute(0, 2, 3, 1)
        x = x + self.attn(self.norm1(x))
        z = self.norm2(x)
        return x + self.mlp(z) + self.experts(z, availability, code, added)


class _Mlp(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.fc1 = nn.Linear(width, 2 * width)
        self.fc2 = nn.Linear(2 * width, width)

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = self.fc2(F.gelu(self.fc1(x)))
        return out


class Network(nn.Module):
    """Class logits for every pixel from whichever sensors saw it: the default network, or one on a backbone.

    ``head`` is the last layer; its weight and bias have a row per class.
    """

    config: NetworkConfig
    head: nn.Module

    def forward(self, features: Sequence[Tensor | None], masks: Tensor) -> Tensor:
        """Logits (B, K, H, W).

        ``features``: one (B, F, H, W) tensor per sensor, zero where it saw nothing, or None where it saw nothing at
        all; ``masks``: (B, S, H, W), 1 where the sensor saw the pixel. H and W are multiples of what the network needs,
        as the sides of tiles and training windows are.
        """
        raise NotImplementedError


class Mamol(Network):
    """The default network.

    Sensors that are added later have a stem, an expert in each block and a last layer beside the head. What these
    compute is added, times the share that the sensor saw, to what the others make; all else is computed by the same
    operations on the same numbers as before. So a pixel that no added sensor reaches keeps its logits bit for bit.
    """

    def __init__(self, config: NetworkConfig) -> None:
        super().__init__()
        self.config = config
        width = config.width
        self.stems = nn.ModuleList(
            _Stem(channels, width, MIXED if position in config.series else None)
            for position, channels in enumerate(config.features)
        )
        self.missing = nn.ParameterList(nn.Parameter(torch.zeros(config.first, c)) for c in (16, 32, width))
        self.code = PatternCode(config.first)
        self.blocks = nn.ModuleList(MamolBlock(config, shifted=bool(i % 2)) for i in range(config.depth))
        self.norm = nn.LayerNorm(width)
        self.decoders = nn.ModuleList([_Decoder(width, 32), _Decoder(32, 16)])
        self.head = nn.Conv2d(16, config.classes, 1)
        self.added_heads = nn.ModuleList(nn.Conv2d(16, config.classes, 1) for _ in range(config.added))
        for parameter in self.added_heads.parameters():
            nn.init.zeros_(parameter)

    def train_added(self, count: int) -> None:
        """Let only what the last ``count`` sensors have of their own learn; they must be added ones."""
        self.requires_grad_(False)
        experts = [block.experts.added for block in self.blocks]  # type: ignore[union-attr]
        for parts in (self.stems, self.added_heads, *experts):
            for part in list(parts)[-count:]:  # type: ignore[arg-type]
                part.requires_grad_(True)

    def take_mix(self, position: int) -> nn.Conv2d | None:
        """Take out the convolution that mixes the features of a series, and the ReLU after it, so that what the stem
        reads from now on is what they give; None where that was done before. Batch normalisations must be folded in."""
        stem: _Stem = self.stems[position]  # type: ignore[assignment]
        mix = stem.mix[0] if isinstance(stem.mix, nn.Sequential) else None
        stem.mix = nn.Identity()
        return mix  # type: ignore[return-value]

    def train_adapter(self) -> None:
        """Let only what an adapter holds learn: its experts, norms and biases, the heads, and the layers next to the
        pixels, the first two of each stem and the last decoder."""
        self.requires_grad_(False)
        near = [part for stem in self.stems for part in (stem.fine, stem.middle)]
        experts = [block.experts.adapter for block in self.blocks]  # type: ignore[union-attr]
        for part in (*near, self.decoders[-1], self.head, self.added_heads, *experts):
            part.requires_grad_(True)
        for parameter in self.parameters():
            if parameter.ndim == 1:
                parameter.requires_grad_(True)

    def forward(self, features: Sequence[Tensor | None], masks: Tensor) -> Tensor:
        """See :class:`Network`. H and W are multiples of ALIGNMENT."""
        first = self.config.first
        known, added = _shares(masks[:, :first]), _shares(masks[:, first:])
        fine, middle, coarse = self._fuse(features, known, added)
        availability, later = (shares[-1].permute(0, 2, 3, 1) for shares in (known, added))
        code = self.code(availability)
        tokens = coarse.permute(0, 2, 3, 1)
        for block in self.blocks:
            tokens = block(tokens, availability, code, later)
        x = self.norm(tokens).permute(0, 3, 1, 2)
        for decoder, skip in zip(self.decoders, (middle, fine), strict=True):
            x = decoder(x, skip)
        logits = self.head(x)
        for head, seen in zip(self.added_heads, added[0].unbind(1), strict=True):
            logits = torch.addcmul(logits, seen[:, None], head(x))
        return logits

    def _fuse(
        self, features: Sequence[Tensor | None], known: Sequence[Tensor], added: Sequence[Tensor]
    ) -> list[Tensor]:
        """Sum over sensors of a f + (1 - a) placeholder, at full, half and quarter resolution.

        ``known``, ``added``: a at these, of the sensors that have a placeholder and of those that have none.
        """
        levels = [  # with the channels of a pixel beside one another, as the stems' outputs have them: sums are faster
            F.linear((1 - share).permute(0, 2, 3, 1), missing.T).permute(0, 3, 1, 2)
            for share, missing in zip(known, self.missing, strict=True)
        ]
        places = [(known, s) for s in range(known[0].shape[1])] + [(added, s) for s in range(added[0].shape[1])]
        for stem, values, (shares, position) in zip(self.stems, features, places, strict=True):
            mask = shares[0][:, position]
            if values is None or (self.training and not mask.any()):
                continue
            outputs = _stem_where_seen(stem, values, mask) if self.training else stem(values)
            for level, output in enumerate(outputs):
                levels[level] = torch.addcmul(levels[level], shares[level][:, [position]], output)
        return levels


def _shares(masks: Tensor) -> list[Tensor]:
    """The share of each pixel that sensors saw, (B, S, h, w) at full, half and quarter resolution; S may be 0."""
    masks = masks.contiguous()
    return [masks, F.avg_pool2d(masks, 2), F.avg_pool2d(masks, TOKEN)] if masks.shape[1] else [masks] * 3


def _stem_where_seen(stem: nn.Module, values: Tensor, mask: Tensor) -> list[Tensor]:
    """Run the stem only on the samples its sensor saw, so that its normalisation never learns from emptiness."""
    seen = mask.flatten(1).any(1)
    if bool(seen.all()):
        return list(stem(values))
    some = torch.nonzero(seen)[:, 0]
    chosen = values.permute(0, 2, 3, 1).index_select(0, some).permute(0, 3, 1, 2)
    outputs = []
    for part in stem(chosen):
        part = part.permute(0, 2, 3, 1)
        outputs.append(part.new_zeros(len(values), *part.shape[1:]).index_copy(0, some, part).permute(0, 3, 1, 2))
    return outputs


class _Stem(nn.Module):
    def __init__(self, channels: int, width: int, mixed: int | None = None) -> None:
        """``mixed``: channels that each pixel's are mixed to before any neighbour is looked at."""
        super().__init__()
        self.mix = _conv(channels, mixed, 1) if mixed else nn.Identity()
        channels = mixed or channels
        self.fine = nn.Sequential(_conv(channels, 16, 3, padding=1), _conv(16, 16, 1))
        self.middle = _conv(16, 32, 2, stride=2)
        self.coarse = nn.Conv2d(32, width, 2, stride=2)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        fine = self.fine(self.mix(x))
        middle = self.middle(fine)
        return fine, middle, self.coarse(middle)


class _Decoder(nn.Module):
    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.reduce = nn.Conv2d(inputs, outputs, 1)
        self.mix = _conv(outputs, outputs, 3, padding=1)

    def forward(self, x: Tensor, skip: Tensor) -> Tensor:
        x = F.interpolate(self.reduce(x), scale_factor=2, mode="bilinear", align_corners=False)
        return self.mix(x + skip)


def _conv(inputs: int, outputs: int, side: int, stride: int = 1, padding: int = 0) -> nn.Sequential:
    conv = nn.Conv2d(inputs, outputs, side, stride, padding, bias=False)
    return nn.Sequential(conv, nn.BatchNorm2d(outputs), nn.ReLU())
