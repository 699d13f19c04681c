import { type FunctionJson, functionIn, functionsOf, isLoop } from './function-json';
import type { ModelJson } from './model-files';
import { isValue, nodesOf } from './node-json';

/** How the nodes that put something into a list name it. */
const place: Readonly<Record<string, number>> = { TensorListSetItem: 2, TensorListPushBack: 1 };

/**
 * A graph-model whose loops carry on what they put into lists: TensorFlow.js 4.22 frees all that a run of a loop does not give to the next one, lists' elements, too, and
 * fails when it reads the list then.
 */
export function keepElements(json: ModelJson): ModelJson {
  const functions = functionsOf(json);
  const node = nodesOf(json).map((loop) => {
    if (!isLoop(loop)) return loop;
    const [body, condition] = ['body', 'cond'].map((key) => functions.get(functionIn(loop, key)));
    const written = body ? elementsIn(body) : [];
    if (!body || !condition || written.length === 0) return loop;
    const kept = written.map((from, at) => ({ name: `kept_${at}`, from }));
    functions.set(body.signature.name, withOutputs(withInputs(body, kept), kept));
    functions.set(condition.signature.name, withInputs(condition, kept));
    const input = loop.input?.filter(isValue) ?? [];
    return { ...loop, input: [...input, ...kept.map(() => input[0])] }; // anything, before the first run
  });
  if (node.every((one, at) => one === nodesOf(json)[at])) return json;
  const { library: given } = json.modelTopology as { readonly library?: object };
  const library = { ...given, function: [...functions.values()] };
  return { ...json, modelTopology: { ...json.modelTopology, node, library } as ModelJson['modelTopology'] };
}

const elementsIn = ({ nodeDef = [] }: FunctionJson): string[] =>
  nodeDef.flatMap(({ op, input = [] }) => (op in place ? [input[place[op]]] : []));

type Kept = readonly { readonly name: string; readonly from: string }[];

const withInputs = ({ signature, ...rest }: FunctionJson, kept: Kept): FunctionJson => ({
  ...rest,
  signature: { ...signature, inputArg: [...(signature.inputArg ?? []), ...kept.map(argument)] },
});

const withOutputs = ({ signature, ret, ...rest }: FunctionJson, kept: Kept): FunctionJson => ({
  ...rest,
  ret: { ...ret, ...Object.fromEntries(kept.map(({ name, from }) => [name, from])) },
  signature: { ...signature, outputArg: [...(signature.outputArg ?? []), ...kept.map(argument)] },
});

const argument = ({ name }: Kept[number]) => ({ name, type: 'DT_FLOAT' }); // of any type, as nothing asks
