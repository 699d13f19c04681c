/** Values of a tensor, to be sent to another process. */
export interface Sent {
  readonly shape: number[];
  readonly dtype: 'float32' | 'int32' | 'bool';
  readonly values: ArrayLike<number>;
}

/** What a model shall be evaluated for. */
export interface Question {
  readonly file: string;
  /** Where an ONNX model begins and ends. */
  readonly ends?: {
    readonly input: string;
    readonly output: string;
    readonly channelsFirst: boolean;
    readonly fixedInputs: Readonly<Record<string, Sent>>;
  };
  /** Of each input. */
  readonly shape: number[];
  readonly inputs: readonly Float64Array[];
  /** Of the outputs for the first input, weighed, the derivative is asked for, too. */
  readonly weights?: ArrayLike<number>;
}

/** What a model gives in double precision. */
export interface Exact {
  readonly outputs: readonly Float64Array[];
  /** For each value of the first input, if it was asked for. */
  readonly gradient?: Float64Array;
}

/** What it gives, or why it does not. */
export type Answer = Exact | { readonly failure: string };
