import { add, concat, split, type Tensor, transpose, unstack } from '@tensorflow/tfjs-core';
import type { layers, SymbolicTensor } from '@tensorflow/tfjs-layers';
import type { OperatorNode } from '../../operators/operator-node';
import { Unsupported } from '../../operators/unsupported';
import type { Build, LayerBuilder } from '../layer-builder';
import type { Layers } from '../layer-maker';
import { DirectedOutput, RecurrentNode } from '../recurrent-values';
import { constant } from './input';

/** A kind of recurrent layer: the order of its gates in tfjs-layers by their places in ONNX, its usual functions, and the layer. */
interface Kind {
  readonly gates: readonly number[];
  readonly functions: readonly string[];
  make(library: Layers, settings: Settings): layers.RNN;
}

type Settings = Parameters<Layers['layers']['lstm']>[0];

const kinds = {
  GRU: {
    gates: [0, 1, 2],
    functions: ['Sigmoid', 'Tanh'],
    make: (library, settings) => library.layers.gru({ ...settings, recurrentActivation: 'sigmoid' }),
  },
  LSTM: {
    gates: [0, 2, 3, 1],
    functions: ['Sigmoid', 'Tanh', 'Tanh'],
    make: (library, settings) =>
      library.layers.lstm({ ...settings, recurrentActivation: 'sigmoid', unitForgetBias: false }),
  },
  RNN: { gates: [0], functions: ['Tanh'], make: (library, settings) => library.layers.simpleRNN(settings) },
} satisfies Record<string, Kind>;

/** A recurrent layer, forward or in both directions, that begins with a state of zeros. */
const recurrent =
  (kind: Kind): LayerBuilder =>
  (build) => {
    const { node, maker, inputs } = build;
    checkUse(build, kind);
    const directions = node.string('direction', 'forward') === 'bidirectional' ? 2 : 1;
    const [input] = inputs as [NonNullable<(typeof inputs)[0]>];
    const series = input.storedIn([1, 0, 2], maker); // stored [batch, time, features]
    const weights = weightsOf(build, kind.gates);
    const units = constant(build, 2, 'weight').shape[2];
    const place = maker.current;
    const make = (returnSequences: boolean): SymbolicTensor => {
      const settings = { units, returnSequences, useBias: true, ...initializers } as Settings;
      const layerOf = (library: Layers, name: string) => {
        if (directions === 1) return kind.make(library, { ...settings, name });
        const layer = kind.make(library, { ...settings, name: `${name}_cell` });
        return library.layers.bidirectional({ name, layer, mergeMode: 'concat' });
      };
      return maker.named(place, () => maker.apply(layerOf, series, undefined, weights));
    };
    const result = new RecurrentNode(directions, units, series.shape[1], make);
    return [new DirectedOutput(result, 'steps'), new DirectedOutput(result, 'last')];
  };

const initializers = { kernelInitializer: 'zeros', recurrentInitializer: 'zeros', biasInitializer: 'zeros' } as const;

function checkUse({ node, isZeros }: Build, { functions }: Kind): void {
  const names = node.attribute('activations', 'strings');
  const isOptionUsed = [4, 5, 6, 7].some(
    (index) => node.hasInput(index) && !(index > 4 && index < 7 && isZeros(index)),
  );
  if (isOptionUsed) throw new Unsupported('with lengths, a state to begin with, or peepholes');
  if (names && String(names) !== String(names.map((_, index) => functions[index % functions.length]))) {
    throw new Unsupported(`with the functions ${names.join(', ')}`);
  }
  if (node.string('direction', 'forward') === 'reverse') throw new Unsupported('in reverse');
  if (node.int('layout', 0) !== 0) throw new Unsupported('with samples first');
  checkAttributes(node);
}

function checkAttributes(node: OperatorNode): void {
  if (node.op === 'GRU' && node.int('linear_before_reset', 0) === 1)
    throw new Unsupported('that resets after the product');
  const isPlain = node.attribute('clip', 'float') === undefined && node.int('input_forget', 0) === 0;
  if (!isPlain) throw new Unsupported('with clipping or coupled gates');
}

/** Kernel, recurrent kernel and bias of each direction, with the gates in the order of tfjs-layers. */
function weightsOf(build: Build, gates: readonly number[]): Tensor[] {
  const [w, r] = [1, 2].map((index) => unstack(constant(build, index, 'weight').tensor));
  const b = unstack(constant(build, 3, 'bias').tensor);
  const sorted = (x: Tensor, axis: number) => {
    const parts = split(x, gates.length, axis);
    return concat(
      gates.map((gate) => parts[gate]),
      axis,
    );
  };
  return w.flatMap((_, direction) => {
    const [ofInput, ofHidden] = split(b[direction], 2);
    return [sorted(transpose(w[direction]), 1), sorted(transpose(r[direction]), 1), sorted(add(ofInput, ofHidden), 0)];
  });
}

/** Recurrent layers. */
export const recurrentLayers: Readonly<Record<string, LayerBuilder>> = {
  GRU: recurrent(kinds.GRU),
  LSTM: recurrent(kinds.LSTM),
  RNN: recurrent(kinds.RNN),
};
