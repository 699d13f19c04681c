import { add, cumprod, div, mul, type NamedAttrMap, reshape, type Tensor, transpose } from '@tensorflow/tfjs-core';
import type { RescaleRule } from './rescale-rule';

/** A product along axes: the mean of replacing the reference's factors by the input's from the first on and from the last on. */
export const productOfManyRule: RescaleRule = {
  inputs: ['x'],
  passBack: ({ dy, inputs: [x], inputsRef: [x0], attributes }) => ({
    x: () => {
      const rows = (values: Tensor) => toRows(values, attributes);
      const before = (values: Tensor) => cumprod(rows(values), 1, true, false);
      const behind = (values: Tensor) => cumprod(rows(values), 1, true, true);
      const others = div(add(mul(before(x), behind(x0)), mul(before(x0), behind(x))), 2);
      return fromRows(mul(others, reshape(dy, [-1, 1])), x.shape, attributes);
    },
  }),
};

/** `[kept, reduced]`, and the order of axes that leads there. */
function toRows(x: Tensor, attributes: NamedAttrMap): Tensor {
  const { order, reduced } = orderOf(x.shape, attributes);
  return reshape(transpose(x, order), [-1, reduced]);
}

function fromRows(rows: Tensor, shape: number[], attributes: NamedAttrMap): Tensor {
  const { order } = orderOf(shape, attributes);
  const back = order.map((_, axis) => order.indexOf(axis));
  return transpose(
    reshape(
      rows,
      order.map((axis) => shape[axis]),
    ),
    back,
  );
}

function orderOf(shape: readonly number[], { axis }: NamedAttrMap) {
  const axes = [axis as unknown as number | number[]].flat().map((one) => (one + shape.length) % shape.length);
  const all = shape.map((_, index) => index);
  const order = [...all.filter((index) => !axes.includes(index)), ...axes];
  return { order, reduced: axes.reduce((product, index) => product * shape[index], 1) };
}
