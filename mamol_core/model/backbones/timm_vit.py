"""A frozen vision transformer of timm as backbone, with MaMOL experts beside its MLPs (arXiv 2511.11460).

As published: a tokeniser per sensor, one token per pixel of a window, the backbone run once per sensor, experts in the
upper half of its blocks. Beyond it: availability per pixel instead of per window, and every token is read out, not one
per window. The published window of 14 x 14 pixels does not divide our tiles; ours has 16 x 16, with the backbone's
position embedding resampled by timm.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from ...contract import HUB
from ...errors import ModelFileError, RequestError
from ..experts import MixtureOfLoRA, PatternCode
from ..network import Network, NetworkConfig
from .registry import find_backbone
from .timm_models import checkpoint_filter_fn, create_model, load_pretrained

HIDDEN = 256
AT_ONCE = 64  # windows that go through the backbone together: memory does not grow with the tile
_HUB_NAME = re.compile(r"hub:[\w.-]+/[\w.-]+@[\w.-]+")


def create(config: NetworkConfig) -> MamolBackbone:
    """A network on the vision transformer that ``config`` names."""
    return MamolBackbone(config)


class MamolBackbone(Network):
    """Only what is not the backbone trains."""

    vit: Any

    def __init__(self, config: NetworkConfig) -> None:
        """RequestError where ``config.backbone`` is not registered."""
        super().__init__()
        self.config = config
        name = config.backbone or ""
        self.window = find_backbone(name).window
        self.vit = create_model(name, num_classes=0, dynamic_img_size=True).requires_grad_(False)
        width, sensors, depth = self.vit.embed_dim, len(config.features), len(self.vit.blocks)
        self.tokenisers = nn.ModuleList(
            nn.Sequential(nn.Conv2d(channels, HIDDEN, 3, padding=1), nn.Conv2d(HIDDEN, width, 1))
            for channels in config.features
        )
        self.code = PatternCode(sensors)
        self.experts = nn.ModuleList(
            MixtureOfLoRA(width, sensors, config.rank, config.dynamic) for _ in range(depth - depth // 2)
        )
        self.head = nn.Linear(sensors * width, config.classes)

    def forward(self, features: Sequence[Tensor | None], masks: Tensor) -> Tensor:
        """See :class:`Network`. H and W are multiples of ``window``."""
        availability = _windows(masks, self.window)
        outputs = []
        for position, (tokeniser, values) in enumerate(zip(self.tokenisers, features, strict=True)):
            found = masks.new_zeros(*availability.shape[:3], self.vit.embed_dim)
            seen = availability[..., position].flatten(1).any(1)
            if values is not None and seen.any():
                tokens = _windows(tokeniser(values), self.window)[seen]
                parts = zip(tokens.split(AT_ONCE), availability[seen].split(AT_ONCE), strict=True)
                read = torch.cat([self._read(*part) for part in parts])
                found[seen] = read.to(found.dtype) * availability[seen][..., [position]]
            outputs.append(found)
        logits: Tensor = self.head(torch.cat(outputs, -1))
        return _whole(logits, masks.shape, self.window)

    def _read(self, tokens: Tensor, availability: Tensor) -> Tensor:
        """Tokens (N, s, s, d) of one sensor, read with the availability (N, s, s, S) of all, to the same shape."""
        shape = tokens.shape
        x = self.vit.norm_pre(self.vit._pos_embed(tokens))
        prefix = x.shape[1] - self.window**2
        flat = availability.flatten(1, 2)
        flat = torch.cat([flat.mean(1, keepdim=True).expand(-1, prefix, -1), flat], 1)
        code = self.code(flat)
        first = len(self.vit.blocks) - len(self.experts)
        for number, block in enumerate(self.vit.blocks):
            if number < first:
                x = block(x)
                continue
            x = x + block.drop_path1(block.ls1(block.attn(block.norm1(x))))
            z = block.norm2(x)
            x = x + block.drop_path2(block.ls2(block.mlp(z))) + self.experts[number - first](z, flat, code)
        read: Tensor = self.vit.norm(x)[:, prefix:]
        return read.reshape(shape)


def load_weights(network: MamolBackbone, source: str) -> str:
    """Load pretrained weights into the frozen part and return their name, without folders.

    ``source``: a safetensors or .pth file, or ``hub:OWNER/NAME@REVISION`` for the model hub. RequestError or
    ModelFileError where they can't be had or do not fit.
    """
    name, vit = str(network.config.backbone), network.vit
    if source.startswith(HUB):
        if not _HUB_NAME.fullmatch(source):
            raise RequestError(
                f"'{source}' does not name weights of the model hub with a revision.",
                "Write hub:OWNER/NAME@REVISION, the revision being a tag or commit, so that it can't change.",
            )
        origin, weights = {"hf_hub_id": source.removeprefix(HUB)}, source
    elif Path(source).is_file():
        origin, weights = {"file": source, "hf_hub_id": ""}, Path(source).name
    else:
        raise ModelFileError(f"There is no file '{source}'.", "Check the path, or name hub:OWNER/NAME@REVISION.")
    for parameter in network.vit.parameters():
        nn.init.constant_(parameter, torch.nan)  # timm leaves alone what the weights do not hold
    try:
        settings = {**vit.pretrained_cfg, **origin}
        load_pretrained(vit, settings, num_classes=0, filter_fn=checkpoint_filter_fn)
    except Exception as error:  # download, file format and timm's own checks raise what they like
        problem = str(error).strip().splitlines()
        raise ModelFileError(
            f"The weights {weights} can't be loaded into {name}: {problem[0] if problem else type(error).__name__}",
            "Check the connection, or that the weights belong to this backbone.",
        ) from None
    missing = [key for key, parameter in network.vit.named_parameters() if parameter.isnan().any()]
    if missing:
        raise ModelFileError(
            f"The weights {weights} can't be loaded into {name}: {len(missing)} tensors are missing, as {missing[0]}.",
            "Give weights that belong to this backbone.",
        )
    return weights


def _windows(raster: Tensor, side: int) -> Tensor:
    """(B, C, H, W) to windows (B * H/s * W/s, s, s, C) of ``side`` s."""
    batch, channels, height, width = raster.shape
    split = raster.reshape(batch, channels, height // side, side, width // side, side)
    return split.permute(0, 2, 4, 3, 5, 1).reshape(-1, side, side, channels)


def _whole(windows: Tensor, shape: torch.Size, side: int) -> Tensor:
    """The inverse of :func:`_windows` for a raster of batch, height and width as in ``shape`` (B, _, H, W)."""
    batch, _, height, width = shape
    split = windows.reshape(batch, height // side, width // side, side, side, -1)
    return split.permute(0, 5, 1, 3, 2, 4).reshape(batch, -1, height, width)
