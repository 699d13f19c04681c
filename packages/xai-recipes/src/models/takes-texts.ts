import type { LoadedModel } from './loaded-model';
import { modelEnds } from './model-ends';

/** Whether a model takes texts as they are, as strings: it takes them apart itself. */
export const takesTexts = (loaded: LoadedModel): boolean => modelEnds(loaded).inputs[0]?.type === 'string';
