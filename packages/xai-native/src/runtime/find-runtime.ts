import { RuntimeMissingError } from '../errors';
import type { Runtime } from './runtime';

/** Which onnxruntime to use: that for Node, that for browsers, or a module that is at hand. */
export type RuntimeChoice = 'node' | 'web' | Runtime;

const packages: Record<'node' | 'web', string> = { node: 'onnxruntime-node', web: 'onnxruntime-web' };

/**
 * Finds onnxruntime.
 *
 * @param choice by default `node` in Node, `web` in a browser
 * @param onWebgpu whether graphs are to run on webgpu, for which onnxruntime-web has a module of its own: the kernels of the other are wrong, such as
 * those that go backwards through a tensor
 * @throws {RuntimeMissingError} when it is not installed, or is none
 */
export async function findRuntime(
  choice: RuntimeChoice = isNode() ? 'node' : 'web',
  onWebgpu = false,
): Promise<Runtime> {
  if (typeof choice !== 'string') return checked(choice, 'the module that was given');
  const name = packages[choice];
  if (name === undefined) {
    const expected = "'node', 'web', or the module onnxruntime itself";
    throw new RuntimeMissingError(`runtime is ${String(choice)}; expected ${expected}.`, {
      argument: 'runtime',
      value: choice,
      expected,
    });
  }
  let module: { default?: unknown };
  try {
    module = choice === 'node' ? await importNative() : await importWeb(onWebgpu);
  } catch (cause) {
    throw new RuntimeMissingError(`${name} cannot be loaded. Install it: npm install ${name}`, {
      argument: 'runtime',
      value: choice,
      expected: name,
      cause,
    });
  }
  return checked(isRuntime(module) ? module : module.default, name);
}

/** A bundler for browsers must not follow this import. */
function importNative(): Promise<object> {
  const name = packages.node;
  return import(/* webpackIgnore: true */ /* @vite-ignore */ name);
}

function importWeb(onWebgpu: boolean): Promise<object> {
  return onWebgpu ? import('onnxruntime-web/webgpu') : import('onnxruntime-web');
}

function isNode(): boolean {
  return typeof process === 'object' && typeof process.versions?.node === 'string';
}

function isRuntime(module: unknown): module is Runtime {
  const runtime = module as Partial<Runtime> | undefined;
  return typeof runtime?.InferenceSession?.create === 'function' && typeof runtime.Tensor === 'function';
}

function checked(module: unknown, name: string): Runtime {
  if (isRuntime(module)) return module;
  throw new RuntimeMissingError(`${name} is no onnxruntime: it has no InferenceSession and Tensor.`, {
    argument: 'runtime',
    value: name,
    expected: 'the module onnxruntime-node or onnxruntime-web',
  });
}
