import { cast, mul, sub, type Tensor } from '@tensorflow/tfjs-core';
import { type Attribution, ShapeError, selectedValues } from 'xai-base';
import { completenessError } from '../references/completeness-error';
import { AugmentedGradient } from './augmented-gradient';

/** Where a path begins, and where it ends. */
interface Ends {
  readonly input: Tensor;
  /** `[batch, ...]` or `[1, ...]` */
  readonly reference: Tensor;
  /** The outputs there. */
  readonly atReference: Tensor;
}

/**
 * The attribution along a path: the mean of the explanations on it, times its length, and by how much that is off; a pure program.
 *
 * @param mean of the explanations, and the outputs at the input
 * @param name of the analyzer that explained, for the message
 * @throws {ShapeError} when the explanations have another shape than the input
 */
export function alongPath(
  { val: mean, output, mask }: Attribution,
  { input, reference, atReference }: Ends,
  name: string,
) {
  checkShape(name, mean, input);
  const val = mul(mean, sub(cast(input, 'float32'), reference));
  const measures = {
    completenessError: completenessError(val, output, atReference, mask),
    expectedValue: selectedValues(mask, atReference),
  };
  return { val, measures };
}

/** An integration of a gradient as one program, which asks for the outputs at the reference, too. The numbers of its points are their positions, and the reference. */
export class PathIntegral extends AugmentedGradient {
  override readonly name = 'PathIntegral';
  protected override readonly measures = ['completenessError', 'expectedValue'];

  protected override attribute(
    input: Tensor,
    select: (output: Tensor) => Tensor,
    ...[weights, positions, reference]: Tensor[]
  ): Attribution {
    const mean = super.attribute(input, select, weights, positions, reference);
    const atReference = this.model.forward(cast(reference, 'float32'));
    return { ...mean, ...alongPath(mean, { input, reference, atReference }, this.gradient.name) };
  }
}

function checkShape(name: string, { shape }: Tensor, input: Tensor): void {
  if (String(shape) === String(input.shape)) return;
  const expected = `the input's, [${input.shape}]`;
  throw new ShapeError(
    `The explanations of ${name} have shape [${shape}]; to integrate them along the way to the input it must be ${expected}.`,
    { argument: 'analyzer', value: shape, expected },
  );
}
