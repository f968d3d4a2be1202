"""What of a trained model learns, and which new experts stand beside its own: the ways that the study compares.

New experts have the form of the model's own, whose gates they share: a *shared* one is always on, a *specific* one by
the share of the token that its sensor saw, and of the *dynamic* ones a new router's best, weighted by its softmax. One
new shared expert is one LoRA. They change nothing before they have learned.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import cast

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from mamol_core.model.adapter import with_adapter
from mamol_core.model.experts import MixtureOfLoRA
from mamol_core.model.modelfile import Model
from mamol_core.model.network import Mamol, MamolBlock


@dataclass(frozen=True)
class Variant:
    """``words``: its name on the page. ``everything``: all learns. Else only the new experts and, of the model, the
    ``stem`` and the ``last`` layer of the sensor that is added, the ``head``, and what an adapter takes ``near`` the
    pixels: the head, norms, biases and the layers next to the pixels. ``anew``: from nothing. ``left_out``: the sensor
    that is added is left out at times while it learns, as in any training; else never, as the product adds it."""

    words: str
    shared: bool = False
    specific: bool = False
    dynamic: bool = False
    stem: bool = False
    last: bool = False
    head: bool = False
    near: bool = False
    everything: bool = False
    anew: bool = False
    left_out: bool = False


def _stem(words: str, shared: bool = False, specific: bool = False, dynamic: bool = False) -> Variant:
    return Variant(words, shared, specific, dynamic, stem=True)


ANEW, BASE, CONTINUED = "anew", "base", "continued"
PRODUCT = "product"
ADDING = {
    PRODUCT: Variant(
        "**the product's way**: new stem + specific expert + own last layer", specific=True, stem=True, last=True
    ),
    "last": Variant("new stem + own last layer", stem=True, last=True),
    "specific": _stem("new stem + specific expert", specific=True),
    "stem": _stem("new stem alone"),
    "head": Variant("new stem + head", stem=True, head=True),
    "shared": _stem("new stem + shared expert (one LoRA)", shared=True),
    "dynamic": _stem("new stem + dynamic experts", dynamic=True),
    "shared_specific": _stem("all experts without the dynamic ones", shared=True, specific=True),
    "shared_dynamic": _stem("all experts without the specific one", shared=True, dynamic=True),
    "specific_dynamic": _stem("all experts without the shared one", specific=True, dynamic=True),
    "mamol": _stem("new stem + shared, specific and dynamic experts", shared=True, specific=True, dynamic=True),
    "head_left_out": Variant("new stem + head, old maps rehearsed", stem=True, head=True, left_out=True),
    "shared_left_out": Variant("new stem + shared expert, old maps rehearsed", True, stem=True, left_out=True),
    "everything": Variant("everything continued", specific=True, stem=True, everything=True, left_out=True),
    ANEW: Variant("everything from nothing", anew=True, left_out=True),
}
ADAPTING = {
    PRODUCT: Variant(
        "**the product's adapter**: shared expert, head, norms, layers next to the pixels", True, near=True
    ),
    "near": Variant("the adapter without its expert", near=True),
    "near_mamol": Variant("the adapter with specific and dynamic experts too", True, True, True, near=True),
    "head": Variant("head alone", head=True),
    "shared": Variant("shared expert alone (one LoRA)", True),
    "specific": Variant("specific experts alone", specific=True),
    "dynamic": Variant("dynamic experts alone", dynamic=True),
    "mamol": Variant("shared, specific and dynamic experts", True, True, True),
    "everything": Variant("everything, taught as the adapter is", everything=True),
}


class NewExperts(nn.Module):
    """A block's experts with new ones beside them; called as :class:`MixtureOfLoRA` is.

    The gates of the new ones are handed to the old module as if they were the availability of added sensors.
    """

    def __init__(self, experts: MixtureOfLoRA, variant: Variant, sensors: int, shared: bool) -> None:
        """``sensors``: how many get a specific expert; ``shared``: whether a shared one is made."""
        super().__init__()
        width, count = experts.out.in_features, experts.dynamic * variant.dynamic
        fresh = MixtureOfLoRA(
            width, sensors, experts.rank, experts.dynamic, sensors * variant.specific + shared + count
        )
        self.specific, self.shared = variant.specific, shared
        self.router = fresh.router if count else None
        for expert in fresh.added:
            nn.init.zeros_(expert.up.weight)  # type: ignore[union-attr,arg-type]
        own = list(experts.added)[-sensors:] if variant.specific else []  # that the product makes for a new sensor
        experts.added = nn.ModuleList([*own, *list(fresh.added)[len(own) :]])
        self.experts = experts

    def forward(self, z: Tensor, availability: Tensor, code: Tensor, added: Tensor | None = None) -> Tensor:
        """See :meth:`MixtureOfLoRA.forward`."""
        gates = []
        if self.specific:
            gates.append(added if added is not None and added.shape[-1] else availability)
        if self.shared:
            gates.append(torch.ones_like(availability[..., :1]))
        if self.router is not None:
            weights = F.softmax(self.router(torch.cat([z, code], -1)).float(), -1)
            gates.append(weights * torch.zeros_like(weights).scatter(-1, weights.argmax(-1, keepdim=True), 1.0))
        found: Tensor = self.experts(z, availability, code, torch.cat(gates, -1) if gates else None)
        return found


def equip(model: Model, variant: Variant) -> Model:
    """A copy of a trained model, or of one with a sensor added, in which what the variant says learns.

    It maps as the model does; of an added sensor's stem and expert, which begin at random, only those that learn.
    """
    if variant.anew:
        fresh = Model(model.sensors, model.classes, model.gsd)
        fresh.features.load_state_dict(model.features.state_dict())
        return fresh
    model = with_adapter(model) if variant.near else copy.deepcopy(model)
    network = cast(Mamol, model.network)
    if not variant.near:
        network.requires_grad_(False)
    sensors = network.config.added or network.config.first
    for block in cast(list[MamolBlock], network.blocks):
        if variant.near and not variant.shared:
            block.experts.adapter = None
        equipped = NewExperts(block.experts, variant, sensors, variant.shared and not variant.near)
        block.experts = cast(MixtureOfLoRA, equipped)
        for part in (equipped.experts.added, equipped.router):
            if part is not None:
                part.requires_grad_(True)
    if variant.stem:
        network.stems[-1].requires_grad_(True)
    if variant.last:
        network.added_heads[-1].requires_grad_(True)
    if variant.head:
        network.head.requires_grad_(True)
    if variant.everything:
        network.requires_grad_(True)
    return model


def learning(model: Model) -> int:
    """How many numbers of the network learn."""
    return sum(part.numel() for part in model.network.parameters() if part.requires_grad)
