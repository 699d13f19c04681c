import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import { Unsupported } from '../../operators/unsupported';
import { positiveAxis } from '../../operators/values/indices';
import { knownNumbers } from '../../operators/values/known';
import { identity } from '../../operators/values/permute';
import type { Build, LayerBuilder } from '../layer-builder';
import { LayerOutput, type LayerValue } from '../layer-values';
import { StepsOutput } from '../recurrent-values';

/** `Gather` from a constant table by token indices: Embedding. Of the steps of a recurrent layer it may take the last. */
export const gather: LayerBuilder = (build) => {
  const last = lastStep(build);
  if (last) return last;
  const table = build.constants[0];
  const tokens = build.inputs[1];
  if (!table || !tokens || table.rank !== 2 || build.node.int('axis', 0) !== 0) {
    throw new Unsupported('of something else than rows of a constant table');
  }
  const [inputDim, outputDim] = table.shape;
  const symbol = tokens.storedIn(identity(tokens.shape.length), build.maker) as SymbolicTensor;
  const settings = { inputDim, outputDim, embeddingsInitializer: 'zeros' } as const;
  return new LayerOutput(
    build.maker.apply((library, name) => library.layers.embedding({ name, ...settings }), symbol, undefined, [
      table.tensor,
    ]),
  );
};

/** The last step of a recurrent layer in one direction, if that is what is taken. */
function lastStep({ node, inputs: [value], constants }: Build): LayerValue | undefined {
  const indices = constants[1];
  if (!(value instanceof StepsOutput) || !indices || value.recurrent.directions > 1) return undefined;
  const axis = positiveAxis(node.int('axis', 0), 3);
  const [index, ...more] = knownNumbers(indices, 'The step');
  const { time } = value.recurrent;
  const isLast = index === -1 || (time !== null && index === time - 1);
  if (value.order[axis] !== 1 || more.length > 0 || indices.rank > 0 || !isLast) return undefined;
  return new LayerOutput(value.recurrent.last);
}
