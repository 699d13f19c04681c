import type { Attributes } from 'onnx-format';
import { describeBackends } from '../../../../tooling/jest/backends';
import { expectSame, randomNumbers } from '../support/against-onnxruntime';

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

  it('Scaler and Normalizer', async () => {
    const attributes = { offset: numbers([1, 2]), scale: numbers([0.5, 3]) };
    await expectSame({ domain, opset: 1, shape: [3, 2], op: 'Scaler', attributes });
    const values = randomNumbers(6, 3).map((value) => Math.abs(value) + 0.1);
    for (const norm of ['MAX', 'L1', 'L2']) {
      await expectSame({ domain, opset: 1, shape: [3, 2], values, op: 'Normalizer', attributes: { norm } });
    }
  });
});
