import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import { marginsOf, type Window } from '../../operators/convolution/window';
import { Unsupported } from '../../operators/unsupported';
import type { LayerMaker } from '../layer-maker';

/** What a layer with windows needs in the place of an ONNX padding. */
export interface Padded {
  readonly input: SymbolicTensor;
  readonly padding: 'same' | 'valid';
}

/** Margins before and after each axis. */
export type Margins = readonly (readonly [before: number, after: number])[];

/**
 * Pads for windows: by the padding `same` where it is the same, else by a layer of its own.
 *
 * @param margins by default those of the windows
 */
export function paddedFor(
  windows: readonly Window[],
  input: SymbolicTensor,
  maker: LayerMaker,
  margins: Margins | undefined = marginsFor(windows, input),
): Padded {
  if (!margins) return { input, padding: 'same' };
  if (margins.flat().every((margin) => margin === 0)) return { input, padding: 'valid' };
  const same = windows.map((window, axis) => {
    const length = input.shape[axis + 1];
    return length === null ? undefined : marginsOf({ ...window, mode: 'SAME_UPPER' }, length);
  });
  if (String(same) === String(margins)) return { input, padding: 'same' };
  return { input: zeroPadded(input, margins, maker), padding: 'valid' };
}

/** What is padded; undefined where the length is open and the padding follows from it as `same` does. */
function marginsFor(windows: readonly Window[], input: SymbolicTensor): Margins | undefined {
  const margins = windows.map((window, axis) => {
    const length = input.shape[axis + 1];
    if (length !== null) return marginsOf(window, length);
    if (window.mode === 'NOTSET' || window.mode === 'VALID') return marginsOf(window, 0);
    if (window.mode === 'SAME_UPPER') return undefined;
    throw new Unsupported('with padding SAME_LOWER of an open length');
  });
  if (margins.some((margin) => !margin)) return undefined;
  return margins as Margins;
}

/** Zeros around images. */
export function zeroPadded(input: SymbolicTensor, margins: Margins, maker: LayerMaker): SymbolicTensor {
  if (margins.length !== 2) throw new Unsupported('of series, with padding that is not that of "same"');
  if (margins.flat().some((margin) => margin < 0)) throw new Unsupported('with negative padding');
  const padding = margins as [[number, number], [number, number]];
  return maker.apply((library, name) => library.layers.zeroPadding2d({ name, padding }), input, 'pad');
}
