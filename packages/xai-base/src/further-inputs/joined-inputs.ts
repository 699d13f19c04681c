import { concat, reshape, slice, Tensor, tidy } from '@tensorflow/tfjs-core';
import { ShapeError } from '../errors';
import type { LayersModelLike } from '../layers/layers-model-like';
import { wrongValue } from '../messages/wrong-value';
import type { GraphModelLike } from '../models/model';
import { toModelView } from '../models/to-model-view';
import { isPlainObject } from '../plain-object';
import { sizeOf } from '../size-of';

/** A model of several inputs: a function of them by name, or a model that has inputs of these names. */
export type ModelOfSeveral = ((inputs: Readonly<Record<string, Tensor>>) => Tensor) | LayersModelLike | GraphModelLike;

/**
 * Several inputs of a model that are explained at once: they are joined to one, `[batch, features]`, which any method explains, with one completeness, and the
 * attribution is split again into one of each input. References are joined likewise.
 *
 * @see N. Kokhlikyan et al.: Captum: A unified and generic model interpretability library for PyTorch (2020)
 *
 * @example
 * ```ts
 * const inputs = new JoinedInputs({ height: [1], sides: [1, 2] }); // the shapes of a sample
 * const volume = inputs.model(({ height, sides }) => tf.mul(height, tf.prod(sides, 2)));
 * const box = inputs.join({ height: tf.tensor2d([[2]]), sides: tf.tensor3d([[[3, 4]]]) });
 * inputs.split(box).sides; // => [[[3, 4]]]
 * volume(box); // => [[24]]
 * const { gradient } = differentiate(volume, box, (y) => tf.onesLike(y));
 * inputs.split(gradient).height; // => [[12]]
 * ```
 */
export class JoinedInputs {
  private readonly parts: readonly { name: string; shape: readonly number[]; begin: number; size: number }[];
  /** How many features a sample of all of them has. */
  readonly features: number;

  /**
   * @param shapes of a sample of each input, by name
   * @throws {ValueError} for anything but shapes by name
   */
  constructor(shapes: Readonly<Record<string, readonly number[]>>) {
    if (!isPlainObject(shapes) || !Object.values(shapes).every(isShape) || Object.keys(shapes).length === 0) {
      const expected = 'the shape of a sample of each input by its name: { image: [8, 8, 1], age: [1] }';
      throw wrongValue('shapes', shapes, expected);
    }
    let begin = 0;
    this.parts = Object.entries(shapes).map(([name, shape]) => {
      const size = sizeOf(shape);
      begin += size;
      return { name, shape, begin: begin - size, size };
    });
    this.features = begin;
  }

  /**
   * All inputs as one.
   *
   * @param inputs `[batch, ...]` each
   * @returns `[batch, features]`; it belongs to the caller
   * @throws {ValueError} for inputs that are missing or none of these
   * @throws {ShapeError} for other shapes, and other numbers of samples than the first has
   */
  join(inputs: Readonly<Record<string, Tensor>>): Tensor {
    this.check(inputs);
    return tidy(() =>
      concat(
        this.parts.map(({ name, size }) => reshape(inputs[name], [-1, size])),
        1,
      ),
    );
  }

  /**
   * What {@link join} joined, or an attribution of it, as one of each input. A pure program of TensorFlow.js ops.
   *
   * @param joined `[batch, features]`
   * @returns `[batch, ...]` each; they belong to the caller
   * @throws {ShapeError} for another shape
   */
  split(joined: Tensor): Record<string, Tensor> {
    const [batch, features, ...more] = joined.shape;
    if (features !== this.features || more.length > 0) {
      const expected = `[batch, ${this.features}], as join makes it`;
      throw new ShapeError(`joined has shape [${joined.shape}]; expected ${expected}.`, {
        argument: 'joined',
        value: joined.shape,
        expected,
      });
    }
    return tidy(() =>
      Object.fromEntries(
        this.parts.map(({ name, shape, begin, size }) => [
          name,
          reshape(slice(joined, [0, begin], [batch, size]), [batch, ...shape]),
        ]),
      ),
    );
  }

  /** The model as one of the joined input. */
  model(model: ModelOfSeveral): (joined: Tensor) => Tensor {
    if (typeof model === 'function') return (joined) => model(this.split(joined));
    const view = toModelView(model);
    const [{ name: first }] = this.parts;
    return (joined) => {
      const { [first]: explained, ...others } = this.split(joined);
      return view.forward(explained, others);
    };
  }

  private check(inputs: Readonly<Record<string, Tensor>>): void {
    const names = this.parts.map(({ name }) => name);
    const given = isPlainObject(inputs) ? Object.keys(inputs) : [];
    const isAll = given.length === names.length && names.every((name) => inputs[name] instanceof Tensor);
    if (!isAll) {
      const expected = `a tensor of each of ${names.join(', ')}`;
      const value = isPlainObject(inputs) ? given : inputs;
      throw wrongValue('inputs', value, expected);
    }
    const [batch] = inputs[names[0]].shape;
    for (const { name, shape } of this.parts) {
      if (String(inputs[name].shape) === String([batch, ...shape])) continue;
      const expected = `[${[batch, ...shape].join(', ')}]`;
      throw new ShapeError(`inputs.${name} has shape [${inputs[name].shape}]; expected ${expected}.`, {
        argument: `inputs.${name}`,
        value: inputs[name].shape,
        expected,
      });
    }
  }
}

const isShape = (shape: unknown): boolean =>
  Array.isArray(shape) && shape.every((length) => Number.isSafeInteger(length) && length > 0);
