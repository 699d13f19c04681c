import type { Features, Row, Sample } from 'xai-base';
import { evaluateCoalitions } from '../evaluation/evaluate-coalitions';
import type { Evaluator } from '../evaluation/evaluator';
import { arePlaces } from '../evaluation/mixing';
import type { GridMaskProgram } from './masks/grid-mask-program';
import type { MaskDrawer } from './masks/mask-source';

/** What is masked. */
export interface Masked {
  readonly evaluator: Evaluator;
  readonly sample: Sample;
  readonly features: Features;
}

/** Masks to be drawn one after the other, and their program, if operations are to make them. */
export interface Drawing {
  readonly draw: MaskDrawer;
  readonly program?: GridMaskProgram;
}

/** The masks as operations, where they can be part of one graph with the model, and the features are the pixels of an image that is mixed. */
export function programOf(draw: MaskDrawer, { evaluator, features }: Masked): GridMaskProgram | undefined {
  const { mixture, count } = features;
  return evaluator.isCompiled && mixture && arePlaces(mixture, count) ? draw.program : undefined;
}

/**
 * What the model says under masks, drawn one after the other.
 *
 * @param take is given the mean outputs under a mask, and the mask, or what the program made it of; both only valid during the call
 */
export async function evaluateMasks(
  { evaluator, sample, features }: Masked,
  { count, draw, program }: Drawing & { count: number },
  take: (outputs: Float64Array, drawn: Float32Array) => void,
): Promise<void> {
  if (!program || !features.mixture) {
    const masks = { count, write: draw };
    return evaluateCoalitions(evaluator, { sample, features }, masks, (_, outputs, mask) => take(outputs, mask));
  }
  const write = (_: number, row: Row) => program.draw(row as Float32Array);
  const mixing = program.mixing(features.mixture, sample.shape);
  const rows = { count, shape: [program.numbers], dtype: 'float32', write, mixing } as const;
  return evaluator.evaluate(rows, (_, outputs, row) => take(outputs, row as Float32Array));
}
