import { elementTypeOf } from '../elementwise/cast';
import type { Operator } from '../operator';
import { reserve } from '../values/allowance';
import { HostValue } from '../values/host-value';
import { knownNumber } from '../values/known';

/** A window of a length that is a sum of cosines, of one period or symmetric. */
const cosines =
  (coefficients: readonly number[]): Operator =>
  (node) => {
    const isPeriodic = node.int('periodic', 1) === 1;
    const dtype = elementTypeOf(node.int('output_datatype', 1));
    return ([lengthValue]) => {
      const length = knownNumber(lengthValue, 'The length of the window');
      reserve([length]);
      const angle = (2 * Math.PI) / (isPeriodic ? length : length - 1);
      const at = (place: number) =>
        coefficients.reduce((sum, coefficient, order) => sum + coefficient * Math.cos(angle * order * place), 0);
      return new HostValue(
        dtype,
        [length],
        Array.from({ length }, (_, place) => at(place)),
      );
    };
  };

/** Windows that fade the ends of a frame. */
export const windows: Readonly<Record<string, Operator>> = {
  BlackmanWindow: cosines([0.42, -0.5, 0.08]),
  HammingWindow: cosines([25 / 46, -21 / 46]),
  HannWindow: cosines([0.5, -0.5]),
};
