/** Something that is to be known about an explanation. */
export interface Note {
  readonly text: string;
  readonly isWarning?: boolean;
  /** The explanation is not to be trusted. */
  readonly isFailure?: boolean;
}
