import { RuntimeNotFoundError } from './errors';
import { isNode } from './is-node';
import type { OnnxRuntime } from './runtime';

/**
 * The runtime that is installed: onnxruntime-node, where there is Node; else onnxruntime-web.
 *
 * @throws {RuntimeNotFoundError} with the line that installs one
 */
export async function findRuntime(): Promise<OnnxRuntime> {
  const imports = isNode() ? [importNative, importWeb] : [importWeb];
  const failures: unknown[] = [];
  for (const load of imports) {
    try {
      return asRuntime(await load());
    } catch (error) {
      failures.push(error);
    }
  }
  const expected = isNode() ? 'onnxruntime-node' : 'onnxruntime-web';
  const message =
    `No runtime for ONNX models can be loaded: npm install ${expected}. One that is elsewhere can be passed: ` +
    'OnnxModel.load(file, { runtime }).';
  throw new RuntimeNotFoundError(message, { argument: 'runtime', expected, cause: new AggregateError(failures) });
}

const importWeb = (): Promise<object> => import('onnxruntime-web');

/** A bundler for browsers must not follow this import. */
function importNative(): Promise<object> {
  const name = 'onnxruntime-node';
  return import(/* webpackIgnore: true */ /* @vite-ignore */ name);
}

/** A CommonJS module that is imported by an ES module may have its exports under `default`. */
function asRuntime(module: object): OnnxRuntime {
  return ('InferenceSession' in module ? module : (module as { default: unknown }).default) as OnnxRuntime;
}
