import {
  describeValue,
  type ExplanationParts,
  isPlainTensor,
  type PlainExplanation,
  type PlainTensor,
  ShapeError,
  ValueError,
} from 'xai-base';

/** Explanations of samples, as analyzers return them or as plain data: one of a batch, or several of samples of one shape. */
export type Explained = Pick<ExplanationParts | PlainExplanation, 'val'> & Partial<ExplanationParts | PlainExplanation>;

/** How maps are read. */
export interface MapOptions {
  /** Where images `[batch, height, width, channels]` have their channels; `'last'` if left out. */
  readonly channels?: 'last' | 'first';
}

/** The explanations of all samples, on the host. */
export interface Maps {
  /** The shape of one, without the batch. */
  readonly shape: readonly number[];
  /** One a sample, row-major. */
  readonly rows: readonly Float32Array[];
}

/**
 * Reads values of explanations without blocking; tensors stay the caller's.
 *
 * @param part which of an explanation's tensors
 * @throws {ShapeError} when there is no sample, or one of another shape than the first
 * @throws {ValueError} for NaN or infinite values
 */
export async function readMaps(explanations: readonly Explained[], part: 'val' | 'input' = 'val'): Promise<Maps> {
  const plain = await Promise.all(explanations.map((explanation) => read(explanation?.[part], part)));
  if (plain.length === 0 || plain[0].shape.length < 2)
    throw wrongShape(plain[0]?.shape ?? [], part, '[samples, ...], one or more');
  const shape = plain[0].shape.slice(1);
  const rows = plain.flatMap((one) => {
    if (`${one.shape.slice(1)}` !== `${shape}`)
      throw wrongShape(one.shape, part, `[samples, ${shape.join(', ')}], as the first has`);
    return rowsOf(one);
  });
  if (rows.length === 0 || rows[0].length === 0) throw wrongShape(plain[0].shape, part, '[samples, ...], one or more');
  return { shape, rows };
}

async function read(tensor: Explained['input'], part: string): Promise<PlainTensor> {
  if (isPlainTensor(tensor)) return tensor;
  if (typeof tensor?.data === 'function') return { shape: [...tensor.shape], data: await tensor.data() };
  const expected = 'a tensor, or one as plain data';
  const message = `${part} of an explanation is ${describeValue(tensor)}; expected ${expected}.`;
  throw new ValueError(message, { argument: 'explanations', value: tensor, expected });
}

function rowsOf({ shape: [count], data }: PlainTensor): Float32Array[] {
  const values = Float32Array.from(data);
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) {
    const expected = 'finite numbers';
    const message = `explanations hold ${values[wrong]}; expected ${expected}.`;
    throw new ValueError(message, { argument: 'explanations', value: values[wrong], expected });
  }
  const size = values.length / count;
  return Array.from({ length: count }, (_, sample) => values.subarray(sample * size, (sample + 1) * size));
}

function wrongShape(shape: readonly number[], part: string, expected: string): ShapeError {
  const message = `${part} of the explanations has shape [${shape}]; expected ${expected}.`;
  return new ShapeError(message, { argument: 'explanations', value: shape, expected });
}
