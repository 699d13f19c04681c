import path from 'node:path';
import { dispose, tensor } from '@tensorflow/tfjs-core';
import { IntegratedGradients } from 'explainable-ai';
import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import { analyze, type Explanation } from 'xai-base';
import { describeBackends } from '../../../../tooling/jest/backends';
import { expectWithin } from '../../../../tooling/jest/conformance';
import { readOnnx } from '../../src';
import { randomNumbers } from '../support/against-onnxruntime';

const folder = path.join(__dirname, '../fixtures/models');
const sizeOf = (shape: readonly number[]) => shape.reduce((a, b) => a * b);

const completenessErrors = ({ extras }: Explanation) => (extras as { completenessError: number[] }).completenessError;

describeBackends('models of real data', () => {
  it.each([
    ['mnist_model', [3, 1, 28, 28]],
    ['penguin_model', [3, 4]],
    ['season_prediction_model_temp_max_binary', [3, 28, 1]],
    ['sunshine_hours_regression_model', [3, 89]],
  ])('%s computes what onnxruntime does, and is explained completely', async (name, shape) => {
    const file = path.join(folder, `${name}.onnx`);
    const values = Float32Array.from(randomNumbers(sizeOf(shape)));
    const session = await InferenceSession.create(file);
    const [[input], [output]] = [session.inputNames, session.outputNames];
    const expected = await session.run({ [input]: new OrtTensor('float32', values, shape) });
    const model = await readOnnx(file);
    const x = tensor(values, shape);
    const y = model(x);
    expectWithin(y.dataSync(), expected[output].data as Float32Array, { rtol: 1e-5, atol: 1e-5 });
    const explanation = await analyze(x, new IntegratedGradients(model, 32));
    const errors = completenessErrors(explanation);
    for (const error of errors) expect(Math.abs(error)).toBeLessThan(0.03); // what 32 points miss of bends, of outputs up to 3
    explanation.dispose();
    dispose([x, y]);
    model.dispose();
    await session.release();
  });

  it('review_textcnn computes what onnxruntime does, from the tokens and from their embedding', async () => {
    const file = path.join(folder, 'review_textcnn.onnx');
    const tokens = Array.from({ length: 24 }, (_, index) => (index * 7) % 20);
    const session = await InferenceSession.create(file);
    const { logit } = await session.run({
      tokens: new OrtTensor('int64', BigInt64Array.from(tokens, BigInt), [2, 12]),
    });
    const [embed, classify, whole] = [
      await readOnnx(file, { output: '/emb/Gather_output_0' }),
      await readOnnx(file, { input: '/emb/Gather_output_0' }),
      await readOnnx(file),
    ];
    const x = tensor(tokens, [2, 12], 'int32');
    const embedded = embed(x);
    const [direct, inTwoSteps] = [whole(x), classify(embedded)];
    for (const y of [direct, inTwoSteps]) {
      expectWithin(y.dataSync(), logit.data as Float32Array, { rtol: 1e-5, atol: 1e-5 });
    }
    const explanation = await analyze(embedded, new IntegratedGradients(classify, 512));
    for (const error of completenessErrors(explanation)) expect(Math.abs(error)).toBeLessThan(0.01); // as 512 points of maxima do
    explanation.dispose();
    dispose([x, embedded, direct, inTwoSteps]);
    for (const model of [embed, classify, whole]) model.dispose();
    await session.release();
  });
});
