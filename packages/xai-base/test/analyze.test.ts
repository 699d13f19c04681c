import { matMul, mul, sum, type Tensor, tensor, tensor1d, tensor2d, zeros } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describeBackends } from '../../../tooling/jest/backends';
import {
  AbortError,
  type AnalyzeOptions,
  type Analyzer,
  analyze,
  IndexError,
  IndexSelector,
  type OutputSelection,
  ShapeError,
  ValueError,
  WeightedSelector,
  type XaiError,
} from '../src';
import { Slope } from './support/slope';
import { expectClose, randomTensor, rejection } from './support/tensors';

const square = (x: Tensor) => mul(x, x); // its slope is twice the input, at the selected outputs

function counting() {
  const model = jest.fn(square);
  return { model, analyzer: new Slope(model) };
}

describeBackends('what analyze returns', () => {
  test.each<[string, OutputSelection | undefined, number[][], number[]]>([
    [
      'nothing',
      undefined,
      [
        [0, 4],
        [6, 0],
      ],
      [1, 0],
    ],
    [
      'an index',
      1,
      [
        [0, 4],
        [0, 2],
      ],
      [1, 1],
    ],
    [
      'an index a sample',
      [0, 1],
      [
        [2, 0],
        [0, 2],
      ],
      [0, 1],
    ],
    [
      'a selector',
      new IndexSelector(0),
      [
        [2, 0],
        [6, 0],
      ],
      [0, 0],
    ],
    [
      'weights',
      new WeightedSelector({ 0: 1, 1: -1 }),
      [
        [2, -4],
        [6, -2],
      ],
      [0, 0],
    ],
  ])('for %s selected', async (_what, selection, val, outputSelection) => {
    const input = tensor2d([
      [1, 2],
      [3, 1],
    ]);
    const explanation = await analyze(input, new Slope(square), selection);
    expect(explanation.val.arraySync()).toEqual(val);
    expect(explanation.output.arraySync()).toEqual([
      [1, 4],
      [9, 1],
    ]);
    expect(explanation).toMatchObject({
      outputSelection,
      analyzer: 'Slope',
      heatmap: 'attribution',
      extras: undefined,
    });
    input.dispose();
    expect(explanation.input.arraySync()).toEqual([
      [1, 2],
      [3, 1],
    ]); // a handle of its own
    explanation.dispose();
  });

  test('is freed by `using`', async () => {
    const input = tensor2d([[1, 2]]);
    using explanation = await analyze(input, new Slope(square));
    expect(explanation.val.isDisposed).toBe(false);
    input.dispose();
  });
});

describeBackends('analyze', () => {
  test('a batch gives the numbers of its samples, in batches of any size, with any selection', async () => {
    const weights = randomTensor([3, 4]);
    const analyzer = new Slope((x) => square(matMul(x, weights)));
    const selections = [undefined, 2, [0, 1, 2, 3, 0], new WeightedSelector({ 0: 1, 3: -2 })];
    for (const selection of selections) {
      const input = randomTensor([5, 3], 7);
      const whole = await analyze(input, analyzer, selection);
      for (const batchSize of [1, 2, 3, 5, 99]) {
        const parts = await analyze(input, analyzer, selection, { batchSize });
        expect(parts.outputSelection).toEqual(whole.outputSelection);
        expectClose(parts.val.clone(), whole.val.clone());
        expectClose(parts.output.clone(), whole.output.clone());
        parts.dispose();
      }
      whole.dispose();
      input.dispose();
    }
    weights.dispose();
  });

  test('NaN and infinite values are refused with their place, before the model is called', async () => {
    const { model, analyzer } = counting();
    for (const [value, text] of [
      [Number.NaN, 'NaN'],
      [-1 / 0, '-Infinity'],
    ] as const) {
      const input = tensor([1, 2, 3, 4, value, 6, 7, 8], [2, 2, 2]);
      const error = await rejection(analyze(input, analyzer));
      expect(error).toBeInstanceOf(ValueError);
      expect(error.message).toBe(`input holds ${text} at [1,0,0]; expected finite numbers.`);
      expect(error).toMatchObject({ argument: 'input', value, expected: 'finite numbers' });
      input.dispose();
    }
    expect(model).not.toHaveBeenCalled();
  });
});

