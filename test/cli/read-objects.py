"""Reads a structured report and its segmentations with pydicom, and prints what they say as JSON.

Usage: read-objects.py REPORT SEGMENTATION... ; images are looked up nowhere, so that only what the objects state is printed.
"""
import json
import sys

import numpy
import pydicom

report, *segmentations = (pydicom.dcmread(path) for path in sys.argv[1:])


def name(item):
    return item.ConceptNameCodeSequence[0].CodeMeaning if 'ConceptNameCodeSequence' in item else None


def items(node):
    for item in node.get('ContentSequence', []):
        yield item
        yield from items(item)


def number(item):
    if not item.MeasuredValueSequence:
        return None
    value = item.MeasuredValueSequence[0]
    return [value.FloatingPointValue, value.MeasurementUnitsCodeSequence[0].CodeValue]


def reference(item):
    target = item.ReferencedSOPSequence[0]
    frames = target.get('ReferencedFrameNumber')
    segments = target.get('ReferencedSegmentNumber')
    return {'object': target.ReferencedSOPInstanceUID, 'frame': None if frames is None else int(frames), 'segment': None if segments is None else int(segments)}


def group(container):
    content = container.ContentSequence
    drawn = [one for one in content if one.ValueType == 'SCOORD']
    return {
        'template': container.ContentTemplateSequence[0].TemplateIdentifier,
        'finding': next((one.ConceptCodeSequence[0].CodeValue for one in content if name(one) == 'Finding'), None),
        'site': next((one.ConceptCodeSequence[0].CodeValue for one in content if name(one) == 'Finding Site'), None),
        'numbers': {name(one): {'value': number(one), 'properties': [number(other)[0] for other in one.ContentSequence if other.ValueType == 'NUM']} for one in content if one.ValueType == 'NUM'},
        'coordinates': [{'type': one.GraphicType, 'points': [float(value) for value in one.GraphicData], **reference(one.ContentSequence[0])} for one in drawn],
        'references': {name(one): reference(one) for one in content if one.ValueType == 'IMAGE'},
        'series': next((one.UID for one in content if name(one) == 'Source series for segmentation'), None),
    }


def frames(segmentation):
    labels = {one.SegmentNumber: one for one in segmentation.SegmentSequence}
    shared = segmentation.SharedFunctionalGroupsSequence[0]
    pixels = segmentation.pixel_array.reshape((-1, segmentation.Rows, segmentation.Columns))
    for at, mask in zip(segmentation.PerFrameFunctionalGroupsSequence, pixels):
        segment = at.SegmentIdentificationSequence[0].ReferencedSegmentNumber
        source = at.DerivationImageSequence[0].SourceImageSequence[0]
        frame = source.get('ReferencedFrameNumber')
        yield {
            'label': labels[segment].SegmentLabel, 'number': int(segment), 'code': labels[segment].SegmentedPropertyTypeCodeSequence[0].CodeValue,
            'source': source.ReferencedSOPInstanceUID, 'frame': None if frame is None else int(frame), 'pixels': int(mask.sum()),
            'middle': [float(numpy.mean(axis)) if len(axis) else None for axis in numpy.nonzero(mask)],
            'position': [float(value) for value in at.PlanePositionSequence[0].ImagePositionPatient] if 'PlanePositionSequence' in at else None,
            'spacing': [float(value) for value in shared.PixelMeasuresSequence[0].PixelSpacing] if 'PixelMeasuresSequence' in shared else None,
            'thickness': float(shared.PixelMeasuresSequence[0].get('SliceThickness', 0)) if 'PixelMeasuresSequence' in shared else None,
        }


containers = [item for item in items(report) if name(item) == 'Measurement Group']
print(json.dumps({
    'procedure': next(item.ConceptCodeSequence[0].CodeMeaning for item in items(report) if name(item) == 'Procedure reported'),
    'groups': [group(container) for container in containers],
    'texts': [item.TextValue for item in items(report) if item.ValueType == 'TEXT'],
    'evidence': [str(one.ReferencedSOPInstanceUID) for series in report.CurrentRequestedProcedureEvidenceSequence[0].ReferencedSeriesSequence for one in series.ReferencedSOPSequence],
    'segmentations': [{'uid': str(one.SOPInstanceUID), 'frameOfReference': str(one.get('FrameOfReferenceUID')), 'study': str(one.StudyInstanceUID), 'frames': list(frames(one))} for one in segmentations],
}))
