import type { Operator } from '../operator';
import { HostValue } from '../values/host-value';
import { indicesOf } from '../values/indices';
import { known } from '../values/known';

/** `NonZero`: the indices of what is not zero, of a value that is known from the shapes. */
export const nonZero: Operator =
  () =>
  ([x]) => {
    const { data, shape } = known(x, 'Which elements are not zero');
    const found = Array.from(indicesOf(shape), (index) => [...index]).filter((_, place) => data[place] !== 0);
    return new HostValue(
      'int32',
      [shape.length, found.length],
      shape.flatMap((_, axis) => found.map((index) => index[axis])),
    );
  };
