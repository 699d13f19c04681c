import { matMul, reshape, sum, type Tensor, transpose, util } from '@tensorflow/tfjs-core';

/** A tensor with a letter for each axis. */
export interface Labelled {
  labels: string[];
  tensor: Tensor;
}

/** The letters of the terms and of the output of an equation such as 'bij,bjk->bik'. */
export function parseEquation(equation: string): { terms: string[][]; output: string[] } {
  const [inputs, output] = equation.replace(/\s/g, '').split('->');
  return { terms: inputs.split(',').map((term) => [...term]), output: [...output] };
}

/** The tensor with its axes in the order of the letters. */
function arrange({ labels, tensor }: Labelled, order: string[]): Tensor {
  return order.join() === labels.join()
    ? tensor
    : transpose(
        tensor,
        order.map((label) => labels.indexOf(label)),
      );
}

/** Sums over the axes whose letter does not occur in `wanted`. */
function sumOthers({ labels, tensor }: Labelled, wanted: string[]): Labelled {
  const others = labels.filter((label) => !wanted.includes(label));
  return {
    labels: labels.filter((label) => wanted.includes(label)),
    tensor:
      others.length > 0
        ? sum(
            tensor,
            others.map((label) => labels.indexOf(label)),
          )
        : tensor,
  };
}

/** Sum of products over all letters that the output lacks, by one batched matrix product. */
export function contract(first: Labelled, second: Labelled | undefined, output: string[]): Tensor {
  if (second === undefined) {
    const only = sumOthers(first, output);
    return reshape(arrange(only, output), lengthsOf(output, only));
  }
  const a = sumOthers(first, [...second.labels, ...output]);
  const b = sumOthers(second, [...first.labels, ...output]);
  const shared = a.labels.filter((label) => b.labels.includes(label));
  const batch = shared.filter((label) => output.includes(label));
  const summed = shared.filter((label) => !output.includes(label));
  const rows = a.labels.filter((label) => !shared.includes(label));
  const columns = b.labels.filter((label) => !shared.includes(label));
  const size = (labels: string[]) => util.sizeFromShape(lengthsOf(labels, a, b));
  const left = reshape(arrange(a, [...batch, ...rows, ...summed]), [size(batch), size(rows), size(summed)]);
  const right = reshape(arrange(b, [...batch, ...summed, ...columns]), [size(batch), size(summed), size(columns)]);
  const labels = [...batch, ...rows, ...columns];
  const tensor = reshape(matMul(left, right), lengthsOf(labels, a, b));
  return reshape(arrange({ labels, tensor }, output), lengthsOf(output, a, b));
}

/** The length of each letter's axis. */
export function lengthsOf(labels: string[], ...tensors: Labelled[]): number[] {
  return labels.map((label) => {
    const owner = tensors.find((candidate) => candidate.labels.includes(label))!;
    return owner.tensor.shape[owner.labels.indexOf(label)];
  });
}
