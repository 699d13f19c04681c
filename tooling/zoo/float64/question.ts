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
}

/** The outputs, or why there are none. */
export type Answer = { readonly outputs: readonly Float64Array[] } | { readonly failure: string };
