/** The fields under which descriptions of models hold the names of their outputs: that of Hugging Face's `config.json` first. */
const fields = ['id2label', 'classes', 'labels', 'names', 'class_names'];

/**
 * The names of outputs in JSON: an array of names, an object from index to name (also to an array that ends in it, as Keras has ImageNet's) or from name to index, or
 * an object that holds one of these under a name that such lists have, such as `id2label` of Hugging Face's `config.json`. What has no name is ''.
 *
 * @returns undefined of anything else
 */
export function namesInJson(json: unknown): string[] | undefined {
  const own = listed(json);
  if (own || typeof json !== 'object' || json === null) return own;
  const held = fields.filter((field) => Object.hasOwn(json, field));
  return held.map((field) => listed((json as Record<string, unknown>)[field])).find((names) => names !== undefined);
}

/** More places than this for each name are no indices of outputs. */
const PLACES_A_NAME = 4;

function listed(json: unknown): string[] | undefined {
  if (typeof json !== 'object' || json === null) return undefined;
  if (Array.isArray(json)) return json.every((name) => typeof name === 'string') ? json : undefined;
  const entries = Object.entries(json as Record<string, unknown>);
  const names: string[] = [];
  for (const [key, value] of entries) {
    const isByIndex = /^\d+$/.test(key); // else from name to index, as scikit-learn's and Teachable Machine's
    const [at, name] = isByIndex ? [Number(key), Array.isArray(value) ? value.at(-1) : value] : [value, key];
    if (!Number.isSafeInteger(at) || (at as number) < 0 || typeof name !== 'string') return undefined;
    if ((at as number) >= PLACES_A_NAME * (entries.length + 1)) return undefined;
    names[at as number] = name;
  }
  return names.length > 0 ? Array.from(names, (name) => name ?? '') : undefined;
}
