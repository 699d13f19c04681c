import type { Tensor } from '@tensorflow/tfjs-core';
import { type LayerLike, UnsupportedLayerError } from 'xai-base';
import type { Padding, Window } from '../operations/window';

interface VariableLike {
  readonly originalName: string;
  read(): Tensor;
}

/** What relevance propagation reads of a tfjs-layers layer besides what xai-base does. */
export interface InspectableLayer extends LayerLike {
  readonly weights: readonly VariableLike[];
  getConfig(): Record<string, unknown>;
}

interface ActivationLike {
  apply(x: Tensor): Tensor;
  getClassName(): string;
}

/**
 * A layer of the model as handlers read it: its class, its configuration, its weights, its activation.
 *
 * @example
 * ```ts
 * registerLayer('Scaled', (layer) => {
 *   const factor = layer.config.factor as number;
 *   return [new RoutingStep((x) => tf.mul(x, factor), (relevance) => relevance)];
 * });
 * ```
 */
export class InspectedLayer {
  readonly type: string;
  readonly config: Record<string, unknown>;

  constructor(
    /** The layer itself, of whatever copy of tfjs-layers. */
    readonly layer: LayerLike,
    /** How many tensors go in. */
    readonly inputs: number,
    private readonly givenShape?: readonly (number | null)[],
  ) {
    this.type = layer.getClassName();
    this.config = (layer as InspectableLayer).getConfig();
  }

  /** Reads a variable of the layer by the name of its property, `kernel`: now, or undefined where it has none. */
  variable(property: string): (() => Tensor) | undefined {
    const variable = (this.layer as unknown as Record<string, VariableLike | null | undefined>)[property];
    return variable ? () => variable.read() : undefined;
  }

  /** A property of the layer object that its configuration does not show. */
  property<Value>(name: string): Value | undefined {
    return (this.layer as unknown as Record<string, Value | undefined>)[name];
  }

  /** The shape of what goes in, batch first; null where it is open. */
  get inputShape(): readonly (number | null)[] | undefined {
    const [use] = this.property<{ inputTensors: { shape: (number | null)[] }[] }[]>('inboundNodes') ?? [];
    return this.givenShape ?? use?.inputTensors[0]?.shape;
  }

  /** The layer's activation function, where it has one. */
  get activation(): ActivationLike | undefined {
    return this.property<ActivationLike>('activation') ?? undefined;
  }

  /** The windows of a convolution or a pooling, one an axis. */
  windows(dimensions: number, size = this.config.kernelSize): Window[] {
    this.requireChannelsLast();
    const kernel = perAxis(size, dimensions);
    const stride = perAxis(this.config.strides ?? kernel, dimensions);
    const dilation = perAxis(this.config.dilationRate ?? 1, dimensions);
    const padding = this.config.padding as Padding;
    return kernel.map((cells, axis) => ({ kernel: cells, stride: stride[axis], dilation: dilation[axis], padding }));
  }

  /** @throws {UnsupportedLayerError} for a layer whose channels come first */
  requireChannelsLast(): void {
    if (this.config.dataFormat === 'channelsFirst') {
      throw new UnsupportedLayerError('its channels come first; only channelsLast is supported.', {
        argument: 'model',
        value: this.layer.name,
      });
    }
  }
}

function perAxis(value: unknown, dimensions: number): number[] {
  const list = [value].flat() as number[];
  return list.length === dimensions ? list : Array.from({ length: dimensions }, () => list[0]);
}
