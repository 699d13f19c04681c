import { einsum as contract, type Tensor } from '@tensorflow/tfjs-core';
import type { Operator } from '../operator';
import { Unsupported } from '../unsupported';
import { reserve } from '../values/allowance';
import { DeviceValue } from '../values/device-value';

/** `Einsum` of one or two factors. */
export const einsum: Operator = (node) => {
  const equation = node.string('equation', '').replaceAll(' ', '');
  const [left, right] = equation.split('->');
  const terms = left.split(',');
  if (terms.length > 2) throw new Unsupported('of more than two factors');
  if (terms.some((term) => new Set(term.replace('...', '')).size < term.replace('...', '').length)) {
    throw new Unsupported(`with a repeated label in one factor (${equation})`);
  }
  return (inputs) => {
    const ranks = terms.map((term, index) => inputs[index].rank - term.replace('...', '').length);
    const labels = freeLabels(
      equation,
      Math.max(...terms.map((term, index) => (term.includes('...') ? ranks[index] : 0))),
    );
    const expand = (term: string, rank = labels.length) => term.replace('...', labels.slice(labels.length - rank));
    const inner = terms.map((term, index) => expand(term, ranks[index]));
    const outer = right === undefined ? implied(terms.join(''), labels) : expand(right);
    const tensors = inputs.map((input) => input.tensor);
    reserve([...outer].map((label) => lengthOf(label, inner, tensors)));
    return new DeviceValue(contract(`${inner.join(',')}->${outer}`, ...tensors));
  };
};

/** The length that a label stands for in the factors. */
const lengthOf = (label: string, terms: readonly string[], tensors: readonly Tensor[]): number =>
  Math.max(...terms.map((term, index) => tensors[index].shape[term.indexOf(label)] ?? 1));

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
