"""The same mixtures of experts on small natural images: scikit-learn's digits, their halves as two sensors.

    python -m benchmarks.experts.digits

Prints a table and writes results/digits.json, which the study's page takes in. No land cover: it asks whether what
holds there holds in another domain, where neither half alone tells the digit.
"""

from __future__ import annotations

import time
from typing import Any

import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch import Tensor, nn

from mamol_core.model.experts import PatternCode

from ..common import parser, stamp, write_results
from .adapters import NONE, VARIANTS, make_adapter, parameters
from .missing import RATES, pattern_weights
from .trial import COMPLETE

SENSORS = 2
TOKENS = 8  # patches of 2 x 2 pixels in a half of 8 x 4
WIDTH, HEADS, DEPTH, RANK = 32, 2, 1, 4
STEPS, BATCH, LEARNING_RATE = 200, 64, 1e-2
DROP = 0.5
METHOD = (
    "scikit-learn's 1797 digits of 8 x 8 pixels, the left and the right half as two sensors of 8 x 4; half of the "
    f"images train, half score, drawn anew for each seed. {DEPTH} transformer block of width {WIDTH} over {TOKENS} "
    "patches of 2 x 2 pixels, to which both halves are fused by availability as in the product, with a variant's "
    f"adapter beside its MLP, trained whole in {STEPS} steps; with probability {DROP:.0%} one half of an image is "
    "dropped. Each half of an image is missing with the stated probability, at least one stays; exact expectation "
    "over the patterns. Written by `python -m benchmarks.experts.digits`; figures in "
    "[digits.json](../benchmarks/results/digits.json)."
)


class Block(nn.Module):
    """A transformer block with a variant beside its MLP."""

    def __init__(self, variant: str) -> None:
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.attention = nn.MultiheadAttention(WIDTH, HEADS, batch_first=True)
        self.mlp = nn.Sequential(nn.Linear(WIDTH, 2 * WIDTH), nn.GELU(), nn.Linear(2 * WIDTH, WIDTH))
        self.experts = make_adapter(variant, WIDTH, SENSORS, RANK)

    def forward(self, x: Tensor, availability: Tensor, code: Tensor) -> Tensor:
        """x (B, T, d), availability (B, T, S) and code (B, T, 8) to (B, T, d)."""
        z = self.norm1(x)
        x = x + self.attention(z, z, z, need_weights=False)[0]
        z = self.norm2(x)
        return x + self.mlp(z) + self.experts(z, availability, code)


class Digits(nn.Module):
    """Class logits of a digit from the halves that are there."""

    def __init__(self, variant: str) -> None:
        super().__init__()
        self.stems = nn.ModuleList(nn.Linear(4, WIDTH) for _ in range(SENSORS))
        self.missing = nn.Parameter(torch.zeros(SENSORS, WIDTH))
        self.places = nn.Parameter(0.02 * torch.randn(TOKENS, WIDTH))
        self.code = PatternCode(SENSORS)
        self.norm, self.head = nn.LayerNorm(WIDTH), nn.Linear(WIDTH, 10)
        self.blocks = nn.ModuleList(Block(variant) for _ in range(DEPTH))  # last: all variants begin alike before it

    def forward(self, patches: Tensor, kept: Tensor) -> Tensor:
        """Patches (B, S, T, 4) and which sensors stay (B, S) to logits (B, 10)."""
        a = kept[:, :, None, None]
        seen = torch.stack([stem(patches[:, s]) for s, stem in enumerate(self.stems)], 1)
        x = (a * seen + (1 - a) * self.missing[:, None]).sum(1) + self.places
        availability = kept[:, None].expand(-1, TOKENS, -1)
        code = self.code(availability)
        for block in self.blocks:
            x = block(x, availability, code)
        return self.head(self.norm(x.mean(1)))


def read(seed: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Patches (N, S, T, 4) and classes (N) to train with, then those to score with."""
    images, classes = load_digits(return_X_y=True)
    halves = torch.from_numpy(images).float().view(-1, 8, SENSORS, 4).transpose(1, 2) / 16
    patches = halves.unfold(2, 2, 2).unfold(3, 2, 2).reshape(len(halves), SENSORS, TOKENS, 4)
    train, score = train_test_split(range(len(classes)), test_size=0.5, random_state=seed, stratify=classes)
    target = torch.from_numpy(classes)
    return patches[train], target[train], patches[score], target[score]


def run(variant: str, seed: int) -> dict[str, Any]:
    """Train a variant and score it under each condition."""
    patches, target, unseen, truth = read(seed)
    torch.manual_seed(seed)
    network = Digits(variant)
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.AdamW(network.parameters(), lr=LEARNING_RATE, weight_decay=0.05, fused=True)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, LEARNING_RATE, total_steps=STEPS, pct_start=0.2)
    for _ in range(STEPS):
        chosen = torch.randint(len(patches), (BATCH,), generator=generator)
        kept = torch.ones(BATCH, SENSORS)
        dropped = torch.rand(BATCH, generator=generator) < DROP
        kept[dropped] -= F.one_hot(torch.randint(SENSORS, (BATCH,), generator=generator), SENSORS)[dropped]
        loss = F.cross_entropy(network(patches[chosen], kept), target[chosen])
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
    network.eval()
    patterns = {}
    with torch.inference_mode():
        for pattern in pattern_weights(SENSORS, 0.5):
            kept = torch.zeros(len(unseen), SENSORS)
            kept[:, list(pattern)] = 1
            patterns[pattern] = float((network(unseen, kept).argmax(1) == truth).float().mean())
    conditions = {
        f"missing {rate:.0%}" if rate else COMPLETE: {
            "oa": sum(weight * patterns[kept] for kept, weight in pattern_weights(SENSORS, rate).items())
        }
        for rate in RATES
    }
    return {"scene": "digits", "seed": seed, "variant": variant, "conditions": conditions}


def main() -> None:
    """Train every variant with every seed, print the table and write digits.json."""
    from .report import summarise

    asking = parser(__doc__)
    asking.add_argument("--seeds", type=int, default=5)
    asked = asking.parse_args()
    torch.set_num_threads(1)
    began = time.monotonic()
    trials = [run(variant, seed) for variant in VARIANTS for seed in range(asked.seeds)]
    summary = summarise(trials, ["oa"])
    conditions = list(trials[0]["conditions"])
    print(f"{'OA, %':38}" + "".join(f"{name:>14}" for name in conditions))
    for variant, words in VARIANTS.items():
        values = (summary[variant][name]["oa"]["value"]["mean"] for name in conditions)
        print(f"{words:38}" + "".join(f"{value:14.1f}" for value in values))
    plain = parameters(Digits(NONE).blocks)
    report = {
        **stamp(),
        "method": f"{METHOD} {asked.seeds} seeds.",
        "conditions": conditions,
        "adapter_parameters": {name: parameters(Digits(name).blocks) - plain for name in VARIANTS},
        "trials": trials,
    }
    write_results("digits", report)
    print(f"{time.monotonic() - began:.0f} s.")


if __name__ == "__main__":
    main()
