import { listModels, type ModelCard, readModel } from '../inference/model-card.ts';

/** A network that is installed, and whether its file is the one its card describes. */
export interface InstalledModel {
  readonly card: ModelCard;
  /** null when it is, else what is wrong. */
  readonly fault: string | null;
}

/** Every network that is installed, by name. @throws AmyloscopeError `modelUnusable` on a card that is not valid JSON. */
export function installedModels(): readonly InstalledModel[] {
  return listModels().map((card) => ({ card, fault: modelFault(card) }));
}

/** null for a model whose file is the one its card describes, else what is wrong with it. */
export function modelFault({ name }: ModelCard): string | null {
  try {
    readModel(name);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}
