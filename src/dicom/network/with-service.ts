import { AmyloscopeError } from '../../measurement/amyloscope-error.ts';
import { EXPLICIT_LITTLE_ENDIAN, IMPLICIT_LITTLE_ENDIAN } from '../transfer-syntax.ts';
import type { AgreedContext, Association } from './association.ts';
import { openAssociation, type DimseNode } from './open-association.ts';
import type { ProposedContext, RoleSelection } from './pdu.ts';

/** Encodings in which anything that is not an image is exchanged. */
export const plainSyntaxes: readonly string[] = [EXPLICIT_LITTLE_ENDIAN, IMPLICIT_LITTLE_ENDIAN];

/** Kinds of objects that may come back on the same connection. */
interface Offered {
  readonly contexts: readonly ProposedContext[];
  readonly roles: readonly RoleSelection[];
}

/**
 * Opens an association for one service, and ends it whatever happens.
 * @param offered with ids above 1, which the service itself takes.
 * @throws AmyloscopeError `peerFailed` when the service is not offered, and whatever the work throws.
 */
export async function withService<Value>(node: DimseNode, service: string, work: (association: Association, context: AgreedContext) => Promise<Value>, offered: Offered = { contexts: [], roles: [] }): Promise<Value> {
  const association = await openAssociation(node, [{ id: 1, abstractSyntax: service, transferSyntaxes: plainSyntaxes }, ...offered.contexts], offered.roles);
  try {
    const context = association.contexts.find(({ id }) => id === 1);
    if (!context) throw new AmyloscopeError('peerFailed', `${node.aeTitle} does not offer the service ${service}.`);
    const value = await work(association, context);
    await association.release();
    return value;
  } catch (error) {
    association.abort();
    throw error;
  }
}
