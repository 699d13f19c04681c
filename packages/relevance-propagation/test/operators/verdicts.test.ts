import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { type RecordedValue, type Recording, record } from 'tfjs-gradients';
import type { Verdict } from '../../src/operators/verdict';
import { judge } from '../../src/operators/verdicts';

/** The verdicts of a function's operations, and where its last one, an activation, begins. */
function verdictsOf(f: (x: tf.Tensor) => tf.Tensor, shape: number[]) {
  const x = tf.randomUniform(shape, -1, 1, 'float32', 1);
  const recording = record(f, [x]);
  const verdicts = [...judge(recording)].map(([operation, verdict]) => ({ kernel: operation.kernel, ...verdict }));
  const last = verdicts.at(-1);
  const isOfInput = last?.kind === 'activation' && last.of === recording.inputs[0];
  recording.dispose();
  x.dispose();
  return { kinds: verdicts.map(({ kernel, kind }) => `${kernel}: ${kind}`), last: last?.kind, isOfInput };
}

/** The kernel that made a value. */
function makerOf({ operations }: Recording, value: RecordedValue): string | undefined {
  return operations.find(({ outputs }) => outputs.includes(value))?.kernel;
}

const one = tf.scalar;
const gelu = (x: tf.Tensor) => tf.mul(tf.mul(x, tf.add(tf.erf(tf.div(x, Math.SQRT2)), 1)), 0.5);

describe('activations are known in every spelling', () => {
  test.each<[string, (x: tf.Tensor) => tf.Tensor]>([
    ['relu', (x) => tf.relu(x)],
    ['tanh', (x) => tf.tanh(x)],
    ['square', (x) => tf.mul(x, x)],
    ['GELU, halved first', (x) => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.div(x, Math.SQRT2)), 1))],
    ['SiLU', (x) => tf.mul(x, tf.sigmoid(x))],
    ['SiLU, the gate first', (x) => tf.mul(tf.sigmoid(x), x)],
    ['SiLU as a quotient', (x) => tf.div(x, tf.add(tf.exp(tf.neg(x)), 1))],
    ['QuickGELU', (x) => tf.mul(x, tf.sigmoid(tf.mul(x, 1.702)))],
    ['Mish', (x) => tf.mul(x, tf.tanh(tf.softplus(x)))],
    ['HardSwish', (x) => tf.mul(x, tf.clipByValue(tf.add(tf.mul(x, 1 / 6), 0.5), 0, 1))],
    ['softsign', (x) => tf.div(x, tf.add(tf.abs(x), 1))],
    [
      'tanh GELU',
      (x) => tf.mul(tf.mul(x, 0.5), tf.add(tf.tanh(tf.mul(tf.add(x, tf.mul(tf.pow(x, 3), 0.044715)), 0.8)), 1)),
    ],
  ])('%s', (_, f) => {
    expect(verdictsOf(f, [2, 3])).toMatchObject({ last: 'activation', isOfInput: true });
  });

  test('one of a value inside begins there', () => {
    const { kinds, isOfInput } = verdictsOf((x) => gelu(tf.matMul(x, tf.ones([3, 3]))), [2, 3]);
    expect(kinds.at(-1)).toBe('Multiply: linear'); // by a half
    expect(kinds.at(-2)).toBe('Multiply: activation');
    expect(isOfInput).toBe(false);
  });
});

test('what f(x) / x is a product of, where f is spelt as a product with x or a multiple of it', () => {
  const x = tf.tensor2d([[1, -2, 0.5]]);
  const spelt: Record<string, (x: tf.Tensor) => tf.Tensor> = {
    'by x': gelu,
    'by a multiple of x': (y) => tf.mul(tf.mul(0.5, y), tf.add(tf.erf(tf.div(y, Math.SQRT2)), 1)),
    'the gate first': (y) => tf.mul(tf.sigmoid(y), tf.mul(y, 3)),
    square: (y) => tf.square(y),
    'x by x': (y) => tf.mul(y, y),
  };
  const known = Object.entries(spelt).flatMap(([name, f]) => {
    const recording = record(f, [x]);
    const checked = [...judge(recording)].flatMap(([{ outputs }, verdict]) => {
      if (verdict.kind !== 'activation' || !verdict.quotient) return [];
      const { quotient, of } = verdict;
      tf.tidy(() => {
        const product = quotient.reduce((total, { tensor }) => tf.mul(total, tensor), of.tensor);
        expect(tf.max(tf.abs(tf.sub(product, outputs[0].tensor))).dataSync()[0]).toBeLessThan(1e-6);
      });
      return [name];
    });
    recording.dispose();
    return checked;
  });
  expect(known).toEqual(['by x', 'by a multiple of x', 'the gate first', 'x by x']);
  x.dispose();
});

