import { convolutionalGraph } from './convolutional-graph';

type Bytes = Uint8Array<ArrayBufferLike>;

/**
 * The graph-model of {@link convolutionalGraph} with branches as TensorFlow writes them: with an input `ratio` of 1 its scores are tripled, with another one divided by it, or, if that is
 * 0, squared; `decided` ends in what merges the branches.
 */
export function graphWithBranches(): Record<string, Bytes | string> {
  const { 'model.json': text, 'weights.bin': bytes } = convolutionalGraph();
  const json = JSON.parse(text as string);
  const float = { type: 'DT_FLOAT' };
  const op = (name: string, kind: string, input: string[], attr: object = {}) => ({
    ...{ name, op: kind, input },
    attr: { T: float, ...attr },
  });
  const constant = (name: string, input: string[] = []) => op(name, 'Const', input, { dtype: float });
  json.modelTopology.node.push(
    { name: 'ratio', op: 'Placeholder', attr: { dtype: float, shape: { shape: { unknownRank: true } } } },
    op('begin', 'NoOp', ['^image', '^ratio']),
    ...[constant('one', ['^begin']), constant('zero', ['^begin'])],
    op('is_one', 'Equal', ['ratio', 'one']),
    op('outer', 'Switch', ['scores', 'is_one']),
    op('outer_ratio', 'Switch', ['ratio', 'is_one']),
    op('pivot', 'Switch', ['is_one', 'is_one']),
    op('pivot_t', 'Identity', ['pivot:1']),
    constant('three', ['^pivot_t']), // as constants of a branch are: nothing else says that they belong to it
    op('tripled', 'Mul', ['outer:1', 'three']),
    op('is_zero', 'Equal', ['outer_ratio', 'zero']),
    op('inner', 'Switch', ['outer:0', 'is_zero']),
    op('inner_ratio', 'Switch', ['outer_ratio:0', 'is_zero']),
    op('squared', 'Mul', ['inner:1', 'inner:1']),
    op('divided', 'RealDiv', ['inner:0', 'inner_ratio']),
    op('merged', 'Merge', ['divided', 'squared'], { N: { i: '2' } }),
    op('decided', 'Merge', ['merged', 'tripled'], { N: { i: '2' } }),
  );
  const scalars = Float32Array.of(1, 0, 3);
  for (const name of ['one', 'zero', 'three'])
    json.weightsManifest[0].weights.push({ name, shape: [], dtype: 'float32' });
  return {
    'model.json': JSON.stringify(json),
    'weights.bin': Buffer.concat([bytes as Bytes, Buffer.from(scalars.buffer)]) as Bytes,
  };
}
