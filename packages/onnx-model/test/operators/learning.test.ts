import { type Attributes, float, ints } from 'onnx-format';
import { describeBackends } from '../../../../tooling/jest/backends';
import { expectSame, floats, integers, randomNumbers } from '../support/against-onnxruntime';

const numbers = (values: readonly number[]) => ({ type: 'floats', value: values }) as const;
const domain = 'ai.onnx.ml';

describeBackends('linear models of ai.onnx.ml', () => {
  it.each(['NONE', 'LOGISTIC', 'SOFTMAX'])('LinearRegressor and LinearClassifier with %s', async (transform) => {
    const post = { post_transform: { type: 'string', value: transform } } as Attributes;
    const three = { coefficients: numbers(randomNumbers(12, 5)), intercepts: numbers([0.1, -0.2, 0.3]), ...post };
    const use = { domain, opset: 1, shape: [3, 4] };
    await expectSame({ ...use, op: 'LinearRegressor', attributes: { ...three, targets: 3 } });
    const labels = { type: 'ints', value: [4, 7, 9] } as const;
    await expectSame({
      ...use,
      op: 'LinearClassifier',
      attributes: { ...three, classlabels_ints: labels },
      outputs: 2,
    });
  });

  it.each(['NONE', 'LOGISTIC'])('LinearClassifier of two classes by one score with %s', async (transform) => {
    const attributes = {
      coefficients: numbers(randomNumbers(4, 5)),
      intercepts: numbers([0.1]),
      classlabels_ints: { type: 'ints', value: [0, 1] },
      post_transform: transform,
    } as const;
    await expectSame({ domain, opset: 1, shape: [3, 4], op: 'LinearClassifier', attributes, outputs: 2 });
  });

  it.each(['LINEAR', 'POLY', 'RBF', 'SIGMOID'])('SVMRegressor with the kernel %s', async (kernel) => {
    const attributes: Attributes = {
      coefficients: numbers(randomNumbers(5, 5)),
      support_vectors: numbers(randomNumbers(20, 7)),
      n_supports: { type: 'int', value: 5 },
      rho: numbers([0.25]),
      kernel_type: { type: 'string', value: kernel },
      kernel_params: numbers([0.4, 0.3, 3]),
    };
    await expectSame({ domain, opset: 1, shape: [3, 4], op: 'SVMRegressor', attributes });
    await expectSame({
      ...{ domain, opset: 1, shape: [3, 4], op: 'SVMRegressor', gradient: false },
      attributes: { ...attributes, one_class: 1 },
    });
  });

  describe.each([2, 3])('SVMClassifier of %i classes', (classes) => {
    const pairs = (classes * (classes - 1)) / 2;
    const attributes: Attributes = {
      coefficients: numbers(randomNumbers(5 * (classes - 1), 5)),
      support_vectors: numbers(randomNumbers(20, 7)),
      vectors_per_class: ints(classes === 2 ? [2, 3] : [2, 1, 2]),
      rho: numbers(randomNumbers(pairs, 9)),
      kernel_type: { type: 'string', value: 'RBF' },
      kernel_params: numbers([0.4, 0, 3]),
      classlabels_ints: ints([4, 7, 9].slice(0, classes)),
    };
    const use = { domain, opset: 1, shape: [6, 4], op: 'SVMClassifier', outputs: 2 };

    it('gives a score for each pair', async () => {
      await expectSame({ ...use, attributes });
    });

    it('gives probabilities', async () => {
      const prob = {
        prob_a: numbers([-1.5, -0.7, -2].slice(0, pairs)),
        prob_b: numbers([0.1, 0.2, -0.3].slice(0, pairs)),
      };
      await expectSame({ ...use, attributes: { ...attributes, ...prob }, tolerance: 0.005 / classes });
    });
  });

  it('Imputer', async () => {
    const values = [1, Number.NaN, 3, -1, 5, Number.NaN];
    const use = { domain, opset: 1, shape: [3, 2], values, op: 'Imputer', gradient: false };
    const imputed_value_floats = numbers([0.5, 2]);
    const replaced_value_float = { type: 'float', value: Number.NaN } as const;
    await expectSame({ ...use, attributes: { imputed_value_floats, replaced_value_float } });
    await expectSame({ ...use, attributes: { imputed_value_floats, replaced_value_float: float(-1) } });
    const integers = { imputed_value_int64s: ints([7]), replaced_value_int64: -1 };
    await expectSame({ ...use, values: [1, -1, 3, -1, 5, 6], type: 'int64', attributes: integers });
  });

  it('Binarizer, OneHotEncoder, FeatureVectorizer and ArrayFeatureExtractor', async () => {
    const use = { domain, opset: 1, shape: [3, 2], values: [0, 1, 2, 3, 0.5, -1], gradient: false };
    await expectSame({ ...use, op: 'Binarizer', attributes: { threshold: float(0.5) } });
    await expectSame({ ...use, op: 'OneHotEncoder', attributes: { cats_int64s: ints([3, 1, 0]) } });
    const two = { inputdimensions: ints([2, 3]) };
    await expectSame({ ...use, gradient: true, op: 'FeatureVectorizer', constants: [floats([3, 3])], attributes: two });
    await expectSame({ ...use, gradient: true, op: 'ArrayFeatureExtractor', constants: [integers([1, 0, 1], [1, 3])] });
  });

  it('LabelEncoder', async () => {
    const use = { domain, opset: 2, shape: [2, 3], op: 'LabelEncoder', gradient: false };
    const keys = { keys_int64s: ints([3, 1, 0]), default_float: float(-2) };
    const attributes = { ...keys, values_floats: numbers([0.5, 1.5, 2.5]) };
    await expectSame({ ...use, type: 'int64', values: [0, 1, 2, 3, 1, 7], attributes });
    const floats = { keys_floats: numbers([0.5, Number.NaN]), values_floats: numbers([7, 8]) };
    for (const opset of [2, 4]) {
      await expectSame({ ...use, opset, values: [0.5, Number.NaN, 2, 3, 0.5, 1], attributes: floats });
    }
    const whole = { keys_int64s: ints([3, 1, 0]), values_int64s: ints([30, 10, 5]) };
    await expectSame({ ...use, type: 'int64', values: [0, 1, 2, 3, 1, 7], attributes: whole });
  });

  it('Scaler and Normalizer', async () => {
    const attributes = { offset: numbers([1, 2]), scale: numbers([0.5, 3]) };
    await expectSame({ domain, opset: 1, shape: [3, 2], op: 'Scaler', attributes });
    const values = randomNumbers(6, 3).map((value) => Math.abs(value) + 0.1);
    for (const norm of ['MAX', 'L1', 'L2']) {
      await expectSame({ domain, opset: 1, shape: [3, 2], values, op: 'Normalizer', attributes: { norm } });
    }
  });
});
