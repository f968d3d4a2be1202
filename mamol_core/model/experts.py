"""The Mixture of LoRA experts that stands beside each block's MLP (arXiv 2511.11460), gated per token.

The published form gates whole images; here availability travels with every token, so that a tile with a cloud in one
corner routes each token by what was seen there.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

CODE_WIDTH = 8


class PatternCode(nn.Module):
    """Code m of what is missing at each token: (…, S) availability to (…, 8). Shared by all blocks.

    Sensors that were added to a trained network have no part in it.
    """

    def __init__(self, sensors: int) -> None:
        super().__init__()
        self.linear = nn.Linear(sensors, CODE_WIDTH)

    def forward(self, availability: Tensor) -> Tensor:
        return self.linear(1 - availability)


class MixtureOfLoRA(nn.Module):
    """Shared, sensor-specific and dynamic LoRA experts beside an MLP.

    With z the MLP's input, A_e and B_e the low-rank factors of expert e (arXiv 2511.11460, section 3)::

        h  = g_shared z A B  +  sum_s availability_s z A_s B_s  +  g_k z A_k B_k,   k = argmax router([z ; m])
        dh = W_o GELU(h) + b_o

    The shared expert is always on; the expert of sensor s by the share of the token that the sensor saw; of the
    dynamic experts the router's best, weighted by its softmax. All A are one matrix product, and all B another.
    Experts of the ``added`` sensors stand beside these products, so that all else is computed as it ever was.
    """

    def __init__(
        self, width: int, sensors: int, rank: int = 8, dynamic: int = 4, added: int = 0, adapter: int = 0
    ) -> None:
        """``sensors``: those the network was made with; ``added``: those that came later; ``adapter``: rank of the
        expert of a place or season that is always on, 0 where there is none."""
        super().__init__()
        self.rank, self.dynamic = rank, dynamic
        experts = 1 + sensors + dynamic
        self.down = nn.Linear(width, experts * rank, bias=False)
        self.up = nn.Linear(experts * rank, width, bias=False)
        self.router = nn.Sequential(
            nn.Linear(width + CODE_WIDTH, width // 2), nn.GELU(), nn.Linear(width // 2, dynamic)
        )
        self.out = nn.Linear(width, width)
        self.added = nn.ModuleList(_LoRA(width, rank) for _ in range(added))
        self.adapter = _LoRA(width, adapter) if adapter else None
        if not self.up.weight.is_meta:  # there it imports PyTorch's compiler: a second
            nn.init.normal_(self.up.weight, std=0.02)
        nn.init.zeros_(self.out.weight)
        nn.init.zeros_(self.out.bias)

    def forward(self, z: Tensor, availability: Tensor, code: Tensor, added: Tensor | None = None) -> Tensor:
        """z (…, d), availability (…, S) in 0–1 and pattern code (…, 8) to dh (…, d).

        ``added`` (…, A): availability of the added sensors. Where it is 0 their experts add 0, exactly.
        """
        weights = F.softmax(self.router(torch.cat([z, code], -1)).float(), -1)
        best = torch.zeros_like(weights).scatter(-1, weights.argmax(-1, keepdim=True), 1.0)
        gates = torch.cat([torch.ones_like(availability[..., :1]), availability, weights * best], -1).to(z.dtype)
        low = self.down(z).unflatten(-1, (-1, self.rank)) * gates[..., None]
        mixed = self.up(low.flatten(-2))
        there = () if added is None else added.to(z.dtype).unbind(-1)
        for expert, seen in zip(self.added, there, strict=True):
            mixed = torch.addcmul(mixed, seen[..., None], expert(z))
        if self.adapter is not None:
            mixed = mixed + self.adapter(z)
        return self.out(F.gelu(mixed))


class _LoRA(nn.Module):
    """One expert: (…, d) through a few numbers to (…, d)."""

    def __init__(self, width: int, rank: int) -> None:
        super().__init__()
        self.down = nn.Linear(width, rank, bias=False)
        self.up = nn.Linear(rank, width, bias=False)
        if not self.up.weight.is_meta:
            nn.init.normal_(self.up.weight, std=0.02)

    def forward(self, z: Tensor) -> Tensor:
        out: Tensor = self.up(self.down(z))
        return out
