import { type RecordedOperation, type RecordedValue, type Recording, replay } from 'tfjs-gradients';
import { ModelCheckError } from '../errors';
import { liveInputs } from './facts';
import { logSoftmaxes, movements } from './kernels';
import type { Verdict } from './verdict';

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

/**
 * A recorded model up to the logits that it makes scores of by softmax or its logarithm at its end, in the shape of these; one without is left as it is. Called within
 * `tidy`, which frees the logits in another shape.
 */
export function upToLogits(recording: Recording): Recording {
  const last = lastOperation(recording);
  if (!last || (last.kernel !== 'Softmax' && !logSoftmaxes.has(last.kernel))) return recording;
  let [output] = liveInputs(last);
  const operations = [...recording.operations];
  for (const operation of movesBehind(recording, last)) {
    const moved = moving(operation, output);
    operations.push(moved);
    [output] = moved.outputs;
  }
  return { ...recording, operations, output, dispose: () => recording.dispose() };
}

/** What moves the value of an operation to the output. */
function movesBehind({ operations, output }: Recording, first: RecordedOperation): RecordedOperation[] {
  const moves: RecordedOperation[] = [];
  for (let value = output; !first.outputs.includes(value); ) {
    const maker = operations.findLast(({ outputs }) => outputs.includes(value)) as RecordedOperation;
    moves.unshift(maker);
    [value] = liveInputs(maker);
  }
  return moves;
}

/** A move of another value of the same shape. */
function moving(operation: RecordedOperation, value: RecordedValue): RecordedOperation {
  const inputs = Object.fromEntries(
    Object.entries(operation.inputs).map(([name, one]) => [name, one.isLive ? value : one]),
  );
  const tensors = Object.fromEntries(Object.entries(inputs).map(([name, { tensor }]) => [name, tensor]));
  const [tensor] = replay(operation, tensors);
  return { ...operation, inputs, outputs: [{ tensor, isLive: true, names: new Map() }] };
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
