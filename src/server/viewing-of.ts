import { startViewing, type Viewing } from '../analysis/start-viewing.ts';
import type { ViewingAnswer, ViewingTask } from '../analysis/viewing-task.ts';
import { problem } from './problem.ts';
import type { Server } from './server-context.ts';

const running = new WeakMap<Server, Viewing>();

type AnswerOf<Kind> = Extract<ViewingAnswer, { readonly kind: Kind }>;

/**
 * The one thread of a server that looks at images again.
 * @returns asks for an answer of one kind; throws Problem as it was refused.
 */
export function viewingOf(server: Server): <Kind extends ViewingTask['kind']>(kind: Kind, task: ViewingTask) => Promise<AnswerOf<Kind>> {
  const viewing = running.get(server) ?? startViewing();
  if (!running.has(server)) server.addHook('onClose', () => viewing.close());
  running.set(server, viewing);
  return async (kind, task) => {
    const answer = await viewing.ask(task);
    if (answer.kind === 'refused') throw problem(answer.refusal);
    if (answer.kind !== kind) throw new Error(`asked for a ${kind}, answered with a ${answer.kind}`);
    return answer as AnswerOf<typeof kind>;
  };
}