describe('wrong inputs are refused before the model is called', () => {
  const cases: [string, () => Tensor, typeof XaiError, RegExp][] = [
    ['rank 0', () => tensor(1), ShapeError, /^input has shape \[\]; .* For one sample: tf\.expandDims\(input, 0\)\.$/],
    [
      'rank 1',
      () => tensor1d([1, 2]),
      ShapeError,
      /^input has shape \[2\]; .* For one sample: tf\.expandDims\(input, 0\)\.$/,
    ],
    ['no sample', () => zeros([0, 2]), ShapeError, /^input has shape \[0,2\]; expected at least one sample/],
    ['an empty axis', () => zeros([2, 0, 3]), ShapeError, /^input has shape \[2,0,3\]; .* no axis of length 0/],
    ['text', () => tensor2d([['a', 'b']]), ValueError, /^input is a string tensor \[1, 2\]; expected a numeric tensor/],
  ];

  test.each(cases)('%s', async (_what, make, kind, message) => {
    const { model, analyzer } = counting();
    const input = make();
    const error = await rejection(analyze(input, analyzer));
    expect(error).toBeInstanceOf(kind);
    expect(error.message).toMatch(message);
    expect(error).toMatchObject({ argument: 'input', expected: expect.any(String) });
    expect(model).not.toHaveBeenCalled();
    input.dispose();
  });

  test.each([undefined, null, 3, [[1, 2]], {}])('%p', async (input) => {
    const error = await rejection(analyze(input as unknown as Tensor, counting().analyzer, [0]));
    expect(error).toBeInstanceOf(ValueError);
    expect(error.message).toContain('expected a numeric tensor [batch, ...]');
  });

  test('a disposed tensor', async () => {
    const input = zeros([1, 2]);
    input.dispose();
    const error = await rejection(analyze(input, counting().analyzer));
    expect(error).toBeInstanceOf(ValueError);
    expect(error.message).toContain('input is a disposed float32 tensor [1, 2]');
  });

  test.each(['int32', 'bool'] as const)('%s is fine', async (dtype) => {
    const input = tensor2d([[1, 0]], [1, 2], dtype);
    const explanation = await analyze(input, new Slope((x) => mul(x, 3)));
    expect(explanation.val.arraySync()).toEqual([[3, 0]]);
    explanation.dispose();
    input.dispose();
  });
});

describe('wrong selections, options and analyzers', () => {
  async function failure(selection: unknown, options?: unknown) {
    const { model, analyzer } = counting();
    const input = zeros([2, 3]);
    const error = await rejection(analyze(input, analyzer, selection as OutputSelection, options as AnalyzeOptions));
    input.dispose();
    return { error, calls: model.mock.calls.length };
  }

  test.each([
    [-1, ValueError],
    [0.5, ValueError],
    [Number.NaN, ValueError],
    ['1', ValueError],
    [null, ValueError],
    [[0, -1], ValueError],
    [[0], ShapeError],
    [[], ShapeError],
    [[0, 1, 2], ShapeError],
  ])('selection %p is refused before the model is called', async (selection, kind) => {
    const { error, calls } = await failure(selection);
    expect(error).toBeInstanceOf(kind);
    expect(error).toMatchObject({ argument: expect.any(String), expected: expect.any(String) });
    expect(calls).toBe(0);
  });

  test('an output that the model does not have', async () => {
    for (const selection of [3, [0, 3], new WeightedSelector({ 3: 1 })]) {
      const { error } = await failure(selection);
      expect(error).toBeInstanceOf(IndexError);
      expect(error.message).toContain(
        'Output index 3 does not exist: the model has 3 outputs; expected an index from 0 to 2.',
      );
    }
  });

  test('options of the wrong kind are refused before the model is called, by name and value', async () => {
    const wrongCount = fc.oneof(
      fc.integer({ max: 0 }),
      fc.double().filter((value) => !Number.isInteger(value)),
      fc.string(),
    );
    const wrongSeed = fc.oneof(
      fc.double().filter((value) => !Number.isInteger(value)),
      fc.string(),
      fc.constant(2 ** 60),
    );
    const anything = fc.oneof(
      fc.integer(),
      fc.string(),
      fc.constant(null),
      fc.constant({}),
      fc.constant(new AbortController()),
    );
    const wrong = fc.oneof(
      ...(['batchSize', 'seed', 'signal', 'onProgress', 'executor'] as const).map((name) =>
        fc.tuple(fc.constant(name), name === 'batchSize' ? wrongCount : name === 'seed' ? wrongSeed : anything),
      ),
    );
    await fc.assert(
      fc.asyncProperty(wrong, async ([name, value]) => {
        const { error, calls } = await failure(undefined, { [name]: value });
        expect(error).toBeInstanceOf(ValueError);
        expect(error).toMatchObject({ argument: name, value, expected: expect.any(String) });
        expect(error.message.startsWith(`${name} is `)).toBe(true);
        expect(error.message.endsWith(`; expected ${(error as ValueError).expected}.`)).toBe(true);
        expect(calls).toBe(0);
      }),
    );
  });

  test.each([undefined, null, 3, {}, Slope])('%p is no analyzer', async (analyzer) => {
    const input = zeros([1, 1]);
    const error = await rejection(analyze(input, analyzer as unknown as Analyzer));
    input.dispose();
    expect(error).toBeInstanceOf(ValueError);
    expect(error).toMatchObject({ argument: 'analyzer', expected: 'an Analyzer, such as new Gradient(model)' });
  });
});

