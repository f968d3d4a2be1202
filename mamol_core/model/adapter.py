"""Adapters: what fits a trained model to another place or season, kept beside it in a small file of its own.

An adapter holds the tensors that are put in place of the model's, and low-rank experts that are added to it, one in
each block and always on. The model's file stays as it is, and without the adapter so do its maps.
"""

from __future__ import annotations

from dataclasses import replace

import torch
from torch import Tensor, nn

from .features import SensorFeatures
from .modelfile import Model
from .network import Mamol

RANK = 8


def with_adapter(model: Model, rank: int = RANK) -> Model:
    """The model with new experts that as yet change nothing."""
    config = replace(model.network.config, adapter=rank)
    adapted = Model(model.sensors, model.classes, model.gsd, config)
    for block in adapted.network.blocks:
        nn.init.zeros_(block.experts.adapter.up.weight)
    adapted.load_state_dict(adapted.state_dict() | model.state_dict())
    return adapted
