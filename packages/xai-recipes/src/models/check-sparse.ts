import type { OnnxValue } from 'onnx-format';
import { ModelFileError } from '../errors/errors';

/**
 * @throws {ModelFileError} for a model that takes a sparse tensor in parts: the ids of words in one input, and in another one their places, which would be taken for ids
 */
export function checkSparse(inputs: readonly OnnxValue[]): void {
  const places = inputs.find(
    ({ name, type, shape }) => /indices(:\d+)?$/i.test(name) && isWhole(type) && shape?.length === 2,
  );
  const ids = inputs.find(({ name, shape }) => /values(:\d+)?$/i.test(name) && shape?.length === 1);
  if (!places || !ids) return;
  const expected =
    'a model that takes ids of words, [batch, words], or texts as they are; in code, explainText of a function of texts that makes both';
  throw new ModelFileError(
    `The model takes a sparse tensor, its elements in ${ids.name} and their places in ${places.name}, which nothing here makes of an input; expected ${expected}.`,
    { argument: 'model', value: [places.name, ids.name], expected },
  );
}

const isWhole = (type = ''): boolean => /^u?int/.test(type);
