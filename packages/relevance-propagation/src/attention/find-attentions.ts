import { reshape, type Tensor } from '@tensorflow/tfjs-core';
import type { RecordedOperation, RecordedValue, Recording } from 'tfjs-gradients';
import { ModelCheckError } from '../errors';
import { liveInputs } from '../operators/facts';
import { movements, products } from '../operators/kernels';
import type { Verdict } from '../operators/verdict';

/**
 * The attention probabilities of a recorded model, from its first layer on: what comes out of a softmax along the last axis, in whatever operations it
 * is spelt, and is the first factor of a product with values.
 *
 * @throws {ModelCheckError} when there are none
 */
export function findAttentions(
  { operations }: Recording,
  verdicts: ReadonlyMap<RecordedOperation, Verdict>,
): RecordedValue[] {
  const probabilities = new Map<RecordedValue, RecordedValue>(); // by what they are moved, masked or scaled to
  const found = new Set<RecordedValue>();
  for (const operation of operations) {
    const [output] = operation.outputs;
    const [first, second] = Object.values(operation.inputs);
    const [live, another] = liveInputs(operation);
    if (verdicts.get(operation)?.kind === 'softmax') {
      if (isAlongLastAxis(operation)) probabilities.set(output, output);
    } else if (passesOn(operation)) {
      const source = probabilities.get(live);
      if (source && !another) probabilities.set(output, source);
    } else if (products.has(operation.kernel) && second?.isLive) {
      const source = probabilities.get(first);
      if (source) found.add(source);
    }
  }
  if (found.size > 0) return [...found];
  throw new ModelCheckError(
    'The model has no attention: no softmax along a last axis is the first factor of a product with values. ' +
      'AttnLRP and the gradient methods explain models without it.',
    { argument: 'model', value: 'no attention', expected: 'a model with attention that depends on the input' },
  );
}

/**
 * Attention probabilities with an axis for heads, `[batch, heads, tokens, tokens]`.
 *
 * @throws {ModelCheckError} when queries and keys are not the same tokens, or the first axis does not hold the samples
 */
export function headsOf(tensor: Tensor, batch: number): Tensor {
  const { shape, rank } = tensor;
  const [queries, keys] = shape.slice(-2);
  const holdsSamples = rank > 3 ? shape[0] === batch : rank === 3 && shape[0] % batch === 0;
  if (holdsSamples && queries === keys) return reshape(tensor, [batch, -1, queries, keys]);
  throw new ModelCheckError(
    `Attention of shape [${shape}] for ${batch} sample(s) is not that of all tokens to themselves, [batch, heads, tokens, tokens].`,
    { argument: 'model', value: shape, expected: 'self-attention among the same tokens in every layer' },
  );
}

/** Softmax itself knows no other axis; spelt out, its sum keeps an axis of one. */
function isAlongLastAxis({ kernel, inputs, outputs }: RecordedOperation): boolean {
  const { shape } = outputs[0].tensor;
  if (kernel === 'Softmax' || shape.at(-1) === 1) return true;
  const sum = [...shape.slice(0, -1), 1];
  return Object.values(inputs).some(({ tensor }) => String(tensor.shape) === String(sum));
}

function passesOn({ kernel, inputs }: RecordedOperation): boolean {
  if (movements.has(kernel) || ['Identity', 'Cast', 'Select'].includes(kernel)) return true;
  const isScaled = kernel === 'Multiply' || kernel === 'RealDiv'; // as dropout does
  return isScaled && Object.values(inputs).filter(({ isLive }) => isLive).length === 1;
}
