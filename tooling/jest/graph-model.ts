import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const attribute = {
  type: (type = 'DT_FLOAT') => ({ type }),
  shape: (...sides: number[]) => ({ shape: { dim: sides.map((size) => ({ size: String(size) })) } }),
};

/** Writes a graph-model `[batch, 2, 2, 1] -> [batch, 2]`: the first output adds the pixels up, the second weighs them 1, 2, 3, 4. */
export function writeGraphModel(folder: string): string {
  const { type, shape } = attribute;
  const node = [
    { name: 'x', op: 'Placeholder', attr: { dtype: type(), shape: shape(-1, 2, 2, 1) } },
    {
      name: 'sides',
      op: 'Const',
      attr: { dtype: type('DT_INT32'), value: { tensor: { dtype: 'DT_INT32', tensorShape: {} } } },
    },
    { name: 'kernel', op: 'Const', attr: { dtype: type(), value: { tensor: { dtype: 'DT_FLOAT', tensorShape: {} } } } },
    { name: 'flat', op: 'Reshape', input: ['x', 'sides'], attr: { T: type(), Tshape: type('DT_INT32') } },
    {
      name: 'y',
      op: 'MatMul',
      input: ['flat', 'kernel'],
      attr: { T: type(), transpose_a: { b: false }, transpose_b: { b: false } },
    },
  ];
  const weights = [
    { name: 'sides', shape: [2], dtype: 'int32' },
    { name: 'kernel', shape: [4, 2], dtype: 'float32' },
  ];
  mkdirSync(folder, { recursive: true });
  const values = [new Int32Array([-1, 4]), new Float32Array([1, 1, 1, 2, 1, 3, 1, 4])];
  writeFileSync(path.join(folder, 'weights.bin'), Buffer.concat(values.map(({ buffer }) => Buffer.from(buffer))));
  const file = path.join(folder, 'model.json');
  const modelTopology = { node, library: {}, versions: {} };
  writeFileSync(
    file,
    JSON.stringify({ format: 'graph-model', modelTopology, weightsManifest: [{ paths: ['weights.bin'], weights }] }),
  );
  return file;
}
