import '@tensorflow/tfjs-backend-cpu';
import path from 'node:path';
import { type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { OnnxModel } from 'onnx-model';
import { explainTabular } from '../../src';
import { extrasOf } from '../support/fixtures';

const file = (name: string) => path.join(__dirname, '../fixtures/tables', name);
const row = [1, 2, 3];
const trainingData = [
  [0, 0, 0],
  [2, 1, -1],
];

/** What a model says of the row, and on average of the training data, by names. */
async function outputsOf(name: string, output: string, label: number): Promise<[number, number]> {
  const model = await OnnxModel.load(file(name));
  const X = tensor2d([row, ...trainingData]);
  const { [output]: scores } = (await model.run({ X }, [output])) as Record<string, Tensor>;
  const values = await scores.data();
  const classes = values.length / 3;
  const [own, first, second] = [0, 1, 2].map((at) => values[at * classes + label]);
  X.dispose();
  scores.dispose();
  await model.dispose();
  return [own, (first + second) / 2];
}

describe('a model as exporters write it', () => {
  it.each([
    ['skl_two.onnx', 'probabilities', 0],
    ['skl_two.onnx', 'probabilities', 1],
    ['tree_two.onnx', 'probabilities', 1],
    ['flat_out.onnx', 'y', 0],
  ])('%s is explained by its %s, not by its label: %d', async (name, output, label) => {
    const options = { method: 'KernelSHAP', trainingData, labels: [label] } as const;
    const [explanation] = await explainTabular(file(name), row, options);
    const [own, expected] = await outputsOf(name, output, label);
    expect(extrasOf(explanation).expectedValue[0]).toBeCloseTo(expected, 5);
    const sum = extrasOf(explanation).featureValues[0].reduce((total, value) => total + value, 0);
    expect(sum).toBeCloseTo(own - expected, 5);
    expect((await explanation.output.data())[label]).toBeCloseTo(own, 5);
    explanation.dispose();
  });

  it('explains the class of the larger probability when no label is given', async () => {
    const [explanation] = await explainTabular(file('skl_two.onnx'), row, { method: 'KernelSHAP', trainingData });
    const output = Array.from(await explanation.output.data());
    expect(explanation.outputSelection).toEqual([output.indexOf(Math.max(...output))]);
    explanation.dispose();
  });
});
