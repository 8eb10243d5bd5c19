"""Prints, as JSON, the tags of every attribute in which two DICOM files differ as pydicom reads them, items of sequences included."""
import json
import sys

import pydicom


def differences(before, after):
    tags = set()
    for tag in {e.tag for e in before} | {e.tag for e in after}:
        if tag not in before or tag not in after:
            tags.add(tag)
        elif before[tag].VR == "SQ" and len(before[tag].value) == len(after[tag].value):
            for one, other in zip(before[tag].value, after[tag].value):
                tags |= differences(one, other)
        elif before[tag].value != after[tag].value:
            tags.add(tag)
    return tags


for original, result in zip(sys.argv[1::2], sys.argv[2::2]):
    found = differences(pydicom.dcmread(original), pydicom.dcmread(result))
    print(json.dumps([f"({tag.group:04X},{tag.element:04X})" for tag in sorted(found)]))
