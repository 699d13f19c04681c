import { add, matMul, mul, reshape, stack, sub, type Tensor, transpose, unstack, zeros } from '@tensorflow/tfjs-core';
import type { Operator } from '../operator';
import type { OperatorNode } from '../operator-node';
import { Unsupported } from '../unsupported';
import { DeviceValue } from '../values/device-value';
import { HostValue } from '../values/host-value';
import type { Value } from '../values/value';
import type { Cell, CellWeights, Memory } from './cell';
import { gruCell, lstmCell, simpleCell } from './cells';
import { type GateFunction, gateFunctions } from './functions';

/** A recurrent layer over series, forward, in reverse, or in both directions; its steps are written out. */
const recurrent =
  (cellOf: (node: OperatorNode) => Cell): Operator =>
  (node) => {
    const cell = cellOf(node);
    const direction = node.string('direction', 'forward');
    const backwards = direction === 'bidirectional' ? [false, true] : [direction === 'reverse'];
    const functions = gateFunctions(node, backwards.length, cell.usualFunctions);
    const isBatchFirst = node.int('layout', 0) === 1;
    if (node.attribute('clip', 'float') !== undefined) throw new Unsupported('with clipping');
    if (node.int('input_forget', 0) === 1) throw new Unsupported('with coupled gates');
    return (inputs) => {
      const [x, w, r, b, lengths, hidden, carry, peepholes] = inputs;
      const timeFirst = (value: Value) => (isBatchFirst ? transpose(value.tensor, [1, 0, 2]) : value.tensor);
      const series = timeFirst(x); // [time, batch, features]
      const [time, batch] = series.shape;
      const masks = lengths && masksOf(lengths, time, batch);
      const runs = backwards.map((isBackward, index) => {
        const state = (value: Value | undefined) => (value ? at(timeFirst(value), index) : zeros([batch, r.shape[2]])); // [batch, units]
        const weights = weightsOf([w, r, b, peepholes], index);
        const start = { hidden: state(hidden), ...(cell === lstmCell && { carry: state(carry) }) };
        return run(series, start, { cell, weights, functions: functions[index], isBackward, masks });
      });
      const allSteps = stack(runs.map(({ steps }) => stack(steps))); // [directions, time, batch, units]
      const lastSteps = (part: (memory: Memory) => Tensor) =>
        new DeviceValue(
          stack(
            runs.map(({ last }) => part(last)),
            isBatchFirst ? 1 : 0,
          ),
        );
      return [
        new DeviceValue(allSteps).transposed(isBatchFirst ? [2, 1, 0, 3] : [1, 0, 2, 3]),
        lastSteps((memory) => memory.hidden),
        ...(cell === lstmCell ? [lastSteps((memory) => memory.carry as Tensor)] : []),
      ];
    };
  };

interface Direction {
  readonly cell: Cell;
  readonly weights: CellWeights;
  readonly functions: readonly GateFunction[];
  readonly isBackward: boolean;
  /** For each step, which samples are that long, `[batch, 1]`. */
  readonly masks?: readonly Tensor[];
}

function run(series: Tensor, start: Memory, { cell, weights, functions, isBackward, masks }: Direction) {
  const [time, batch, features] = series.shape;
  const products = matMul(reshape(series, [time * batch, features]), weights.input as Tensor);
  const biased = weights.inputBias ? add(products, weights.inputBias) : products;
  const ofInput = unstack(reshape(biased, [time, batch, -1]));
  const steps: Tensor[] = [];
  let last = start;
  for (let index = 0; index < time; index++) {
    const step = isBackward ? time - 1 - index : index;
    const next = cell.step(ofInput[step], last, weights, functions);
    const mask = masks?.[step];
    last = mask ? blend(mask, next, last) : next;
    steps[step] = mask ? mul(mask, next.hidden) : next.hidden;
  }
  return { steps, last };
}

/** The new memory where a mask is 1, the former one where it is 0. */
function blend(mask: Tensor, next: Memory, before: Memory): Memory {
  const choose = (a: Tensor, b: Tensor) => add(mul(mask, a), mul(sub(1, mask), b));
  return {
    hidden: choose(next.hidden, before.hidden),
    ...(next.carry && { carry: choose(next.carry, before.carry as Tensor) }),
  };
}

function masksOf(lengths: Value, time: number, batch: number): Tensor[] | undefined {
  if (!(lengths instanceof HostValue)) throw new Unsupported('with lengths that depend on the input');
  const { data } = lengths;
  if (Array.from(data).every((length) => length === time)) return undefined;
  return Array.from({ length: time }, (_, step) => {
    const mask = Array.from({ length: batch }, (_sample, index) => Number(step < data[index]));
    return new HostValue('float32', [batch, 1], mask).tensor;
  });
}

/** The weights of one direction: of W `[directions, gates * hidden, input]`, R, B and P. */
function weightsOf([w, r, b, peepholes]: readonly (Value | undefined)[], direction: number): CellWeights {
  const matrix = (value: Value) => transpose(at(value.tensor, direction));
  const bias = b && at(b.tensor, direction);
  const [inputBias, hiddenBias] = bias ? halves(bias) : [];
  return {
    input: matrix(w as Value),
    hidden: matrix(r as Value),
    inputBias,
    hiddenBias,
    peepholes: peepholes && at(peepholes.tensor, direction),
  };
}

const halves = (x: Tensor): Tensor[] => unstack(reshape(x, [2, x.size / 2]));

const at = (x: Tensor, index: number): Tensor => unstack(x)[index];

/** Recurrent layers. */
export const recurrentLayers: Readonly<Record<string, Operator>> = {
  GRU: recurrent((node) => gruCell(node.int('linear_before_reset', 0) === 1)),
  LSTM: recurrent(() => lstmCell),
  RNN: recurrent(() => simpleCell),
};
