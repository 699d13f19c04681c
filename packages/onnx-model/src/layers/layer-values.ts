import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import { Unsupported } from '../operators/unsupported';
import { compose, fromChannelsLast, identity, inverse, isIdentity } from '../operators/values/permute';
import type { LayerMaker } from './layer-maker';

/** The lengths of axes; null is the number of samples. */
export type OpenShape = readonly (number | null)[];

/** What flows between the layers of a model that is being built. */
export interface LayerValue {
  /** The shape as ONNX sees it. */
  readonly shape: OpenShape;
  /** The output of a layer whose transposition by an order is what ONNX sees. */
  storedIn(order: readonly number[], maker: LayerMaker): SymbolicTensor;
  /** How the axes are stored now. */
  readonly order: readonly number[];
}

/** The output of a layer, whose axes may be stored in another order than ONNX sees them. */
export class LayerOutput implements LayerValue {
  constructor(
    readonly symbol: SymbolicTensor,
    readonly order: readonly number[] = identity(symbol.rank),
  ) {}

  get shape(): OpenShape {
    return this.order.map((axis) => this.symbol.shape[axis]);
  }

  storedIn(order: readonly number[], maker: LayerMaker): SymbolicTensor {
    const moved = compose(this.order, inverse(order));
    if (isIdentity(moved)) return this.symbol;
    if (moved[0] !== 0) throw new Unsupported('whose first axis is not that of the samples');
    return maker.apply((tfl, name) => tfl.layers.permute({ name, dims: moved.slice(1) }), this.symbol, 'permute');
  }

  /** The output of a layer with channels last. */
  static fromChannelsLast(symbol: SymbolicTensor): LayerOutput {
    return new LayerOutput(symbol, fromChannelsLast(symbol.rank));
  }
}

/** Feature maps made flat: their features are in another order than ONNX has them until a layer needs it. */
export class FlattenedOutput implements LayerValue {
  readonly order = [0, 1];

  constructor(readonly source: LayerOutput) {}

  get shape(): OpenShape {
    return [null, this.source.shape.slice(1).reduce<number>((product, length) => product * (length as number), 1)];
  }

  storedIn(_order: readonly number[], maker: LayerMaker): SymbolicTensor {
    return flattened(this.source.storedIn(identity(this.source.order.length), maker), maker);
  }

  /** The features in the order in which they are stored, and that order: of the axes behind the samples. */
  asStored(maker: LayerMaker): { symbol: SymbolicTensor; axes: readonly number[]; lengths: readonly number[] } {
    const { source } = this;
    const axes = inverse(source.order)
      .slice(1)
      .map((axis) => axis - 1);
    return { symbol: flattened(source.symbol, maker), axes, lengths: source.shape.slice(1) as number[] };
  }
}

/** Numbers a channel, `[batch, channels]`, that ONNX sees with axes of length 1 behind them. */
export class PooledOutput implements LayerValue {
  readonly order: readonly number[];

  constructor(
    readonly symbol: SymbolicTensor,
    rank: number,
  ) {
    this.order = fromChannelsLast(rank);
  }

  get shape(): OpenShape {
    return [null, this.symbol.shape[1], ...this.order.slice(2).map(() => 1)];
  }

  storedIn(order: readonly number[], maker: LayerMaker): SymbolicTensor {
    const stored = inverse(order).map((axis) => this.shape[axis]);
    return maker.apply(
      (tfl, name) => tfl.layers.reshape({ name, targetShape: stored.slice(1) as number[] }),
      this.symbol,
      'reshape',
    );
  }
}

const flattened = (symbol: SymbolicTensor, maker: LayerMaker): SymbolicTensor =>
  symbol.rank === 2 ? symbol : maker.apply((tfl, name) => tfl.layers.flatten({ name }), symbol, 'flatten');
