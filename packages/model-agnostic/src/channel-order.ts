import { ShapeError } from 'xai-base';

/** Where the channels are: after the other axes of a sample, or before. */
export type ChannelOrder = 'last' | 'first';

/** A length that a model states, or the name of one that it leaves open. */
export type StatedLength = number | string;

const mostColours = 4; // channels of a picture: gray, colours, opacity

/**
 * In which order a model takes channels, by the shapes that it states and that it is given. Pictures tell it by a short axis at one end; other
 * samples by the order in which they fit.
 *
 * @param stated the model's input, batch first; empty when it does not say its rank
 * @param given a batch with channels last
 * @throws {ShapeError} for a picture that is given with channels first, or one that fits in both orders
 */
export function modelOrder(stated: readonly StatedLength[], given: readonly number[]): ChannelOrder {
  const fitsAsItIs = fits(stated, given);
  const fitsMoved = fits(stated, channelsFirst(given));
  const order = pictureOrder(stated.slice(1));
  if (isGivenFirst(stated, given)) throw givenFirst(stated, given);
  if (order !== undefined) return order;
  const isPicture = stated.length > 3;
  const isSame = String(given) === String(channelsFirst(given));
  if (isPicture && fitsAsItIs && fitsMoved && !isSame) throw undecided(stated, given);
  return fitsMoved && !fitsAsItIs ? 'first' : 'last';
}

/** Whether pictures are given with channels first to a model that takes them so. */
export function isGivenFirst(stated: readonly StatedLength[], given: readonly number[]): boolean {
  return pictureOrder(stated.slice(1)) === 'first' && fits(stated, given) && !fits(stated, channelsFirst(given));
}

/**
 * The end at which a picture has its channels: an axis of at most 4, where the other end has none.
 *
 * @param lengths of a sample of three axes or more
 */
export function pictureOrder(lengths: readonly StatedLength[]): ChannelOrder | undefined {
  if (lengths.length < 3) return undefined;
  const [first, last] = [lengths[0], lengths[lengths.length - 1]].map(
    (length) => typeof length === 'number' && length <= mostColours,
  );
  if (first === last) return undefined;
  return first ? 'first' : 'last';
}

/** Whether a batch fits; the number of samples is free. */
function fits([batch, ...stated]: readonly StatedLength[], [, ...given]: readonly number[]): boolean {
  if (batch === undefined) return true;
  return (
    stated.length === given.length &&
    stated.every((length, axis) => typeof length === 'string' || length === given[axis])
  );
}

/** A shape (or axes) with the last one after the batch. */
export function channelsFirst<T>([batch, ...rest]: readonly T[]): T[] {
  return [batch, ...rest.slice(-1), ...rest.slice(0, -1)];
}

/** A shape (or axes) with the one after the batch at the end. */
export function channelsLast<T>([batch, channels, ...rest]: readonly T[]): T[] {
  return [batch, ...rest, channels];
}

function givenFirst(stated: readonly StatedLength[], given: readonly number[]): ShapeError {
  const expected = `channels last, [${channelsLast(given).join(', ')}]`;
  const axes = channelsLast(given.map((_, axis) => axis)).join(', ');
  const message =
    `input has shape [${given.join(', ')}], with the channels first as the model takes them, [${shown(stated)}]; expected ${expected}: ` +
    `tf.transpose(input, [${axes}]).`;
  return new ShapeError(message, { argument: 'input', value: given, expected });
}

function undecided(stated: readonly StatedLength[], given: readonly number[]): ShapeError {
  const expected = 'a model that says which axis holds the channels';
  const message =
    `The model takes [${shown(stated)}], in which [${given.join(', ')}] fits with channels first and last; expected ${expected}. ` +
    'Load it yourself: OnnxModel.load(file, { channelsFirst: true }), or false.';
  return new ShapeError(message, { argument: 'model', value: stated, expected });
}

function shown(stated: readonly StatedLength[]): string {
  return stated.map((length) => (length === '' ? '?' : length)).join(', ');
}
