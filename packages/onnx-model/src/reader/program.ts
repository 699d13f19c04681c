import { type Tensor, tidy } from '@tensorflow/tfjs-core';
import { type OnnxGraph, type OnnxNode, subgraphsOf } from 'onnx-format';
import { ModelError } from 'xai-base';
import { operators } from '../operators';
import type { Operator } from '../operators/operator';
import { OperatorNode } from '../operators/operator-node';
import { Unsupported } from '../operators/unsupported';
import { TooLarge, withAllowance } from '../operators/values/allowance';
import { HostValue } from '../operators/values/host-value';
import { sizeOf } from '../operators/values/indices';
import { own } from '../operators/values/own';
import { knownWhereItIsOne, type Value, whereItBelongs } from '../operators/values/value';
import { describeName } from '../session/value-info';
import { nestings } from './blocks';
import { type Block, type Nesting, namesAround } from './blocks/block';
import { namesTakenBy, nameValue, outputsOf, runStep, type Step } from './blocks/step';
import { renamed } from './blocks/subgraphs';
import { checkSources } from './check-sources';
import { Constants } from './constants';
import { cutAt, runOn } from './cut';
import { UnsupportedOperatorError } from './errors';
import { inlineFunctions } from './inline-functions';
import { neededNodes } from './needed-nodes';
import { forNode } from './node-error';
import type { OnnxFile } from './read-file';
import { type LastUses, lastUses, runFreeing } from './run-freeing';
import { spatialValues } from './spatial-values';
import { UnsupportedUses } from './unsupported-uses';

/** A part of a graph as a program of TensorFlow.js ops: from given values to one output. What depends on constants alone is computed once. */
export class Program {
  private readonly constants: Constants;
  private readonly opsets: Readonly<Record<string, number>>;
  private steps: Step[] = [];
  private readonly owned: Tensor[] = [];
  private readonly unsupported = new UnsupportedUses();
  private uses?: LastUses;

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
    return namesTakenBy(this.steps).includes(name);
  }

  /** The values inside of the program that are feature maps, in the order of evaluation. */
  get featureMaps(): Set<string> {
    return spatialValues(this.steps);
  }

  /** The names of the values that are computed in each run. */
  get computed(): string[] {
    return this.steps.flatMap(({ node }) => node.outputs.filter(Boolean));
  }

  /** Evaluates the program; call it inside `tidy`. */
  run(given: ReadonlyMap<string, Value>): Value {
    this.uses ??= lastUses(this.steps, this.output);
    return this.result(runFreeing(this.steps, this.uses, this.begun(given)));
  }

  /** Evaluates the program, and gives all its values; call it inside `tidy`. */
  runWhole(given: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> {
    return this.evaluate(this.steps, given);
  }

  /**
   * Evaluates the program up to a value inside of it; call it inside `tidy`.
   *
   * @returns the value, and the output from (another) value in its place on
   */
  split(given: ReadonlyMap<string, Value>, name: string): [value: Value, rest: (value: Value) => Value] {
    const { before, behind } = cutAt(this.steps, name);
    const values = this.evaluate(before, given);
    return [values.get(name) as Value, (value) => this.result(runOn(behind, new Map(values).set(name, value)))];
  }

  private evaluate(steps: readonly Step[], given: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> {
    return runOn(steps, this.begun(given));
  }

  /** What is there before the first step. */
  private begun(given: ReadonlyMap<string, Value>): Map<string, Value> {
    for (const [name, value] of given) nameValue(name, value);
    return new Map([...this.constants.values, ...given]);
  }

  private result(values: ReadonlyMap<string, Value>): Value {
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
        withAllowance(mostElementsOfRehearsal, () => runStep(step, values));
      } catch (error) {
        if (isTooLarge(error)) return;
        throw error;
      }
    }
  }

  /** Frees its constants. */
  dispose(): void {
    this.constants.dispose();
  }

  /** Adds a node: what it computes, if it is constant, else a step. */
  private add(node: OnnxNode): void {
    const nested = node.domain === '' ? own(nestings, node.op) : undefined;
    if (!nested) {
      const operator = own(own(operators, node.domain) ?? {}, node.op);
      if (operator) this.addOperator(node, operator);
      else this.unsupported.add(node);
      return;
    }
    const graphs = new Map(subgraphsOf(node));
    const parts = nested.graphs.flatMap((key) => {
      const graph = graphs.get(key);
      return graph ? [renamed(graph, `${node.outputs[0]}/${key}/`)] : [];
    });
    if (parts.length < nested.graphs.length) {
      this.unsupported.add(node, `without ${nested.graphs.filter((key) => !graphs.has(key)).join(' and ')}`);
      return;
    }
    const condition = node.op === 'If' ? this.constants.values.get(node.inputs[0]) : undefined;
    if (condition instanceof HostValue) this.addChosen(node, parts[condition.data[0] ? 1 : 0]);
    else
      this.addNesting(
        node,
        parts.map((part) => this.blockOf(part)),
        nested.nesting,
      );
  }

  /** Adds the branch that a constant chooses, in the place of its node. */
  private addChosen(node: OnnxNode, { initializers, nodes, outputs }: OnnxGraph): void {
    this.constants.addTensors(initializers);
    for (const one of nodes) this.add(one);
    for (const [place, { name }] of outputs.entries()) {
      const pass = { op: 'Identity', domain: '', name: '', attributes: {} };
      this.add({ ...pass, inputs: [name], outputs: [node.outputs[place] ?? ''] });
    }
  }

  /** Adds a node with graphs inside of it. */
  private addNesting(node: OnnxNode, blocks: readonly Block[], nesting: Nesting): void {
    const around = [...new Set(blocks.flatMap(namesAround))];
    const count = node.inputs.length;
    this.addOperator({ ...node, inputs: [...node.inputs, ...around] }, (reader) => {
      const compute = nesting(reader, blocks);
      return (inputs) =>
        compute(inputs.slice(0, count), new Map(around.map((name, index) => [name, inputs[count + index]])));
    });
  }

  /** A graph inside of a node, as steps of its own. */
  private blockOf({ initializers, nodes, inputs, outputs }: OnnxGraph): Block {
    const around = this.steps;
    const steps: Step[] = [];
    this.steps = steps;
    this.constants.addTensors(initializers);
    for (const one of nodes) this.add(one);
    this.steps = around;
    return { steps, inputs: inputs.map(({ name }) => name), outputs: outputs.map(({ name }) => name) };
  }

  private addOperator(node: OnnxNode, operator: Operator): void {
    const { values, types } = this.constants;
    const inputs = node.inputs.map((name) => values.get(name));
    const reader = new OperatorNode(node, own(this.opsets, node.domain) ?? 1, values, types);
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
          if (node.outputs[index] && value) this.constants.add(node.outputs[index], knownWhereItIsOne(value));
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
    const used = new Set([this.output, ...namesTakenBy(this.steps)]);
    for (const name of used) this.constants.putOnDevice(name);
    this.constants.retain(used, this.owned);
  }
}

const mostElementsOfRehearsal = 2 ** 16;

/** Whether a node, or one inside of it, failed as its result would be too large. */
const isTooLarge = (error: unknown): boolean =>
  error instanceof Error && (error instanceof TooLarge || isTooLarge(error.cause));
