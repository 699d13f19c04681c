import { colormapTable, colorRange } from 'svg-plots';
import { heatmap, type TextHeatmap } from 'text-heatmaps';
import { type PlainExplanation, ShapeError } from 'xai-base';
import { checkSample, sampleOf } from '../explanations/sample-of';
import { type ColorOptions, given } from './color-options';
import type { LegendContent } from './legend';

/** The words of a sample on coloured ground, and what the colours mean. */
export interface TextDrawing {
  readonly text: TextHeatmap;
  readonly legend?: LegendContent;
}

const presets = {
  attribution: { colormap: 'seismic', range: 'centered' },
  sensitivity: { colormap: 'grays', range: 'extrema' },
  cam: { colormap: 'jet', range: 'extrema' },
} as const;

/** The words that an explanation carries (`extras.tokens`), or those that are given. */
export function drawText(
  explanation: PlainExplanation,
  sample: number,
  options: ColorOptions & { tokens?: readonly string[]; separator?: string },
): TextDrawing {
  checkSample(explanation, sample);
  const { tokens = tokensIn(explanation, sample), ...style } = options;
  const val = sampleOf(explanation.val, sample);
  const [text] = heatmap({ val, heatmap: explanation.heatmap }, [tokens], given(style));
  const { colormap, range, clip = false } = { ...presets[explanation.heatmap], ...given(style) };
  if (text.values.length === 0) return { text };
  return { text, legend: { colormap: colormapTable(colormap), ...colorRange(text.values, range, clip) } };
}

function tokensIn({ extras, val }: PlainExplanation, sample: number): readonly string[] {
  const tokens = Array.isArray(extras?.tokens) ? extras.tokens[sample] : undefined;
  if (Array.isArray(tokens)) return tokens;
  const expected = `tokens, ${val.shape[1]} words; the explanation has none in extras.tokens`;
  throw new ShapeError(`tokens is undefined; expected ${expected}.`, { argument: 'tokens', expected });
}
