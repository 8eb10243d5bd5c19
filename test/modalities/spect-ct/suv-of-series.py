"""Standardised uptake values of a PET series, worked out from its headers alone: body weight, decay from the injection."""
import glob
import json
import math
import sys
from datetime import datetime

import numpy
import pydicom


def moment(date, time):
    return datetime.strptime(date + time.split('.')[0], '%Y%m%d%H%M%S').timestamp() + float('0.' + (time.split('.') + ['0'])[1])


slices = [pydicom.dcmread(path) for path in glob.glob(sys.argv[1] + '/*.dcm')]
slices.sort(key=lambda one: float(one.ImagePositionPatient[2]))
first = slices[0]
assert first.Units == 'BQML' and first.DecayCorrection == 'START'
tracer = first.RadiopharmaceuticalInformationSequence[0]
waited = moment(first.SeriesDate, first.SeriesTime) - moment(first.SeriesDate, tracer.RadiopharmaceuticalStartTime)
activity = float(tracer.RadionuclideTotalDose) * math.exp(-math.log(2) * waited / float(tracer.RadionuclideHalfLife))
values = numpy.stack([one.pixel_array * float(one.RescaleSlope) + float(one.RescaleIntercept) for one in slices])
suv = values * float(first.PatientWeight) * 1000 / activity
voxels = [[5, 60, 64], [100, 40, 70], [150, 64, 64], [250, 70, 50]]
print(json.dumps({
    'largest': suv.max(), 'mean': suv.mean(), 'at': [[voxel, suv[tuple(voxel)]] for voxel in voxels],
    'spacing': [float(first.PixelSpacing[1]), float(first.PixelSpacing[0]), (float(slices[-1].ImagePositionPatient[2]) - float(first.ImagePositionPatient[2])) / (len(slices) - 1)],
}))
