import { ModelError } from 'xai-base';
import { HostValue } from '../../operators/values/host-value';
import { knownNumber } from '../../operators/values/known';
import { stacked } from '../../operators/values/stacked';
import type { Value } from '../../operators/values/value';
import { type Nesting, runBlock } from './block';

/** How often a loop may run. */
const mostRuns = 4096;

/** `Loop`: as often as a number or a condition says, which must be known from constants and shapes; written out one run after the other. */
export const loop: Nesting = (node, [body]) => {
  const states = body.inputs.length - 2;
  return ([limit, condition, ...initial], outer) => {
    const most = limit ? knownNumber(limit, 'The number of runs of a loop') : Infinity;
    let carried = initial.slice(0, states) as Value[];
    const collected: Value[][] = body.outputs.slice(1 + states).map(() => []);
    let goesOn: Value = condition ?? HostValue.truth(true);
    for (let run = 0; run < most && knownNumber(goesOn, 'The condition of a loop') !== 0; run++) {
      if (run >= mostRuns) {
        const expected = `at most ${mostRuns}`;
        throw new ModelError(`it runs more often than ${mostRuns} times; expected ${expected}.`, {
          argument: 'model',
          value: Number.isFinite(most) ? most : undefined,
          expected,
        });
      }
      const [next, ...results] = runBlock(body, outer, [HostValue.integer(run), goesOn, ...carried]);
      goesOn = next;
      carried = results.slice(0, states);
      for (const [index, values] of collected.entries()) values.push(results[states + index]);
    }
    return [...carried, ...collected.map((values, index) => whole(values, node.hasOutput(states + index)))];
  };
};

function whole(values: readonly Value[], isAskedFor: boolean): Value {
  if (values.length > 0) return stacked(values, 0);
  if (!isAskedFor) return new HostValue('float32', [0], []);
  throw new ModelError('it does not run once, so that nothing says the shape of what its runs collect.', {
    argument: 'model',
    value: 0,
  });
}
