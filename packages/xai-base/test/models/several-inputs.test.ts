import { add, concat, dispose, mul, setBackend, square, type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { describeBackends } from '../../../../tooling/jest/backends';
import {
  analyze,
  type FurtherInputs,
  inputsOfSamples,
  ModelError,
  ShapeError,
  toModelView,
  ValueError,
} from '../../src';
import { controlFlowGraphModel, linearGraphModel, twoInputGraphModel } from '../support/graph-models';
import { Slope } from '../support/slope';
import { rejection, take } from '../support/tensors';

const rows = [
  [1, 2],
  [3, 4],
  [5, 6],
];

let x: Tensor;
let z: Tensor;

beforeAll(async () => {
  await setBackend('cpu');
  x = tensor2d(rows);
  z = tensor2d([
    [10, 20],
    [30, 40],
    [50, 60],
  ]);
});

afterAll(() => dispose([x, z]));

describeBackends('models of a fixed batch', () => {
  test.each([1, 2, 3, 4])('a graph model of %d rows is run as often as the samples need', async (batch) => {
    const model = linearGraphModel(batch);
    const explanation = await analyze(x, new Slope(model), [0, 1, 2]);
    expect(await explanation.output.array()).toEqual([
      [9, 12, 15],
      [19, 26, 33],
      [29, 40, 51],
    ]);
    expect(await explanation.val.array()).toEqual([
      [1, 4],
      [2, 5],
      [3, 6],
    ]);
    explanation.dispose();
    model.dispose();
  });

  test('also with control flow', async () => {
    const model = controlFlowGraphModel(2);
    expect(take(await toModelView(model).predict(x))).toEqual(rows);
    model.dispose();
  });

  test('each run sees a whole batch, the last one filled up with its last sample', async () => {
    const seen: unknown[] = [];
    class Seeing extends tfl.layers.Layer {
      static readonly className = 'Seeing';
      override call(inputs: Tensor | Tensor[]): Tensor {
        const [input] = [inputs].flat();
        seen.push(input.arraySync());
        return input.clone();
      }
    }
    for (const [batch, runs] of [
      [2, [rows.slice(0, 2), [rows[2], rows[2]]]],
      [4, [[...rows, rows[2]]]],
      [3, [rows]],
    ] as const) {
      const model = tfl.sequential({ layers: [new Seeing({ batchInputShape: [batch, 2] })] });
      expect(take(await toModelView(model).predict(x))).toEqual(rows);
      expect(seen.splice(0)).toEqual(runs);
    }
  });
});

describeBackends('models of several inputs', () => {
  const product = (input: Tensor, further: FurtherInputs) => mul(square(input), Object.values(further)[0]);

  test.each([-1, 2])('a graph model (batch %d) takes the further inputs by name or in order', async (batch) => {
    const model = twoInputGraphModel(batch);
    const view = toModelView(model);
    const sums = [
      [11, 22],
      [33, 44],
      [55, 66],
    ];
    for (const further of [{ z }, { x: z }, [z]] as FurtherInputs[])
      expect(take(await view.predict(x, further))).toEqual(sums);
    model.dispose();
  });

  test('a function takes them in the form in which they were given, with a row a sample', async () => {
    const row = tensor2d([[1, 2]]);
    for (const batchSize of [1, 2, undefined]) {
      const own = await analyze(x, new Slope(product), 1, { furtherInputs: { scale: z }, batchSize });
      expect(await own.val.array()).toEqual([
        [0, 80],
        [0, 320],
        [0, 720],
      ]);
      const shared = await analyze(x, new Slope(product), 1, { furtherInputs: [row], batchSize });
      expect(await shared.val.array()).toEqual([
        [0, 8],
        [0, 16],
        [0, 24],
      ]);
      own.dispose();
      shared.dispose();
    }
    row.dispose();
  });

  test('one analyzer takes several forms, one after the other', async () => {
    const forms = (input: Tensor, further?: FurtherInputs) => {
      if (further === undefined) return input;
      if (Array.isArray(further)) return mul(input, further[0]);
      const { a, b } = further as Record<string, Tensor>;
      return a ? mul(input, mul(a, 2)) : mul(input, mul(b, 3));
    };
    const analyzer = new Slope(forms);
    const values: unknown[] = [];
    for (const furtherInputs of [undefined, [z], { a: z }, { b: z }, [z], undefined] as (FurtherInputs | undefined)[]) {
      const explanation = await analyze(x, analyzer, 0, { furtherInputs });
      values.push((await explanation.val.data())[0]);
      explanation.dispose();
    }
    expect(values).toEqual([1, 10, 20, 30, 10, 1]);
  });

  test('only the program of an analysis sees them', async () => {
    class Watching extends Slope {
      get seen() {
        return this.furtherInputs;
      }
      protected override attribute(...given: Parameters<Slope['attribute']>) {
        expect(this.seen).toHaveLength(1);
        return super.attribute(...given);
      }
    }
    const analyzer = new Watching(product);
    (await analyze(x, analyzer, 0, { furtherInputs: [z] })).dispose();
    expect(analyzer.seen).toBeUndefined();
  });

  test('what does not fit is a typed error that says how to give them', async () => {
    const model = twoInputGraphModel();
    const attempt = (furtherInputs?: unknown) => rejection(analyze(x, new Slope(model), 0, { furtherInputs } as never));
    const short = tensor2d([
      [1, 2],
      [3, 4],
    ]);
    const wide = tensor2d([[1, 2, 3]]);
    const missing = tensor2d([[1, Number.NaN]]);
    for (const [given, kind, message] of [
      [
        undefined,
        ModelError,
        'only one was given. Its inputs: x, z. The input that is explained is the one that is not named',
      ],
      [{ zz: z }, ModelError, 'The model has no input "zz"; did you mean z?'],
      [[z, z], ModelError, 'The model has 2 inputs, 2 further ones were given.'],
      [{ x, z }, ModelError, 'The model has 2 inputs, 2 further ones were given.'],
      [
        { z: short },
        ShapeError,
        'furtherInputs.z has shape [2,2]; expected one row for all, or a row for each of the 3 samples.',
      ],
      [{ z: wide }, ShapeError, 'furtherInputs (z) has shape [1, 3]; the model expects [any, 2].'],
      [{ z: missing }, ValueError, 'furtherInputs.z holds NaN at [0,1]'],
      [[5], ValueError, 'furtherInputs[0] is 5; expected a numeric tensor'],
      [7, ValueError, 'furtherInputs is 7; expected an array of tensors'],
    ] as const) {
      const error = await attempt(given);
      expect(error).toBeInstanceOf(kind);
      expect(error.message).toContain(message);
    }
    const none = rejection(analyze(x, new Slope((input: Tensor) => add(input, 1)), 0, { furtherInputs: [z] }));
    expect((await none).message).toContain('the model is a function of one argument');
    const single = linearGraphModel();
    const toOne = rejection(analyze(x, new Slope(single), 0, { furtherInputs: { y: z } }));
    expect((await toOne).message).toContain('The model has no input "y"');
    dispose([short, wide, missing]);
    model.dispose();
    single.dispose();
  });

  test('a model with gradients of its own takes them, if it says so', async () => {
    const own = {
      predict: (input: Tensor, further?: FurtherInputs) => concat([input, (further as Tensor[])[0]], 1),
      gradient: (input: Tensor, _mask: Tensor, further?: FurtherInputs) => add(input, (further as Tensor[])[0]),
    };
    const view = toModelView(own);
    const row = tensor2d([[7, 8]]);
    expect(take(await view.predict(x, [row]))).toEqual(rows.map((values) => [...values, 7, 8]));
    expect(take((await view.gradient?.(x, x, [row])) as Tensor)).toEqual(rows.map(([a, b]) => [a + 7, b + 8]));
    const deaf = toModelView({ predict: (input: Tensor) => input.clone(), gradient: own.gradient });
    expect((await rejection(deaf.predict(x, [row]))).message).toContain('the model takes none');
    row.dispose();
  });

  test('an embedding that reads another input stands in no way', async () => {
    const [image, words] = [tfl.input({ shape: [2] }), tfl.input({ shape: [1] })];
    const embedded = tfl.layers.embedding({ inputDim: 5, outputDim: 2 }).apply(words);
    const flat = tfl.layers.flatten().apply(embedded) as tfl.SymbolicTensor;
    const model = tfl.model({
      inputs: [image, words],
      outputs: tfl.layers.multiply().apply([image, flat]) as tfl.SymbolicTensor,
    });
    const tokens = tensor2d([[1], [2], [3]], [3, 1], 'int32');
    const explanation = await analyze(x, new Slope(model), 0, { furtherInputs: [tokens] });
    expect(explanation.val.shape).toEqual([3, 2]);
    explanation.dispose();
    model.dispose();
    tokens.dispose();
  });
});

test('the further inputs of samples are cut and repeated with them', () => {
  const row = tensor2d([[7, 8]]);
  const { own, all } = inputsOfSamples({ own: z, all: row }, 1, 2, 2) as Record<string, Tensor>;
  expect(take(own)).toEqual([
    [30, 40],
    [30, 40],
    [50, 60],
    [50, 60],
  ]);
  expect(take(all)).toEqual([[7, 8]]);
  expect(take(row)).toEqual([[7, 8]]);
});
