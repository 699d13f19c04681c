import { type HeatmapKind, heatmapKinds, ValueError } from 'xai-base';
import { Pipeline } from './pipeline';
import { AlphaOverlay } from './transforms/alpha-overlay';
import { CenteredColormap } from './transforms/centered-colormap';
import { ExtremaColormap } from './transforms/extrema-colormap';
import { NormReduction } from './transforms/norm-reduction';
import { ResizeToImage } from './transforms/resize-to-image';
import { SumReduction } from './transforms/sum-reduction';
import type { Transform } from './transforms/transform';

const draws: Record<HeatmapKind, () => Pipeline> = {
  attribution: () => overlaid(new SumReduction(), new CenteredColormap('seismic')),
  sensitivity: () => overlaid(new NormReduction(), new ExtremaColormap('grays')),
  cam: () => overlaid(new SumReduction(), new ExtremaColormap('jet')),
};

/** The values are resized before they are coloured: between two colours of a rainbow lie colours that it does not have. */
function overlaid(reduction: Transform, colormap: Transform): Pipeline {
  return new Pipeline(reduction, new ResizeToImage(), colormap, new AlphaOverlay());
}

/**
 * How a kind of explanation is drawn:
 * - `attribution`: sum over channels, centred on zero, `seismic`;
 * - `sensitivity`: 2-norm over channels, from the smallest to the largest, `grays`;
 * - `cam`: sum over channels, from the smallest to the largest, `jet`.
 *
 * Where there is an image, the heatmap takes its size and is laid over it.
 *
 * @throws {ValueError} for another kind
 *
 * @example
 * ```ts
 * const [image] = await heatmap(tf.tensor4d([0, 5], [1, 1, 2, 1]), { pipeline: presetPipeline('sensitivity') });
 * image.data; // => [0, 0, 0, 255, 255, 255, 255, 255]
 * ```
 */
export function presetPipeline(kind: HeatmapKind): Pipeline {
  if (Object.hasOwn(draws, kind)) return draws[kind]();
  const expected = `one of ${heatmapKinds.join(', ')}`;
  throw new ValueError(`The kind of heatmap is ${String(kind)}; expected ${expected}.`, {
    argument: 'heatmap',
    value: kind,
    expected,
  });
}
