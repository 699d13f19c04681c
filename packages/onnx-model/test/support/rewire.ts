import { type Attribute, int, ints, type OnnxNode, type OnnxTensor, readModel, writeModel } from 'onnx-format';
import { operators } from '../../src/operators';

const numbers = [-9, -2, -1, 0, 1, 2, 3, 5, 99, 2 ** 31];

/** A file whose graph was changed: operators exchanged, attributes and constants altered, inputs exchanged or left out. */
export function rewired(file: Uint8Array, random: () => number): Uint8Array {
  const below = (limit: number) => Math.floor(random() * limit);
  const one = <Item>(items: readonly Item[]): Item => items[below(items.length)];
  const model = readModel(file);
  const { graph } = model;
  const names = ['', ...graph.inputs, ...graph.outputs].map((value) =>
    typeof value === 'string' ? value : value.name,
  );
  const values = [...names, ...graph.initializers.keys(), ...graph.nodes.flatMap(({ outputs }) => outputs)];

  const attribute = (before?: Attribute): Attribute => {
    if (before?.type === 'string')
      return { type: 'string', value: one(['SAME_UPPER', 'linear', 'cubic', 'edge', 'max', 'add', 'x']) };
    if (before?.type === 'ints')
      return ints(before.value.map((value) => (random() < 0.5 ? one(numbers) : value)).slice(below(2)));
    return random() < 0.5 ? int(one(numbers)) : ints(Array.from({ length: below(5) }, () => one(numbers)));
  };
  const altered = (node: OnnxNode): OnnxNode => {
    const keys = Object.keys(node.attributes);
    switch (below(5)) {
      case 0:
        return { ...node, op: one(Object.keys(operators[node.domain] ?? operators[''])) };
      case 1:
        return { ...node, inputs: [...node.inputs, ''].with(below(node.inputs.length), one(values)) };
      case 2:
        return { ...node, inputs: random() < 0.5 ? node.inputs.slice(1) : [...node.inputs, one(values)] };
      case 3: {
        const key =
          keys.length > 0 && random() < 0.7
            ? one(keys)
            : one(['axis', 'axes', 'group', 'perm', 'pads', 'strides', 'keepdims']);
        return { ...node, attributes: { ...node.attributes, [key]: attribute(node.attributes[key]) } };
      }
      default: {
        const kept = Object.entries(node.attributes).filter(() => random() < 0.6);
        return { ...node, attributes: Object.fromEntries(kept) };
      }
    }
  };
  const changed = (tensor: OnnxTensor): OnnxTensor => {
    if (tensor.type === 'string' || random() < 0.9) return tensor;
    if (tensor.type === 'int64')
      return {
        ...tensor,
        data: BigInt64Array.from(tensor.data as BigInt64Array, (value) =>
          random() < 0.5 ? BigInt(one(numbers)) : value,
        ),
      };
    return { ...tensor, shape: random() < 0.5 ? tensor.shape.toReversed() : [tensor.data.length] };
  };
  const chosen = below(graph.nodes.length);
  const nodes = graph.nodes.map((node, index) => (index === chosen || random() < 0.03 ? altered(node) : node));
  const initializers = new Map([...graph.initializers].map(([name, tensor]) => [name, changed(tensor)]));
  return writeModel({ ...model, graph: { ...graph, nodes, initializers } });
}
