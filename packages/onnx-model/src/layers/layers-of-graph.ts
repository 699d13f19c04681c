import type { LayersModel, SymbolicTensor } from '@tensorflow/tfjs-layers';
import type { OnnxNode } from 'onnx-format';
import { ModelError, ValueError, XaiError } from 'xai-base';
import { Unsupported } from '../operators/unsupported';
import { withAllowance } from '../operators/values/allowance';
import type { HostValue } from '../operators/values/host-value';
import { own } from '../operators/values/own';
import { fromChannelsLast, identity } from '../operators/values/permute';
import type { Value } from '../operators/values/value';
import { checkSources } from '../reader/check-sources';
import { elementType } from '../reader/element-type';
import { UnsupportedOperatorError } from '../reader/errors';
import { inlineFunctions } from '../reader/inline-functions';
import { neededNodes } from '../reader/needed-nodes';
import { forNode } from '../reader/node-error';
import type { OnnxFile } from '../reader/read-file';
import { UnsupportedUses } from '../reader/unsupported-uses';
import { describeName, type ValueInfo } from '../session/value-info';
import { layerBuilders } from './builders';
import { GraphConstants, movesValues } from './graph-constants';
import { LayerMaker, type Layers, layerName } from './layer-maker';
import { LayerOutput, type LayerValue } from './layer-values';
import { outputLayer } from './output-layer';

const wayOut =
  'Methods that need gradients explain it all the same, but for LRP and its kin: readOnnx(file). So do methods that need none: OnnxModel.load(file).';

/** Where the layers begin and end. */
export interface Ends {
  readonly input: ValueInfo;
  readonly output: ValueInfo;
  /** Whether the output is a value inside of the graph. */
  readonly isInside: boolean;
  /** The inputs of the model. */
  readonly inputs: readonly ValueInfo[];
  /** Those of them that are the same for every sample. */
  readonly fixed: ReadonlyMap<string, HostValue>;
  /** Whether the input is that of ONNX with its channels last. */
  readonly channelsFirst: boolean;
}

/** @throws {ValueError} when the graph needs inputs that have no value */
function checkOthers(missing: readonly string[]): void {
  if (missing.length === 0) return;
  const [name] = missing.map(describeName);
  throw new ValueError(
    `The model also needs the input${missing.length > 1 ? 's' : ''} ${missing.slice(0, 6).map(describeName).join(', ')}: ` +
      `toLayersModel(file, { fixedInputs: { ${name}: tensor } }).`,
    { argument: 'fixedInputs', value: missing, expected: 'a tensor for each further input' },
  );
}

/** Builds the layers of a graph, from one input to one output. */
export class LayersOfGraph {
  private readonly values = new Map<string, LayerValue>();
  private readonly unsupported = new UnsupportedUses();
  private readonly constants: GraphConstants;
  private readonly maker: LayerMaker;
  private readonly nodes: readonly OnnxNode[];
  private readonly mostElements: number;
  /** Nodes that have become part of another node's layer, and the output of that node. */
  private readonly merged = new Map<OnnxNode, string>();

  constructor(
    private readonly library: Layers,
    { model, mostElements }: OnnxFile,
    private readonly ends: Ends,
  ) {
    const { input, output, inputs, fixed } = ends;
    this.maker = new LayerMaker(library);
    this.constants = new GraphConstants(model, fixed);
    this.mostElements = mostElements;
    this.nodes = neededNodes(inlineFunctions(model), output.name, new Set([input.name]));
    const names = [input, ...inputs].map(({ name }) => name);
    checkSources(this.nodes, new Set([...model.graph.initializers.keys(), ...names]), output.name);
    checkOthers(names.filter((name) => name !== input.name && !fixed.has(name) && this.uses(name)));
  }

  private uses(name: string): boolean {
    return this.nodes.some(({ inputs }) => inputs.includes(name));
  }

  /**
   * The model; call it inside `tidy`.
   *
   * @throws {UnsupportedOperatorError} that lists all operators which no layer does
   */
  build(): LayersModel {
    try {
      return withAllowance(this.mostElements, () => this.buildAll());
    } catch (error) {
      this.maker.dispose();
      throw error;
    } finally {
      this.constants.dispose();
    }
  }

  private buildAll(): LayersModel {
    const input = this.makeInput();
    this.values.set(this.ends.input.name, new LayerOutput(input, this.inputOrder));
    for (const node of this.nodes) this.add(node);
    const result = this.values.get(this.ends.output.name);
    const { list } = this.unsupported;
    if (list.length > 0) throw new UnsupportedOperatorError(list, 'layers', wayOut);
    if (result) return this.joined(input, result);
    const { name } = this.ends.output;
    throw new ModelError(
      `The output ${describeName(name)} does not depend on the input ${describeName(this.ends.input.name)}.`,
      {
        argument: 'output',
        value: name,
        expected: 'an output that depends on the input',
      },
    );
  }

  /** The layers from the input to the output, when all nodes are built. */
  private joined(inputs: SymbolicTensor, result: LayerValue): LayersModel {
    const { output, isInside } = this.ends;
    this.maker.begin('output', 'output');
    try {
      const outputs = isInside
        ? result.storedIn(identity(result.shape.length), this.maker)
        : outputLayer(result, output, this.maker);
      return this.library.model({ inputs, outputs });
    } catch (error) {
      const reason = `that no layer returns: ${(error as Error).message}`;
      throw new UnsupportedOperatorError([{ op: 'Output', domain: '', count: 1, reason }], 'layers', wayOut);
    }
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
      if (!own(layerBuilders, node.op) && !movesValues(node)) this.unsupported.add(node);
      return;
    }
    try {
      forNode(node, [], () => this.addKnown(node));
    } catch (error) {
      const isRaw = !(error instanceof Unsupported) && !((error as Error).cause instanceof XaiError);
      if (!(error instanceof Unsupported) && !isRaw) throw error;
      const { message } = isRaw ? ((error as Error).cause as Error) : (error as Error);
      this.unsupported.add(node, isRaw ? `that tfjs-layers cannot build: ${message}` : message || undefined);
    }
  }

  /** Adds a node all of whose inputs are known. */
  private addKnown(node: OnnxNode): void {
    const from = node.inputs.map((name) => this.values.get(name)).find((value) => value !== undefined);
    if (!from) this.constants.compute(node);
    else if (node.op === 'Shape' && node.domain === '') this.constants.addShape(node, from.shape);
    else this.addLayers(node);
  }

  private addLayers(node: OnnxNode): void {
    const mergedInto = this.merged.get(node);
    if (mergedInto !== undefined) {
      this.values.set(node.outputs[0], this.values.get(mergedInto) as LayerValue);
      return;
    }
    const builder = node.domain === '' ? own(layerBuilders, node.op) : undefined;
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
    for (const [index, value] of [built].flat().entries()) if (value) this.values.set(node.outputs[index], value);
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
