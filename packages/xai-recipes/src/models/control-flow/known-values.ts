import type { GraphModel } from '@tensorflow/tfjs-converter';
import { dispose, fill, type NamedTensorMap, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { TensorBag } from 'xai-base';
import { loadGraph } from '../load-graph';
import { type NodeJson, nodeOf, valueName } from '../node-json';
import { repeated } from '../repeated';
import { type Graph, type Makers, makersOf } from './makers-of';
import type { Unknown } from './unknown';

/** What the inputs of a model are given. */
export interface GivenInputs {
  /** What they are fixed to, a sample of each. */
  readonly fixed: Readonly<Record<string, Tensor>>;
  /** How long the others are where the model leaves it open. */
  readonly length?: number;
}

/** A value is computed for these numbers of samples, each with other lengths of open axes: it is known if all agree. */
const trials = [1, 2, 3] as const;
const longer = 61;

/** Values of a graph that follow from constants, from what inputs are fixed to and from the shapes of the others, for any number of samples. */
export class KnownValues {
  private readonly known = new Map<string, Tensor>();
  private readonly unknown = new Map<string, Unknown>();
  private readonly bag = new TensorBag();

  /** The nodes of the graph, by name; more may come. */
  readonly nodes = new Map<string, NodeJson>();

  /** @param whole has the weights, and says how its inputs are shaped */
  constructor(
    private readonly whole: GraphModel,
    private readonly given: GivenInputs,
  ) {}

  /** Takes another graph, in which what was known holds. */
  use(nodes: readonly NodeJson[]): void {
    this.unknown.clear();
    this.nodes.clear();
    for (const one of nodes) this.nodes.set(one.name, one);
  }

  /**
   * The numbers of a value, or why they are not known.
   *
   * @param most how many of them are asked for
   */
  async numbers(value: string, most?: number): Promise<readonly number[] | Unknown> {
    const name = valueName(value);
    const found = this.known.get(name);
    if (found) return numbersIn(found, most);
    const makers = this.unknown.get(name) ?? makersOf(name, this.graph);
    const result = 'why' in makers ? makers : await this.computed(name, makers, most);
    if ('why' in result) this.unknown.set(name, result);
    return result;
  }

  dispose(): void {
    this.bag.dispose();
  }

  private get graph(): Graph {
    const { nodes, known, unknown, given } = this;
    return { nodes, known, unknown, fixed: given.fixed };
  }

  private async computed(value: string, makers: Makers, most?: number): Promise<readonly number[] | Unknown> {
    const { nodes, leaves } = this.withLeaves(makers.nodes);
    const graph = await loadGraph({
      modelTopology: { node: nodes, versions: {} },
      weightSpecs: [],
      weightData: new ArrayBuffer(0),
    });
    const results: Tensor[] = [];
    try {
      const inputs = makers.nodes.filter(({ op }) => /^Placeholder/.test(op)).map(({ name }) => name);
      for (const samples of makers.isOfShapes ? trials : trials.slice(0, 1))
        results.push(
          tidy(() => {
            const all = { ...leaves, ...Object.fromEntries(inputs.map((name) => [name, this.inputOf(name, samples)])) };
            return [graph.execute(all, [value])].flat()[0].clone();
          }),
        );
      const [first, ...others] = await Promise.all(results.map((one) => numbersIn(one, most)));
      if (others.some((one) => one.join() !== first.join()))
        return { why: 'depends on how many samples there are, or on a length that the model leaves open' };
      if (results[0].size === first.length) this.known.set(value, this.bag.add(results.shift() as Tensor));
      return first;
    } catch (error) {
      return { why: `cannot be computed beforehand: ${(error as Error).message}` };
    } finally {
      dispose(results);
      graph.dispose();
    }
  }

  /** Nodes in which placeholders stand for constants and for values that are known. */
  private withLeaves(nodes: readonly NodeJson[]): { nodes: NodeJson[]; leaves: NamedTensorMap } {
    const leaves: NamedTensorMap = {};
    const names = new Map<string, string>();
    const placed = (input: string) => {
      const found = this.known.get(valueName(input));
      if (!found) return input;
      const name = names.get(valueName(input)) ?? `known_${names.size}`;
      names.set(valueName(input), name);
      leaves[name] = found;
      return name;
    };
    const all = nodes.map((node): NodeJson => {
      if (node.op === 'Const') leaves[node.name] = this.whole.weights[node.name][0] as unknown as Tensor;
      return node.op === 'Const' || /^Placeholder/.test(node.op)
        ? placeholder(node.name)
        : { ...node, input: node.input?.map(placed) };
    });
    return { nodes: [...all, ...[...names.values()].map(placeholder)], leaves };
  }

  /** What an input is given in a trial. */
  private inputOf(name: string, samples: number): Tensor {
    const { shape = [], dtype } = this.whole.inputs.find((one) => one.name === nodeOf(name)) ?? {};
    const { fixed, length = longer + samples } = this.given;
    if (name in fixed) return repeated(fixed[name], samples, shape);
    const lengths = shape.map((stated, axis) => (stated >= 0 ? stated : axis === 0 ? samples : length));
    return fill(lengths, dtype === 'string' ? '' : 0, dtype as 'float32');
  }
}

const placeholder = (name: string): NodeJson => ({ name, op: 'Placeholder' });

const numbersIn = async (value: Tensor, most = value.size): Promise<readonly number[]> =>
  Array.from((await value.data()).slice(0, most) as Int32Array);
