import { type Attributes, floats, string } from 'onnx-format';
import { Graph } from '../graph/graph';
import { neededNodes } from '../graph/needed';
import { onlyNumber } from '../graph/range';
import { isKnown, type Node, producer, type Value } from '../graph/value';
import { blockedOperator } from './domain';
import { next, previous } from './steps';
import { mostOf, numbersOf } from './truths';

const convolution = blockedOperator('Conv');

/**
 * Makes what follows convolutions of blocked channels a part of them, where nothing else needs what it is made of: a sum with another image, a relu, a
 * number cut off. Truth values that images are multiplied by become numbers in one step. Each spares a way of all cells through the memory.
 *
 * @returns the outputs, computed by fewer nodes
 */
export function fuse(outputs: readonly Value[]): Value[] {
  const pass = new FusingPass(outputs);
  return outputs.map((value) => pass.now(value));
}

class FusingPass {
  private readonly graph = new Graph();
  private readonly replaced = new Map<Value, Value>();
  private readonly users = new Map<Value, Node[]>();
  private readonly outputs: ReadonlySet<Value>;

  constructor(outputs: readonly Value[]) {
    this.outputs = new Set(outputs);
    const nodes = neededNodes(outputs);
    for (const node of nodes)
      for (const input of new Set(node.inputs))
        if (input) this.users.set(input, [...(this.users.get(input) ?? []), node]);
    for (const node of nodes) {
      const fused = this.fused(node);
      const inputs = node.inputs.map((value) => value && this.now(value));
      const results = fused ? [fused] : this.graph.add(node.op, inputs, node.attributes, node.outputs);
      node.outputs.forEach((output, index) => {
        this.replaced.set(output, results[index]);
      });
    }
  }

  /** What a value of the former graph is now. */
  now(value: Value): Value {
    return this.replaced.get(value) ?? value;
  }

  private fused(node: Node): Value | undefined {
    switch (node.op) {
      case convolution:
        return this.cutOff(node);
      case 'Clip':
        return this.isCutOff(node) ? this.now(node.inputs[0] as Value) : undefined;
      case 'Add':
        return this.sum(node, 0, 1) ?? this.sum(node, 1, 0);
      case 'Relu':
        return this.rectified(node);
      case 'Cast':
        return this.asNumbers(node);
      default:
        return undefined;
    }
  }

  /** The convolution that computes a value for one node alone, and does nothing to it yet. */
  private convolutionOf(value: Value): Node | undefined {
    const isAlone = this.users.get(value)?.length === 1 && !this.outputs.has(value);
    const node = isAlone ? producer(this.now(value), convolution) : undefined;
    return node && !node.attributes.activation ? node : undefined;
  }

  /** A convolution, then a sum with an image that is there already. */
  private sum({ inputs, outputs: [output] }: Node, index: number, other: number): Value | undefined {
    const [value, image] = [inputs[index], inputs[other]] as Value[];
    const node = value === image ? undefined : this.convolutionOf(value);
    if (!node || node.inputs.length > 3 || isKnown(image) || String(image.shape) !== String(value.shape))
      return undefined;
    const [from, kernel, bias] = node.inputs;
    return this.graph.one(convolution, [from, kernel, bias, this.now(image)], output, node.attributes);
  }

  private rectified({ inputs: [value], outputs: [output] }: Node): Value | undefined {
    const node = this.convolutionOf(value as Value);
    return node && this.activated(node, output, { activation: string('Relu') });
  }

  private activated(
    { inputs, attributes }: Pick<Node, 'inputs' | 'attributes'>,
    output: Value,
    activation: Attributes,
  ) {
    return this.graph.one(convolution, inputs, output, { ...attributes, ...activation });
  }

  /**
   * A convolution whose result is cut off above and below. Where its gradient asks whether it was at most the bound, and not below it, it is cut off at the
   * next number, so that what was cut off can be told from what was the bound.
   */
  private cutOff(node: Node): Value | undefined {
    const clip = this.clipOf(node.outputs[0]);
    if (!clip || node.attributes.activation) return undefined;
    const [low, high] = clip.inputs.slice(1).map((bound) => onlyNumber((bound as Value).range) as number);
    const isToldFrom = (this.users.get(node.outputs[0]) as Node[]).some(({ op }) => op === 'LessOrEqual');
    const activation = { activation: string('Clip'), activation_params: floats([low, isToldFrom ? next(high) : high]) };
    const inputs = node.inputs.map((value) => value && this.now(value));
    return this.activated({ inputs, attributes: node.attributes }, clip.outputs[0], activation);
  }

  private isCutOff({ inputs: [value] }: Node): boolean {
    return producer(this.now(value as Value), convolution)?.attributes.activation?.value === 'Clip';
  }

  /** What cuts a value off, if all else that is asked of it is whether it is at most, or below, the upper bound. */
  private clipOf(value: Value): Node | undefined {
    const users = this.users.get(value) ?? [];
    const clips = users.filter(({ op, inputs }) => op === 'Clip' && inputs[0] === value);
    const [clip] = clips;
    if (clips.length !== 1 || this.outputs.has(value)) return undefined;
    const [low, high] = clip.inputs.slice(1).map((bound) => bound && onlyNumber(bound.range));
    if (low === undefined || high === undefined || !(low < high) || !(high > 0)) return undefined;
    const isComparison = (node: Node) => {
      const most = mostOf(node);
      return most?.of === value && (most.number === high || most.number === previous(high));
    };
    return users.every((user) => user === clip || isComparison(user)) ? clip : undefined;
  }

  /** Truth values as zeros and ones. */
  private asNumbers({ inputs: [value], outputs: [output] }: Node): Value | undefined {
    const isImage = output.type === 'float32' && output.shape.length === 4;
    return isImage ? numbersOf(this.graph, value as Value, (former) => this.now(former)) : undefined;
  }
}
