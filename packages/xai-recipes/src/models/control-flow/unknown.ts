/** Why something is not known before a model runs, in words that follow the name of what needs to know it. */
export interface Unknown {
  readonly why: string;
}
