import type { LoadedModel } from './loaded-model';
import { modelEnds } from './model-ends';
import { shapeText } from './shape';
import { wrong } from './wrong';

/** 2^27 elements of a sample: half a gigabyte. */
const MOST = 2 ** 27;

/**
 * Checks that a sample of the size that the model takes fits into memory.
 *
 * @throws {ModelFileError} when it takes more than 2^27 elements
 */
export function checkInputSize(file: string, loaded: LoadedModel): void {
  for (const { name, shape = [] } of modelEnds(loaded).inputs) {
    const size = shape.slice(1).reduce<number>((product, length) => product * (length ?? 1), 1);
    if (size <= MOST) continue;
    throw wrong(file, `takes ${size} numbers a sample, ${name} ${shapeText(shape)}`, `at most ${MOST}`);
  }
}
