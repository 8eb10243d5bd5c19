import { AmyloscopeError } from '../../measurement/amyloscope-error.ts';
import type { DataSet } from '../data-set.ts';
import type { Keyword } from '../tags.ts';
import { commandField } from './command-set.ts';
import { matchesOf, seriesKeywords, seriesOf, studyKeywords, studyOf } from './found-answers.ts';
import { decodeIdentifier, encodeIdentifier } from './identifier.ts';
import type { DimseNode } from './open-association.ts';
import type { Pacs } from './pacs.ts';
import { pushObjects } from './push-objects.ts';
import { getSeries, moveSeries, type MoveDestination } from './retrieve-series.ts';
import { isPending, refusalOf } from './response-status.ts';
import { STUDY_ROOT_FIND, VERIFICATION } from './storage-classes.ts';
import { withService } from './with-service.ts';

async function echo(node: DimseNode): Promise<void> {
  await withService(node, VERIFICATION, async (association, { id }) => {
    await association.send(id, { AffectedSOPClassUID: VERIFICATION, CommandField: commandField.echo, MessageID: association.nextMessageId() });
    const refusal = refusalOf((await association.receive())?.command ?? {});
    if (refusal !== null) throw new AmyloscopeError('peerFailed', `${node.aeTitle} answered a C-ECHO with ${refusal}.`);
  });
}

function find(node: DimseNode, attributes: readonly (readonly [Keyword, string])[]): Promise<readonly DataSet[]> {
  return withService(node, STUDY_ROOT_FIND, async (association, { id, transferSyntax }) => {
    await association.send(id, { AffectedSOPClassUID: STUDY_ROOT_FIND, CommandField: commandField.find, MessageID: association.nextMessageId(), Priority: 0 }, [encodeIdentifier(attributes, transferSyntax)]);
    const answers: DataSet[] = [];
    for (let message = await association.receive(); message; message = await association.receive()) {
      if (message.data) answers.push(await decodeIdentifier(message.data, transferSyntax));
      if (isPending(message.command)) continue;
      const refusal = refusalOf(message.command);
      if (refusal !== null) throw new AmyloscopeError('peerFailed', `${node.aeTitle} answered a C-FIND with ${refusal}.`);
      return answers;
    }
    throw new AmyloscopeError('peerFailed', `${node.aeTitle} ended the association before its C-FIND was answered.`);
  });
}

/** Attributes to match, and those to be told; what is matched is told too. */
function asked(level: string, matches: readonly (readonly [Keyword, string])[], told: readonly Keyword[]): readonly (readonly [Keyword, string])[] {
  const open = told.filter((keyword) => !matches.some(([matched]) => matched === keyword));
  return [['QueryRetrieveLevel', level], ...matches, ...open.map((keyword) => [keyword, ''] as const)];
}

/**
 * A PACS reached by DICOM's own protocol.
 * @param destination where it is to send to when asked by C-MOVE; null fetches by C-GET, on the same connection.
 * Source: DICOM PS3.4 annexes A, B and C.
 */
export function dimsePacs(node: DimseNode, destination: MoveDestination | null): Pacs {
  return {
    echo: () => echo(node),
    findStudies: async (query) => (await find(node, asked('STUDY', matchesOf(query), studyKeywords))).map(studyOf).filter((study) => study !== null),
    findSeries: async (uid) => (await find(node, asked('SERIES', [['StudyInstanceUID', uid]], seriesKeywords))).map((answer) => seriesOf(answer, uid)).filter((series) => series !== null),
    fetchSeries: (series, folder, received) => (destination ? moveSeries(node, destination, series, folder, received) : getSeries(node, series, folder, received)),
    push: (paths, told) => pushObjects(node, paths, told),
  };
}
