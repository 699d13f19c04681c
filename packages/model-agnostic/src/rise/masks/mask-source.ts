import type { Features, RandomStream } from 'xai-base';
import type { GridMaskProgram } from './grid-mask-program';

/** What masks are asked for. */
export interface MaskRequest {
  readonly features: Features;
  /** The mean of a mask's values. */
  readonly keepProbability: number;
  /** How many masks will be drawn at most. */
  readonly masks: number;
  readonly random: RandomStream;
}

/** Writes the next mask: a number from 0 (hidden) to 1 (kept) for each feature. Called once for each index, in order. */
export interface MaskDrawer {
  (index: number, mask: Float32Array): void;
  /** The same masks, made by operations beside the model. */
  readonly program?: GridMaskProgram;
}

/** Where the masks of {@link RISE} come from. */
export type MaskSource = (request: MaskRequest) => MaskDrawer;
