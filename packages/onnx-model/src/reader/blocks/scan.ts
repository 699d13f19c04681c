import { ModelError } from 'xai-base';
import { gatherAlong } from '../../operators/selections/gather';
import { Unsupported } from '../../operators/unsupported';
import { HostValue } from '../../operators/values/host-value';
import { positiveAxis } from '../../operators/values/indices';
import { stacked } from '../../operators/values/stacked';
import type { Value } from '../../operators/values/value';
import { type Nesting, runBlock } from './block';

/** `Scan` of version 9 and later: once for each slice of its inputs, written out one after the other. */
export const scan: Nesting = (node, [body]) => {
  if (node.opset < 9) throw new Unsupported('of version 8');
  const count = node.int('num_scan_inputs', 1);
  const states = body.inputs.length - count;
  const outputs = body.outputs.length - states;
  const listed = (name: string, length: number) => node.ints(name) ?? new Array<number>(length).fill(0);
  const axes = { in: listed('scan_input_axes', count), out: listed('scan_output_axes', outputs) };
  const isBackwards = { in: listed('scan_input_directions', count), out: listed('scan_output_directions', outputs) };
  return (inputs, outer) => {
    let carried = inputs.slice(0, states) as Value[];
    const scanned = inputs.slice(states, states + count) as Value[];
    const lengths = scanned.map(({ shape }, index) => shape[positiveAxis(axes.in[index], shape.length)]);
    const [length] = lengths;
    if (length === 0 || lengths.some((one) => one !== length)) {
      throw new ModelError(`it goes along axes of lengths ${lengths.join(', ')}; expected one length above 0.`, {
        argument: 'model',
        value: lengths,
      });
    }
    const collected: Value[][] = Array.from({ length: outputs }, () => []);
    for (let run = 0; run < length; run++) {
      const slices = scanned.map((value, index) => {
        const place = isBackwards.in[index] ? length - 1 - run : run;
        return [gatherAlong(axes.in[index])([value, HostValue.integer(place)])].flat()[0];
      });
      const results = runBlock(body, outer, [...carried, ...slices]);
      carried = results.slice(0, states);
      for (const [index, values] of collected.entries()) values.push(results[states + index]);
    }
    const wholes = collected.map((values, index) =>
      stacked(isBackwards.out[index] ? values.toReversed() : values, axes.out[index]),
    );
    return [...carried, ...wholes];
  };
};
