"""Exported digital patients, and the endless ways in which a camera may see them."""
import json
import math
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

ROWS, COLUMNS, SPACING = 528, 168, 4.0
REGION_BITS = ["body", "heart", "sternum", "spine", "ribs", "kidneys", "bladder", "skull", "pelvis", "limbs", "lungs", "liver", "hotSpot"]


def load(folders):
    """Projections (N, 2, rows, columns) float16, region bits (N, rows, columns) int16 and facts, folder by folder in order of patient number."""
    entries = []
    for folder in folders:
        found = []
        for path in sorted(Path(folder).glob("bodies-*.raw")):
            lines = path.with_suffix(".jsonl").read_text().splitlines()
            raw = np.memmap(path, np.uint16, "r", shape=(len(lines), 3, ROWS, COLUMNS))
            found += [(json.loads(line), raw, k) for k, line in enumerate(lines)]
        entries += sorted(found, key=lambda entry: entry[0]["i"])
    views, bits = np.empty((len(entries), 2, ROWS, COLUMNS), np.float16), np.empty((len(entries), ROWS, COLUMNS), np.int16)
    for n, (_, raw, k) in enumerate(entries):
        views[n], bits[n] = raw[k, :2].view(np.float16), raw[k, 2].view(np.int16)
    return torch.from_numpy(views), torch.from_numpy(bits), [fact for fact, _, _ in entries]


def unpack(bits, names):
    return torch.stack([(bits >> REGION_BITS.index(name)) & 1 for name in names], 1).float()


def rand(n, low, high):
    return torch.rand(n) * (high - low) + low


def log_rand(n, low, high):
    return torch.exp(rand(n, math.log(low), math.log(high)))


def source_grid(n, rows, columns, spacing, centre_row, centre_column, strength):
    """Sampling grid of a target image centred on (row, column) in source mm, bent and turned at random."""
    angle = torch.randn(n) * 0.05 * strength
    sx = torch.exp(torch.randn(n) * 0.07 * strength)
    sy = torch.exp(torch.randn(n) * 0.06 * strength)
    shear = torch.randn(n) * 0.03 * strength
    y = (torch.arange(rows) - (rows - 1) / 2) * spacing
    x = (torch.arange(columns) - (columns - 1) / 2) * spacing
    yy, xx = torch.meshgrid(y, x, indexing="ij")
    yy, xx = yy[None], xx[None]
    c, s = torch.cos(angle)[:, None, None], torch.sin(angle)[:, None, None]
    px = (xx * c - yy * s) * sx[:, None, None] + shear[:, None, None] * yy
    py = (xx * s + yy * c) * sy[:, None, None]
    knots = (max(3, int(rows * spacing / 130)), max(3, int(columns * spacing / 130)))
    bend = F.interpolate(torch.randn(n, 2, *knots) * 7.0 * strength, size=(rows, columns), mode="bicubic", align_corners=True)
    px = px + bend[:, 0] + centre_column[:, None, None]
    py = py + bend[:, 1] + centre_row[:, None, None]
    return torch.stack([px / (COLUMNS * SPACING) * 2 - 1, py / (ROWS * SPACING) * 2 - 1], -1)


def clutter(views, strength):
    """Texture, blobs hot and cold, background, other camera blur: what a simulator cannot teach."""
    n, _, rows, columns = views.shape
    knots = (max(4, rows // 8), max(3, columns // 8))
    shared = torch.randn(n, 1, *knots)
    own = torch.randn(n, 2, *knots)
    field = F.interpolate(0.7 * shared + 0.7 * own, size=(rows, columns), mode="bicubic", align_corners=True)
    views = views * torch.exp(field * (rand(n, 0.0, 0.16) * strength)[:, None, None, None])
    level = views.mean((2, 3), keepdim=True)
    yy = torch.arange(rows)[None, :, None].float()
    xx = torch.arange(columns)[None, None, :].float()
    for _ in range(3):
        on = (torch.rand(n) < 0.3 * strength).float()
        r, c = rand(n, 0, rows)[:, None, None], rand(n, 0, columns)[:, None, None]
        sigma = rand(n, 0.8, 4.0)[:, None, None]
        blob = torch.exp(-((yy - r) ** 2 + (xx - c) ** 2) / (2 * sigma**2))[:, None]
        share = torch.rand(n, 2, 1, 1)
        views = views + level * blob * share * (on * log_rand(n, 0.3, 12.0))[:, None, None, None]
        cold = (torch.rand(n) < 0.1 * strength).float() * rand(n, 0.3, 0.95)
        r, c = rand(n, 0, rows)[:, None, None], rand(n, 0, columns)[:, None, None]
        views = views * (1 - cold[:, None, None, None] * torch.exp(-((yy - r) ** 2 + (xx - c) ** 2) / (2 * sigma**2))[:, None])
    views = views + level * (rand(n, 0, 0.12) * (torch.rand(n) < 0.4))[:, None, None, None]
    soft = F.avg_pool2d(F.pad(views, (1, 1, 1, 1), mode="replicate"), 3, 1)
    mix = (rand(n, 0, 0.8) * (torch.rand(n) < 0.4))[:, None, None, None]
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
    u = torch.rand(n)
    keep = torch.ones(n, 2)
    keep[u < share_posterior, 1] = 0
    keep[u > 1 - share_anterior, 0] = 0
    return counts * keep[:, :, None, None]
