import { makeNode, writeModel } from 'onnx-format';
import type { Runtime } from '../runtime/runtime';
import { blockedDomain } from './domain';

const known = new WeakMap<Runtime, Promise<number>>();

/**
 * How many channels a block has with this onnxruntime on this processor: 16 with AVX-512, 8 with AVX; 1 where it has no such convolutions, as in
 * WebAssembly.
 */
export function blockSize(runtime: Runtime): Promise<number> {
  const size = known.get(runtime) ?? probe(runtime);
  known.set(runtime, size);
  return size;
}

/** Has four channels laid out in blocks, which are filled up. */
async function probe({ InferenceSession, Tensor }: Runtime): Promise<number> {
  const shape = [1, 4, 1, 1];
  const bytes = writeModel({
    opsets: { '': 17, [blockedDomain]: 1 },
    graph: {
      name: 'probe',
      nodes: [{ ...makeNode('ReorderInput', ['image'], ['blocks']), domain: blockedDomain }],
      initializers: new Map(),
      inputs: [{ name: 'image', type: 'float32', shape }],
      outputs: [{ name: 'blocks', type: 'float32', shape: [1, 'channels', 1, 1] }],
    },
  });
  try {
    const session = await InferenceSession.create(bytes, { logSeverityLevel: 4, intraOpNumThreads: 1 });
    const { blocks } = await session.run({ image: new Tensor('float32', new Float32Array(4) as never, shape) });
    await session.release();
    return blocks.dims[1];
  } catch {
    return 1; // it does not know the operator
  }
}
