import type { Operator } from '../operator';
import { reserve } from '../values/allowance';
import { HostValue } from '../values/host-value';
import { sizeOf } from '../values/indices';
import { knownNumber } from '../values/known';

/** `Shape`, of which a part can be taken since version 15. */
export const shape: Operator = (node) => {
  const [start, end] = [node.int('start', 0), node.attribute('end', 'int')];
  return ([x]) => HostValue.integers(x.shape.slice(start, end));
};

/** `Size`: the number of elements. */
export const size: Operator =
  () =>
  ([x]) =>
    HostValue.integer(sizeOf(x.shape));

/** `Range`: numbers from a first to before a last one. */
export const range: Operator = () => (inputs) => {
  const [start, limit, delta] = inputs.map((value) => knownNumber(value, 'The range'));
  const length = Math.max(0, Math.ceil((limit - start) / delta));
  reserve([length]);
  const numbers = Array.from({ length }, (_, index) => start + index * delta);
  return new HostValue(inputs[0].dtype, [length], numbers);
};
