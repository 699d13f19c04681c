import { ModelError } from 'xai-base';

/** A model cannot be analyzed: the message lists every layer with its verdict, and how to teach what is unknown. */
export class ModelCheckError extends ModelError {
  static override readonly id: string = 'ModelCheckError';
}
