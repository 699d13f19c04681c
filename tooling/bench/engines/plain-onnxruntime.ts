import '@tensorflow/tfjs-backend-cpu';
import { grad, max, setBackend, sum, type Tensor } from '@tensorflow/tfjs-core';
import { InferenceSession, Tensor as OnnxTensor } from 'onnxruntime-node';
import { compile } from 'xai-native';
import type { Network } from '../networks/function-network';
import type { Run, Tasks } from './tasks';

type Program = (input: Tensor) => Tensor;

/** The program as a file for any runtime, weights included, which onnxruntime optimizes and runs as it does any other file. */
async function sessionOf(program: Program, input: Tensor): Promise<InferenceSession> {
  const compiled = await compile((x) => [program(x)], [input], { constants: true });
  const bytes = await compiled.onnx();
  await compiled.dispose();
  return InferenceSession.create(bytes, { logSeverityLevel: 4 });
}

function inSession(programOf: (model: Network) => Program): (model: Network) => Run {
  return (model) => {
    let session: Promise<InferenceSession> | undefined;
    return async (input) => {
      session ??= sessionOf(programOf(model), input);
      const { inputNames } = await session;
      const given = new OnnxTensor(input.dtype as 'float32', (await input.data()) as Float32Array, input.shape);
      await (await session).run({ [inputNames[0]]: given });
    };
  };
}

/** What onnxruntime does without the packages of this workspace, once it has a file; of gradients, a file that they wrote. */
export const onnxruntimeTasks: Tasks = {
  forward: inSession((model) => (input) => model.predict(input) as Tensor),
  gradient: inSession((model) => grad((input: Tensor) => sum(max(model.apply(input) as Tensor, 1)))),
};

export async function startOnnxruntime(): Promise<Tasks> {
  await setBackend('cpu');
  return onnxruntimeTasks;
}
