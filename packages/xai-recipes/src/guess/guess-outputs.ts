import type { Modality } from '../inputs/modality';
import type { KnownLabels } from '../labels/known-names';
import type { ModelOutline, OutputMeaning, OutputOutline } from '../models/outline';
import { shapeText } from '../models/shape';
import type { Guess } from './guess';

/** What is explained rather than anything else. */
const explained: readonly OutputMeaning[] = ['scores', 'value', 'tokens', 'maps', 'boxes', 'unknown'];

/** Which output is explained, of several, and what its places are called. */
export function guessesOfOutputs({ outputs, labels, meta }: ModelOutline, kind: Modality): Guess[] {
  const found = explained.map((meaning) => outputs.find((one) => one.meaning === meaning)).find(Boolean) ?? outputs[0];
  const choice: Guess = {
    path: 'recipe.model.output',
    value: found.name,
    reason: `of ${outputs.length} outputs, ${found.name} ${shapeText(found.shape)} looks most like scores`,
  };
  const names: Guess = {
    path: 'recipe.labels',
    value: { file: labels },
    reason: `${labels} lies beside the model`,
  };
  const isNamed = labels !== undefined && !meta?.classes;
  const known = labels === undefined && !meta?.classes && kind === 'image' ? knownGuess(found) : [];
  return [...(outputs.length > 1 ? [choice] : []), ...(isNamed ? [names] : []), ...known];
}

/** By the number of scores. */
const known: Readonly<Record<number, KnownLabels>> = { 1000: 'imagenet', 1001: 'imagenet-1001' };

function knownGuess({ meaning, shape = [] }: OutputOutline): Guess[] {
  const count = shape.slice(1).find((length) => length !== 1) ?? 0;
  if (meaning !== 'scores' || !(count in known)) return [];
  return [
    {
      path: 'recipe.labels',
      value: { known: known[count] },
      reason: `${count} scores of an image are those of ImageNet's classes${count === 1001 ? ', behind one of a background' : ''}`,
    },
  ];
}
