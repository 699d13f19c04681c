import type { Tensor } from '@tensorflow/tfjs-core';
import { ShapeError, ValueError } from '../errors';
import { IndexSelector } from './index-selector';
import { MaxActivationSelector } from './max-activation-selector';
import type { OutputSelector } from './output-selector';

/** How users say which output to explain: one index, an index a sample, or a selector. */
export type OutputSelection = number | readonly number[] | OutputSelector;

// one object, so that what is compiled for it is found again
const mostActivated = new MaxActivationSelector();

/** The selector that a selection means; without one, the most activated output of each sample. */
export function toSelector(selection: OutputSelection | undefined, input: Tensor): OutputSelector {
  if (selection === undefined) return mostActivated;
  if (typeof selection === 'number') return new IndexSelector(selection);
  if (Array.isArray(selection)) {
    const batch = input?.shape?.[0];
    if (batch === selection.length) return new IndexSelector(selection);
    throw new ShapeError(
      `${selection.length} output indices for ${batch} samples; expected one a sample, or one number.`,
      {
        argument: 'selection',
        value: selection,
        expected: `${batch} indices`,
      },
    );
  }
  if (typeof (selection as OutputSelector)?.select === 'function') return selection as OutputSelector;
  const expected = 'an output index, an array of them, or an OutputSelector';
  throw new ValueError(`selection is ${String(selection)}; expected ${expected}.`, {
    argument: 'selection',
    value: selection,
    expected,
  });
}
