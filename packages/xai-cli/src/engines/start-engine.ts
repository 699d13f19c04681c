import { type BackendCandidate, chooseBackend } from 'tfjs-gradients';
import type { Executor, ExecutorScope } from 'xai-base';
import type { NativeExecutor } from 'xai-native';
import { useBackend } from '../backend';
import type { EngineName } from './engine-names';

/** What computes. */
export interface Engine {
  /** Runs the methods' programs by onnxruntime; undefined where TensorFlow.js runs them. */
  readonly executor?: Executor;
  /** Who has computed up to now: `native` only if onnxruntime ran all programs, and there was one. */
  readonly used: EngineName;
  /** Why native execution was not possible, where it was asked for. */
  readonly warnings: readonly string[];
  dispose(): Promise<void>;
}

const inWords: Record<string, string> = { wasm: 'WebAssembly', cpu: 'Plain JavaScript' };

const wasm: BackendCandidate = { name: 'wasm', start: () => useBackend('wasm') };
const cpu: BackendCandidate = { name: 'cpu', start: () => useBackend('cpu') };

/**
 * Starts an engine, with the backend of TensorFlow.js below it: WebAssembly, or where that does not start or computes wrongly plain JavaScript, which is
 * told.
 *
 * @param wanted `native` runs programs by onnxruntime-node, and what it cannot run by `wasm`, with a warning; `wasm` is
 * TensorFlow.js on WebAssembly, `cpu` on plain JavaScript. If left out: `native` if onnxruntime-node is installed, else `wasm`
 *
 * @example
 * ```ts
 * const engine = await startEngine('wasm');
 * engine.used; // => 'wasm'
 * await engine.dispose();
 * ```
 */
export async function startEngine(wanted?: EngineName): Promise<Engine> {
  const { used, passedOver } = await chooseBackend(wanted === 'cpu' ? [cpu] : [wasm, cpu]);
  const told = Object.entries(passedOver).map(
    ([name, why]) => `${inWords[name]} is passed over: ${why}. ${inWords[used]} computes instead.`,
  );
  const plain: Engine = { used: used as EngineName, warnings: told, dispose: async () => {} };
  if (wanted === 'wasm' || wanted === 'cpu') return plain;
  const { RuntimeMissingError } = await import('xai-native');
  try {
    return await nativeEngine(plain, wanted === 'native');
  } catch (error) {
    if (!(error instanceof RuntimeMissingError)) throw error;
    return {
      ...plain,
      warnings:
        wanted === 'native'
          ? [...told, `${error.message.replace(/\.$/, '')}. ${inWords[used]} computes instead.`]
          : told,
    };
  }
}

/** Whether onnxruntime-node is installed. */
export async function hasNative(): Promise<boolean> {
  const { NativeExecutor, RuntimeMissingError } = await import('xai-native');
  try {
    await (await NativeExecutor.create()).dispose();
    return true;
  } catch (error) {
    if (error instanceof RuntimeMissingError) return false;
    throw error;
  }
}

async function nativeEngine(below: Engine, tells: boolean): Promise<Engine> {
  const { NativeExecutor } = await import('xai-native');
  const warnings = [...below.warnings];
  let [hasRun, fellBack] = [false, false];
  const native = await NativeExecutor.create({
    onFallback: (message) => {
      fellBack = true;
      if (tells) warnings.push(message);
    },
  });
  const watched = (own: NativeExecutor): ExecutorScope => ({
    name: own.name,
    run(program, inputs) {
      hasRun = true;
      return own.run(program, inputs);
    },
    scope: () => watched(own.scope()),
    dispose: () => own.dispose(),
  });
  return {
    executor: watched(native),
    warnings,
    get used() {
      return hasRun && !fellBack ? 'native' : below.used;
    },
    dispose: () => native.dispose(),
  };
}
