import '@tensorflow/tfjs-backend-cpu';
import { setBackend } from '@tensorflow/tfjs-core';
import * as onnxruntime from 'onnxruntime-web/webgpu';
import { loadGradients } from 'tfjs-gradients';
import { useWasm } from 'tfjs-gradients/wasm';
import type { Executor } from 'xai-base';
import { type CompileOptions, NativeExecutor } from 'xai-native';
import type { BrowserEngine } from './browser-engines';

onnxruntime.env.wasm.wasmPaths = '/onnxruntime/';
onnxruntime.env.logLevel = 'error';

/** The engine that the address of the page names. */
export const engineOfPage = new URLSearchParams(location.search).get('engine') as BrowserEngine;

async function backend(name: string): Promise<undefined> {
  loadGradients();
  if (!(await setBackend(name))) throw new Error(`${name} does not start in this browser`);
}

/** How programs are compiled for the page's engine. */
export function compileOptions(): CompileOptions {
  return {
    runtime: onnxruntime as never,
    sessionOptions: { executionProviders: [engineOfPage.replace('compiled-', '')] },
  };
}

/** Programs compiled for onnxruntime-web; one that cannot be compiled is a failure here. */
async function compiled(): Promise<Executor> {
  await backend('cpu');
  const onFallback = (message: string) => {
    throw new Error(message);
  };
  return NativeExecutor.create({ ...compileOptions(), onFallback });
}

const starts: Record<BrowserEngine, () => Promise<Executor | undefined>> = {
  cpu: () => backend('cpu'),
  wasm: () => useWasm({ path: '/wasm/' }).then(() => undefined),
  webgl: () => import('@tensorflow/tfjs-backend-webgl').then(() => backend('webgl')),
  webgpu: () => import('@tensorflow/tfjs-backend-webgpu').then(() => backend('webgpu')),
  'compiled-wasm': compiled,
  'compiled-webgpu': compiled,
};

let started: Promise<Executor | undefined> | undefined;

/** Starts the engine of the page, once; of compiled programs, their executor. */
export function engineReady(): Promise<Executor | undefined> {
  started ??= starts[engineOfPage]();
  return started;
}