describe('abort and progress', () => {
  test('a signal that has fired: nothing is done', async () => {
    const { model, analyzer } = counting();
    const input = zeros([2, 3]);
    const error = await rejection(analyze(input, analyzer, 0, { signal: AbortSignal.abort('enough') }));
    expect(error).toBeInstanceOf(AbortError);
    expect(error).toMatchObject({ name: 'AbortError', argument: 'signal', cause: 'enough' });
    expect(model).not.toHaveBeenCalled();
    input.dispose();
  });

  test.each([1, 2, 3])('an abort after batch %p: no other runs, nothing is left', async (batches) => {
    const { model, analyzer } = counting();
    const controller = new AbortController();
    const input = randomTensor([3, 2]);
    const onProgress = ({ done }: { done: number }) => done === batches && controller.abort();
    const options = { signal: controller.signal, batchSize: 1, onProgress };
    expect(await rejection(analyze(input, analyzer, undefined, options))).toBeInstanceOf(AbortError);
    expect(model).toHaveBeenCalledTimes(batches);
    input.dispose();
  });

  test('a timer can abort, as the event loop gets its turns', async () => {
    const input = randomTensor([20_000, 2]);
    const options = { signal: AbortSignal.timeout(50), batchSize: 1 };
    const error = await rejection(analyze(input, new Slope(square), undefined, options));
    expect(error).toBeInstanceOf(AbortError);
    input.dispose();
  });

  test('progress counts samples, after each batch', async () => {
    const input = randomTensor([5, 2]);
    const seen: unknown[] = [];
    const explanation = await analyze(input, new Slope(square), 0, {
      batchSize: 2,
      onProgress: (one) => seen.push(one),
    });
    expect(seen).toEqual([
      { done: 2, total: 5 },
      { done: 4, total: 5 },
      { done: 5, total: 5 },
    ]);
    explanation.dispose();
    input.dispose();
  });

  test('an error in onProgress, or of the model in a later batch, leaves nothing', async () => {
    const input = randomTensor([3, 2]);
    const mine = new RangeError('mine');
    const throws = () => {
      throw mine;
    };
    expect(await rejection(analyze(input, new Slope(square), 0, { batchSize: 1, onProgress: throws }))).toBe(mine);
    let calls = 0;
    const model = (x: Tensor) => (++calls === 3 ? throws() : sum(square(x), 1, true));
    expect(await rejection(analyze(input, new Slope(model), 0, { batchSize: 1 }))).toBe(mine);
    input.dispose();
  });
});
