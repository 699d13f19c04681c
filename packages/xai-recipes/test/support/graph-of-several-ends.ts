import { convolutionalGraph } from './convolutional-graph';

/**
 * The graph-model of {@link convolutionalGraph} with further ends: its images are whole numbers, a second input `shift [n, 2]` is added to the scores, and the outputs are
 * `shares`, the softmax of these sums, and `maps`.
 */
export function graphOfSeveralEnds(): Record<string, Uint8Array | string> {
  const { 'model.json': text, ...weights } = convolutionalGraph();
  const json = JSON.parse(text as string);
  const { node } = json.modelTopology;
  const type = (name = 'DT_FLOAT') => ({ type: name });
  const dim = (...sides: number[]) => ({ dim: sides.map((size) => ({ size: String(size) })) });
  const find = (name: string) => node.find((one: { name: string }) => one.name === name);
  find('image').attr.dtype = type('DT_INT32');
  find('conv').input[0] = 'float';
  node.push(
    {
      name: 'float',
      op: 'Cast',
      input: ['image'],
      attr: { SrcT: type('DT_INT32'), DstT: type(), Truncate: { b: false } },
    },
    { name: 'shift', op: 'Placeholder', attr: { dtype: type(), shape: { shape: dim(-1, 2) } } },
    { name: 'sum', op: 'AddV2', input: ['scores', 'shift'], attr: { T: type() } },
    { name: 'shares', op: 'Softmax', input: ['sum'], attr: { T: type() } },
  );
  const end = (name: string, dtype: string, ...sides: number[]) => ({
    name: `${name}:0`,
    dtype,
    tensorShape: dim(...sides),
  });
  json.signature = {
    inputs: { image: end('image', 'DT_INT32', -1, 6, 6, 1), shift: end('shift', 'DT_FLOAT', -1, 2) },
    outputs: { shares: end('shares', 'DT_FLOAT', -1, 2), maps: end('maps', 'DT_FLOAT', -1, 4, 4, 4) },
  };
  return { ...weights, 'model.json': JSON.stringify(json) };
}
