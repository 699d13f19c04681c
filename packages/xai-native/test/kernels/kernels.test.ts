import { dispose, profile, randomUniform, setBackend, type Tensor, tidy } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { loadGradients } from 'tfjs-gradients';
import { kernels } from '../../src/kernels/index';
import { expectAgreement } from '../support/agreement';
import { kernelExamples } from '../support/kernel-examples';

beforeAll(async () => {
  await setBackend('cpu');
  loadGradients();
});

test('every kernel has an example', () => {
  expect(
    Object.keys(kernelExamples)
      .filter((name) => name !== 'Identity')
      .sort(),
  ).toEqual(Object.keys(kernels).sort());
});

describe.each(Object.keys(kernelExamples))('%s', (name) => {
  test('gives what the cpu backend gives', async () => {
    const used = new Set<string>();
    for (const { program, inputs } of kernelExamples[name]()) {
      const tensors: Tensor[] = inputs.map((input, index) =>
        Array.isArray(input) ? randomUniform(input, -1, 1, 'float32', 7 + index) : input,
      );
      try {
        const { kernelNames } = await profile(() => void tidy(() => void program(...tensors)));
        for (const kernel of kernelNames) used.add(kernel);
        await expectAgreement(program, tensors);
        await expectAgreement(() => program(...tensors), []); // known: computed outside of the graph
      } finally {
        dispose(tensors);
      }
    }
    expect([...used]).toContain(name);
  });
});
