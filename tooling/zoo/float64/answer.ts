import { widenNumbers } from '../../jest/wide-numbers';

widenNumbers();

await import('@tensorflow/tfjs-backend-cpu');
const { env, setBackend, tensor, tidy } = await import('@tensorflow/tfjs-core');
const { differentiate } = await import('tfjs-gradients');
const { readOnnx } = await import('onnx-model');
const { loadTensorFlow } = await import('../steps/load-tensorflow');

type Tensor = import('@tensorflow/tfjs-core').Tensor;
type Question = import('./question').Question;
type Answer = import('./question').Answer;
type Sent = import('./question').Sent;

/** The outputs of a model for inputs, in double precision. */
async function answer({ file, ends, shape, inputs, weights }: Question): Promise<Answer> {
  env().platform.isTypedArray = (one): one is Float32Array =>
    one instanceof Float32Array || one instanceof Int32Array || one instanceof Uint8Array;
  await setBackend('cpu');
  const model = ends
    ? await readOnnx(file, { ...ends, fixedInputs: tensorsOf(ends.fixedInputs) })
    : await forwardOf(file);
  const outputs = inputs.map((values) => {
    const output = tidy(() => model(tensor(values as never, shape, 'float32')));
    return Float64Array.from(output.dataSync());
  });
  if (!weights) return { outputs };
  const gradient = tidy(() => {
    const along = (output: Tensor) => tensor(Float64Array.from(weights) as never, output.shape, 'float32');
    const [first] = inputs;
    return differentiate(model, tensor(first as never, shape, 'float32'), along).gradient.dataSync();
  });
  return { outputs, gradient: Float64Array.from(gradient) };
}

const tensorsOf = (sent: Readonly<Record<string, Sent>>) =>
  Object.fromEntries(
    Object.entries(sent).map(([name, { values, shape, dtype }]) => [name, tensor(Array.from(values), shape, dtype)]),
  );

async function forwardOf(file: string) {
  const { forward } = await loadTensorFlow(file);
  return forward;
}

process.on('message', async (question: Question) => {
  const said = await answer(question).catch((error: Error): Answer => ({ failure: error.stack ?? error.message }));
  process.send?.(said, () => process.exit(0));
});
