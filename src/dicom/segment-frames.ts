import type { DataSet } from './data-set.ts';
import { numberValue, sequenceItems, textValue } from './element-values.ts';
import type { SegmentFacts } from './study.ts';

/**
 * Reads which segments a segmentation holds and on which of its frames each is drawn.
 * @returns segments in the order of their numbers; null when frames do not name their segment.
 * @throws AmyloscopeError when one of its sequences is damaged.
 * Source: DICOM PS3.3 sections C.8.20.2 and C.8.20.3.
 */
export function readSegments(dataSet: DataSet, numberOfFrames: number): readonly SegmentFacts[] | null {
  const [shared] = sequenceItems(dataSet, 'SharedFunctionalGroupsSequence');
  const groups = sequenceItems(dataSet, 'PerFrameFunctionalGroupsSequence');
  if (groups.length !== numberOfFrames) return null;
  const segmentOf = (group: DataSet | undefined) => {
    const [item] = group ? sequenceItems(group, 'SegmentIdentificationSequence') : [];
    return item ? numberValue(item, 'ReferencedSegmentNumber') : null;
  };
  const ofFrames = groups.map((group) => segmentOf(group) ?? segmentOf(shared));
  if (ofFrames.some((segment) => segment === null)) return null;
  return sequenceItems(dataSet, 'SegmentSequence').map((item) => {
    const number = numberValue(item, 'SegmentNumber');
    const [type] = sequenceItems(item, 'SegmentedPropertyTypeCodeSequence');
    return {
      label: textValue(item, 'SegmentLabel') ?? '', meaning: (type && textValue(type, 'CodeMeaning')) ?? null,
      frames: ofFrames.flatMap((segment, i) => (segment === number ? [i + 1] : [])),
    };
  });
}
