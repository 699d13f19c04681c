import { cast, type GradConfig, type NamedAttrMap, type Tensor } from '@tensorflow/tfjs-core';
import { sumTo } from './arithmetic/sum-to';

/** The gradient of each input by its name, computed when it is asked for. */
export type LazyGradients = Record<string | number, () => Tensor>;

/** A `GradConfig` whose gradient function knows the attributes of its kernel and that there is one output. */
export interface GradientDefinition<Attributes, Cotangent = Tensor> extends Omit<GradConfig, 'gradFunc'> {
  gradFunc: (dy: Cotangent, saved: Tensor[], attributes: Attributes) => LazyGradients;
}

/** Turns a typed definition into what `tf.registerGradient` takes. */
/* @__NO_SIDE_EFFECTS__ */
export function defineGradient<Attributes = NamedAttrMap, Cotangent = Tensor>(
  definition: GradientDefinition<Attributes, Cotangent>,
): GradConfig {
  return definition as unknown as GradConfig;
}

/** The gradient of a function of one tensor, element by element, from its input. */
/* @__NO_SIDE_EFFECTS__ */
export function elementwise<Attributes = NamedAttrMap>(
  kernelName: string,
  derive: (dy: Tensor, x: Tensor, attributes: Attributes) => Tensor,
): GradConfig {
  return defineGradient<Attributes>({
    kernelName,
    inputsToSave: ['x'],
    gradFunc: (dy, [x], attributes) => ({ x: () => derive(dy, float(x), attributes) }),
  });
}

/** The gradient of a function of one tensor, element by element, from its output. */
/* @__NO_SIDE_EFFECTS__ */
export function elementwiseFromOutput(kernelName: string, derive: (dy: Tensor, y: Tensor) => Tensor): GradConfig {
  return defineGradient({
    kernelName,
    outputsToSave: [true],
    gradFunc: (dy, [y]) => ({ x: () => derive(dy, float(y)) }),
  });
}

/** One derivative of a function of two tensors, before the broadcasting is undone. */
export type BinaryDerivative = (dy: Tensor, a: Tensor, b: Tensor) => Tensor;

/** The gradient of a function of two tensors that broadcasts: each derivative is summed back to its input's shape. */
/* @__NO_SIDE_EFFECTS__ */
export function binary(kernelName: string, deriveA: BinaryDerivative, deriveB: BinaryDerivative): GradConfig {
  return defineGradient({
    kernelName,
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, [a, b]) => ({
      a: () => sumTo(deriveA(dy, float(a), float(b)), a.shape),
      b: () => sumTo(deriveB(dy, float(a), float(b)), b.shape),
    }),
  });
}

/** The tensor in float32: itself where it already is. */
export function float(x: Tensor): Tensor {
  return x.dtype === 'float32' ? x : cast(x, 'float32');
}
