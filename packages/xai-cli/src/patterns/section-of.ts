import { escapeText } from 'svg-plots';
import { howMany } from '../terminal/how-many';
import { drawImages, drawSeries } from './draw-samples';
import { mapSection } from './map-section';
import type { ClassExplanations, PatternSection, PatternSettings } from './pattern-section';
import { tableSection } from './table-section';

/** What is found of a class, by the kind of its inputs. */
export async function sectionOf(explained: ClassExplanations, settings: PatternSettings): Promise<PatternSection> {
  const { input } = explained.recipe;
  if (input.kind === 'table') return tableSection(explained);
  return mapSection(explained, input.kind === 'series' ? drawSeries(input.features) : drawImages, settings);
}

/**
 * A section for a page: how many explanations there are, and of how many it is, then what was found and its pictures.
 *
 * @param level of its heading
 */
export function sectionHtml(
  name: string,
  { count, seen }: { readonly count: number; readonly seen: number },
  { line, pictures }: PatternSection,
  level: 2 | 3 = 2,
): string {
  const some = seen < count ? `, ${seen} of which were looked at` : '';
  const figures = pictures.map(
    ({ caption, picture }) => `<figure>${picture.html()}<figcaption>${escapeText(caption)}</figcaption></figure>`,
  );
  return `<h${level}>${escapeText(name)}</h${level}>\n<p>${escapeText(`${howMany(count, 'explanation')}${some}: ${line}.`)}</p>\n${figures.join('\n')}`;
}
