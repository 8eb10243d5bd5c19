"""Dice coefficient of the whole heart on a CT of a patient, against a mask: python3 evaluate.py NETWORK.pt CT.nii.gz MASK.nii.gz

Both are NIfTI; they need not share a grid. Nothing is trained here.
"""
import gzip
import json
import struct
import sys

import numpy as np
import torch
from scipy import ndimage

from networks import AIR, HEART, SPACING_MM, ChestNet, normalised

TYPES = {2: "u1", 4: "<i2", 8: "<i4", 16: "<f4", 64: "<f8", 512: "<u2"}


def read(path):
    """Values [x, y, z] and the matrix from voxels to patient coordinates: left, back, head in mm."""
    data = gzip.open(path).read()
    size = struct.unpack("<8h", data[40:56])[1:4]
    kind = TYPES[struct.unpack("<h", data[70:72])[0]]
    start = int(struct.unpack("<f", data[108:112])[0])
    slope, intercept = struct.unpack("<2f", data[112:120])
    values = np.frombuffer(data, kind, int(np.prod(size)), start).reshape(size, order="F").astype(np.float32)
    if slope not in (0, 1) or intercept != 0:
        values = values * (slope or 1) + intercept
    to_patient = np.eye(4)
    to_patient[:3] = np.array(struct.unpack("<12f", data[280:328])).reshape(3, 4)
    to_patient[:2] *= -1
    return values, to_patient


def on_grid(values, to_patient, origin, shape, outside, order):
    """Values at axial voxels of SPACING_MM from an origin: [slices, rows, columns]."""
    k, j, i = np.meshgrid(*[np.arange(n) for n in shape], indexing="ij")
    points = np.stack([origin[axis] + SPACING_MM * index for axis, index in enumerate((i, j, k))] + [np.ones(shape)])
    voxels = np.tensordot(np.linalg.inv(to_patient), points, 1)[:3]
    return ndimage.map_coordinates(values, voxels, order=order, mode="constant", cval=outside)


def main(network_file, ct_file, mask_file):
    ct, ct_to_patient = read(ct_file)
    mask, mask_to_patient = read(mask_file)
    corners = np.array([ct_to_patient @ [i, j, k, 1] for i in (0, ct.shape[0] - 1) for j in (0, ct.shape[1] - 1) for k in (0, ct.shape[2] - 1)])[:, :3]
    low, high = corners.min(0), corners.max(0)
    size = [int(np.ceil(((high - low)[axis] / SPACING_MM + 1) / 8)) * 8 for axis in (2, 1, 0)]
    spacing = np.linalg.norm(ct_to_patient[:3, :3], axis=0)
    smooth = ndimage.gaussian_filter(ct, 2.5 / spacing)
    network = ChestNet()
    network.load_state_dict(torch.load(network_file))
    network.eval()
    with torch.no_grad():
        grey = torch.from_numpy(on_grid(smooth, ct_to_patient, low, size, AIR, 1)).float()
        found = np.isin(network(normalised(grey)[None, None]).argmax(1)[0].numpy(), list(HEART))
    # On the grid of the mask, where it is known, and within the field of the CT.
    truth = on_grid(mask, mask_to_patient, low, size, 0, 0) > 0.5
    seen = on_grid(np.ones_like(ct), ct_to_patient, low, size, 0, 0) > 0.5
    found, truth = found & seen, truth & seen
    volume = SPACING_MM ** 3 / 1000
    place = lambda region: [round(float(at), 1) for at in np.array(ndimage.center_of_mass(region)) * SPACING_MM] if region.any() else None
    print(json.dumps({"dice": round(2 * float((found & truth).sum()) / max(1, int(found.sum() + truth.sum())), 3), "foundMl": round(found.sum() * volume), "maskMl": round(truth.sum() * volume),
                      "foundCentreMm": place(found), "maskCentreMm": place(truth)}))


if __name__ == "__main__":
    main(*sys.argv[1:4])
