import '@tensorflow/tfjs-backend-cpu';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { tensor2d } from '@tensorflow/tfjs-core';
import { type Attributes, int, ints, makeNode, type OnnxNode, string, writeModel } from 'onnx-format';
import { OnnxModel, readOnnx } from '../../src';
import { floatList, type Written, writeTrees } from '../support/write-trees';

/** What scikit-learn learned, and what it predicts. */
interface Learned {
  readonly x: readonly (number | null)[];
  readonly rows: number;
  readonly columns: number;
  readonly y: readonly number[];
  readonly trees: Written['trees'];
  readonly base: number;
  readonly classes: number;
  readonly [name: string]: unknown;
}

const learned: Record<string, Learned> = JSON.parse(
  readFileSync(path.join(__dirname, '../fixtures/sklearn/models.json'), 'utf8'),
);

const list = (model: Learned, name: string) => floatList(model[name] as readonly number[]);
const ml = (op: string, input: string, outputs: string[], attributes: Attributes): OnnxNode => ({
  ...makeNode(op, [input], outputs, attributes),
  domain: 'ai.onnx.ml',
});

const modelOf = (nodes: readonly OnnxNode[], columns: number, outputs: readonly string[]): Uint8Array =>
  writeModel({
    opsets: { '': 17, 'ai.onnx.ml': 1 },
    graph: {
      name: 'pipeline',
      nodes,
      initializers: new Map(),
      inputs: [{ name: 'x', type: 'float32', shape: ['batch', columns] }],
      outputs: outputs.map((name) => ({ name, type: name === 'label' ? ('int64' as const) : ('float32' as const) })),
    },
  });

const vectorsOf = (model: Learned) => ({
  support_vectors: list(model, 'vectors'),
  coefficients: list(model, 'coefficients'),
  rho: list(model, 'rho'),
});

/** The files that converters write of them. */
const files: Record<string, [write: (model: Learned) => Uint8Array, tolerance: number]> = {
  forest: [({ trees, columns }) => writeTrees({ trees, columns, ids: [0, 1, 2], classes: 3 }), 1e-6],
  boosted: [
    ({ trees, columns, base }) =>
      writeTrees({
        ...{ trees, columns, ids: [0], classes: 2 },
        more: { base_values: floatList([base]), post_transform: string('LOGISTIC') },
      }),
    1e-6,
  ],
  histogram: [
    ({ trees, columns, base }) => writeTrees({ trees, columns, ids: [0], more: { base_values: floatList([base]) } }),
    1e-3, // of numbers around 150
  ],
  vectors: [
    (model) => {
      const attributes: Attributes = {
        ...vectorsOf(model),
        ...{ prob_a: list(model, 'probA'), prob_b: list(model, 'probB') },
        vectors_per_class: ints(model.perClass as number[]),
        ...{ kernel_type: string('RBF'), kernel_params: floatList([model.gamma as number, 0, 3]) },
        classlabels_ints: ints([0, 1, 2]),
      };
      return modelOf([ml('SVMClassifier', 'x', ['label', 'scores'], attributes)], model.columns, ['label', 'scores']);
    },
    0.005 / 3, // within which libsvm finds probabilities
  ],
  regressor: [
    (model) => {
      const attributes: Attributes = {
        ...vectorsOf(model),
        n_supports: int((model.coefficients as number[]).length),
        ...{ kernel_type: string('POLY'), kernel_params: list(model, 'params') },
      };
      return modelOf([ml('SVMRegressor', 'x', ['y'], attributes)], model.columns, ['y']);
    },
    4e-3, // the terms of a sum come to 62 215 here, of which float32 keeps 6e-8
  ],
  logistic: [
    (model) => {
      const scaler = ml('Scaler', 'x', ['s'], { offset: list(model, 'offset'), scale: list(model, 'scale') });
      const classifier = ml('LinearClassifier', 's', ['label', 'raw'], {
        ...{ coefficients: list(model, 'coefficients'), intercepts: list(model, 'intercepts') },
        ...{ classlabels_ints: ints([0, 1, 2]), post_transform: string('SOFTMAX') },
      });
      const shares = ml('Normalizer', 'raw', ['shares'], { norm: string('L1') });
      return modelOf([scaler, classifier, shares], model.columns, ['label', 'shares']);
    },
    1e-5,
  ],
};

describe('models that scikit-learn trained predict what they do there', () => {
  it.each(Object.keys(files))('%s', async (name) => {
    const model = learned[name];
    const [write, tolerance] = files[name];
    const bytes = write(model);
    const x = tensor2d(
      model.x.map((value) => value ?? Number.NaN),
      [model.rows, model.columns],
    );
    const [read, run] = [await readOnnx(bytes), await OnnxModel.load(bytes)];
    const results = [read(x), await run(x)];
    for (const result of results) {
      expect(result.size).toBe(model.y.length);
      result.dataSync().forEach((value, index) => {
        expect(Math.abs(value - model.y[index])).toBeLessThan(tolerance);
      });
    }
    for (const one of [x, read, ...results]) one.dispose();
    await run.dispose();
  });
});
