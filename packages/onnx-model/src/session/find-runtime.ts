import { RuntimeNotFoundError } from './errors';
import { isNode } from './is-node';
import type { OnnxRuntime } from './runtime';

/**
 * The runtime that is installed: onnxruntime-node, where there is Node; else onnxruntime-web.
 *
 * @throws {RuntimeNotFoundError} with the line that installs one
 */
export async function findRuntime(): Promise<OnnxRuntime> {
  const failures: unknown[] = [];
  if (isNode()) {
    try {
      return asRuntime(await importNative());
    } catch (error) {
      failures.push(error);
    }
  }
  try {
    return asRuntime(await import('onnxruntime-web')); // inside `try`: bundlers then let it be missing
  } catch (error) {
    failures.push(error);
  }
  const expected = isNode() ? 'onnxruntime-node' : 'onnxruntime-web';
  const message =
    `No runtime for ONNX models can be loaded: npm install ${expected}. One that is elsewhere can be passed: ` +
    'OnnxModel.load(file, { runtime }).';
  throw new RuntimeNotFoundError(message, { argument: 'runtime', expected, cause: new AggregateError(failures) });
}

/** A bundler for browsers must not follow this import. */
function importNative(): Promise<object> {
  const name = 'onnxruntime-node';
  return import(/* webpackIgnore: true */ /* @vite-ignore */ name);
}

/** A CommonJS module that is imported by an ES module may have its exports under `default`. */
function asRuntime(module: object): OnnxRuntime {
  return ('InferenceSession' in module ? module : (module as { default: unknown }).default) as OnnxRuntime;
}
