import type { OnnxNode } from 'onnx-format';

/** Operators whose result depends on the shape of what they take alone. */
const ofShapes = ['Shape', 'Size'];

/**
 * Whether a value follows from shapes and constants, however the elements of the input are.
 *
 * @param isConstant whether a name is that of a constant
 */
export function followsFromShapes(
  name: string,
  nodes: readonly OnnxNode[],
  isConstant: (name: string) => boolean,
): boolean {
  const makers = new Map(nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  const seen = new Set<string>();
  const waiting = [name];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next === '' || seen.has(next) || isConstant(next)) continue;
    seen.add(next);
    const maker = makers.get(next);
    if (!maker) return false; // what is passed to the model
    if (!ofShapes.includes(maker.op)) waiting.push(...maker.inputs);
  }
  return true;
}
