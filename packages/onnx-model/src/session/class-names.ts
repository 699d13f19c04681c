import type { OnnxGraph, OnnxNode } from 'onnx-format';

/** Operators that leave each score at its place. */
const keepers = ['Identity', 'Cast', 'Normalizer', 'ZipMap', 'Softmax', 'Sigmoid'];

/** Where classifiers of trees, linear ones, support vector machines and a ZipMap have the names of their classes. */
const attributes = ['classlabels_strings', 'classlabels_int64s', 'classlabels_ints'];

/**
 * The names of the classes that outputs have scores of, by the names of the outputs: as classifiers of ai.onnx.ml have them, a ZipMap, or the table in which
 * the label is looked up by the place of the largest score.
 */
export function classNamesOf(graph: OnnxGraph): Map<string, readonly string[]> {
  const makers = new Map(graph.nodes.flatMap((node) => node.outputs.map((name) => [name, node] as const)));
  const found = graph.outputs.map(({ name }) => [name, namesAt(name, makers, graph)] as const);
  return new Map(found.filter((entry): entry is [string, readonly string[]] => entry[1] !== undefined));
}

function namesAt(
  output: string,
  makers: ReadonlyMap<string, OnnxNode>,
  graph: OnnxGraph,
): readonly string[] | undefined {
  const seen = new Set<string>();
  for (let name = output; !seen.has(name); ) {
    seen.add(name);
    const maker = makers.get(name);
    const names = (maker && labelsOf(maker, name)) ?? lookedUp(name, graph);
    if (names) return names;
    if (!maker || !keepers.includes(maker.op)) return undefined;
    [name] = maker.inputs;
  }
  return undefined;
}

/** The names that a node has for the places of its scores. */
function labelsOf(node: OnnxNode, output: string): readonly string[] | undefined {
  if (node.domain !== 'ai.onnx.ml') return undefined;
  const isScores = node.op === 'ZipMap' || node.outputs[1] === output;
  const labels = attributes.map((name) => node.attributes[name]).find((one) => one && 'value' in one);
  if (!isScores || (labels?.type !== 'strings' && labels?.type !== 'ints')) return undefined;
  const isOfPairs = node.op === 'SVMClassifier' && !node.attributes.prob_a && labels.value.length > 2;
  return isOfPairs || labels.value.length === 0 ? undefined : labels.value.map(String);
}

/** The table in which a graph looks up the place of the largest of these scores. */
function lookedUp(scores: string, { nodes, initializers }: OnnxGraph): readonly string[] | undefined {
  const places = nodes
    .filter(({ op, inputs }) => op === 'ArgMax' && inputs[0] === scores)
    .map(({ outputs }) => outputs[0]);
  const lookup = nodes.find(({ op, inputs }) => op === 'ArrayFeatureExtractor' && places.includes(inputs[1]));
  const table = lookup && initializers.get(lookup.inputs[0]);
  return table && Array.from(table.data as ArrayLike<unknown>, String);
}
