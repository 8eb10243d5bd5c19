"""Says of each pair of DICOM files whether their data sets hold the same values: a line each, True or False."""
import sys

import pydicom

for first, second in zip(sys.argv[1::2], sys.argv[2::2]):
    print(pydicom.dcmread(first) == pydicom.dcmread(second))
