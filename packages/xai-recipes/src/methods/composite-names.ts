/** The names of composites; `Zero` is the rule without any change for all layers. */
export const compositeNames = [
  'EpsilonPlus',
  'EpsilonPlusFlat',
  'EpsilonAlpha2Beta1',
  'EpsilonAlpha2Beta1Flat',
  'ExcitationBackprop',
  'Zero',
] as const;

/** One of these names. */
export type CompositeName = (typeof compositeNames)[number];
