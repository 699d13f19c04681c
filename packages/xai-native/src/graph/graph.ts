import type { Tensor } from '@tensorflow/tfjs-core';
import type { Attributes } from 'onnx-format';
import { elementsOf, type Move, whole } from '../known/strided';
import { anything, exactly, onlyNumber, type Range } from './range';
import { sizeOf } from './size-of';
import { type Compute, type Elements, isKnown, type Node, repeated, type Value, type ValueType } from './value';

/** What is said of an output when its node is added. */
export interface OutputType {
  readonly shape: readonly number[];
  readonly type: ValueType;
  readonly range?: Range;
}

let nextId = 0; // values of different graphs can meet

/**
 * A graph of ONNX operators under construction. What is added twice is there once; a node whose elements can be but one
 * number is a constant at once.
 */
export class Graph {
  private readonly nodes = new Map<string, Node>();
  private readonly derivations = new Map<string, Value>();
  private readonly literals = new Map<string, Value>();
  private readonly captures = new Map<object, Value>();

  /** A value that is given when the graph runs. */
  input(shape: readonly number[], type: ValueType): Value {
    return this.value({ shape, type }, { kind: 'input' });
  }

  /** Adds a node. */
  add(op: string, inputs: readonly (Value | undefined)[], attributes: Attributes, outputs: readonly OutputType[]) {
    const [{ range = anything, shape, type }] = outputs;
    const number = onlyNumber(range);
    if (outputs.length === 1 && number !== undefined && Number.isFinite(number))
      return [this.fill(number, shape, type)];
    const key = `${op}|${inputs.map((input) => input?.id)}|${JSON.stringify(attributes)}|${outputs.map((one) => one.type)}`;
    const known = this.nodes.get(key);
    if (known) return known.outputs;
    const values: Value[] = [];
    const node: Node = { op, inputs, attributes, outputs: values };
    values.push(...outputs.map((output, index) => this.value(output, { kind: 'node', node, output: index })));
    this.nodes.set(key, node);
    return values;
  }

  /** Adds a node of one output. */
  one(op: string, inputs: readonly (Value | undefined)[], output: OutputType, attributes: Attributes = {}): Value {
    return this.add(op, inputs, attributes, [output])[0];
  }

  /** What a node that is there already makes of a value. */
  find(op: string, value: Value): Value | undefined {
    for (const node of this.nodes.values()) {
      if (node.op === op && node.inputs[0] === value) return node.outputs[0];
    }
    return undefined;
  }

  /** Elements that the program made itself. */
  literal(elements: Elements, shape: readonly number[], type: ValueType): Value {
    const [first] = elements as Float32Array;
    if (elements.length > 0 && !Number.isNaN(first) && (elements as Float32Array).every((one) => one === first)) {
      if (type !== 'int64') return this.fill(Number(first), shape, type);
    }
    const make = () => this.value({ shape, type }, { kind: 'literal', elements: () => elements });
    return elements.length > 64 ? make() : this.remember(`${type}|${shape}|${elements}`, make);
  }

  /** The same number everywhere. */
  fill(number: number, shape: readonly number[], type: ValueType): Value {
    return this.remember(`${type}|${shape}|${Object.is(number, -0) ? '-0' : number} everywhere`, () => {
      const elements = () => repeated(type, number, sizeOf(shape));
      return this.value({ shape, type, range: exactly(number) }, { kind: 'literal', elements });
    });
  }

  /** A list of integers, as operators take their parameters. */
  integers(list: readonly number[]): Value {
    return this.literal(BigInt64Array.from(list, BigInt), [list.length], 'int64');
  }

  /** A tensor of another backend; a variable is known by itself, another tensor by its data. */
  capture(tensor: Tensor, isVariable: boolean): Value {
    const key = isVariable ? tensor : tensor.dataId;
    const known = this.captures.get(key);
    if (known && String(known.shape) === String(tensor.shape)) return known;
    const type = tensor.dtype as ValueType;
    const value = this.value({ shape: tensor.shape, type }, { kind: 'captured', tensor });
    this.captures.set(key, value);
    return value;
  }

  /** What tensor operations make of known values, outside of the graph. */
  derive(output: OutputType, name: string, inputs: readonly Value[], of: (inputs: readonly Tensor[]) => Tensor): Value {
    return this.derived(output, name, inputs, { on: 'backend', of });
  }

  /** What is made of the elements of known values, outside of the graph. */
  deriveOnHost(
    output: OutputType,
    name: string,
    inputs: readonly Value[],
    of: (inputs: readonly Elements[]) => Elements,
  ): Value {
    return this.derived(output, name, inputs, { on: 'host', of });
  }

  /** What is made of the elements of known values by moving and scaling those of the first. */
  deriveByMoves(output: OutputType, name: string, inputs: readonly Value[], move: Move): Value {
    const of = ([x, ...others]: readonly Elements[]) =>
      elementsOf(move(whole(x as Float32Array, inputs[0].shape), others as Float32Array[]));
    return this.derived(output, name, inputs, { on: 'host', of, move });
  }

  private derived(output: OutputType, name: string, inputs: readonly Value[], compute: Compute): Value {
    if (!inputs.every(isKnown)) throw new Error(`${name} is to be computed from values that are not known`);
    const number = onlyNumber(output.range ?? anything);
    if (number !== undefined && Number.isFinite(number)) return this.fill(number, output.shape, output.type);
    const key = `${name}|${inputs.map(({ id }) => id)}`;
    const known = this.derivations.get(key) ?? this.value(output, { kind: 'derived', name, inputs, compute });
    this.derivations.set(key, known);
    return known;
  }

  private remember(key: string, make: () => Value): Value {
    const known = this.literals.get(key) ?? make();
    this.literals.set(key, known);
    return known;
  }

  private value({ shape, type, range = anything }: OutputType, origin: Value['origin']): Value {
    return { id: nextId++, shape: [...shape], type, range, origin };
  }
}
