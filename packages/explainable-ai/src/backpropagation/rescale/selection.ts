import { add, cast, equal, mul, square, sub, type Tensor, where } from '@tensorflow/tfjs-core';
import { quotient, type RescaleRule } from './rescale-rule';

/**
 * `where(condition, t, e)`: the branch that both passes take has the derivative. Where one takes the other branch, both branches share the difference by the
 * squares of their own, so that `where(x > 0, x, 0)` is a ReLU; what the condition alone changes, between constants, has nobody to go to.
 */
export const selectionRule: RescaleRule = {
  inputs: ['condition', 't', 'e'],
  passBack({ dy, inputs: [condition, t, e], inputsRef: [conditionRef, t0, e0], output, outputRef, own }) {
    const [dt, de] = [sub(t, t0), sub(e, e0)];
    const isSame = equal(cast(condition, 'int32'), cast(conditionRef, 'int32'));
    const derivative = own(dy, [condition, t, e], output);
    const share = (part: Tensor, name: string) => () => {
      const rise = mul(mul(dy, sub(output, outputRef)), part);
      const own = derivative[name]();
      return where(
        isSame,
        own,
        quotient(rise, add(square(dt), square(de)), () => own),
      );
    };
    return { condition: derivative.condition, t: share(dt, 't'), e: share(de, 'e') };
  },
};
