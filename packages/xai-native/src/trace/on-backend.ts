import {
  engine,
  getKernelsForBackend,
  Identity,
  type KernelConfig,
  type KernelFunc,
  registerBackend,
  registerKernel,
  removeBackend,
  setBackend,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { NotTraceableError } from '../errors';
import { kernels } from '../kernels/index';
import { runKernel, runOutside } from './run-kernel';
import { type TracingBackend, tracingBackendName } from './tracing-backend';

/** Runs a function with the tracing backend in the place of the current one. */
export function onTracingBackend<Result>(backend: TracingBackend, work: () => Result): Result {
  const leave = enterTracing(backend);
  try {
    return work();
  } finally {
    leave();
  }
}

let former = ''; // the backend in whose place the tracing backend is

/** Runs a function on the backend in whose place the tracing backend is. */
export function aside<Result>(work: () => Result): Result {
  void setBackend(former);
  try {
    return work();
  } finally {
    void setBackend(tracingBackendName);
  }
}

/** Puts the tracing backend in the place of the current one; returns what puts that back. */
export function enterTracing(backend: TracingBackend): () => void {
  const present = currentBackend();
  if (present === tracingBackendName) {
    throw new NotTraceableError('A program is being traced already: wait until exportOnnx is done.', {
      argument: 'program',
    });
  }
  former = present;
  registerKernels(former);
  registerBackend(tracingBackendName, () => backend, 0);
  void setBackend(tracingBackendName); // at once, as the backend needs no preparation
  return () => {
    void setBackend(present);
    removeBackend(tracingBackendName);
  };
}

function currentBackend(): string {
  void engine().backend; // starts one, if none is there yet
  return engine().backendName;
}

const registered = new Set<string>();

/** Registers the kernels of the table, and for every other one that the present backend has one that says that it cannot be traced. */
function registerKernels(former: string): void {
  const register = (kernelName: string, kernelFunc: (call: Parameters<KernelFunc>[0]) => unknown) => {
    if (registered.has(kernelName)) return;
    registered.add(kernelName);
    registerKernel({ kernelName, backendName: tracingBackendName, kernelFunc: kernelFunc as KernelFunc });
  };
  register(Identity, ({ inputs, backend }) => (backend as TracingBackend).share(inputs.x as TensorInfo));
  for (const [name, translate] of Object.entries(kernels)) {
    register(name, ({ inputs, attrs, backend }) =>
      runKernel({ name, inputs, attrs: attrs ?? {}, backend: backend as TracingBackend }, translate),
    );
  }
  for (const { kernelName } of getKernelsForBackend(former) as KernelConfig[]) {
    register(kernelName, ({ inputs, attrs, backend }) =>
      runOutside({ name: kernelName, inputs, attrs: attrs ?? {}, backend: backend as TracingBackend }, aside),
    );
  }
}
