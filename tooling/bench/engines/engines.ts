import { env, setBackend } from '@tensorflow/tfjs-core';
import { findTorch } from './find-torch';
import type { EngineName } from './names';
import type { Tasks } from './tasks';

/** An engine: how it is started in a process of its own. */
interface Engine {
  description: string;
  /** Node's engines give the tasks in the form that they run; PyTorch's processes are Python's and know them by name. */
  start?(): Promise<Tasks>;
  /** The backend whose kernels a profile times. */
  backend?: string;
  /** How many threads PyTorch is given. */
  torchThreads?: number;
  /** Why this machine does not have it, if it does not. */
  missing?(): Promise<string | undefined>;
}

const installation = 'apt-get install python3-torch libopenblas0-pthread';

const missingTorch = async () => (findTorch() ? undefined : `no Python has PyTorch: ${installation}`);

const missingNative = async () => (await import('./native')).missingNative();

/** The engines by name. A process starts one only, and so the stock engine never sees the kernels of this workspace. */
export const engines: Record<EngineName, Engine> = {
  cpu: {
    description: 'the cpu backend of TensorFlow.js with the gradients of `tfjs-gradients`; small networks only',
    backend: 'cpu',
    async start() {
      await import('@tensorflow/tfjs-backend-cpu');
      await setBackend('cpu');
      return (await import('./tasks')).tasksOf();
    },
  },
  stock: {
    description: 'the wasm backend of TensorFlow.js as it is, with `tf.grad`; nothing of this workspace is loaded',
    backend: 'wasm',
    async start() {
      await import('@tensorflow/tfjs-backend-wasm');
      await setBackend('wasm');
      return (await import('./plain-tasks')).plainTasks;
    },
  },
  wasm: {
    description: 'the wasm backend by `useWasm()` of `tfjs-gradients`, with the analyzers of this workspace',
    backend: 'wasm',
    async start() {
      const { useWasm } = await import('tfjs-gradients/wasm');
      await useWasm();
      return (await import('./tasks')).tasksOf();
    },
  },
  native: {
    description: 'the same analyzers with `{ executor: await NativeExecutor.create() }` of `xai-native`',
    start: async () => (await import('./native')).startNative(),
    missing: missingNative,
  },
  'native-constants': {
    description: 'as `native`, the weights built into the compiled graph: `create({ constants: true })`',
    start: async () => (await import('./native')).startNative(true),
    missing: missingNative,
  },
  onnxruntime: {
    description: 'onnxruntime with its defaults, on a file of the same program, weights included',
    start: async () => (await import('./plain-onnxruntime')).startOnnxruntime(),
    missing: missingNative,
  },
  torch: {
    description: "PyTorch's autograd on the same networks and tasks, two threads",
    torchThreads: 2,
    missing: missingTorch,
  },
  'torch-1': {
    description: 'the same on one thread',
    torchThreads: 1,
    missing: missingTorch,
  },
};

/** Starts one of Node's engines in this process, without TensorFlow.js's advertisement. */
export function startEngine(name: EngineName): Promise<Tasks> {
  env().set('PROD', true);
  const { start } = engines[name];
  if (!start) throw new Error(`${name} does not run in Node`);
  return start();
}
