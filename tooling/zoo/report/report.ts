/** What became of one step: how well it went or what stopped it, and how long it took. */
export interface Outcome {
  readonly ok: boolean;
  /** How far off, or why not. */
  readonly note: string;
  /** Of a method that does not apply to such a model. */
  readonly isMeaningless?: boolean;
  readonly seconds: number;
}

/** The steps that a model is taken through, in their order. */
export const steps = [
  'inspect',
  'runtime',
  'ops',
  'forward',
  'slope',
  'gradients',
  'relevance',
  'activation maps',
  'perturbation',
  'command line',
] as const;

/** A step. */
export type StepName = (typeof steps)[number];

/** What became of the steps that were taken. */
export type Outcomes = Partial<Record<StepName, Outcome>>;

/** What became of a model. */
export interface Report {
  readonly file: string;
  readonly format: 'onnx' | 'graph-model' | 'layers-model';
  readonly outcomes: Readonly<Outcomes>;
  /** Why there are no further outcomes: a limit that the model went over. */
  readonly stopped?: string;
}
