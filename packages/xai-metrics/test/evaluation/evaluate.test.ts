import '@tensorflow/tfjs-backend-cpu';
import { matMul, ones, relu, setBackend, slice, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import { Gradient, InputTimesGradient } from 'explainable-ai';
import { AbortError, ModelError, ShapeError, ValueError } from 'xai-base';
import {
  AvgSensitivity,
  Completeness,
  Consistency,
  Deletion,
  evaluate,
  FaithfulnessCorrelation,
  InputAttribution,
  Insertion,
  LocalLipschitz,
  MaxSensitivity,
  type Metric,
  Monotonicity,
  MPRT,
  PixelFlipping,
  PointingGame,
  RandomAttribution,
  RelativeInputStability,
  Sparseness,
  Sufficiency,
} from '../../src/index';
import { randomTensor, rejection } from '../support/metrics';

let weights: Tensor2D;
let input: Tensor;

beforeAll(async () => {
  await setBackend('cpu');
  weights = randomTensor([6, 3], 1) as Tensor2D;
  input = randomTensor([7, 6], 2);
});
afterAll(() => {
  weights.dispose();
  input.dispose();
});

const model = (x: Tensor) => relu(matMul(x as Tensor2D, weights));
const methods = {
  Gradient: new Gradient(model),
  Product: (m: typeof model) => new InputTimesGradient(m),
};
const metrics = [new Deletion(), new FaithfulnessCorrelation({ size: 2, runs: 8 }), new MaxSensitivity({ draws: 2 })];

test('a tensor, its batches and a stream of pieces give the same table', async () => {
  async function* stream() {
    for (const [begin, size] of [
      [0, 2],
      [2, 4],
      [6, 1],
    ]) {
      const piece = slice(input, begin, size);
      yield piece;
      piece.dispose();
    }
  }
  const whole = await evaluate(methods, model, input, metrics, { seed: 3 });
  expect(whole.analyzers).toEqual(['Gradient', 'Product', 'random', 'edges', 'input']);
  const others = [
    await evaluate(methods, model, { input }, metrics, { seed: 3, batchSize: 3 }),
    await evaluate(methods, model, stream(), metrics, { seed: 3 }),
  ];
  for (const other of others)
    for (const analyzer of whole.analyzers)
      for (const { name } of metrics) {
        const [expected, got] = [whole.values(analyzer, name), other.values(analyzer, name)];
        expect(expected.length).toBe(7);
        expected.forEach((value, sample) => {
          if (Number.isNaN(value)) expect(got[sample]).toBeNaN();
          else expect(got[sample]).toBeCloseTo(value, 5);
        });
      }
});

test('a metric says in a table what it says alone', async () => {
  const target = [0, 1, 2, 0, 1, 2, 0];
  const table = await evaluate(methods, model, { input, target }, [new Completeness()], { batchSize: 3 });
  const explanation = await new InputTimesGradient(model).analyze(input, target);
  const alone = await new Completeness().evaluate({ model, input, target, attribution: explanation.val });
  expect(Array.from(table.values('Product', 'Completeness'))).toEqual(Array.from(alone.scores));
  explanation.dispose();
});

test('masks are cut with the samples', async () => {
  const masks = ones([7, 6]);
  const table = await evaluate(methods, model, { input, masks }, [new PointingGame()], { batchSize: 2 });
  expect(Array.from(table.values('Gradient', 'PointingGame'))).toEqual(new Array(7).fill(1));
  const few = slice(masks, 0, 6);
  const wrong = evaluate(methods, model, { input, masks: few }, [new PointingGame()]);
  expect(await rejection(wrong)).toBeInstanceOf(ShapeError);
  masks.dispose();
  few.dispose();
});

test('progress counts scores, and an abort ends it', async () => {
  const seen: number[] = [];
  const controller = new AbortController();
  const onProgress = ({ done, total }: { done: number; total: number }) => {
    expect(total).toBe(7 * 5 * 3);
    seen.push(done);
  };
  await evaluate(methods, model, input, metrics, { batchSize: 4, onProgress });
  expect(seen[seen.length - 1]).toBe(7 * 5 * 3);
  const { signal } = controller;
  const aborted = evaluate(methods, model, input, metrics, {
    batchSize: 4,
    signal,
    onProgress: () => controller.abort(),
  });
  expect(await rejection(aborted)).toBeInstanceOf(AbortError);
});

test('metrics share the answers of the model: the same curve is walked once', async () => {
  const counted = async (judged: Metric[]) => {
    let evaluations = 0;
    const counting = (x: Tensor) => {
      evaluations += x.shape[0];
      return model(x);
    };
    await evaluate({ input: new InputAttribution() }, counting, input, judged, { baselines: false });
    return evaluations;
  };
  const path = { baseline: 'mean' } as const;
  const one = await counted([new Deletion(path)]);
  expect(one).toBe(7 + 7 * 7); // the unchanged samples, and seven points of a curve each
  expect(await counted([new Deletion(path), new PixelFlipping(path)])).toBe(one); // a feature of a table is a position
  expect(await counted([new Insertion(path), new Monotonicity(path)])).toBe(one + 7 * 7); // one order, then the other
  expect(await counted([new Deletion(path), new Deletion2()])).toBe(one + 7 * 7);
});

test('explanations of neighbours are made once for all metrics of robustness', async () => {
  let explained = 0;
  class Counting extends InputAttribution {
    protected override attribute(sample: ArrayLike<number>) {
      explained++;
      return super.attribute(sample);
    }
  }
  const robust = [new MaxSensitivity(), new AvgSensitivity(), new LocalLipschitz(), new RelativeInputStability()];
  await evaluate({ Counting: new Counting() }, model, input, robust, { baselines: false });
  expect(explained).toBe(7 * (1 + 1 + 10)); // the explanation that is judged, the clean one of the family, ten neighbours
});

test('metrics of a whole data set see all of its batches', async () => {
  const judged = [new Sufficiency(), new Consistency({ k: 1 })];
  const whole = await evaluate(methods, model, input, judged, { batchSize: 64 });
  const pieces = await evaluate(methods, model, input, judged, { batchSize: 2 });
  expect(pieces.toJSON()).toEqual(whole.toJSON());
  expect(whole.size).toBe(7);
});

test('a random attribution is the same in any batch, and another one for another seed', async () => {
  const judged = [new Sparseness()];
  const random = { random: new RandomAttribution() };
  const [a, b, c] = [
    await evaluate(random, model, input, judged, { baselines: false, seed: 1 }),
    await evaluate(random, model, input, judged, { baselines: false, seed: 1, batchSize: 2 }),
    await evaluate(random, model, input, judged, { baselines: false, seed: 2 }),
  ];
  expect(a.toJSON()).toEqual(b.toJSON());
  expect(a.toJSON()).not.toEqual(c.toJSON());
  expect(new Set(a.values('random', 'Sparseness')).size).toBe(7);
});

test('methods that cannot be made anew, and weights out of reach, are found before any work starts', async () => {
  const fixed = evaluate({ Gradient: new Gradient(model) }, model, input, [new MPRT()]);
  expect((await rejection(fixed)).message).toContain('{ Gradient: (model) => new Gradient(model) }');
  const made = evaluate({ Gradient: (m: typeof model) => new Gradient(m) }, model, input, [new MPRT()]);
  expect(await rejection(made)).toBeInstanceOf(ModelError);
});

/** Deletion with other steps. */
class Deletion2 extends Deletion {
  override readonly name = 'Deletion2';
  constructor() {
    super({ pixelsInStep: 1 });
  }
}

// biome-ignore lint/suspicious/noExplicitAny: what is wrong has no type
const wrong: [string, any, any, any, any?][] = [
  ['no methods', {}, undefined, metrics],
  ['a method that is none', { Gradient: () => 3 }, undefined, metrics],
  ['no metrics', methods, undefined, []],
  ['a metric that is none', methods, undefined, [Deletion]],
  ['a metric twice', methods, undefined, [new Deletion(), new Deletion({ baseline: 'mean' })]],
  ['samples that are none', methods, 3, metrics],
  ['a misspelt part', methods, { input: undefined, mask: 3 }, metrics],
  ['a misspelt option', methods, undefined, metrics, { batchsize: 3 }],
  ['a lack of masks', methods, undefined, [new PointingGame()]],
];

test.each(wrong)('%s: refused', async (...[, analyzers, dataset, judged, options]) => {
  const given = evaluate(analyzers, model, dataset ?? input, judged, options);
  expect(await rejection(given)).toBeInstanceOf(ValueError);
});
