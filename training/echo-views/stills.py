"""Real apical four-chamber stills of CAMUS form on the network's square, whole and made into what they are not.

The outlines of the stills say where ventricle and atrium lie, so that either can be hidden: real texture is then met in more
than one view, and texture alone does not give the view away.
"""
import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

from pictures import SIDE, some, uniform

VENTRICLE, ATRIUM = 1, 3


def load(folder):
    """Stills and labels [n, 96, 96] as uint8, centred in the square as the project shows frames to a network."""
    folder = Path(folder)
    at = next(path for path in [folder / "index.json", folder.parent / "index.json"] if path.exists())
    images, labels = [], []
    for name, facts in sorted(json.loads(at.read_text()).items()):
        if not (folder / f"{name}.png").exists():
            continue
        height, width = facts["rows"] * facts["pixel_mm"][0], facts["cols"] * facts["pixel_mm"][1]
        rows, columns = round(height * SIDE / max(height, width)), round(width * SIDE / max(height, width))
        top, left = (SIDE - rows) // 2, (SIDE - columns) // 2
        for suffix, way, into in [("", Image.BILINEAR, images), ("_label", Image.NEAREST, labels)]:
            square = np.zeros((SIDE, SIDE), np.uint8)
            square[top:top + rows, left:left + columns] = np.array(Image.open(folder / f"{name}{suffix}.png").convert("L").resize((columns, rows), way))
            into.append(square)
    return torch.from_numpy(np.stack(images)), torch.from_numpy(np.stack(labels))


def extent(mask):
    """First and last row of a mask, and its middle column."""
    rows, columns = torch.nonzero(mask, as_tuple=True)
    return rows.min().item(), rows.max().item(), columns.float().mean().item()


def without_atrium(image, label):
    top, bottom, _ = extent(label == ATRIUM)
    cut = top + int(torch.rand(()) * 0.3 * (bottom - top)) + 1
    image = image.clone()
    if torch.rand(()) < 0.5:
        image[cut:] = 0
    else:
        image[cut:] = image[cut:] * 0.1
    return image


def without_ventricle(image, label):
    top, bottom, middle = extent(label == VENTRICLE)
    image = image.clone()
    way = torch.rand(())
    if way < 0.35:
        image[:top + int((0.5 + 0.3 * torch.rand(())) * (bottom - top))] *= 0.1
    elif way < 0.7:
        image[:, int(middle + 5 * torch.randn(())):] *= 0.05
    else:
        image[:, :int(middle + 5 * torch.randn(()))] *= 0.05
    return image


def no_view(image):
    """Upside down, lying on its side, or a piece too small to tell."""
    way = torch.rand(())
    if way < 0.3:
        return image.flip(0)
    if way < 0.6:
        return torch.rot90(image, 1 if torch.rand(()) < 0.5 else 3, (0, 1))
    top, left = torch.randint(20, 56, ()).item(), torch.randint(20, 50, ()).item()
    return F.interpolate(image[None, None, top:top + 22, left:left + 22], size=(SIDE, SIDE), mode="bilinear", align_corners=False)[0, 0]


def moved(pictures):
    """Pictures shifted, scaled and turned a little, brighter or darker."""
    n = len(pictures)
    angle, scale = torch.randn(n) * 0.07, torch.exp(uniform(n, -0.12, 0.16))
    cos, sin = torch.cos(angle) * scale, torch.sin(angle) * scale
    matrix = torch.stack([torch.stack([cos, -sin, uniform(n, -0.1, 0.1)], 1), torch.stack([sin, cos, uniform(n, -0.1, 0.1)], 1)], 1)
    grid = F.affine_grid(matrix, (n, 1, SIDE, SIDE), align_corners=False)
    out = F.grid_sample(pictures[:, None], grid, mode="bilinear", align_corners=False)
    blur = F.avg_pool2d(out, 3, 1, 1)
    out = torch.lerp(out, blur, (uniform(n, 0, 1) * some(n, 0.4))[:, None, None, None])
    return out.clamp(0, 1) ** torch.exp(torch.randn(n) * 0.25)[:, None, None, None]
