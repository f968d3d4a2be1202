"""What a pretrained backbone costs against the default network: parameters, multiply-adds and seconds per pixel.

    python -m benchmarks.speed.backbone [NAME...]

Forward only, on random values of three sensors, without weights: costs do not depend on them.
"""

from __future__ import annotations

import os
import time

import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from mamol_core.model.backbones.timm_vit import MamolBackbone
from mamol_core.model.network import Mamol, NetworkConfig

from ..common import parser

SIDE = 64
FEATURES = (19, 2, 3)
CLASSES = 8


def main() -> None:
    """Print a table: the default network first, then each backbone."""
    asking = parser(__doc__)
    asking.add_argument("names", nargs="*", default=["vit_tiny_patch16_224", "vit_small_patch16_224"], metavar="NAME")
    names = asking.parse_args().names
    print(f"{len(os.sched_getaffinity(0))} cores, {torch.get_num_threads()} threads, {SIDE} x {SIDE} pixels, 3 sensors")
    print(f"{'network':44}{'trained / all parameters':>28}{'multiply-adds/px':>18}{'Mpx/s':>9}")
    for name in [None, *names]:
        config = NetworkConfig(FEATURES, CLASSES, backbone=name)
        network = (MamolBackbone(config) if name else Mamol(config)).eval()
        trained = sum(p.numel() for p in network.parameters() if p.requires_grad)
        everything = sum(p.numel() for p in network.parameters())
        seconds, operations = measure(network)
        print(
            f"{name or 'default':44}{f'{trained:,} / {everything:,}':>28}{operations / SIDE**2:>18,.0f}"
            f"{SIDE**2 / seconds / 1e6:>9.4f}"
        )


def measure(network: nn.Module) -> tuple[float, float]:
    """Seconds and multiply-adds of one forward pass; the quicker of two."""
    features = [torch.randn(1, channels, SIDE, SIDE) for channels in FEATURES]
    masks = torch.ones(1, len(FEATURES), SIDE, SIDE)
    times = []
    with torch.inference_mode():
        with FlopCounterMode(display=False) as counter:
            network(features, masks)
        for _ in range(2):
            began = time.perf_counter()
            network(features, masks)
            times.append(time.perf_counter() - began)
    return min(times), counter.get_total_flops() / 2


if __name__ == "__main__":
    main()
