import { colormapTable, colorRange } from 'svg-plots';
import { type HeatmapOptions, heatmap, TextHeatmap } from 'text-heatmaps';
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

/** The words that an explanation carries (`extras.tokens`), but for those that are none of the text's own, such as `[CLS]`; or those that are given. */
export function drawText(
  explanation: PlainExplanation,
  sample: number,
  options: ColorOptions & { tokens?: readonly string[]; separator?: string },
): TextDrawing {
  checkSample(explanation, sample);
  const { tokens, ...own } = options;
  const style = { ...presets[explanation.heatmap], ...given(own) };
  const val = sampleOf(explanation.val, sample);
  const [all] = heatmap({ val, heatmap: explanation.heatmap }, [tokens ?? tokensIn(explanation, sample)], style);
  const text = tokens ? all : withoutSpecial(all, specialIn(explanation, sample), style);
  if (text.values.length === 0) return { text };
  const { colormap, range, clip = false } = style;
  return { text, legend: { colormap: colormapTable(colormap), ...colorRange(text.values, range, clip) } };
}

function withoutSpecial({ words, values }: TextHeatmap, isSpecial: readonly unknown[], style: HeatmapOptions) {
  const own = [...words.keys()].filter((at) => isSpecial[at] !== true);
  const pick = <T>(list: readonly T[]) => own.map((at) => list[at]);
  return new TextHeatmap(pick(words), pick(values), style);
}

function tokensIn({ extras, val }: PlainExplanation, sample: number): readonly string[] {
  const tokens = Array.isArray(extras?.tokens) ? extras.tokens[sample] : undefined;
  if (Array.isArray(tokens)) return tokens;
  const expected = `tokens, ${val.shape[1]} words; the explanation has none in extras.tokens`;
  throw new ShapeError(`tokens is undefined; expected ${expected}.`, { argument: 'tokens', expected });
}

function specialIn({ extras }: PlainExplanation, sample: number): readonly unknown[] {
  const isSpecial = Array.isArray(extras?.isSpecial) ? extras.isSpecial[sample] : undefined;
  return Array.isArray(isSpecial) ? isSpecial : [];
}
