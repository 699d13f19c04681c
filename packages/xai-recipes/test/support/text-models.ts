import { type Attribute, int, ints, makeNode, type OnnxNode, type OnnxTensor, string, writeModel } from 'onnx-format';

/** What each word says for the first of two classes. */
export const worth: Readonly<Record<string, number>> = { delectable: 2, intriguing: 1.5, thriller: -0.5, dull: -3 };

const words = Object.keys(worth);
const strings = (...value: string[]): Attribute => ({ type: 'strings', value });
const inDomain = (domain: string, node: OnnxNode): OnnxNode => ({ ...node, domain });

/**
 * An ONNX file as scikit-learn's text pipelines become ones: texts `[texts, 1]` are put in small letters, taken apart into words, counted, and weighed; it gives a label and two scores.
 */
export function onnxOfTexts(): Uint8Array {
  const weights: OnnxTensor = {
    type: 'float32',
    shape: [words.length, 2],
    data: Float32Array.from(words.flatMap((word) => [worth[word], 0])),
  };
  const axis: OnnxTensor = { type: 'int64', shape: [1], data: BigInt64Array.of(-1n) };
  return writeModel({
    opsets: { '': 17, 'com.microsoft': 1 },
    graph: {
      name: 'texts',
      nodes: [
        makeNode('Reshape', ['texts', 'axis'], ['flat']),
        makeNode('StringNormalizer', ['flat'], ['small'], {
          case_change_action: string('LOWER'),
          locale: string('C.UTF-8'),
        }),
        inDomain(
          'com.microsoft',
          makeNode('Tokenizer', ['small'], ['tokens'], {
            mark: int(0),
            mincharnum: int(1),
            pad_value: string('#'),
            tokenexp: string('[a-zA-Z0-9_]+'),
          }),
        ),
        makeNode('TfIdfVectorizer', ['tokens'], ['counts'], {
          mode: string('TF'),
          ...{ min_gram_length: int(1), max_gram_length: int(1), max_skip_count: int(0) },
          ...{
            ngram_counts: ints([0]),
            ngram_indexes: ints(words.map((_, at) => at)),
            pool_strings: strings(...words),
          },
          weights: { type: 'floats', value: words.map(() => 1) },
        }),
        makeNode('MatMul', ['counts', 'weights'], ['scores']),
        makeNode('ArgMax', ['scores'], ['label'], { axis: int(1), keepdims: int(0) }),
      ],
      initializers: new Map([
        ['weights', weights],
        ['axis', axis],
      ]),
      inputs: [{ name: 'texts', type: 'string', shape: ['n', 1] }],
      outputs: [
        { name: 'label', type: 'int64', shape: ['n'] },
        { name: 'scores', type: 'float32', shape: ['n', 2] },
      ],
    },
  });
}

/** A graph-model of TensorFlow.js that takes texts `[texts]`, and gives two numbers for each, which are drawn by its hash. */
export function graphOfTexts(): Record<string, Uint8Array | string> {
  const buckets = 16;
  const type = (name: string) => ({ type: name });
  const node = [
    {
      ...{ name: 'texts', op: 'Placeholder' },
      attr: { dtype: type('DT_STRING'), shape: { shape: { dim: [{ size: '-1' }] } } },
    },
    ...[
      ['table', 'DT_FLOAT'],
      ['axis', 'DT_INT32'],
    ].map(([name, dtype]) => ({ name, op: 'Const', attr: { dtype: type(dtype) } })),
    { name: 'hash', op: 'StringToHashBucketFast', input: ['texts'], attr: { num_buckets: { i: String(buckets) } } },
    {
      ...{ name: 'scores', op: 'GatherV2', input: ['table', 'hash', 'axis'] },
      attr: { Tparams: type('DT_FLOAT'), batch_dims: { i: '0' } },
    },
  ];
  const weights = [
    { name: 'table', shape: [buckets, 2], dtype: 'float32' },
    { name: 'axis', shape: [], dtype: 'int32' },
  ];
  const table = Float32Array.from({ length: 2 * buckets }, (_, at) => Math.sin(7 * at));
  const bytes = Buffer.concat([table, Int32Array.of(0)].map(({ buffer }) => Buffer.from(buffer)));
  const modelTopology = { node, library: {}, versions: {} };
  const json = { format: 'graph-model', modelTopology, weightsManifest: [{ paths: ['weights.bin'], weights }] };
  return { 'model.json': JSON.stringify(json), 'weights.bin': new Uint8Array(bytes) };
}
