import { abs, add, div, mul, notEqual, reshape, sum, type Tensor, where, zerosLike } from '@tensorflow/tfjs-core';
import { type RecordedOperation, type RecordedValue, type Recording, sumTo } from 'tfjs-gradients';
import { findAffine } from '../graph/affine';
import { passProduct } from '../graph/pass-product';
import type { Product } from '../graph/product';
import { collectFacts, liveInputs } from '../operators/facts';
import { movements, selections } from '../operators/kernels';
import { derivative, type Passage, type Treatment } from '../operators/propagate';
import { unknownOperators } from '../operators/unknown-operators';
import type { Verdict } from '../operators/verdict';
import { ZPlusRule } from '../rules/z-plus';

/**
 * The relevance of Chefer et al. for transformers: linear layers by z+ without their biases; products of two values by contribution, half to each; where
 * two branches join, by contribution, and each branch scaled so that it takes the part of all relevance that the size of its sum is of both; softmax,
 * normalizations, activations and factors pass relevance as it is.
 */
export function transformerRelevance(
  recording: Recording,
  verdicts: ReadonlyMap<RecordedOperation, Verdict>,
): Treatment {
  const products = new Map(findAffine(recording).map((product) => [product.operations.at(-1), product]));
  const facts = collectFacts(recording);
  const largest = new Set(
    recording.operations.filter(({ kernel }) => kernel === 'Max').map(({ outputs }) => outputs[0]),
  );
  const isLevel = (value: RecordedValue) => facts.get(value)?.isStatistic || largest.has(value); // which others are measured from
  return (operation, [relevance]) => {
    if (!relevance) return [];
    const product = products.get(operation);
    if (product) return [throughProduct(product, relevance)];
    const verdict = verdicts.get(operation) as Verdict;
    const live = liveInputs(operation);
    switch (verdict.kind) {
      case 'unknown':
        throw unknownOperators([operation]);
      case 'activation':
        return [[verdict.of, () => relevance]];
      case 'statistic':
        return passTo(
          live.filter((value) => !verdict.held.some((name) => operation.inputs[name] === value)),
          relevance,
        );
      case 'softmax':
        return [[Object.values(operation.inputs)[0], () => relevance]];
      case 'bilinear':
        return contributions(operation, relevance, 0.5);
      default:
        if (movements.has(operation.kernel) || selections.has(operation.kernel))
          return derivative(operation, [relevance]);
        return sums.has(operation.kernel) && live.length > 1
          ? throughSum(
              operation,
              live.filter((value) => !isLevel(value)),
              relevance,
            )
          : throughMap(operation, relevance);
    }
  };
}

const sums = new Set(['Add', 'AddN', 'Sub']);

function throughProduct({ type, input, output, operation, weight }: Product, relevance: Tensor): Passage {
  if (type === 'BatchNormalization') return [input, () => relevance];
  const linear = { product: { type, input, operation, weight }, output, rule: new ZPlusRule() };
  return [input, () => passProduct({ ...linear, relevance, inputIsNonNegative: false })];
}

/** Where branches join; what a value is measured from, such as its mean, is no branch. */
function throughSum(operation: RecordedOperation, branches: readonly RecordedValue[], relevance: Tensor): Passage[] {
  if (branches.length < 2) return passTo(branches, relevance);
  const shares = contributions(operation, relevance).map(([to, pass]) => [to, pass()] as const);
  const totals = shares.map(([, share]) => perSample(share));
  const sizes = totals.map(abs).reduce((one, other) => add(one, other));
  return shares.map(([to, share], index) => {
    const part = mul(over(abs(totals[index]), sizes), perSample(relevance));
    const shape = [share.shape[0], ...share.shape.slice(1).fill(1)];
    return [to, () => mul(share, reshape(over(part, totals[index]), shape))];
  });
}

/** What is linear in one value: by contribution, or as it is where each element stays in its place. */
function throughMap(operation: RecordedOperation, relevance: Tensor): Passage[] {
  const [from] = liveInputs(operation);
  const staysInPlace = String(from.tensor.shape) === String(operation.outputs[0].tensor.shape);
  return staysInPlace ? passTo([from], relevance) : contributions(operation, relevance);
}

function passTo(values: readonly RecordedValue[], relevance: Tensor): Passage[] {
  return values.map((to) => [to, () => sumTo(relevance, to.tensor.shape)]);
}

/** What each live input contributes to the output of an operation, as shares of its relevance. */
function contributions(operation: RecordedOperation, relevance: Tensor, part = 1): Passage[] {
  const quotient = over(mul(relevance, part), operation.outputs[0].tensor);
  return derivative(operation, [quotient]).map(([to, pass]) => [to, () => mul(to.tensor, pass())]);
}

/** a / b, with the stabilizer of the method's authors, which has no sign; 0 where b is. */
function over(a: Tensor, b: Tensor): Tensor {
  return where(notEqual(b, 0), div(a, add(b, 1e-9)), zerosLike(b));
}

/** The sum of each sample. */
function perSample(x: Tensor): Tensor {
  return sum(reshape(x, [x.shape[0], -1]), 1);
}
