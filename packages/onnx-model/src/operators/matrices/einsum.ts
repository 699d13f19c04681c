import { einsum as contract, gather, reshape, type Tensor, tensor1d, transpose } from '@tensorflow/tfjs-core';
import type { Operator } from '../operator';
import { reserve } from '../values/allowance';
import { DeviceValue } from '../values/device-value';
import { identity } from '../values/permute';

/** A tensor, and the label of each of its axes. */
interface Factor {
  readonly labels: string;
  readonly tensor: Tensor;
}

/** `Einsum` of any number of factors, one after the other from the left. */
export const einsum: Operator = (node) => {
  const equation = node.string('equation', '').replaceAll(' ', '');
  const [left, right] = equation.split('->');
  const terms = left.split(',');
  return (inputs) => {
    const ranks = terms.map((term, index) => inputs[index].rank - term.replace('...', '').length);
    const dots = freeLabels(
      equation,
      Math.max(...terms.map((term, index) => (term.includes('...') ? ranks[index] : 0))),
    );
    const expand = (term: string, rank = dots.length) => term.replace('...', dots.slice(dots.length - rank));
    const outer = right === undefined ? implied(terms.join(''), dots) : expand(right);
    const factors = terms.map((term, index) => diagonal(expand(term, ranks[index]), inputs[index].tensor));
    return new DeviceValue(product(factors, outer));
  };
};

/** The product of factors, of which labels that neither a later factor nor the output has are summed over at once. */
function product([first, ...others]: readonly Factor[], outer: string): Tensor {
  if (others.length === 0) return contracted([first], outer);
  const [second, ...later] = others;
  if (later.length === 0) return contracted([first, second], outer);
  const needed = outer + later.map(({ labels }) => labels).join('');
  const labels = [...new Set(first.labels + second.labels)].filter((label) => needed.includes(label)).join('');
  return product([{ labels, tensor: contracted([first, second], labels) }, ...later], outer);
}

function contracted(factors: readonly Factor[], outer: string): Tensor {
  const lengthOf = (label: string) =>
    Math.max(...factors.map(({ labels, tensor }) => tensor.shape[labels.indexOf(label)] ?? 1));
  reserve([...outer].map(lengthOf));
  return contract(`${factors.map(({ labels }) => labels).join(',')}->${outer}`, ...factors.map(({ tensor }) => tensor));
}

/** A factor in which each label stands once: of axes that share one, the diagonal, which comes last. */
function diagonal(labels: string, tensor: Tensor): Factor {
  const second = [...labels].findIndex((label, axis) => labels.indexOf(label) < axis);
  if (second < 0) return { labels, tensor };
  const first = labels.indexOf(labels[second]);
  const length = tensor.shape[first];
  const others = identity(tensor.rank).filter((axis) => axis !== first && axis !== second);
  const together = transpose(tensor, [...others, first, second]);
  const flat = reshape(together, [...others.map((axis) => tensor.shape[axis]), length * length]);
  const places = Array.from({ length }, (_, place) => place * (length + 1));
  const rest = others.map((axis) => labels[axis]).join('');
  return diagonal(rest + labels[second], gather(flat, tensor1d(places, 'int32'), others.length));
}

/** Labels for the axes that dots stand for. */
function freeLabels(equation: string, rank: number): string {
  const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(97 + index));
  return letters
    .filter((letter) => !equation.includes(letter))
    .slice(0, rank)
    .join('');
}

/** The output where the equation names none: the labels that stand once, in the order of the alphabet. */
function implied(terms: string, dots: string): string {
  const letters = [...terms.replaceAll('.', '')];
  const once = letters.filter((letter) => letters.indexOf(letter) === letters.lastIndexOf(letter));
  return dots + once.sort().join('');
}
