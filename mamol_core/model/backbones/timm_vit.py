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
from typing import Any, cast

import torch
from torch import Tensor, nn

from ...contract import HUB
from ...errors import ModelFileError, RequestError
from ..experts import MixtureOfLoRA, PatternCode
from ..network import NetworkConfig
from .timm_models import VisionTransformer, checkpoint_filter_fn, create_model, load_pretrained

WINDOW = 16
HIDDEN = 256
AT_ONCE = 64  # windows that go through the backbone together: memory does not grow with the tile
_PARTS = ("norm1", "attn", "ls1", "drop_path1", "norm2", "mlp", "ls2", "drop_path2")
_NAME = re.compile(r"[a-z0-9_]+")  # any other, such as hf-hub:OWNER/NAME, timm would fetch from the network
_HUB_NAME = re.compile(r"hub:[\w.-]+/[\w.-]+@[\w.-]+")


class MamolBackbone(nn.Module):
    """Class logits for every pixel, called as :class:`~.network.Mamol` is; only what is not the backbone trains."""

    vit: Any

    def __init__(self, config: NetworkConfig) -> None:
        """RequestError where ``config.backbone`` is not the name of a vision transformer of timm."""
        super().__init__()
        self.config = config
        self.vit = _create(config.backbone or "").requires_grad_(False)
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
        """Logits (B, K, H, W); the arguments are those of :meth:`Mamol.forward`, H and W multiples of 16."""
        availability = _windows(masks)
        outputs = []
        for position, (tokeniser, values) in enumerate(zip(self.tokenisers, features, strict=True)):
            found = masks.new_zeros(*availability.shape[:3], self.vit.embed_dim)
            seen = availability[..., position].flatten(1).any(1)
            if values is not None and seen.any():
                parts = zip(
                    _windows(tokeniser(values))[seen].split(AT_ONCE), availability[seen].split(AT_ONCE), strict=True
                )
                read = torch.cat([self._read(*part) for part in parts])
                found[seen] = read.to(found.dtype) * availability[seen][..., [position]]
            outputs.append(found)
        logits: Tensor = self.head(torch.cat(outputs, -1))
        return _whole(logits, masks.shape)

    def _read(self, tokens: Tensor, availability: Tensor) -> Tensor:
        """Tokens (N, 16, 16, d) of one sensor, read with the availability (N, 16, 16, S) of all, to the same shape."""
        shape = tokens.shape
        x = self.vit.norm_pre(self.vit._pos_embed(tokens))
        prefix = x.shape[1] - WINDOW**2
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
        origin, said = {"hf_hub_id": source.removeprefix(HUB)}, source
    elif Path(source).is_file():
        origin, said = {"file": source, "hf_hub_id": ""}, Path(source).name
    else:
        raise ModelFileError(f"There is no file '{source}'.", "Check the path, or name hub:OWNER/NAME@REVISION.")
    for parameter in network.vit.parameters():
        nn.init.constant_(parameter, torch.nan)  # timm leaves alone what the weights do not hold
    try:
        told = {**vit.pretrained_cfg, **origin}
        load_pretrained(vit, told, num_classes=0, filter_fn=checkpoint_filter_fn)
    except Exception as error:  # download, file format and timm's own checks raise what they like
        problem = str(error).strip().splitlines()
        raise ModelFileError(
            f"The weights {said} can't be loaded into {name}: {problem[0] if problem else type(error).__name__}",
            "Check the connection, or that the weights belong to this backbone.",
        ) from None
    lacking = [key for key, parameter in network.vit.named_parameters() if parameter.isnan().any()]
    if lacking:
        raise ModelFileError(
            f"The weights {said} can't be loaded into {name}: {len(lacking)} tensors are missing, as {lacking[0]}.",
            "Give weights that belong to this backbone.",
        )
    return said


def _create(name: str) -> VisionTransformer:
    if not _NAME.fullmatch(name):
        raise RequestError(
            f"'{name[:80]}' is not a name of a backbone; small letters, digits and _ were expected.",
            "Name a vision transformer, for example vit_base_patch16_clip_quickgelu_224.",
        )
    try:
        vit = create_model(name, num_classes=0, dynamic_img_size=True)
    except (RuntimeError, TypeError) as error:
        raise RequestError(
            f"timm can't make a backbone '{name}': {str(error).splitlines()[0]}.",
            "Name a vision transformer, for example vit_base_patch16_clip_quickgelu_224.",
        ) from None
    blocks = cast(Any, getattr(vit, "blocks", [None]))
    lacking = [part for part in _PARTS if not hasattr(blocks[-1], part)]
    if not isinstance(vit, VisionTransformer) or lacking:
        found = type(vit).__name__ + (f" whose blocks lack {', '.join(lacking)}" if lacking else "")
        raise RequestError(
            f"The backbone '{name}' is a {found}, not a plain vision transformer.",
            "Name a vision transformer, for example vit_base_patch16_clip_quickgelu_224.",
        )
    return vit


def _windows(raster: Tensor) -> Tensor:
    """(B, C, H, W) to windows (B * H/16 * W/16, 16, 16, C)."""
    batch, channels, height, width = raster.shape
    split = raster.reshape(batch, channels, height // WINDOW, WINDOW, width // WINDOW, WINDOW)
    return split.permute(0, 2, 4, 3, 5, 1).reshape(-1, WINDOW, WINDOW, channels)


def _whole(windows: Tensor, shape: torch.Size) -> Tensor:
    """The inverse of :func:`_windows` for a raster of batch, height and width as in ``shape`` (B, _, H, W)."""
    batch, _, height, width = shape
    split = windows.reshape(batch, height // WINDOW, width // WINDOW, WINDOW, WINDOW, -1)
    return split.permute(0, 5, 1, 3, 2, 4).reshape(batch, -1, height, width)
