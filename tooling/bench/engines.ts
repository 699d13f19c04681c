import { env, setBackend } from '@tensorflow/tfjs-core';
import type { Tasks } from './tasks';

/** An engine: how it is started in a process of its own, and the tasks in the form that it runs. */
interface Engine {
  description: string;
  backend: string;
  start(): Promise<Tasks>;
}

/** The engines by name. A process starts one only, and so the stock engine never sees the kernels of this workspace. */
export const engines = {
  cpu: {
    description: "TensorFlow.js's cpu backend with the gradients of tfjs-gradients",
    backend: 'cpu',
    async start() {
      await import('@tensorflow/tfjs-backend-cpu');
      await setBackend('cpu');
      return (await import('./tasks')).tasks;
    },
  },
  stock: {
    description: 'the wasm backend of TensorFlow.js as it is, and tf.grad',
    backend: 'wasm',
    async start() {
      await import('@tensorflow/tfjs-backend-wasm');
      await setBackend('wasm');
      return (await import('./plain-tasks')).plainTasks;
    },
  },
  wasm: {
    description: 'the wasm backend by useWasm() of tfjs-gradients',
    backend: 'wasm',
    async start() {
      const { useWasm } = await import('tfjs-gradients/wasm');
      await useWasm();
      return (await import('./tasks')).tasks;
    },
  },
} satisfies Record<string, Engine>;

export type EngineName = keyof typeof engines;

export const engineNames = Object.keys(engines) as EngineName[];

/** Starts an engine in this process, without TensorFlow.js's advertisement. */
export function startEngine(name: EngineName): Promise<Tasks> {
  env().set('PROD', true);
  return engines[name].start();
}
