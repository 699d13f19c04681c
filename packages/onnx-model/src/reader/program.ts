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
import { HostValue } from '../operators/values/host-value';
import { sizeOf } from '../operators/values/indices';
import { knownNumber } from '../operators/values/known';
import { own } from '../operators/values/own';
import { isIdentity } from '../operators/values/permute';
import { type Value, whereItBelongs } from '../operators/values/value';
import { describeName } from '../session/value-info';
import { branchesOf, isIf } from './branches';
import { checkSources } from './check-sources';
import { Constants } from './constants';
import { UnsupportedOperatorError } from './errors';
import { followsFromShapes } from './follows-from-shapes';
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
  /** The conditions under which it is evaluated: those of the branches that it is in. */
  readonly guards: readonly Guard[];
}

/** A condition that is known in each run, from shapes, and what it must be. */
interface Guard {
  readonly condition: string;
  readonly expected: boolean;
}

/** A part of a graph as a program of TensorFlow.js ops: from given values to one output. What depends on constants alone is computed once. */
export class Program {
  private readonly constants: Constants;
  private readonly opsets: Readonly<Record<string, number>>;
  private readonly added: OnnxNode[] = [];
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
    this.opsets = model.opsets;
    this.constants = new Constants(model.graph.initializers);
    for (const [name, value] of fixed) this.constants.values.set(name, value);
    for (const name of given) this.constants.values.delete(name);
    try {
      const nodes = neededNodes(inlineFunctions(model), output, given);
      checkSources(nodes, new Set([...model.graph.initializers.keys(), ...fixed.keys(), ...given]), output);
      withAllowance(mostElements, () => {
        for (const node of nodes) this.add(node);
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

  /** Adds a node, evaluated under some conditions alone. */
  private add(node: OnnxNode, guards: readonly Guard[] = []): void {
    this.added.push(node);
    if (isIf(node)) this.addIf(node, guards);
    else this.addOperator(node, guards);
  }

  /** Adds the branch that a condition chooses; both, where it follows from the shapes of each run. */
  private addIf(node: OnnxNode, guards: readonly Guard[]): void {
    const [condition] = node.inputs;
    const { values } = this.constants;
    const value = values.get(condition);
    if (!followsFromShapes(condition, this.added, (name) => values.has(name))) {
      this.unsupported.add(node, "whose condition depends on the values of the model's input");
      return;
    }
    for (const [index, branch] of branchesOf(node).entries()) {
      const expected = index === 0;
      const isChosen = value instanceof HostValue && Boolean(value.data[0]) === expected;
      if (value && !isChosen) continue;
      const inside = value ? guards : [...guards, { condition, expected }];
      this.constants.addTensors(branch.initializers);
      for (const one of branch.nodes) this.add(one, inside);
      for (const [place, name] of branch.outputs.entries()) {
        const pass = { op: 'Identity', domain: '', name: '', attributes: {} };
        this.addOperator({ ...pass, inputs: [name], outputs: [node.outputs[place] ?? ''] }, inside, inside.length > 0);
      }
    }
  }

  /** @param isChoice whether the same output is made under other conditions, too, so that it is no constant */
  private addOperator(node: OnnxNode, guards: readonly Guard[], isChoice = false): void {
    const opset = own(this.opsets, node.domain) ?? 1;
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
        const isConstant = !isChoice && node.inputs.every((name, index) => name === '' || inputs[index]);
        if (!isConstant) {
          this.steps.push({ node, evaluate, taken: reader.taken, guards });
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
    for (const { node, taken, guards } of this.steps) {
      for (const { condition } of guards) used.add(condition);
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
function evaluate({ node, evaluate: compute, taken, guards }: Step, values: Map<string, Value>): void {
  const isMet = ({ condition, expected }: Guard) => {
    const value = values.get(condition);
    return value !== undefined && Boolean(knownNumber(value, 'A condition')) === expected; // none is computed in a branch that is not taken
  };
  if (!guards.every(isMet)) return;
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
