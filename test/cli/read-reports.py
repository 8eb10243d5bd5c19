"""Reads a scan, its structured report and its segmentation with pydicom, and prints what they say as JSON."""
import json
import sys

import numpy
import pydicom

scan, report, segmentation = (pydicom.dcmread(path) for path in sys.argv[1:4])
counts = scan.pixel_array.astype(float)


def name(item):
    return item.ConceptNameCodeSequence[0].CodeMeaning if 'ConceptNameCodeSequence' in item else None


def items(node):
    for item in node.get('ContentSequence', []):
        yield item
        yield from items(item)


def number(item):
    if not item.MeasuredValueSequence:
        return item.NumericValueQualifierCodeSequence[0].CodeMeaning
    value = item.MeasuredValueSequence[0]
    return [value.FloatingPointValue, float(value.NumericValue), value.MeasurementUnitsCodeSequence[0].CodeValue]


def circle_mean(item):
    x, y, rim_x, rim_y = item.GraphicData
    frame = item.ContentSequence[0].ReferencedSOPSequence[0].ReferencedFrameNumber
    rows, columns = numpy.indices(counts[frame - 1].shape) + 0.5
    inside = (columns - x) ** 2 + (rows - y) ** 2 <= (rim_x - x) ** 2 + (rim_y - y) ** 2
    return counts[frame - 1][inside].mean()


def numbers():
    for item in items(report):
        if item.ValueType == 'NUM' and item.RelationshipType == 'CONTAINS':
            yield name(item), {'value': number(item), 'properties': {name(one): number(one) for one in item.ContentSequence if one.ValueType == 'NUM'}}


def ratio_of_coordinates():
    heart = next(item for item in items(report) if name(item) == 'Image Region')
    other = next(item for item in items(report) if name(item) == 'Source of Measurement' and item.ValueType == 'SCOORD')
    return circle_mean(heart) / circle_mean(other)


def masks():
    labels = {one.SegmentNumber: one.SegmentLabel for one in segmentation.SegmentSequence}
    for group, mask in zip(segmentation.PerFrameFunctionalGroupsSequence, segmentation.pixel_array):
        source = group.DerivationImageSequence[0].SourceImageSequence[0]
        frame = int(source.ReferencedFrameNumber)
        yield {
            'label': labels[group.SegmentIdentificationSequence[0].ReferencedSegmentNumber],
            'frame': frame, 'source': source.ReferencedSOPInstanceUID, 'pixels': int(mask.sum()), 'mean': float(counts[frame - 1][mask > 0].mean()),
        }


same = ['PatientName', 'PatientID', 'PatientSex', 'StudyInstanceUID', 'StudyDate', 'StudyTime', 'StudyDescription']
print(json.dumps({
    'numbers': dict(numbers()),
    'ratioOfCoordinates': ratio_of_coordinates(),
    'masks': list(masks()),
    'texts': [item.TextValue for item in items(report) if item.ValueType == 'TEXT'],
    'codes': {name(item): item.ConceptCodeSequence[0].CodeMeaning for item in items(report) if item.ValueType == 'CODE'},
    'referenced': [str(one.ReferencedSOPInstanceUID) for series in report.CurrentRequestedProcedureEvidenceSequence[0].ReferencedSeriesSequence for one in series.ReferencedSOPSequence],
    'segmentation': str(segmentation.SOPInstanceUID),
    'sameStudy': [[str(one.get(key)) == str(scan.get(key)) for key in same] for one in (report, segmentation)],
}))
