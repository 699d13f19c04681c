import { blockChannels } from './blocks/block-channels';
import { givenValues } from './graph/given-values';
import { neededNodes } from './graph/needed';
import { type PreparedInput, prepareInputs } from './graph/prepare-inputs';
import { secondFactors } from './graph/second-factors';
import { shareTransposes } from './graph/share-transposes';
import { sizeOf } from './graph/size-of';
import { type Elements, isKnown, type Value } from './graph/value';
import { SteadyInput } from './known/steady-input';
import type { Trace } from './trace/trace';

/** The values that a graph is given, and those that it computes. */
export interface Ends {
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
}

/** An input that is laid out anew outside of the graph. */
export interface OutsideInput {
  /** Which of the program's inputs. */
  readonly index: number;
  readonly value: Value;
  readonly input: SteadyInput;
}

/** Up to so many elements of matrices are packed, a copy of 64 MB. */
const packedElements = 2 ** 24;

/** A known value of so few elements takes longer to be given, in each run, than its copy is worth. */
const littleElements = 2 ** 14;

/** A traced program as a runtime computes it fastest. */
export interface LaidOutProgram extends Ends {
  /** The same for any runtime. */
  readonly portable: Ends;
  /** What the graph takes besides the program's own inputs: some of them, laid out anew. */
  readonly outside: readonly OutsideInput[];
  /** How many elements its known values have. */
  readonly knownSize: number;
  /**
   * Those of them that are better a part of the graph: the little ones, and the matrices that many rows are multiplied by, which onnxruntime packs once, if they
   * are not too large for that.
   */
  readonly parts: ReadonlySet<Value>;
}

/**
 * Lays out a program.
 *
 * @param onProcessor whether it runs on processors alone, for which onnxruntime has operators of its own
 * @param block how many channels a block of the runtime's convolutions has; 1, if it has none
 */
export function layOutProgram({ inputs, outputs: traced }: Trace, onProcessor: boolean, block: number): LaidOutProgram {
  const { prepared, outputs: turned } = prepareInputs(inputs, traced);
  const portable = { inputs: [...inputs, ...prepared.map(({ value }) => value)], outputs: turned };
  const given = [...inputs.slice(1).map((value, index) => asItIs(value, index + 1)), ...prepared];
  const shared = onProcessor ? shareTransposes(turned) : turned;
  const { outputs, blocked } = block > 1 ? inBlocks(shared, block, given) : { outputs: shared, blocked: [] };
  const used = givenValues(outputs);
  const outside = [...prepared, ...blocked]
    .filter(({ value }) => used.has(value))
    .map(({ index, value, layOut }) => ({ index, value, input: new SteadyInput(layOut) }));
  const known = [...used].filter(isKnown);
  const little = known.filter(({ shape }) => sizeOf(shape) <= littleElements);
  const matrices = secondFactors(neededNodes(outputs)).filter(isKnown);
  return {
    portable,
    inputs: [...inputs, ...outside.map(({ value }) => value)],
    outputs,
    outside,
    knownSize: elementsOf(known),
    parts: new Set([...little, ...(elementsOf(matrices) <= packedElements ? matrices : [])]),
  };
}

function elementsOf(values: readonly Value[]): number {
  return values.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
}

function asItIs(value: Value, index: number): PreparedInput {
  return { index, value, layOut: (elements) => elements };
}

function inBlocks(turned: readonly Value[], block: number, given: readonly PreparedInput[]) {
  const givenAs = (value: Value) => given.find((one) => one.value === value);
  const { outputs, laidOut } = blockChannels(turned, block, (value) => givenAs(value) !== undefined);
  const blocked = laidOut.map(({ of, value, layOut }): PreparedInput => {
    const { index, layOut: before } = givenAs(of) as PreparedInput;
    return { index, value, layOut: (elements: Elements) => layOut(before(elements)) };
  });
  return { outputs, blocked };
}
