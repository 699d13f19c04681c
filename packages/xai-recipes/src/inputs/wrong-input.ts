import { ShapeError } from 'xai-base';
import { type Shape, shapeText } from '../models/shape';
import type { Modality } from './modality';

/** An error about a model that takes something else than what is given. */
export function wrongInput(given: Modality, shape: Shape, expected: string): ShapeError {
  return new ShapeError(`The model takes ${shapeText(shape)}, which is no ${given}; expected ${expected}.`, {
    argument: 'model',
    value: shape,
    expected,
  });
}
