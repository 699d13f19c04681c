import { neededNodes } from '../graph/needed';
import type { Node, Value } from '../graph/value';
import { byChannel, offset, stabilized } from './blocked-channelwise';
import { blockedConvolution, blockedTransposedConvolution } from './blocked-convolutions';
import { blockedConcatenation, blockedElementwise, blockedPooling } from './blocked-operators';
import { BlockedValues } from './blocked-values';
import { fuse } from './fuse';
import { isElementwise } from './operators';
import { convolutionOfPhases } from './phased-convolutions';
import { PhasedPools } from './phased-pools';
import { convolutionInStretches } from './stretched-convolutions';

/**
 * Computes images in blocks of channels, `[batch, channels / block, height, width, block]`, as the fastest convolutions of onnxruntime want them. It
 * can do so by itself, for kernels that are constants, and then copies them several times while it loads a graph, and turns images back for all that it
 * does not know to compute in blocks, such as most of a gradient. Here kernels stay inputs, laid out once, and images stay in blocks from
 * the first convolution to the last wherever they are computed element by element.
 *
 * @param outputs of a graph for any runtime
 * @param block how many channels a block has
 * @param isGiven whether the elements of an input are at hand outside of the graph, such as modified weights
 */
export function blockChannels(outputs: readonly Value[], block: number, isGiven: (value: Value) => boolean) {
  const values = new BlockedValues(outputs, block, isGiven);
  const pools = new PhasedPools(values);
  for (const node of neededNodes(outputs)) addNode(values, pools, node);
  return { outputs: fuse(outputs.map((value) => values.plain(value))), laidOut: values.laidOut };
}

function addNode(values: BlockedValues, pools: PhasedPools, node: Node): void {
  const [output] = node.outputs;
  const image = pools.pooled(node) ?? convolutionInStretches(values, node);
  const phased = image ? undefined : (pools.unpooled(node) ?? convolutionOfPhases(values, node));
  const blocked = image || phased ? undefined : inBlocks(values, node);
  if (image) values.setPlain(output, image);
  else if (phased) values.setInPhases(output, phased);
  else if (blocked) values.setBlocked(output, blocked);
  else values.addPlain(node);
}

/** What a node computes, in blocks, if that is possible. */
function inBlocks(values: BlockedValues, node: Node): Value | undefined {
  if (node.outputs[0].shape.length !== 4) return undefined;
  if (node.op === 'Conv') return blockedConvolution(values, node);
  if (node.op === 'ConvTranspose') return blockedTransposedConvolution(values, node);
  if (node.op === 'MaxPool' || node.op === 'AveragePool') return blockedPooling(values, node);
  if (node.op === 'Concat') return blockedConcatenation(values, node);
  if (!isElementwise(node.op) || node.inputs.includes(undefined)) return undefined;
  return (
    byChannel(values, node) ?? offset(values, node) ?? stabilized(values, node) ?? blockedElementwise(values, node)
  );
}
