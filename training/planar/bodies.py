"""Exported digital patients on the GPU, and the endless ways in which a camera may see them."""
import json
import math
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

ROWS, COLUMNS, SPACING = 528, 168, 4.0
REGION_BITS = ["body", "heart", "sternum", "spine", "ribs", "kidneys", "bladder", "skull", "pelvis", "limbs", "lungs", "liver", "hotSpot"]


def load(folder, device):
    """Projections (N, 2, rows, columns) float16, region bits (N, rows, columns) int16 and facts, in order of patient number."""
    views, bits, facts = [], [], []
    for path in sorted(Path(folder).glob("bodies-*.raw")):
        lines = [json.loads(line) for line in path.with_suffix(".jsonl").read_text().splitlines()]
        raw = np.fromfile(path, np.uint16).reshape(-1, 3, ROWS, COLUMNS)[: len(lines)]
        views.append(raw[:, :2].view(np.float16))
        bits.append(raw[:, 2].view(np.int16))
        facts += lines
    order = np.argsort([fact["i"] for fact in facts])
    facts = [facts[i] for i in order]
    return torch.from_numpy(np.concatenate(views)[order]).to(device), torch.from_numpy(np.concatenate(bits)[order]).to(device), facts


def unpack(bits, names):
    return torch.stack([(bits >> REGION_BITS.index(name)) & 1 for name in names], 1).float()


def rand(n, low, high, device):
    return torch.rand(n, device=device) * (high - low) + low


def log_rand(n, low, high, device):
    return torch.exp(rand(n, math.log(low), math.log(high), device))


def source_grid(n, rows, columns, spacing, centre_row, centre_column, strength, device):
    """Sampling grid of a target image centred on (row, column) in source mm, bent and turned at random."""
    angle = torch.randn(n, device=device) * 0.05 * strength
    sx = torch.exp(torch.randn(n, device=device) * 0.07 * strength)
    sy = torch.exp(torch.randn(n, device=device) * 0.06 * strength)
    shear = torch.randn(n, device=device) * 0.03 * strength
    y = (torch.arange(rows, device=device) - (rows - 1) / 2) * spacing
    x = (torch.arange(columns, device=device) - (columns - 1) / 2) * spacing
    yy, xx = torch.meshgrid(y, x, indexing="ij")
    yy, xx = yy[None], xx[None]
    c, s = torch.cos(angle)[:, None, None], torch.sin(angle)[:, None, None]
    px = (xx * c - yy * s) * sx[:, None, None] + shear[:, None, None] * yy
    py = (xx * s + yy * c) * sy[:, None, None]
    knots = (max(3, int(rows * spacing / 130)), max(3, int(columns * spacing / 130)))
    bend = F.interpolate(torch.randn(n, 2, *knots, device=device) * 7.0 * strength, size=(rows, columns), mode="bicubic", align_corners=True)
    px = px + bend[:, 0] + centre_column[:, None, None]
    py = py + bend[:, 1] + centre_row[:, None, None]
    return torch.stack([px / (COLUMNS * SPACING) * 2 - 1, py / (ROWS * SPACING) * 2 - 1], -1)


def clutter(views, strength):
    """Texture, blobs hot and cold, background, other camera blur: what a simulator cannot teach."""
    n, _, rows, columns = views.shape
    device = views.device
    knots = (max(4, rows // 8), max(3, columns // 8))
    shared = torch.randn(n, 1, *knots, device=device)
    own = torch.randn(n, 2, *knots, device=device)
    field = F.interpolate(0.7 * shared + 0.7 * own, size=(rows, columns), mode="bicubic", align_corners=True)
    views = views * torch.exp(field * (rand(n, 0.0, 0.16, device) * strength)[:, None, None, None])
    level = views.mean((2, 3), keepdim=True)
    yy = torch.arange(rows, device=device)[None, :, None].float()
    xx = torch.arange(columns, device=device)[None, None, :].float()
    for _ in range(3):
        on = (torch.rand(n, device=device) < 0.3 * strength).float()
        r, c = rand(n, 0, rows, device)[:, None, None], rand(n, 0, columns, device)[:, None, None]
        sigma = rand(n, 0.8, 4.0, device)[:, None, None]
        blob = torch.exp(-((yy - r) ** 2 + (xx - c) ** 2) / (2 * sigma**2))[:, None]
        share = torch.rand(n, 2, 1, 1, device=device)
        views = views + level * blob * share * (on * log_rand(n, 0.3, 12.0, device))[:, None, None, None]
        cold = (torch.rand(n, device=device) < 0.1 * strength).float() * rand(n, 0.3, 0.95, device)
        r, c = rand(n, 0, rows, device)[:, None, None], rand(n, 0, columns, device)[:, None, None]
        views = views * (1 - cold[:, None, None, None] * torch.exp(-((yy - r) ** 2 + (xx - c) ** 2) / (2 * sigma**2))[:, None])
    views = views + level * (rand(n, 0, 0.12, device) * (torch.rand(n, device=device) < 0.4))[:, None, None, None]
    soft = F.avg_pool2d(F.pad(views, (1, 1, 1, 1), mode="replicate"), 3, 1)
    mix = (rand(n, 0, 0.8, device) * (torch.rand(n, device=device) < 0.4))[:, None, None, None]
    return views * (1 - mix) + soft * mix


def normalise(counts):
    """Square root of counts over the mean of the body, hot spots held down; the same rule as in the product."""
    mean = counts.mean((2, 3), keepdim=True)
    inside = (counts > 0.3 * mean).float()
    capped = torch.minimum(counts, 4 * mean)
    level = (capped * inside).sum((2, 3), keepdim=True) / inside.sum((2, 3), keepdim=True).clamp(min=1)
    return torch.sqrt(counts / level.clamp(min=1e-6)).clamp(max=5.0)


def drop_views(counts, share_posterior, share_anterior):
    n = counts.shape[0]
    u = torch.rand(n, device=counts.device)
    keep = torch.ones(n, 2, device=counts.device)
    keep[u < share_posterior, 1] = 0
    keep[u > 1 - share_anterior, 0] = 0
    return counts * keep[:, :, None, None]
