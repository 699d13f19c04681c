import { expandDims, reshape, type Tensor, tile } from '@tensorflow/tfjs-core';
import { LayerNotFoundError, ModelError } from '../errors';
import { describeValue } from '../messages/describe-value';
import { nearest } from '../messages/nearest';
import { flatten } from './flatten';
import type { LayerNode } from './layer-node';
import type { LayersModelLike } from './layers-model-like';

/** Called with each node's result; what it returns flows on in its place. */
export type Visitor = (node: LayerNode, outputs: Tensor[], inputs: Tensor[]) => Tensor[] | undefined;

/** Evaluates a node in another way than its layer does; nothing, where the layer is to do it. */
export type Evaluator = (node: LayerNode, inputs: readonly Tensor[]) => Tensor[] | undefined;

/** An evaluation in two halves. */
export interface Split {
  /**
   * @returns the node's activation, and the rest of the evaluation from (another) activation on; of a batch n times as
   * large, the n first activations belong to the first sample, the next to the second, ...
   */
  head(inputs: readonly Tensor[]): { activation: Tensor; tail: (activation: Tensor) => Tensor[] };
}

interface Value {
  readonly tensor: Tensor;
  readonly mask: Tensor | null;
}

type Values = Map<number, Value>;

/**
 * The layers of a tfjs-layers model as one flat graph in the order of evaluation: nested models are opened, a layer
 * that is used twice has two nodes.
 *
 * @example
 * ```ts
 * import * as tfl from '@tensorflow/tfjs-layers';
 * const model = tfl.sequential({ layers: [tfl.layers.dense({ units: 1, inputShape: [2], name: 'only' })] });
 * new LayerGraph(model).nodes.map((node) => node.path); // => ['only']
 * ```
 */
export class LayerGraph {
  readonly nodes: readonly LayerNode[];
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];

  constructor(readonly model: LayersModelLike) {
    const { nodes, inputs, outputs } = flatten(model);
    this.nodes = nodes;
    this.inputs = inputs;
    this.outputs = outputs;
  }

  /**
   * Evaluates the graph, in inference mode. A pure program of TensorFlow.js ops: call it inside `tidy`.
   *
   * @param inputs one tensor an input of the model
   * @param visit sees each node's outputs, and may return others in their place
   * @param evaluator evaluates the nodes that it knows of, in place of their layers
   * @returns one tensor an output of the model
   */
  run(inputs: readonly Tensor[], visit?: Visitor, evaluator?: Evaluator): Tensor[] {
    const values = this.start(inputs);
    evaluate(this.nodes, values, visit, evaluator);
    return this.results(values);
  }

  /**
   * Splits the evaluation at a node: `head` evaluates all but what comes behind the node, `tail` the rest, also
   * where other branches lead past the node. Both are pure programs of TensorFlow.js ops.
   */
  split(node: LayerNode): Split {
    const behind = new Set<number>(node.outputs);
    const tail = this.nodes.filter(({ inputs, outputs }) => {
      const follows = inputs.some((slot) => behind.has(slot));
      if (follows) for (const slot of outputs) behind.add(slot);
      return follows;
    });
    const head = this.nodes.filter((one) => !tail.includes(one));
    return {
      head: (inputs) => {
        const values = this.start(inputs);
        evaluate(head, values);
        const [slot] = node.outputs;
        const { tensor, mask } = values.get(slot) as Value;
        const rest = (activation: Tensor) => {
          const times = activation.shape[0] / tensor.shape[0];
          const own = times === 1 ? new Map(values) : repeatEach(values, times);
          own.set(slot, { tensor: activation, mask: own.get(slot)?.mask ?? mask });
          evaluate(tail, own);
          return this.results(own);
        };
        return { activation: tensor, tail: rest };
      },
    };
  }

  private start(inputs: readonly Tensor[]): Values {
    if (inputs.length === this.inputs.length) {
      return new Map(this.inputs.map((slot, index) => [slot, { tensor: inputs[index], mask: null }]));
    }
    throw new ModelError(`The model has ${this.inputs.length} inputs, ${inputs.length} given.`, { argument: 'input' });
  }

  private results(values: Values): Tensor[] {
    return this.outputs.map((slot) => (values.get(slot) as Value).tensor);
  }

  /**
   * The node of a layer: by name, by path (`mobilenet/conv1`), or by index into the model's layers. Of a layer that is
   * used several times, the last use; of a nested model, its last layer.
   *
   * @throws {LayerNotFoundError} when there is none; the message lists the layers
   */
  find(layer: string | number): LayerNode {
    const name = typeof layer === 'number' ? this.model.layers.at(layer)?.name : layer;
    const node =
      this.nodes.findLast(({ path }) => path === name) ??
      this.nodes.findLast(({ path }) => path.startsWith(`${name}/`)) ??
      this.nodes.findLast((one) => one.layer.name === name);
    if (node) return node;
    const paths = this.nodes.map(({ path }) => path);
    const guess = typeof layer === 'string' ? nearest(layer, paths) : undefined;
    throw new LayerNotFoundError(
      `Layer ${describeValue(layer)} is not in the model${guess ? `; did you mean ${guess}?` : '.'} ` +
        (paths.length > 0 ? `Its layers: ${paths.join(', ')}.` : 'It has no layers.'),
      { argument: 'layer', value: layer, expected: 'the name or the index of a layer of the model' },
    );
  }
}

function evaluate(nodes: readonly LayerNode[], values: Values, visit?: Visitor, evaluator?: Evaluator): void {
  for (const node of nodes) {
    const { layer } = node;
    const from = node.inputs.map((slot) => values.get(slot) as Value);
    const inputs = from.map(({ tensor }) => tensor);
    const masks = from.map(({ mask }) => mask);
    const kwargs = { training: false, ...(masks[0] && { mask: masks[0] }) }; // as tfjs-layers: only the first mask
    const results = evaluator?.(node, inputs) ?? ([layer.apply(oneOrAll(inputs), kwargs)].flat() as Tensor[]);
    const outputs = visit?.(node, results, inputs) ?? results;
    const mask = layer.supportsMasking
      ? ([layer.computeMask(oneOrAll(inputs), oneOrAll(masks))].flat()[0] ?? null)
      : null;
    node.outputs.forEach((slot, index) => {
      values.set(slot, { tensor: outputs[index], mask });
    });
  }
}

/** The values of a batch in which each sample stands several times in a row. */
function repeatEach(values: Values, times: number): Values {
  const repeat = (tensor: Tensor) => {
    const [batch, ...sample] = tensor.shape;
    const repeated = tile(expandDims(tensor, 1), [1, times, ...sample.map(() => 1)]);
    return reshape(repeated, [batch * times, ...sample]);
  };
  return new Map(
    [...values].map(([slot, { tensor, mask }]) => [slot, { tensor: repeat(tensor), mask: mask && repeat(mask) }]),
  );
}

/** As tfjs-layers wants its arguments: one value alone, several in an array. */
function oneOrAll<T>(values: readonly T[]): T | readonly T[] {
  return values.length === 1 ? values[0] : values;
}
