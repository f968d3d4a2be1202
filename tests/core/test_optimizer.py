"""The optimizer of a training."""

import copy
import subprocess
import sys

import torch
from torch import nn

from mamol_core.training.optimizer import WEIGHT_DECAY, Optimizer

STEPS, PEAK = 20, 2e-2


def network() -> nn.Sequential:
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(6, 8), nn.ReLU(), nn.Linear(8, 5), nn.Linear(5, 5))


def learn(trained: nn.Sequential, step: int) -> None:
    """Leave gradients in the network; every third step its last layer has none."""
    generator = torch.Generator().manual_seed(step)
    values = trained[:-1] if step % 3 == 2 else trained
    values(torch.randn(7, 6, generator=generator)).square().mean().backward()


def test_steps_should_be_those_of_the_classes_of_pytorch():
    ours, theirs = network(), network()
    optimizer = Optimizer(ours, PEAK, STEPS)
    matrices, others = ([p for p in theirs.parameters() if (p.ndim == 2) == wanted] for wanted in (True, False))
    groups = [{"params": matrices, "weight_decay": WEIGHT_DECAY}, {"params": others, "weight_decay": 0.0}]
    reference = torch.optim.AdamW(groups, fused=True)
    schedule = torch.optim.lr_scheduler.OneCycleLR(reference, PEAK, total_steps=STEPS, pct_start=0.2)
    for step in range(STEPS):
        for trained in (ours, theirs):
            learn(trained, step)
        optimizer.step()
        reference.step()
        reference.zero_grad()
        schedule.step()
        for kept, expected in zip(ours.parameters(), theirs.parameters(), strict=True):
            assert torch.equal(kept, expected)


def test_what_does_not_learn_should_stay():
    trained = network()
    trained[0].requires_grad_(False)
    before = copy.deepcopy(trained.state_dict())
    optimizer = Optimizer(trained, PEAK, STEPS)
    learn(trained, 0)
    optimizer.step()
    changed = {name for name, value in trained.state_dict().items() if not torch.equal(value, before[name])}
    assert changed == {"2.weight", "2.bias", "3.weight", "3.bias"}


def test_a_step_should_not_load_the_compiler():
    code = """
import sys, torch
from mamol_core.training.optimizer import Optimizer
network = torch.nn.Linear(2, 2)
optimizer = Optimizer(network, 1e-3, 10)
network(torch.zeros(1, 2)).sum().backward()
optimizer.step()
print("torch._dynamo" in sys.modules)
"""
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "False\n"
