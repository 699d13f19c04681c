import { add, randomNormal, square, type Tensor, tidy, zerosLike } from '@tensorflow/tfjs-core';
import { type LayersModel, layers, model, type SymbolicTensor, input as symbolicInput } from '@tensorflow/tfjs-layers';
import fc from 'fast-check';

/** Blocks of networks of images, and of series. */
const blocks = {
  image: ['convolution', 'depthwise', 'separable', 'normalized', 'residual', 'branches', 'maximum', 'average', 'gate'],
  series: ['convolution', 'normalized', 'residual', 'branches', 'maximum', 'lstm', 'gru', 'rnn', 'both ways'],
} as const;

/** Activations; the smooth ones have no bends, which integrals take long over. */
const activations = {
  any: ['relu', 'tanh', 'elu', 'sigmoid', 'softplus'],
  smooth: ['tanh', 'sigmoid', 'softplus'],
} as const;

/** What a network is made of; fast-check prints it when a law fails. */
export interface NetworkPlan {
  readonly of: keyof typeof blocks;
  readonly blocks: readonly string[];
  readonly activation: string;
  readonly useBias: boolean;
  readonly seed: number;
}

/** Plans of small networks with one to three blocks, of every kind that is not left out. */
export function networkPlans({
  smooth = false,
  without = [],
  useBias,
}: {
  smooth?: boolean;
  without?: readonly string[];
  useBias?: boolean;
} = {}): fc.Arbitrary<NetworkPlan> {
  return fc.constantFrom('image' as const, 'series' as const).chain((of) => {
    const kinds = blocks[of].filter((kind) => !without.includes(kind) && !(smooth && kind === 'maximum'));
    return fc.record({
      of: fc.constant(of),
      blocks: fc.array(fc.constantFrom(...kinds), { minLength: 1, maxLength: 3 }),
      activation: fc.constantFrom(...activations[smooth ? 'smooth' : 'any']),
      useBias: useBias === undefined ? fc.boolean() : fc.constant(useBias),
      seed: fc.nat(10_000),
    });
  });
}

/** A network with three outputs, and a batch of two samples; the value behind each block is that of the layer `block0`, `block1`, ... */
export function buildNetwork(plan: NetworkPlan): { network: LayersModel; batch: Tensor; dispose(): void } {
  const shape = plan.of === 'image' ? [6, 6, 2] : [6, 2];
  const start = symbolicInput({ shape });
  const features = plan.blocks.reduce((x, kind, index) => named(block(kind, x, plan), `block${index}`), start);
  const pooled = plan.of === 'image' ? layers.globalAveragePooling2d({}) : layers.globalAveragePooling1d();
  const scores = layers.dense({ units: 3, useBias: plan.useBias, name: 'scores' });
  const network = model({ inputs: start, outputs: scores.apply(pooled.apply(features)) as SymbolicTensor });
  settle(network, plan.seed);
  const batch = randomNormal([2, ...shape], 0, 1, 'float32', plan.seed + 1);
  return {
    network,
    batch,
    dispose() {
      batch.dispose();
      network.dispose();
    },
  };
}

/** A layer that changes nothing, for the name. */
const named = (x: SymbolicTensor, name: string) =>
  layers.activation({ activation: 'linear', name }).apply(x) as SymbolicTensor;

function block(kind: string, x: SymbolicTensor, { of, activation, useBias }: NetworkPlan): SymbolicTensor {
  const through = (...chain: layers.Layer[]) => chain.reduce((y, layer) => layer.apply(y) as SymbolicTensor, x);
  const channels = x.shape.at(-1) as number;
  const act = () => layers.activation({ activation } as never);
  const convolution = (filters: number, kernelSize = 3, applied: object = { activation }) => {
    const config = { filters, kernelSize, padding: 'same', useBias, ...applied } as never;
    return of === 'image' ? layers.conv2d(config) : layers.conv1d(config);
  };
  const units = {
    units: 3,
    activation: 'tanh',
    recurrentActivation: 'sigmoid',
    returnSequences: true,
    useBias,
  } as const;
  const recurrent = { ...units, recurrentInitializer: 'zeros' } as never;
  switch (kind) {
    case 'depthwise':
      return through(layers.depthwiseConv2d({ kernelSize: 3, padding: 'same', depthMultiplier: 2, useBias }), act());
    case 'separable':
      return through(layers.separableConv2d({ filters: 3, kernelSize: 3, padding: 'same', useBias }), act());
    case 'normalized':
      return through(convolution(3, 3, {}), layers.batchNormalization({ center: useBias }), act());
    case 'residual':
      return layers.add().apply([x, through(convolution(4), convolution(channels, 1, {}))]) as SymbolicTensor;
    case 'branches':
      return layers.concatenate().apply([through(convolution(2)), through(convolution(3, 1))]) as SymbolicTensor;
    case 'maximum':
      return through(
        convolution(3),
        of === 'image'
          ? layers.maxPooling2d({ poolSize: 2, padding: 'same' })
          : layers.maxPooling1d({ poolSize: 2, padding: 'same' }),
      );
    case 'average':
      return through(layers.averagePooling2d({ poolSize: 2, padding: 'same' }), convolution(3));
    case 'gate': {
      const squeeze = through(
        layers.globalAveragePooling2d({}),
        layers.dense({ units: channels, activation: 'sigmoid', useBias }),
      );
      return layers
        .multiply()
        .apply([
          x,
          layers.reshape({ targetShape: [1, 1, channels] }).apply(squeeze) as SymbolicTensor,
        ]) as SymbolicTensor;
    }
    case 'lstm':
      return through(layers.lstm(recurrent));
    case 'gru':
      return through(layers.gru(recurrent));
    case 'rnn':
      return through(layers.simpleRNN(recurrent));
    case 'both ways':
      return through(layers.bidirectional({ layer: layers.lstm(recurrent), mergeMode: 'concat' } as never));
    default:
      return through(convolution(4));
  }
}

/** Draws weights around 0; means are small, variances and scales positive, and shifts 0 where there shall be no biases. */
function settle(network: LayersModel, seed: number): void {
  tidy(() => {
    const weights = network.weights.map(({ shape, name }, index) => {
      const size = name.includes('bias') ? 0.3 : 0.6;
      const drawn = randomNormal(shape as number[], 0, size, 'float32', seed + 7 * index);
      if (/variance|gamma/.test(name)) return add(square(drawn), 0.5);
      return name.includes('mean') ? zerosLike(drawn) : drawn;
    });
    network.setWeights(weights);
  });
}
