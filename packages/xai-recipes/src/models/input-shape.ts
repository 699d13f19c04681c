import { ShapeError } from 'xai-base';
import type { LoadedModel } from './loaded-model';
import { modelEnds } from './model-ends';
import { shapeText } from './shape';

/** What a model's input must be; an undefined side is free. */
export interface InputShape {
  readonly height?: number;
  readonly width?: number;
  readonly channels: 1 | 3 | 4;
}

/**
 * The size of the images that a model takes.
 *
 * @throws {ShapeError} when it takes no image
 *
 * @example
 * ```ts
 * const files = await folderFiles('../xai-cli/models/lenet');
 * const loaded = await loadModel(files, { source: 'model.json' });
 * inputShape(loaded); // => { height: 28, width: 28, channels: 1 }
 * loaded.model.dispose();
 * ```
 */
export function inputShape(loaded: LoadedModel): InputShape {
  const [{ shape }] = modelEnds(loaded).inputs;
  if (!shape) return { channels: 3 };
  const [height, width, channels] = shape.slice(1).map((side) => side ?? undefined);
  if (shape.length === 4 && (channels === undefined || channels === 1 || channels === 3 || channels === 4))
    return { height, width, channels: channels ?? 3 };
  const expected = 'one that takes images [batch, height, width, channels] with 1, 3 or 4 channels';
  throw new ShapeError(`The model takes ${shapeText(shape)}; expected ${expected}.`, {
    argument: 'model',
    value: shape,
    expected,
  });
}
