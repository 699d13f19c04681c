import type { ModelJson } from './model-files';
import type { NodeJson } from './node-json';

/** A function of a graph, as `model.json` has it: what a loop or a branch runs. */
export interface FunctionJson {
  readonly signature: {
    readonly name: string;
    readonly inputArg?: readonly { readonly name: string }[];
    readonly outputArg?: readonly { readonly name: string }[];
  };
  readonly nodeDef?: readonly NodeJson[];
  /** The value that each output is. */
  readonly ret?: Readonly<Record<string, string>>;
}

/** The functions of a graph-model, by name. */
export function functionsOf({ modelTopology }: Pick<ModelJson, 'modelTopology'>): Map<string, FunctionJson> {
  const { library } = modelTopology as { readonly library?: { readonly function?: readonly FunctionJson[] } };
  return new Map((library?.function ?? []).map((one) => [one.signature.name, one]));
}

/** The name of a function that a node runs. */
export const functionIn = ({ attr }: NodeJson, key: string): string =>
  String(Object(Object(attr?.[key]).func).name ?? '');

/** Whether a node is a loop of functions. */
export const isLoop = ({ op }: NodeJson): boolean => /^(Stateless)?While$/.test(op);