describe('normalizations', () => {
  const centred = (x: tf.Tensor) => tf.sub(x, tf.mean(x, -1, true));
  const deviation = (x: tf.Tensor) => tf.sqrt(tf.add(tf.mean(tf.square(x), -1, true), 1e-5));
  test.each<[string, (x: tf.Tensor) => tf.Tensor]>([
    ['LayerNorm as a quotient', (x) => tf.div(centred(x), deviation(centred(x)))],
    ['LayerNorm by a reciprocal', (x) => tf.mul(centred(x), tf.reciprocal(deviation(x)))],
    ['RMSNorm', (x) => tf.mul(x, tf.rsqrt(tf.add(tf.mean(tf.square(x), -1, true), 1e-5)))],
    ['L2 norm', (x) => tf.div(x, tf.norm(x, 2, -1, true))],
    ['L1 norm', (x) => tf.div(x, tf.sum(tf.abs(x), -1, true))],
  ])('the statistics of %s', (_, f) => {
    expect(verdictsOf(f, [2, 5]).last).toBe('statistic');
  });
});

describe('products and softmax', () => {
  const softmax = (x: tf.Tensor) => {
    const e = tf.exp(tf.sub(x, tf.max(x, -1, true)));
    return tf.div(e, tf.sum(e, -1, true));
  };

  test('two values that depend on the input', () => {
    expect(verdictsOf((x) => tf.matMul(x, x, false, true), [1, 2, 3]).last).toBe('bilinear');
    expect(verdictsOf((x) => tf.mul(tf.matMul(x, tf.ones([3, 3])), x), [2, 3]).last).toBe('bilinear');
    expect(verdictsOf((x) => tf.einsum('bij,bkj->bik', x, x), [1, 2, 3]).last).toBe('bilinear');
  });

  test('one value and a constant', () => {
    expect(verdictsOf((x) => tf.matMul(x, tf.ones([3, 2])), [2, 3]).last).toBe('linear');
    expect(verdictsOf((x) => tf.div(x, 3), [2, 3]).last).toBe('linear');
  });

  test('what lies between bounds gates what does not, as the hard sigmoid of a recurrent cell', () => {
    const x = tf.randomUniform([2, 3], -1, 1, 'float32', 1);
    const weights = tf.ones([3, 3]);
    const gate = (y: tf.Tensor) => tf.clipByValue(tf.add(tf.mul(tf.matMul(y, weights), 0.2), 0.5), 0, 1);
    const cell = (y: tf.Tensor) => tf.tanh(tf.matMul(y, weights));
    const gatesOf = (f: (y: tf.Tensor) => tf.Tensor) => {
      const recording = record(f, [x]);
      const verdict = [...judge(recording).values()].at(-1) as Verdict;
      const kernels = verdict.kind === 'bilinear' ? verdict.gates.map((value) => makerOf(recording, value)) : [];
      recording.dispose();
      return kernels;
    };
    expect(gatesOf((y) => tf.mul(gate(y), cell(y)))).toEqual(['ClipByValue']);
    expect(gatesOf((y) => tf.mul(cell(y), gate(y)))).toEqual(['ClipByValue']);
    expect(gatesOf((y) => tf.mul(cell(y), tf.sub(1, gate(y))))).toEqual(['Sub']);
    expect(gatesOf((y) => tf.mul(gate(y), tf.clipByValue(tf.matMul(y, weights), 0, 1)))).toEqual([]); // which of the two?
    tf.dispose([x, weights]);
  });

  test('softmax in one operation and spelt out', () => {
    expect(verdictsOf((x) => tf.softmax(x), [2, 3]).kinds).toEqual(['Softmax: softmax']);
    const spelt = verdictsOf(softmax, [2, 3]).kinds;
    expect(spelt).toContain('Exp: linear'); // differentiated as a whole
    expect(spelt.at(-1)).toBe('RealDiv: softmax');
    const e = (x: tf.Tensor) => tf.exp(x);
    expect(verdictsOf((x) => tf.mul(e(x), one(2)), [2, 3]).kinds).toEqual(['Exp: activation', 'Multiply: linear']);
  });

  test('an operation of no rule is unknown', () => {
    expect(verdictsOf((x) => tf.cumprod(x, 1), [2, 3]).kinds).toEqual(['Cumprod: unknown']);
  });
});
