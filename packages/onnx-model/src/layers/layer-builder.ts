import type { OperatorNode } from '../operators/operator-node';
import type { Value } from '../operators/values/value';
import type { LayerMaker } from './layer-maker';
import type { LayerValue } from './layer-values';

/** One node to be built as layers. */
export interface Build {
  readonly node: OperatorNode;
  readonly maker: LayerMaker;
  /** The inputs that come from layers, at their places. */
  readonly inputs: readonly (LayerValue | undefined)[];
  /** The inputs that are constants, at their places. */
  readonly constants: readonly (Value | undefined)[];
  /** Whether an input is zeros for every sample. */
  isZeros(index: number): boolean;
  /** The constant that alone is added to the output, in a node of its own that is then left out. */
  takeBias(units: number): Value | undefined;
}

/**
 * Builds an operator as layers of tfjs-layers.
 *
 * @throws {Unsupported} for what no layer does
 */
export type LayerBuilder = (build: Build) => LayerValue | readonly LayerValue[];
