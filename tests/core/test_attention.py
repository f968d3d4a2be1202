"""Window attention against timm's Swin block, whose parameters it takes."""

import pytest
import torch

import mamol_core.model.backbones.timm_models  # noqa: F401  imports torchvision in the way that always works
from mamol_core.model.attention import WINDOW, WindowAttention


@pytest.mark.parametrize("shifted", [False, True])
@pytest.mark.parametrize("batch", [1, 3])
def test_attention_should_be_that_of_a_swin_block(shifted, batch):
    from timm.models.swin_transformer import SwinTransformerBlock

    torch.manual_seed(0)
    ours = WindowAttention(32, 4, shifted)
    shift = WINDOW // 2 if shifted else 0
    swin = SwinTransformerBlock(32, (16, 24), 4, window_size=WINDOW, shift_size=shift, always_partition=True)
    torch.nn.init.normal_(ours.relative_position_bias_table)
    swin.attn.load_state_dict(ours.state_dict())
    x = torch.randn(batch, 16, 24, 32)
    torch.testing.assert_close(ours(x), swin._attn(x))
