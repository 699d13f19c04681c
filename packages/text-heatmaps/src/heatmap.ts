import { valueError } from 'svg-plots';
import { type ExplanationParts, type PlainExplanation, ShapeError } from 'xai-base';
import { type HeatmapOptions, withPreset } from './heatmap-options';
import { TextHeatmap } from './text-heatmap';
import { readSamples } from './values/read-samples';
import { readValues, type Values } from './values/read-values';

/** What is drawn of an explanation, which may be plain data. */
export type Drawable = Pick<ExplanationParts | PlainExplanation, 'val' | 'heatmap'>;

/**
 * Draws an explanation of texts: one heatmap a sample, with the colours of the explanation's kind (attributions `seismic`
 * centred on zero, sensitivities `grays` from the smallest to the largest value) unless the options say otherwise.
 * Reading the values waits for the device; it keeps and disposes nothing.
 *
 * @param explanation its `val` is `[batch, tokens]`, or `[batch, tokens, features]`: then features are summed, of sensitivities the 2-norm
 * @param texts the words of each sample; those of the only sample may stand alone
 * @param options the colours, their range, and what stands between the words
 * @returns one heatmap a sample
 * @throws {ShapeError} if there are not as many texts as samples, or words as tokens
 * @throws {ValueError} for NaN or infinite values, words that are no strings, an invalid option
 *
 * @example
 * ```ts
 * const parts = { val: tf.tensor2d([[0.1, 2, -2]]), input: tf.tensor2d([[4, 7, 1]]), output: tf.tensor2d([[0.9]]) };
 * const explanation = new Explanation({ ...parts, outputSelection: [0], analyzer: 'ByHand', heatmap: 'attribution' });
 * const [text] = heatmap(explanation, [['I', 'loved', 'it']]);
 * text.colors; // => [[255, 229, 229], [128, 0, 0], [0, 0, 76]]
 * explanation.dispose();
 * ```
 */
export function heatmap(
  explanation: Drawable,
  texts: readonly (readonly string[])[] | readonly string[],
  options?: HeatmapOptions,
): TextHeatmap[];
/** Draws one text from a value a word, as attributions unless the options say otherwise. */
export function heatmap(values: Values, words: readonly string[], options?: HeatmapOptions): TextHeatmap;
export function heatmap(
  drawn: Drawable | Values,
  texts: readonly (readonly string[])[] | readonly string[],
  options?: HeatmapOptions,
): TextHeatmap | TextHeatmap[] {
  if (!isDrawable(drawn)) return new TextHeatmap(texts as readonly string[], readValues(drawn), withPreset(options));
  const withColors = withPreset(options, drawn.heatmap);
  const samples = readSamples(drawn.val, drawn.heatmap);
  const wordsOf = textsOf(texts);
  if (samples.length !== wordsOf.length) {
    const expected = `one a sample, ${samples.length}`;
    throw new ShapeError(`There are ${wordsOf.length} texts; expected ${expected}.`, {
      argument: 'texts',
      value: wordsOf.length,
      expected,
    });
  }
  return samples.map((values, sample) => new TextHeatmap(wordsOf[sample], values, withColors));
}

function isDrawable(drawn: Drawable | Values): drawn is Drawable {
  return typeof drawn === 'object' && drawn !== null && 'val' in drawn;
}

/** Words that stand alone are those of one text. */
function textsOf(texts: readonly (readonly string[])[] | readonly string[]): readonly (readonly string[])[] {
  if (!Array.isArray(texts))
    throw valueError('texts', texts, 'the words of each sample, such as [["I", "loved", "it"]]');
  return texts.length > 0 && texts.every((text) => typeof text === 'string') ? [texts] : texts;
}
