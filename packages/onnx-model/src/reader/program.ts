import { type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { OnnxNode } from 'onnx-format';
import { nameTensor } from 'tfjs-gradients';
import { ModelError } from 'xai-base';
import { operators } from '../operators';
import type { Evaluate } from '../operators/operator';
import { OperatorNode } from '../operators/operator-node';
import { Unsupported } from '../operators/unsupported';
import { TooLarge, withAllowance } from '../operators/values/allowance';
import { DeviceValue } from '../operators/values/device-value';
import { sizeOf } from '../operators/values/indices';
import { own } from '../operators/values/own';
import { isIdentity } from '../operators/values/permute';
import { type Value, whereItBelongs } from '../operators/values/value';
import { describeName } from '../session/value-info';
import { checkSources } from './check-sources';
import { Constants } from './constants';
import { UnsupportedOperatorError } from './errors';
import { inlineFunctions } from './inline-functions';
import { neededNodes } from './needed-nodes';
import { forNode } from './node-error';
import type { OnnxFile } from './read-file';
import { UnsupportedUses } from './unsupported-uses';

/** A node that is evaluated in every run. */
interface Step {
  readonly node: OnnxNode;
  readonly evaluate: Evaluate;
  readonly taken: ReadonlySet<number>;
}

/** A part of a graph as a program of TensorFlow.js ops: from given values to one output. What depends on constants alone is computed once. */
export class Program {
  private readonly constants: Constants;
  private readonly steps: Step[] = [];
  private readonly owned: Tensor[] = [];
  private readonly unsupported = new UnsupportedUses();

  /**
   * @param fixed further constants, by the names of inputs
   * @param given the names of the values that are passed to `run`
   * @throws {UnsupportedOperatorError} that lists all operators which cannot be read
   * @throws {OnnxFileError} when the graph does not hold together
   * @throws {ModelError} when a node does not go with its constants, or these would be too large
   */
  constructor(
    { model, mostElements }: OnnxFile,
    fixed: ReadonlyMap<string, Value>,
    given: ReadonlySet<string>,
    private readonly output: string,
  ) {
    this.constants = new Constants(model.graph.initializers);
    for (const [name, value] of fixed) this.constants.values.set(name, value);
    for (const name of given) this.constants.values.delete(name);
    try {
      const nodes = neededNodes(inlineFunctions(model), output, given);
      checkSources(nodes, new Set([...model.graph.initializers.keys(), ...fixed.keys(), ...given]), output);
      withAllowance(mostElements, () => {
        for (const node of nodes) this.add(node, own(model.opsets, node.domain) ?? 1);
      });
      const { list } = this.unsupported;
      if (list.length > 0) throw new UnsupportedOperatorError(list);
      this.placeConstants();
    } catch (error) {
      this.dispose();
      throw error;
    }
  }

  /** Whether the program reads a value. */
  needs(name: string): boolean {
    return this.steps.some(({ node, taken }) => node.inputs.some((one, index) => one === name && !taken.has(index)));
  }

  /** Evaluates the program; call it inside `tidy`. */
  run(given: ReadonlyMap<string, Value>): Value {
    const values = new Map([...this.constants.values, ...given]);
    for (const [name, value] of given) nameValue(name, value);
    for (const step of this.steps) evaluate(step, values);
    const result = values.get(this.output);
    if (result) return result;
    throw new ModelError(`The output ${describeName(this.output)} is not computed.`, {
      argument: 'output',
      value: this.output,
    });
  }

  /**
   * Evaluates the program as far as its values have few elements, so that nodes which do not go with each other are found; call it inside `tidy`.
   *
   * @throws {ModelError} when a node cannot be evaluated
   */
  rehearse(given: ReadonlyMap<string, Value>): void {
    const values = new Map([...this.constants.values, ...given]);
    let left = mostElementsOfRehearsal;
    for (const step of this.steps) {
      const inputs = step.node.inputs.map((name) => values.get(name)).filter((value) => value !== undefined);
      left -= inputs.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
      if (left < 0) return;
      try {
        withAllowance(mostElementsOfRehearsal, () => evaluate(step, values));
      } catch (error) {
        if ((error as Error).cause instanceof TooLarge) return;
        throw error;
      }
    }
  }

  /** Frees its constants. */
  dispose(): void {
    this.constants.dispose();
  }

  private add(node: OnnxNode, opset: number): void {
    const operator = own(own(operators, node.domain) ?? {}, node.op);
    if (!operator) {
      this.unsupported.add(node);
      return;
    }
    const { values, types } = this.constants;
    const inputs = node.inputs.map((name) => values.get(name));
    const reader = new OperatorNode(node, opset, values, types);
    try {
      tidy(() => {
        const evaluate = forNode(node, inputs, () => operator(reader));
        const isConstant = node.inputs.every((name, index) => name === '' || inputs[index]);
        if (!isConstant) {
          this.steps.push({ node, evaluate, taken: reader.taken });
          this.owned.push(...reader.owned);
          return;
        }
        const ready = inputs.map((value) => value && whereItBelongs(value));
        outputsOf(node, evaluate, ready).forEach((value, index) => {
          if (node.outputs[index] && value) this.constants.add(node.outputs[index], value);
        });
      });
    } catch (error) {
      if (!(error instanceof Unsupported)) throw error;
      this.unsupported.add(node, error.message);
    } finally {
      for (const tensor of reader.owned) this.constants.own(tensor);
    }
  }

  /** Makes tensors of the constants that the steps compute with, and forgets the others. */
  private placeConstants(): void {
    const used = new Set([this.output]);
    for (const { node, taken } of this.steps) {
      node.inputs.forEach((name, index) => {
        if (!taken.has(index)) used.add(name);
      });
    }
    for (const name of used) this.constants.putOnDevice(name);
    this.constants.retain(used, this.owned);
  }
}

const mostElementsOfRehearsal = 2 ** 16;

/** Adds what a step computes to the values. */
function evaluate({ node, evaluate: compute, taken }: Step, values: Map<string, Value>): void {
  const inputs = node.inputs.map((name, index) => (name && !taken.has(index) ? values.get(name) : undefined));
  for (const [index, value] of evaluated(node, compute, inputs).entries()) {
    if (!value) continue; // an output that only training has
    values.set(node.outputs[index], value);
    nameValue(node.outputs[index], value);
  }
}

/** What a node of a running program computes. */
function evaluated(node: OnnxNode, evaluate: Evaluate, inputs: readonly (Value | undefined)[]): readonly Value[] {
  try {
    return outputsOf(node, evaluate, inputs);
  } catch (error) {
    if (!(error instanceof Unsupported)) throw error;
    throw new UnsupportedOperatorError([{ op: node.op, domain: node.domain, count: 1, reason: error.message }]);
  }
}

/** What a node computes; a failure names the node. */
const outputsOf = (node: OnnxNode, evaluate: Evaluate, inputs: readonly (Value | undefined)[]): readonly Value[] =>
  forNode(node, inputs, () => {
    const values = [evaluate(inputs as readonly Value[])].flat();
    if (values[0] || !node.outputs[0]) return values;
    throw new ModelError('it gives no output.', { argument: 'model', value: node.outputs[0] });
  });

/** Tells those who record the model what the graph calls a value. */
function nameValue(name: string, value: Value): void {
  if (value instanceof DeviceValue) nameTensor(value.stored, name, isIdentity(value.order) ? undefined : value.order);
}
