"""What the backbones take from timm, which takes seconds to import: nothing else may.

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

from timm import create_model
from timm.models import load_pretrained
from timm.models.vision_transformer import VisionTransformer, checkpoint_filter_fn

__all__ = ["VisionTransformer", "checkpoint_filter_fn", "create_model", "load_pretrained"]
