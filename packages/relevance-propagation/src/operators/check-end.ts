import type { RecordedOperation, Recording } from 'tfjs-gradients';
import { ModelCheckError } from '../errors';
import { liveInputs } from './facts';
import { logSoftmaxes, movements } from './kernels';
import type { Verdict } from './verdicts';

/**
 * Checks that a model does not end in softmax or its logarithm, whose outputs compete.
 *
 * @throws {ModelCheckError} saying how to explain the logits
 */
export function checkEnd({ operations, output }: Recording, verdicts: ReadonlyMap<RecordedOperation, Verdict>): void {
  let last = operations.findLast(({ outputs }) => outputs.includes(output));
  while (last && passesOn(last)) {
    const [before] = liveInputs(last);
    last = operations.findLast(({ outputs }) => outputs.includes(before));
  }
  if (!last || (verdicts.get(last)?.kind !== 'softmax' && !logSoftmaxes.has(last.kernel))) return;
  throw new ModelCheckError(
    'The model ends in softmax, whose outputs compete; explain the logits: stripSoftmax(model) of a layers-model, ' +
      "{ output: 'the value before the softmax' } of an ONNX model. ({ skipChecks: true } explains it as it is.)",
    { argument: 'model', value: 'Softmax', expected: 'a model that ends in logits' },
  );
}

function passesOn(operation: RecordedOperation): boolean {
  return (movements.has(operation.kernel) || operation.kernel === 'Identity') && liveInputs(operation).length === 1;
}
