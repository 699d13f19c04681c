/** Where a command writes: a stream, or anything that takes text. */
export interface TextOutput {
  /** Takes text; bytes only where a file is asked for on it, as by `--out -`. */
  write(content: string | Uint8Array): unknown;
  /** Whether a person watches: a terminal, which shows colours and progress. */
  readonly isTTY?: boolean;
  /** How many characters a line of the terminal has; 0 where that is not known. */
  readonly columns?: number;
}

/** What a command gets from its surroundings. */
export interface Surroundings {
  /** Results. */
  readonly stdout: TextOutput;
  /** Progress and errors. */
  readonly stderr: TextOutput;
  /** What a file of the name `-` has. */
  readonly stdin?: AsyncIterable<Uint8Array | string>;
  /** Aborts the command, which then ends with exit code 130. */
  readonly signal?: AbortSignal;
}
