import { engine, type Tensor } from '@tensorflow/tfjs-core';

/**
 * Frees what the tape holds for a backward pass that will not come, from an entry on. TensorFlow.js itself leaves these
 * tensors allocated when the function or a gradient throws.
 */
export function discardTape(start: number): void {
  engine().state.activeTape?.splice(start).forEach(freeSaved);
}

/**
 * Takes off the tape, from an entry on, the operations that give integers or truth values: no derivative goes through
 * these. What depends on an input by them alone does not depend on it differentiably, such as the embedding of a token.
 */
export function breakAtIntegers(start: number): void {
  const { activeTape } = engine().state;
  for (const node of activeTape.splice(start)) {
    if (node.outputs.some(({ dtype }) => dtype === 'float32' || dtype === 'complex64')) activeTape.push(node);
    else freeSaved(node);
  }
}

function freeSaved({ saved }: { saved?: Tensor[] }): void {
  for (const tensor of saved ?? []) tensor?.dispose();
}
