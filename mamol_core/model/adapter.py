"""Adapters: what fits a trained model to another place or season, kept beside it in a small file of its own.

An adapter holds tensors that are put in place of some of the model's, and low-rank experts that are added to it, one in
each block and always on. The model's file stays as it is, and so do the maps made without the adapter.
"""

from __future__ import annotations

import copy
import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save
from torch import Tensor, nn

from ..adapters import ADAPTER_FORMAT, ADAPTER_KEY, adapter_name
from ..errors import OutputError
from ..files import whole
from .adapter_card import open_adapter
from .card import damaged
from .modelfile import Model, check_values, load_model
from .network import Mamol

RANK = 8
_FIXED = ("temperature",)
_UP = "experts.adapter.up.weight"
_COUNTS = "num_batches_tracked"  # of normalisations; nothing depends on them


def with_adapter(model: Model, rank: int = RANK) -> Model:
    """A copy of the model with experts, which as yet change nothing. Only what an adapter holds learns."""
    adapted = _promised(model, rank)
    for block in cast(Mamol, adapted.network).blocks:
        nn.init.zeros_(block.experts.adapter.up.weight)  # type: ignore[union-attr,arg-type]
    adapted.load_state_dict(adapted.state_dict() | model.state_dict())
    cast(Mamol, adapted.network).train_adapter()
    return adapted


def weaken(adapted: Model, model: Model, strength: float) -> Model:
    """A copy of an adapted model that is but a share of the way from ``model`` to it: all that the adapter changes is
    changed by ``strength`` of that (Wortsman et al. 2022, Robust fine-tuning of zero-shot models, arXiv 2109.01903)."""
    weaker, before = copy.deepcopy(adapted), model.state_dict()
    with torch.no_grad():
        for name, value in weaker.state_dict().items():
            if name in before and value.dtype.is_floating_point:
                value.copy_(torch.lerp(before[name].to(value.device), value, strength))
            elif name.endswith(_UP):
                value.mul_(strength)
    return weaker


def _promised(model: Model, rank: int) -> Model:
    return Model(model.sensors, model.classes, model.gsd, replace(model.network.config, adapter=rank))


def tensors_of(adapted: Model, model: Model) -> dict[str, Tensor]:
    """What the adapter of an adapted model holds: all that ``model`` has otherwise, or has not."""
    before = model.state_dict()
    return {
        name: value.detach().cpu().contiguous()
        for name, value in adapted.state_dict().items()
        if not name.endswith(_COUNTS) and not (name in before and torch.equal(before[name].cpu(), value.cpu()))
    }


def save_adapter(path: str, card: dict[str, Any], tensors: dict[str, Tensor]) -> None:
    """Write an adapter. OutputError where that can't be done."""
    card = {**card, "format": ADAPTER_FORMAT}
    card["checksum"] = _checksum(card, tensors)
    content = save(tensors, {ADAPTER_KEY: json.dumps(card, allow_nan=False)})
    try:
        with whole(Path(path)) as part:
            part.write_bytes(content)
    except OSError as error:
        raise OutputError(
            f"The adapter could not be written to {path} ({error.strerror or error}).",
            "Free some space, or choose another place, and train again.",
        ) from None


def load_adapted(path: str, adapter: str | None) -> tuple[Model, dict[str, Any], dict[str, Any] | None]:
    """The model in a file with an adapter, ready for inference, and the cards of both. Raises ModelFileError."""
    model, card = load_model(path)
    if adapter is None:
        return model, card, None
    found = open_adapter(adapter, card)
    try:
        tensors = load_file(adapter)
        with torch.device("meta"):
            shapes = {name: value.shape for name, value in _promised(model, found["rank"]).state_dict().items()}
        known = model.state_dict()
        missing = sorted(shapes.keys() - known.keys() - tensors.keys())
        wrong = [
            name
            for name, value in tensors.items()
            if name not in shapes or shapes[name] != value.shape or name.startswith(_FIXED) or name.endswith(_COUNTS)
        ]
        if missing or wrong:
            raise ValueError(f"its tensors do not fit the model, as {(missing + wrong)[0][:80]}")
        if found["checksum"] != _checksum(found, tensors):
            raise ValueError("its checksum is not that of its content")
        check_values(tensors)
        adapted = _promised(model, found["rank"])
        adapted.load_state_dict(known | tensors)
    except (SafetensorError, KeyError, TypeError, ValueError, RuntimeError) as error:
        raise damaged(f"The adapter {adapter_name(adapter)}", error) from None
    adapted.train(False)
    return adapted, card, found


def _checksum(card: dict[str, Any], tensors: dict[str, Tensor]) -> str:
    """SHA-256 of the tensors and of what a map depends on in the card."""
    digest = hashlib.sha256()
    facts = {key: card[key] for key in ("format", "rank", "sensors", "model")}
    digest.update(json.dumps(facts, sort_keys=True).encode())
    for name, value in sorted(tensors.items()):
        digest.update(f"{name} {value.dtype} {list(value.shape)}".encode())
        digest.update(value.contiguous().reshape(-1).view(torch.uint8).numpy().data)
    return f"sha256:{digest.hexdigest()}"
