import { backend, square, tensor1d } from '@tensorflow/tfjs-core';
import { OutOfMemoryError } from '../src';
import { useWasm } from '../src/wasm';

/** The allocator of the wasm backend, as its kernels use it. */
interface Memory {
  wasm: { _malloc(bytes: number): number; _free(address: number): void };
}

test('more than there is room for is an error that says so, after which all goes on', async () => {
  await useWasm();
  const { wasm } = backend() as unknown as Memory;
  const addresses: number[] = [];
  const fill = () => {
    for (;;) addresses.push(wasm._malloc(2 ** 30));
  };
  expect(fill).toThrow(OutOfMemoryError);
  expect(fill).toThrow('no room for a tensor of 1024 MB: run fewer samples at once');
  expect(addresses.length).toBeGreaterThan(0);
  for (const address of addresses) wasm._free(address);
  const tensor = tensor1d([1, 2, 3]);
  const squares = square(tensor);
  expect([...(await squares.data())]).toEqual([1, 4, 9]);
  for (const one of [tensor, squares]) one.dispose();
});
