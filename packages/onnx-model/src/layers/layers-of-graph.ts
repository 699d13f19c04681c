import type { LayersModel, SymbolicTensor } from '@tensorflow/tfjs-layers';
import type { OnnxModelFile, OnnxNode } from 'onnx-format';
import { Unsupported } from '../operators/unsupported';
import { fromChannelsLast, identity } from '../operators/values/permute';
import type { Value } from '../operators/values/value';
import { elementType } from '../reader/element-type';
import { UnsupportedOperatorError } from '../reader/errors';
import { inlineFunctions } from '../reader/inline-functions';
import { neededNodes } from '../reader/needed-nodes';
import { UnsupportedUses } from '../reader/unsupported-uses';
import type { ValueInfo } from '../session/value-info';
import { layerBuilders } from './builders';
import { GraphConstants, movesValues } from './graph-constants';
import { LayerMaker, type Layers, layerName } from './layer-maker';
import { LayerOutput, type LayerValue } from './layer-values';

const wayOut =
  'Methods that need gradients explain it all the same, but for LRP and its kin: readOnnx(file). So do methods that need none: OnnxModel.load(file).';

/** Where the layers begin and end. */
export interface Ends {
  readonly input: ValueInfo;
  readonly output: ValueInfo;
  /** Whether the input is that of ONNX with its channels last. */
  readonly channelsFirst: boolean;
}

/** Builds the layers of a graph, from one input to one output. */
export class LayersOfGraph {
  private readonly values = new Map<string, LayerValue>();
  private readonly unsupported = new UnsupportedUses();
  private readonly constants: GraphConstants;
  private readonly maker: LayerMaker;
  private readonly nodes: readonly OnnxNode[];
  /** Nodes that have become part of another node's layer, and the output of that node. */
  private readonly merged = new Map<OnnxNode, string>();

  constructor(
    private readonly library: Layers,
    model: OnnxModelFile,
    private readonly ends: Ends,
  ) {
    this.maker = new LayerMaker(library);
    this.constants = new GraphConstants(model);
    this.nodes = neededNodes(inlineFunctions(model), ends.output.name, new Set([ends.input.name]));
  }

  /**
   * The model; call it inside `tidy`.
   *
   * @throws {UnsupportedOperatorError} that lists all operators which no layer does
   */
  build(): LayersModel {
    try {
      return this.buildAll();
    } catch (error) {
      this.maker.dispose();
      throw error;
    }
  }

  private buildAll(): LayersModel {
    const input = this.makeInput();
    this.values.set(this.ends.input.name, new LayerOutput(input, this.inputOrder));
    for (const node of this.nodes) this.add(node);
    const result = this.values.get(this.ends.output.name);
    const { list } = this.unsupported;
    if (list.length > 0 || !result) throw new UnsupportedOperatorError(list, 'layers', wayOut);
    this.maker.begin('output', 'output');
    const outputs = result.storedIn(identity(result.shape.length), this.maker);
    return this.library.model({ inputs: input, outputs });
  }

  /** How the transposed input becomes what ONNX sees. */
  private get inputOrder(): readonly number[] {
    const rank = this.ends.input.shape.length;
    return this.ends.channelsFirst ? fromChannelsLast(rank) : identity(rank);
  }

  private makeInput(): SymbolicTensor {
    const { name, shape, type } = this.ends.input;
    const [, ...sample] = shape.map((length) => (typeof length === 'number' ? length : null));
    const lengths = this.inputOrder.map((_, axis) => [null, ...sample][this.inputOrder.indexOf(axis)]);
    const dtype = elementType(type) === 'int32' ? 'int32' : 'float32';
    return this.library.input({ batchShape: lengths, dtype, name: layerName(name) });
  }

  private add(node: OnnxNode): void {
    const isKnown = (name: string) => name === '' || this.constants.has(name) || this.values.has(name);
    if (!node.inputs.every(isKnown)) {
      if (!layerBuilders[node.op] && !movesValues(node)) this.unsupported.add(node);
      return;
    }
    try {
      const from = node.inputs.map((name) => this.values.get(name)).find((value) => value !== undefined);
      if (!from) this.constants.compute(node);
      else if (node.op === 'Shape' && node.domain === '') this.constants.addShape(node, from.shape);
      else this.addLayers(node);
    } catch (error) {
      if (!(error instanceof Unsupported)) throw error;
      this.unsupported.add(node, error.message || undefined);
    }
  }

  private addLayers(node: OnnxNode): void {
    const mergedInto = this.merged.get(node);
    if (mergedInto !== undefined) {
      this.values.set(node.outputs[0], this.values.get(mergedInto) as LayerValue);
      return;
    }
    const builder = node.domain === '' ? layerBuilders[node.op] : undefined;
    if (!builder) throw new Unsupported('');
    this.maker.begin(node.name, node.op);
    const built = builder({
      node: this.constants.reader(node),
      maker: this.maker,
      inputs: node.inputs.map((name) => this.values.get(name)),
      constants: node.inputs.map((name) => this.constants.get(name)),
      isZeros: (index) => this.constants.isZeros(node.inputs[index]),
      takeBias: (units) => this.takeBias(node, units),
    });
    for (const [index, value] of [built].flat().entries()) this.values.set(node.outputs[index], value);
  }

  /** The constant of a sum that alone uses the output of a node. */
  private takeBias(node: OnnxNode, units: number): Value | undefined {
    const [output] = node.outputs;
    const uses = this.nodes.filter(({ inputs }) => inputs.includes(output));
    if (uses.length !== 1 || uses[0].op !== 'Add' || output === this.ends.output.name) return undefined;
    const bias = uses[0].inputs.map((name) => this.constants.get(name)).find((value) => value !== undefined);
    const [length, ...more] = bias?.shape.toReversed() ?? [];
    if (!bias || length !== units || more.some((one) => one !== 1)) return undefined;
    this.merged.set(uses[0], output);
    return bias;
  }
}
