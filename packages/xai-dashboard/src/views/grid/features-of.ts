import type { PlainExplanation } from 'xai-base';

/** The features that CRP shows of a sample, in the order of their maps. */
export function featuresOf({ extras }: PlainExplanation): readonly number[] {
  const [features = []] = (extras?.features ?? []) as readonly (readonly number[])[];
  return features;
}
