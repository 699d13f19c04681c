import type { ModelJson } from './model-files';
import { type NodeJson, nodesOf, valueName } from './node-json';

/**
 * A graph-model whose images of whole numbers are floating-point numbers where all that takes them makes these of them first: the same values come out, and
 * what changes between two whole numbers can be asked, too.
 */
export function floatImages(json: ModelJson): ModelJson {
  const nodes = nodesOf(json);
  const isImage = ({ attr }: NodeJson) => attr?.shape?.shape?.dim?.length === 4;
  const takers = (name: string) => nodes.filter(({ input = [] }) => input.some((one) => valueName(one) === name));
  const float = { type: 'DT_FLOAT' };
  const changed = new Set(
    nodes
      .filter((one) => one.op === 'Placeholder' && isImage(one) && /INT|^3$/.test(typeOf(one.attr?.dtype)))
      .map(({ name }) => name)
      .filter((name) => takers(name).every(({ op, attr }) => op === 'Cast' && /FLOAT|^1$/.test(typeOf(attr?.DstT)))),
  );
  if (changed.size === 0) return json;
  const isBehind = ({ op, input = [] }: NodeJson) => op === 'Cast' && input.some((one) => changed.has(valueName(one)));
  const node = nodes.map((one) => {
    if (changed.has(one.name)) return { ...one, attr: { ...one.attr, dtype: float } };
    return isBehind(one) ? { ...one, attr: { ...one.attr, SrcT: float } } : one;
  });
  const signature = json.signature as
    | { readonly inputs?: Readonly<Record<string, { readonly name: string }>> }
    | undefined;
  const inputs = Object.entries(signature?.inputs ?? {}).map(([key, value]) => [
    key,
    changed.has(valueName(value.name)) ? { ...value, dtype: 'DT_FLOAT' } : value,
  ]);
  return {
    ...json,
    modelTopology: { ...json.modelTopology, node },
    ...(signature && { signature: { ...signature, inputs: Object.fromEntries(inputs) } as ModelJson['signature'] }),
  };
}

/** A type as a graph has it: by its name or by its number. */
const typeOf = (attribute: unknown): string => String(Object(attribute).type ?? '');
