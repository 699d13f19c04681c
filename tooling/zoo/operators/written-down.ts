import { appendFileSync } from 'node:fs';
import { modelOf, randomNumbers, type Use } from '../../../packages/onnx-model/test/support/against-onnxruntime';
import { fileVariable, type RecordedUse } from './recorded-use';

export * from '../../../packages/onnx-model/test/support/against-onnxruntime';

/** In the place of a comparison with onnxruntime: writes the use down. */
export async function expectSame(use: Use): Promise<void> {
  const { op, domain = '', shape, type = 'float32', gradient = true } = use;
  const size = shape.reduce((product, length) => product * length, 1);
  const recorded: RecordedUse = {
    ...{ op, domain, shape, type },
    values: use.values ?? randomNumbers(size, 3),
    output: `y${domain === 'ai.onnx.ml' ? (use.outputs ?? 1) - 1 : 0}`,
    hasGradient: gradient && type === 'float32',
    model: Buffer.from(modelOf(use)).toString('base64'),
  };
  appendFileSync(process.env[fileVariable] ?? '', `${JSON.stringify(recorded)}\n`);
}
