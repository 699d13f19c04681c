import { initWasm } from '@resvg/resvg-wasm';
import { FormatError } from 'xai-base';
import type { WasmSource } from './assets';

let started: Promise<void> | undefined;

/**
 * Loads resvg, which a page or program does once.
 *
 * @throws {FormatError} for what is no such module; another call may then bring the right one
 */
export function start(wasm: WasmSource): Promise<void> {
  started ??= initWasm(wasm).catch((cause) => {
    if (String(cause).includes('Already initialized')) return; // by other code on the page
    started = undefined;
    const expected = 'the module @resvg/resvg-wasm/index_bg.wasm';
    throw new FormatError(`wasm cannot be loaded; expected ${expected}.`, { argument: 'wasm', expected, cause });
  });
  return started;
}
