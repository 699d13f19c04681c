import type { OnnxGraph, OnnxModelFile, OnnxNode, OnnxValue } from 'onnx-format';
import { ModelError } from 'xai-base';
import { unsupported } from './unsupported-trees';

/** The ensemble of a file, and how many columns its input has, where the file says so. */
interface FoundEnsemble {
  readonly node: OnnxNode;
  readonly features?: number;
}

const ensembles = ['TreeEnsembleClassifier', 'TreeEnsembleRegressor', 'TreeEnsemble'];
const floatCodes = [1, 11]; // of float32 and float64

/**
 * The one ensemble of a model. Before it and behind its scores nothing else may change numbers; what is made of its labels does not matter.
 *
 * @throws {ModelError} when there is none
 * @throws {UnsupportedOperatorError} for operators around it, and for a second one
 */
export function findEnsemble({ graph }: OnnxModelFile): FoundEnsemble {
  const found = graph.nodes.filter(({ op, domain }) => domain === 'ai.onnx.ml' && ensembles.includes(op));
  if (found.length === 0) {
    const operators = [...new Set(graph.nodes.map(({ op }) => op))].slice(0, 10).join(', ');
    const expected = `a model with one of ${ensembles.join(', ')}`;
    throw new ModelError(`source has no ensemble of trees, but ${operators || 'no operators'}; expected ${expected}.`, {
      argument: 'source',
      expected,
    });
  }
  const [node, second] = found;
  if (second) throw unsupported(second, 'beside another ensemble');
  checkBehind(graph, node);
  const length = inputOf(graph, node).shape?.at(-1);
  return { node, features: typeof length === 'number' && length > 0 ? length : undefined };
}

/** The input of the graph that the ensemble reads. */
function inputOf({ nodes, inputs }: OnnxGraph, ensemble: OnnxNode): OnnxValue {
  let [name] = ensemble.inputs;
  for (;;) {
    const before = nodes.find(({ outputs }) => outputs.includes(name));
    if (!before) break;
    if (!keepsNumbers(before)) throw unsupported(before, 'before the ensemble');
    [name] = before.inputs;
  }
  const input = inputs.find((one) => one.name === name);
  if (input) return input;
  throw unsupported(ensemble, `of ${JSON.stringify(name)}, which is no input of the model`);
}

function checkBehind({ nodes }: OnnxGraph, ensemble: OnnxNode): void {
  const scores = [ensemble.outputs[ensemble.op === 'TreeEnsembleClassifier' ? 1 : 0]];
  for (const name of scores) {
    for (const node of nodes.filter(({ inputs }) => inputs.includes(name))) {
      if (node.op !== 'ZipMap' && !keepsNumbers(node)) throw unsupported(node, 'behind the ensemble');
      scores.push(...node.outputs);
    }
  }
}

function keepsNumbers({ op, attributes: { to } }: OnnxNode): boolean {
  return op === 'Identity' || (op === 'Cast' && to?.type === 'int' && floatCodes.includes(to.value));
}
