"""The transformer block of timm that the network is built of.

timm needs torchvision. A torchvision wheel with CUDA operators does not load beside a CPU torch, because two operator
schemas are then missing; the engine never calls them, so declaring them is enough.
"""

from __future__ import annotations

import importlib

import torch

try:
    importlib.import_module("torchvision")
except RuntimeError as error:
    if "torchvision::nms" not in str(error):
        raise
    _SCHEMAS = torch.library.Library("torchvision", "FRAGMENT")
    _SCHEMAS.define("nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
    _SCHEMAS.define("qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")

from timm.models.swin_transformer import SwinTransformerBlock

__all__ = ["SwinTransformerBlock"]
