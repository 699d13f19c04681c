import { takesTexts } from '../models/takes-texts';
import type { ImageRecipe, SeriesRecipe, TableRecipe, TextRecipe } from '../recipe/input-recipe';
import type { Reading, Subject } from './subject';

/** Reads what is to be explained, by code that is loaded when it is needed. */
export async function readSubject(reading: Reading): Promise<Subject> {
  switch (reading.recipe.input.kind) {
    case 'image':
      return (await import('./images/image-subject')).readImageSubject(reading as Reading<ImageRecipe>);
    case 'text':
      return takesTexts(reading.loaded)
        ? (await import('./texts/string-subject')).readStringSubject(reading as Reading<TextRecipe>)
        : (await import('./texts/text-subject')).readTextSubject(reading as Reading<TextRecipe>);
    case 'series':
      return (await import('./tables/series-subject')).readSeriesSubject(reading as Reading<SeriesRecipe>);
    case 'table':
      return (await import('./tables/table-subject')).readTableSubject(reading as Reading<TableRecipe>);
  }
}
