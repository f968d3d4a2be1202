"""Self-attention within windows of tokens, every other time shifted by half a window (Swin, arXiv 2103.14030)."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

WINDOW = 8
_FAR = -100.0  # added to a logit: as good as no attention


class WindowAttention(nn.Module):
    """Multi-head attention of each token to the tokens of its window, with a learned bias per relative position.

    Parameters are named as those of timm's Swin transformer, which computes the same.
    """

    index: Tensor

    def __init__(self, width: int, heads: int, shifted: bool) -> None:
        super().__init__()
        self.heads = heads
        self.shift = WINDOW // 2 if shifted else 0
        self.qkv = nn.Linear(width, 3 * width)
        self.proj = nn.Linear(width, width)
        self.relative_position_bias_table = nn.Parameter(torch.empty((2 * WINDOW - 1) ** 2, heads))
        if not self.relative_position_bias_table.is_meta:  # there it imports PyTorch's compiler: a second
            nn.init.normal_(self.relative_position_bias_table, std=0.02)
        self.register_buffer("index", _relative_positions(), persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        """x (B, h, w, d), h and w multiples of WINDOW, to the same shape.

        Shifted windows go around the edges; tokens that only meet there do not see each other.
        """
        batch, height, width, depth = x.shape
        rows, cols = height // WINDOW, width // WINDOW
        bias = self.relative_position_bias_table[self.index].permute(2, 0, 1)[None]
        if self.shift:
            x = x.roll((-self.shift, -self.shift), (1, 2))
            bias = bias + self._apart(height, width, bias).repeat(batch, 1, 1, 1)
        qkv = self.qkv(x).view(batch, rows, WINDOW, cols, WINDOW, 3, self.heads, -1)
        query, key, value = qkv.permute(5, 0, 1, 3, 6, 2, 4, 7).reshape(
            3, -1, self.heads, WINDOW**2, depth // self.heads
        )
        mixed = F.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        mixed = mixed.view(batch, rows, cols, self.heads, WINDOW, WINDOW, -1).permute(0, 1, 4, 2, 5, 3, 6)
        out: Tensor = self.proj(mixed.reshape(x.shape))
        return out.roll((self.shift, self.shift), (1, 2)) if self.shift else out

    def _apart(self, height: int, width: int, like: Tensor) -> Tensor:
        """(windows, 1, N, N): far from each other are tokens of a window that came around different edges."""
        around_row, around_col = (
            torch.arange(side, device=like.device) >= side - self.shift for side in (height, width)
        )
        origin = 2 * around_row[:, None] + around_col.to(like)
        windows = (
            origin.view(height // WINDOW, WINDOW, width // WINDOW, WINDOW).transpose(1, 2).reshape(-1, 1, WINDOW**2)
        )
        return (windows[:, :, :, None] != windows[:, :, None, :]) * _FAR


def _relative_positions() -> Tensor:
    """(N, N): which row of the table holds the bias between two tokens of a window."""
    tokens = torch.arange(WINDOW**2, device="cpu")  # on the meta device, too, for the same reason
    row, col = tokens // WINDOW, tokens % WINDOW
    down, right = (place[:, None] - place + WINDOW - 1 for place in (row, col))
    return down * (2 * WINDOW - 1) + right
