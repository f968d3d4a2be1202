"""Ways to mix LoRA experts beside an MLP, to be compared with MaMOL's: each takes the place of ``block.experts``.

All have the form of the product's :class:`MixtureOfLoRA` and differ in the gates g alone::

    dh = W_o GELU( sum_e g_e z A_e B_e ) + b_o

Each has about as many parameters as the product's class: where experts or the router are left out, the rank of those
that stay grows.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from mamol_core.model.experts import CODE_WIDTH, MixtureOfLoRA
from mamol_core.model.network import Mamol


@dataclass(frozen=True)
class Gating:
    """``shared``: one expert always on; ``specific``: one per sensor, on where that sensor is; the ``routed`` ones are
    weighted by a router's softmax, all of them or only its ``top``. ``routed`` None: as many as MaMOL has in all less
    the others. ``coded``: the router sees the pattern code besides the token."""

    shared: bool = False
    specific: bool = False
    routed: int | None = None
    top: int | None = 1
    coded: bool = False

    def experts(self, sensors: int, dynamic: int) -> tuple[int, int, int]:
        """Numbers of shared, specific and routed experts beside a MaMOL of ``dynamic`` dynamic ones."""
        fixed = int(self.shared), sensors * self.specific
        return *fixed, 1 + sensors + dynamic - sum(fixed) if self.routed is None else self.routed


DYNAMIC = 4
MAMOL = "mamol"
NONE = "none"
GATINGS = {
    "lora": Gating(shared=True, routed=0),
    "topk": Gating(top=2),
    "soft": Gating(top=None),
    "shared_routed": Gating(shared=True),
    MAMOL: Gating(shared=True, specific=True, routed=DYNAMIC, coded=True),
    "mamol_no_shared": Gating(specific=True, routed=DYNAMIC, coded=True),
    "mamol_no_specific": Gating(shared=True, routed=DYNAMIC, coded=True),
    "mamol_no_dynamic": Gating(shared=True, specific=True, routed=0),
    "mamol_no_code": Gating(shared=True, specific=True, routed=DYNAMIC),
    "mamol_soft": Gating(shared=True, specific=True, routed=DYNAMIC, top=None, coded=True),
}
VARIANTS = {
    NONE: "no adapter",
    "lora": "one LoRA",
    "topk": "top-2 of LoRAs, by token",
    "soft": "soft mixture of LoRAs, by token",
    "shared_routed": "shared + routed top-1, by token",
    MAMOL: "MaMOL",
    "mamol_no_shared": "MaMOL without the shared expert",
    "mamol_no_specific": "MaMOL without specific experts",
    "mamol_no_dynamic": "MaMOL without dynamic experts",
    "mamol_no_code": "MaMOL, router without pattern code",
    "mamol_soft": "MaMOL, dynamic experts mixed softly",
}


class NoAdapter(nn.Module):
    """dh = 0."""

    def forward(self, z: Tensor, availability: Tensor, code: Tensor, added: None = None) -> Tensor:  # noqa: ARG002
        """z (…, d) to zeros (…, d)."""
        return torch.zeros_like(z)


class GatedLoRA(nn.Module):
    """LoRA experts gated as ``gating`` says; called like :class:`MixtureOfLoRA`."""

    def __init__(self, gating: Gating, width: int, sensors: int, rank: int, dynamic: int = DYNAMIC) -> None:
        super().__init__()
        self.gating, self.rank = gating, rank
        self.experts = gating.experts(sensors, dynamic)
        self.down = nn.Linear(width, sum(self.experts) * rank, bias=False)
        self.up = nn.Linear(sum(self.experts) * rank, width, bias=False)
        if self.experts[2]:
            inputs = width + CODE_WIDTH * gating.coded
            self.router = nn.Sequential(
                nn.Linear(inputs, width // 2), nn.GELU(), nn.Linear(width // 2, self.experts[2])
            )
        self.out = nn.Linear(width, width)
        nn.init.normal_(self.up.weight, std=0.02)
        nn.init.zeros_(self.out.weight)
        nn.init.zeros_(self.out.bias)

    def forward(self, z: Tensor, availability: Tensor, code: Tensor, added: None = None) -> Tensor:  # noqa: ARG002
        """z (…, d), availability (…, S) in 0–1 and pattern code (…, 8) to dh (…, d)."""
        low = self.down(z).unflatten(-1, (-1, self.rank)) * self.gates(z, availability, code)[..., None]
        return self.out(F.gelu(self.up(low.flatten(-2))))

    def gates(self, z: Tensor, availability: Tensor, code: Tensor) -> Tensor:
        """Gates (…, E) of the shared, specific and routed experts, in this order."""
        parts = []
        if self.gating.shared:
            parts.append(torch.ones_like(availability[..., :1]))
        if self.gating.specific:
            parts.append(availability)
        if self.experts[2]:
            weights = F.softmax(self.router(torch.cat([z, code], -1) if self.gating.coded else z).float(), -1)
            if self.gating.top:
                best = weights.topk(self.gating.top, -1).indices
                weights = weights * torch.zeros_like(weights).scatter(-1, best, 1.0)
            parts.append(weights)
        return torch.cat(parts, -1).to(z.dtype)


def parameters(module: nn.Module) -> int:
    """Number of trainable parameters."""
    return sum(p.numel() for p in module.parameters() if p.requires_grad)


def matched_rank(gating: Gating, width: int, sensors: int, rank: int, dynamic: int = DYNAMIC) -> int:
    """The rank with which the gating has as nearly as can be the parameters of a MaMOL of ``rank``."""
    with torch.device("meta"):
        budget = parameters(MixtureOfLoRA(width, sensors, rank, dynamic))
        least = parameters(GatedLoRA(gating, width, sensors, 1, dynamic))
    return max(1, 1 + round((budget - least) / (2 * width * sum(gating.experts(sensors, dynamic)))))


def make_adapter(name: str, width: int, sensors: int, rank: int = 8, dynamic: int = DYNAMIC) -> nn.Module:
    """The adapter of a variant, with about the parameters of a MaMOL of ``rank``."""
    if name == MAMOL:
        return MixtureOfLoRA(width, sensors, rank, dynamic)
    if name == NONE:
        return NoAdapter()
    gating = GATINGS[name]
    return GatedLoRA(gating, width, sensors, matched_rank(gating, width, sensors, rank, dynamic), dynamic)


def needs_code(name: str) -> bool:
    """Whether the variant uses the pattern code."""
    return name in GATINGS and GATINGS[name].coded


def equip(network: Mamol, name: str) -> None:
    """Put the variant beside each block's MLP; ``mamol`` leaves the network as it is."""
    if name == MAMOL:
        return
    config = network.config
    for block in network.blocks:
        block.experts = make_adapter(name, config.width, len(config.features), config.rank, config.dynamic)
    if not needs_code(name):
        network.code = nn.Identity()  # type: ignore[assignment]  # no parameters that nothing learns from
