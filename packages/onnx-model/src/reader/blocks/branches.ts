import { reshape, where } from '@tensorflow/tfjs-core';
import { ModelError } from 'xai-base';
import { combineTensors } from '../../operators/elementwise/combine';
import { DeviceValue } from '../../operators/values/device-value';
import { HostValue } from '../../operators/values/host-value';
import { sizeOf } from '../../operators/values/indices';
import type { Value } from '../../operators/values/value';
import { type Nesting, runBlock } from './block';

/**
 * `If`: the branch that its condition chooses. Where the condition is known from shapes, that branch alone is evaluated; where it depends on the values of the
 * input, both are, and the derivative is that of the branch which is taken.
 */
export const branches: Nesting =
  (_node, [whenFalse, whenTrue]) =>
  ([condition], outer) => {
    if (condition instanceof HostValue) return runBlock(condition.data[0] ? whenTrue : whenFalse, outer);
    const chooses = condition as Value;
    if (sizeOf(chooses.shape) !== 1) {
      throw new ModelError(`its condition has the shape [${chooses.shape.join(', ')}]; expected one truth value.`, {
        argument: 'model',
        value: chooses.shape,
      });
    }
    const [first, second] = [whenTrue, whenFalse].map((block) => runBlock(block, outer));
    return first.map((value, index) => either(chooses, value, second[index]));
  };

/** One of two values, as a condition on the device says. */
function either(condition: Value, first: Value, second: Value): Value {
  if (first === second) return first;
  if (String(first.shape) !== String(second.shape) || first.dtype !== second.dtype) {
    const given = [first, second].map(({ dtype, shape }) => `${dtype}[${shape.join(', ')}]`).join(' and ');
    throw new ModelError(
      `its branches give ${given}, and which of them is taken depends on the values of the model's input; expected the same shape.`,
      { argument: 'model', value: given },
    );
  }
  const truth = new DeviceValue(reshape(condition.tensor, []));
  return [combineTensors((is, a, b) => where(is, a, b))([truth, first, second])].flat()[0];
}
