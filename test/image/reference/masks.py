"""Overlap, border distances and parts of masks by SciPy, and images scaled by Pillow: python3 masks.py"""
import json

import numpy as np
import PIL
import scipy
from PIL import Image
from scipy import ndimage


def blob(rows, columns, seed):
    noise = ndimage.gaussian_filter(np.random.default_rng(seed).normal(size=(rows, columns)), 4)
    return (noise > np.quantile(noise, 0.7)).astype(int)


def border(mask):
    return mask.astype(bool) & ~ndimage.binary_erosion(mask)


def compare(one, other, spacing):
    a, b = border(one), border(other)
    to_b, to_a = (ndimage.distance_transform_edt(~edge, sampling=spacing) for edge in (b, a))
    distances = np.concatenate([to_b[a], to_a[b]])
    return {"rows": one.shape[0], "columns": one.shape[1], "spacing": spacing, "one": one.ravel().tolist(), "other": other.ravel().tolist(),
            "dice": 2 * (one & other).sum() / (one.sum() + other.sum()), "mean": distances.mean(), "hausdorff": distances.max()}


masks = [compare(blob(30, 40, seed), blob(30, 40, seed + 10), spacing) for seed, spacing in [(1, [1, 1]), (2, [0.6, 0.8]), (3, [2.5, 0.3])]]
holed = blob(40, 50, 4)
holed[18:22, 18:22] = 1 - holed[18:22, 18:22]
labels, count = ndimage.label(holed)
largest = ndimage.binary_fill_holes(labels == 1 + np.argmax(ndimage.sum(holed, labels, range(1, count + 1))))
image = np.random.default_rng(5).integers(0, 255, (13, 17)).astype(np.float32)
sizes = [(7, 9), (26, 40), (5, 33), (13, 17)]
resized = [{"rows": r, "columns": c, "values": np.array(Image.fromarray(image, "F").resize((c, r), Image.BILINEAR)).ravel().round(4).tolist()} for r, c in sizes]
with open("masks.json", "w") as file:
    json.dump({"software": {"scipy": scipy.__version__, "pillow": PIL.__version__}, "masks": masks,
               "parts": {"rows": 40, "columns": 50, "mask": holed.ravel().tolist(), "largest": largest.astype(int).ravel().tolist()},
               "resized": {"rows": 13, "columns": 17, "values": image.ravel().tolist(), "to": resized}}, file, default=float)
