import { ModelError } from 'xai-base';
import type { Operator } from '../operator';
import { pick } from '../values/host-arithmetic';
import { HostValue } from '../values/host-value';
import { identity } from '../values/permute';
import { onDevice } from '../values/value';

/** `Transpose`: costs nothing until an operator needs the axes in their new order. */
export const transpose: Operator = (node) => {
  const attribute = node.ints('perm');
  return ([x]) => {
    const order = attribute ?? identity(x.rank).reverse();
    if (order.length !== x.rank || !identity(x.rank).every((axis) => order.includes(axis))) {
      throw new ModelError(`[${order.join(', ')}] is no order of ${x.rank} axes.`, { argument: 'model', value: order });
    }
    if (!(x instanceof HostValue)) return onDevice(x).transposed(order);
    const shape = order.map((axis) => x.shape[axis]);
    return pick(x, shape, (index) => x.shape.map((_, axis) => index[order.indexOf(axis)]));
  };
};
