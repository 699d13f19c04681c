import { describeValue } from 'xai-base';
import { wrong } from './wrong';

/** A layer or a model, as `model.json` describes it; keys are in snake case, or in camel case. */
interface Description {
  readonly name?: unknown;
  readonly class_name?: unknown;
  readonly className?: unknown;
  readonly config?: unknown;
  readonly inbound_nodes?: unknown;
  readonly inboundNodes?: unknown;
}

/** A use of a layer: the values that it takes, each by the layer that gives it and by which of that layer's uses. */
interface Use {
  readonly layer: string;
  readonly takes: readonly (readonly [layer: string, use: number])[];
}

const DEEPEST = 100;

/**
 * Checks that the layers of a layers-model can be put together: each takes what some layer gives, and none waits for itself. tfjs-layers would
 * wait for ever for what never comes.
 *
 * @param file for the message
 * @throws {ModelFileError} naming a layer
 */
export function checkTopology(file: string, topology: unknown): void {
  const { model_config: model = topology } = Object(topology) as { model_config?: unknown };
  checkModel(file, model as Description, 0);
}

function checkModel(file: string, model: Description, depth: number): void {
  if (depth > DEEPEST) throw wrong(file, `has models inside of models, more than ${DEEPEST} deep`, 'fewer');
  const layers = layersOf(model);
  for (const layer of [...layers, ...wrapped(model)]) checkModel(file, layer, depth + 1);
  if (!isSequential(model)) checkUses(file, layers);
}

function checkUses(file: string, layers: readonly Description[]): void {
  const given = new Map<string, number>(); // by layer: how many of its uses have their values
  for (const layer of layers) {
    const name = nameOf(file, layer);
    if (given.has(name)) throw wrong(file, `has two layers of the name ${describeValue(name)}`, 'a name for each');
    given.set(name, isBuilt(layer) ? 1 : 0);
  }
  const ready = layers.flatMap((layer) => usesOf(file, layer, given));
  const waiting = new Map<string, Use[]>(); // by the value that they wait for
  for (const use of ready) {
    const missing = use.takes.find(([from, at]) => (given.get(from) as number) <= at);
    if (missing) {
      const key = valueKey(missing);
      const others = waiting.get(key);
      if (others) others.push(use);
      else waiting.set(key, [use]);
    } else if (use.takes.length > 0) {
      const at = given.get(use.layer) as number;
      given.set(use.layer, at + 1);
      const key = valueKey([use.layer, at]);
      for (const one of waiting.get(key) ?? []) ready.push(one); // the loop goes on to them
      waiting.delete(key);
    }
  }
  const [first] = waiting.values();
  if (first) throw endless(file, first[0]);
}

/** A value by its layer and which of the layer's uses gives it. */
function valueKey([layer, use]: Use['takes'][number]): string {
  return `${use} ${layer}`;
}

function endless(file: string, { layer, takes }: Use) {
  const from = [...new Set(takes.map(([name]) => describeValue(name)))].join(' and ');
  return wrong(
    file,
    `has a layer ${describeValue(layer)} that waits for a value of ${from}, which never comes`,
    'layers that take what other layers give, in no circle',
  );
}

function usesOf(file: string, description: Description, given: ReadonlyMap<string, number>): Use[] {
  const layer = nameOf(file, description);
  const uses = description.inbound_nodes ?? description.inboundNodes ?? [];
  if (!Array.isArray(uses)) throw malformed(file, layer, uses);
  return uses.map((use: unknown): Use => {
    if (!Array.isArray(use)) throw malformed(file, layer, use);
    const takes = use.map((taken: unknown): Use['takes'][number] => {
      const [from, index] = Array.isArray(taken) ? taken : [];
      if (typeof from !== 'string' || !Number.isSafeInteger(index) || index < 0) throw malformed(file, layer, taken);
      if (given.has(from)) return [from, index];
      throw wrong(
        file,
        `has a layer ${describeValue(layer)} that takes the values of ${describeValue(from)}`,
        'the name of one of its layers',
      );
    });
    return { layer, takes };
  });
}

function nameOf(file: string, { name, config }: Description): string {
  const { name: own = name } = Object(config) as Description;
  if (typeof name === 'string' && name === own && name !== '__proto__') return name;
  const given = typeof name === 'string' && name !== '__proto__' ? own : name;
  throw wrong(file, `has a layer of the name ${describeValue(given)}`, 'a text, the same in its config');
}

function malformed(file: string, layer: string, value: unknown) {
  return wrong(
    file,
    `says that the layer ${describeValue(layer)} takes ${describeValue(value)}`,
    'inbound_nodes of [layer, node, tensor]',
  );
}

/** Whether a layer has a value before it is used: an input, and a model whose inputs are known. */
function isBuilt(layer: Description): boolean {
  const type = layer.class_name ?? layer.className;
  if (isSequential(layer)) return layersOf(layer).length > 0; // its first layer has an input, or it cannot be built at all
  return type === 'InputLayer' || type === 'Model' || type === 'Functional';
}

function isSequential({ class_name, className }: Description): boolean {
  return (class_name ?? className) === 'Sequential';
}

function layersOf({ config }: Description): Description[] {
  const { layers = config } = Object(config) as { layers?: unknown };
  return Array.isArray(layers) ? layers.map(Object) : [];
}

/** The layer that another one applies, such as `TimeDistributed`. */
function wrapped({ config }: Description): Description[] {
  const { layer } = Object(config) as { layer?: unknown };
  return layer === undefined ? [] : [Object(layer)];
}
