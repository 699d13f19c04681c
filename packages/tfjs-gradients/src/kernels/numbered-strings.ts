import { type DataType, Equal, GatherNd, NotEqual, type TensorInfo, Tile } from '@tensorflow/tfjs-core';
import type { Kernel, KernelFix } from './kernel-fix';

/** What this file needs of the wasm backend, and its types do not tell. */
interface WasmBackend {
  makeOutput(shape: number[], dtype: DataType, at: undefined, values: Int32Array | Uint8Array[]): TensorInfo;
  readSync(dataId: object): Uint8Array[] | Int32Array;
  disposeData(dataId: object): void;
}

/** A character for each byte. */
const eachByte = new TextDecoder('windows-1252');

/** Runs a kernel on numbers that stand for texts, equal ones for equal texts. */
const onNumbers =
  (own: Kernel): Kernel =>
  (call) => {
    const texts = Object.entries(call.inputs).filter(([, { dtype }]) => dtype === 'string');
    if (texts.length === 0) return own(call);
    const backend = call.backend as unknown as WasmBackend;
    const known: Uint8Array[] = [];
    const numbers = new Map<string, number>();
    const numberOf = (bytes: Uint8Array): number => {
      const text = eachByte.decode(bytes);
      const number = numbers.get(text) ?? known.push(bytes) - 1;
      numbers.set(text, number);
      return number;
    };
    const numbered = texts.map(([name, { dataId, shape }]) => {
      const values = Int32Array.from(backend.readSync(dataId) as Uint8Array[], numberOf);
      return [name, backend.makeOutput(shape, 'int32', undefined, values)] as const;
    });
    const result = own({ ...call, inputs: { ...call.inputs, ...Object.fromEntries(numbered) } }) as TensorInfo;
    for (const [, { dataId }] of numbered) backend.disposeData(dataId);
    if (result.dtype === 'bool') return result;
    const found = Array.from(backend.readSync(result.dataId) as Int32Array, (number) => known[number]);
    backend.disposeData(result.dataId);
    return backend.makeOutput(result.shape, 'string', undefined, found);
  };

/** Kernels that compare texts, or only say where they go: the wasm backend has them for numbers alone. */
export const numberedStrings: KernelFix[] = [Equal, NotEqual, GatherNd, Tile].map((kernelName) => ({
  name: 'numbered-strings',
  kernelName,
  backends: ['wasm'],
  make: (own) => own && onNumbers(own),
}));
