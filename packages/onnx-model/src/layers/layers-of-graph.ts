import type { LayersModel, SymbolicTensor } from '@tensorflow/tfjs-layers';
import type { OnnxModelFile, OnnxNode } from 'onnx-format';
import { operators } from '../operators';
import { OperatorNode } from '../operators/operator-node';
import { selections } from '../operators/selections';
import { shapes } from '../operators/shapes';
import { hostValue } from '../operators/shapes/constant';
import { Unsupported } from '../operators/unsupported';
import { HostValue } from '../operators/values/host-value';
import { fromChannelsLast, identity } from '../operators/values/permute';
import type { Value } from '../operators/values/value';
import { elementType } from '../reader/element-type';
import { UnsupportedOperatorError } from '../reader/errors';
import { inlineFunctions } from '../reader/inline-functions';
import { neededNodes } from '../reader/needed-nodes';
import { UnsupportedUses } from '../reader/unsupported-uses';
import type { ValueInfo } from '../session/value-info';
import { layerBuilders } from './builders';
import { LayerMaker, type Layers, layerName } from './layer-maker';
import { LayerOutput, type LayerValue } from './layer-values';

const wayOut =
  'Methods that need gradients explain it all the same, but for LRP and its kin: readOnnx(file). So do methods that need none: OnnxModel.load(file).';

/** Operators that make arrays of a shape. */
const makesArrays = ['ConstantOfShape', 'Expand', 'Range', 'Tile'];

/** Whether a node may be one that computes a shape. */
const movesValues = ({ op, domain }: OnnxNode): boolean => domain === '' && (op in shapes || op in selections);

/** Where the layers begin and end. */
export interface Ends {
  readonly input: ValueInfo;
  readonly output: ValueInfo;
  /** Whether the input is that of ONNX with its channels last. */
  readonly channelsFirst: boolean;
}

/** Builds the layers of a graph, from one input to one output. */
export class LayersOfGraph {
  private readonly constants = new Map<string, Value>();
  private readonly values = new Map<string, LayerValue>();
  private readonly zeros = new Set<string>();
  private readonly unsupported = new UnsupportedUses();
  private readonly maker: LayerMaker;
  private readonly nodes: readonly OnnxNode[];
  /** The outputs of nodes that have become part of another node's layer, by that layer's output. */
  private readonly merged = new Map<OnnxNode, string>();

  constructor(
    private readonly library: Layers,
    private readonly model: OnnxModelFile,
    private readonly ends: Ends,
  ) {
    this.maker = new LayerMaker(library);
    this.nodes = neededNodes(inlineFunctions(model), ends.output.name, new Set([ends.input.name]));
    for (const [name, tensor] of model.graph.initializers) {
      const value = hostValue(tensor);
      if (value) this.constants.set(name, value);
    }
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
    const [, ...sample] = this.ends.input.shape.map((length) => (typeof length === 'number' ? length : null));
    const lengths = this.inputOrder.map((_, axis) => [null, ...sample][this.inputOrder.indexOf(axis)]);
    const dtype = elementType(this.ends.input.type) === 'int32' ? 'int32' : 'float32';
    return this.library.input({ batchShape: lengths, dtype, name: layerName(this.ends.input.name) });
  }

  private add(node: OnnxNode): void {
    const isKnown = (name: string) =>
      name === '' || [this.constants, this.values, this.zeros].some((one) => one.has(name));
    if (!node.inputs.every(isKnown)) {
      if (!layerBuilders[node.op] && !movesValues(node)) this.unsupported.add(node);
      return;
    }
    try {
      if (movesValues(node) && this.zeros.has(node.inputs[0])) for (const name of node.outputs) this.zeros.add(name);
      else if (!node.inputs.some((name) => this.values.has(name))) this.compute(node);
      else if (node.op === 'Shape' && node.domain === '') this.addShape(node);
      else this.addLayers(node);
    } catch (error) {
      if (!(error instanceof Unsupported)) throw error;
      this.unsupported.add(node, error.message);
    }
  }

  /** What depends on constants alone. */
  private compute(node: OnnxNode): void {
    const operator = operators[node.domain]?.[node.op];
    if (!operator) {
      this.unsupported.add(node);
      return;
    }
    const inputs = node.inputs.map((name) => this.constants.get(name)) as Value[];
    const isOpen = inputs.some((value) => value instanceof HostValue && Array.from(value.data).some(Number.isNaN));
    if (isOpen && makesArrays.includes(node.op)) {
      this.addZeros(node);
      return;
    }
    const evaluate = operator(this.reader(node));
    for (const [index, value] of [evaluate(inputs)].flat().entries()) this.constants.set(node.outputs[index], value);
  }

  /** Zeros for each sample, with which recurrent layers begin. */
  private addZeros(node: OnnxNode): void {
    const value = this.reader(node).attribute('value', 'tensor');
    if (node.op !== 'ConstantOfShape' || (value && Number(value.data[0]) !== 0)) {
      throw new Unsupported('of as many elements as there are samples');
    }
    this.zeros.add(node.outputs[0]);
  }

  /** A shape, with NaN for the number of samples. */
  private addShape(node: OnnxNode): void {
    const { shape } = this.values.get(node.inputs[0]) as LayerValue;
    const lengths = shape.map((length) => length ?? Number.NaN);
    const part = lengths.slice(this.reader(node).int('start', 0), this.reader(node).attribute('end', 'int'));
    this.constants.set(node.outputs[0], HostValue.integers(part));
  }

  private addLayers(node: OnnxNode): void {
    const [output] = node.outputs;
    const mergedInto = this.merged.get(node);
    if (mergedInto !== undefined) {
      this.values.set(output, this.values.get(mergedInto) as LayerValue);
      return;
    }
    const builder = node.domain === '' ? layerBuilders[node.op] : undefined;
    if (!builder) {
      this.unsupported.add(node);
      return;
    }
    this.maker.begin(node.name, node.op);
    const built = builder({
      node: this.reader(node),
      maker: this.maker,
      inputs: node.inputs.map((name) => this.values.get(name)),
      constants: node.inputs.map((name) => this.constants.get(name)),
      isZeros: (index) => this.zeros.has(node.inputs[index]),
      takeBias: (units) => this.takeBias(node, units),
    });
    for (const [index, value] of [built].flat().entries()) this.values.set(node.outputs[index], value);
  }

  private reader(node: OnnxNode): OperatorNode {
    return new OperatorNode(node, this.model.opsets[node.domain] ?? 1, this.constants);
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
