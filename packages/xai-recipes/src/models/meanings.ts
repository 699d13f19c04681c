import type { End } from './end';
import type { InputMeaning, OutputMeaning } from './outline';

/** Inputs that say by their names what they are, whatever their shapes. */
const named: readonly [RegExp, InputMeaning][] = [
  [/mask$/i, 'mask'],
  [/(token_type|segment)_?ids?$/i, 'types'],
  [/position/i, 'positions'],
  [/^past|past_key|cache/i, 'past'],
  [/(^|_)(state|hidden|h|c|h0|c0|h_0|c_0|h_in|c_in)(:\d+)?$/i, 'state'],
  [/^(sr|(sample_?|sampling_?)?rate)(:\d+)?$/i, 'rate'],
  [/(^|_)(ratio|scale)(:\d+)?$/i, 'ratio'],
  [/(^|_)ids$|tokens?$/i, 'ids'],
];

/** Of two axes: `[batch, samples]`. */
const sounds = /audio|wave?form|(^|_)wavs?($|_|:)|sound|speech|pcm|^input_values$/i;

/**
 * What an input seems to mean, by its name, its type and its shape.
 *
 * @param isLookedUp whether an embedding is looked up by it
 */
export function inputMeaning({ name, type = 'float32', shape }: End, isLookedUp = false): InputMeaning {
  const [, said] = named.find(([pattern]) => pattern.test(name)) ?? [];
  if (said) return said;
  if (isLookedUp) return 'ids';
  if (type === 'string') return 'text';
  switch (shape?.length) {
    case 4:
      return 'image';
    case 3:
      return 'series';
    case 2:
      if (/^int/.test(type)) return 'ids';
      return sounds.test(name) ? 'series' : 'table';
    default:
      return 'unknown';
  }
}

/** What an output seems to mean, by its name, its type and its shape. */
export function outputMeaning({ name, type = 'float32', shape }: End): OutputMeaning {
  if (/^(present|past)|(^|_)(state|hidden)/i.test(name)) return 'state';
  if (/box/i.test(name)) return 'boxes';
  if (/^(u?int|string|bool)/.test(type)) return shape === undefined || shape.length <= 2 ? 'label' : 'unknown';
  const lengths = shape?.slice(1).filter((length) => length !== 1);
  switch (lengths?.length) {
    case undefined:
      return 'scores';
    case 0:
      return 'value';
    case 1:
      return 'scores';
    case 2:
      if (lengths[1] === 4) return 'boxes';
      return shape?.length === 4 ? 'maps' : 'tokens'; // of one class: [batch, 1, height, width]
    default:
      return 'maps';
  }
}
