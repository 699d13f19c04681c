import type { ModelOutline, OutputMeaning } from '../models/outline';
import { shapeText } from '../models/shape';
import type { Guess } from './guess';

/** What is explained rather than anything else. */
const explained: readonly OutputMeaning[] = ['scores', 'value', 'tokens', 'maps', 'boxes', 'unknown'];

/** Which output is explained, of several, and what its places are called. */
export function guessesOfOutputs({ outputs, labels, meta }: ModelOutline): Guess[] {
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
  return [...(outputs.length > 1 ? [choice] : []), ...(isNamed ? [names] : [])];
}
