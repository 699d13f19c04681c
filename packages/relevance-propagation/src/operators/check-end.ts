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
export function checkEnd(recording: Recording, verdicts: ReadonlyMap<RecordedOperation, Verdict>): void {
  const last = lastOperation(recording);
  if (!last || (verdicts.get(last)?.kind !== 'softmax' && !logSoftmaxes.has(last.kernel))) return;
  throw new ModelCheckError(
    'The model ends in softmax, whose outputs compete; explain the logits: { logits: true }, or stripSoftmax(model) of a layers-model. ' +
      '({ skipChecks: true } explains it as it is.)',
    { argument: 'model', value: 'Softmax', expected: 'a model that ends in logits' },
  );
}

/** A recorded model up to the logits that it makes scores of by softmax or its logarithm at its end; one without is left as it is. */
export function upToLogits(recording: Recording): Recording {
  const last = lastOperation(recording);
  if (!last || (last.kernel !== 'Softmax' && !logSoftmaxes.has(last.kernel))) return recording;
  return { ...recording, output: liveInputs(last)[0], dispose: () => recording.dispose() };
}

/** The operation that computes the output, but for what only moves it. */
function lastOperation({ operations, output }: Recording): RecordedOperation | undefined {
  let last = operations.findLast(({ outputs }) => outputs.includes(output));
  while (last && passesOn(last)) {
    const [before] = liveInputs(last);
    last = operations.findLast(({ outputs }) => outputs.includes(before));
  }
  return last;
}

function passesOn(operation: RecordedOperation): boolean {
  return (movements.has(operation.kernel) || operation.kernel === 'Identity') && liveInputs(operation).length === 1;
}
