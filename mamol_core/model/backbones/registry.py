"""The backbones that a model may stand on in place of the default network.

A new one is a row of :data:`BACKBONES`, and a module where no other makes its kind. The table is read without torch, so
that a name is refused before anything is computed, and a model card can't make the engine fetch what it names.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from ...errors import RequestError


@dataclass(frozen=True)
class Backbone:
    """``window``: side in pixels of the squares that go through the network; it divides the side of every tile.

    ``module``: of this package. It has ``create(config)``, which makes the :class:`~..network.Network`, and
    ``load_weights(network, source)``, which puts pretrained weights into it and returns their name.
    """

    module: str
    window: int

    def load(self) -> Any:
        """The module, with the packages it needs, which may take seconds to import."""
        return import_module(f".{self.module}", __package__)


_TIMM_VIT = Backbone("timm_vit", window=16)

BACKBONES: dict[str, Backbone] = dict.fromkeys(
    (
        "vit_tiny_patch16_224",
        "vit_small_patch16_224",
        "vit_base_patch16_224",
        "vit_large_patch16_224",
        "vit_base_patch16_clip_224",
        "vit_base_patch16_clip_quickgelu_224",
        "vit_large_patch14_clip_224",
        "vit_large_patch14_clip_quickgelu_224",
        "vit_small_patch14_dinov2",
        "vit_base_patch14_dinov2",
        "vit_large_patch14_dinov2",
        "vit_small_patch14_reg4_dinov2",
        "vit_base_patch14_reg4_dinov2",
        "vit_large_patch14_reg4_dinov2",
    ),
    _TIMM_VIT,
)
"""By name, as timm spells it."""


def find_backbone(name: str) -> Backbone:
    """The backbone of that name; RequestError, which lists those there are, where it is not registered."""
    if name not in BACKBONES:
        raise RequestError(
            f"There is no backbone '{name[:80]}'; there are {', '.join(BACKBONES)}.",
            "Name one of these, or leave the backbone out.",
        )
    return BACKBONES[name]
